"""The only way a view gets an import or an item: organizers, and nobody else."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from amparo.accounts.models import User
from amparo.archive.models import Import, Item


def import_to_change(user: User, pk: UUID) -> Import:
    """Raises Http404."""
    if not user.is_organizer:
        raise Http404
    return get_object_or_404(Import, pk=pk)


def item_to_change(user: User, pk: UUID) -> Item:
    """Raises Http404."""
    if not user.is_organizer:
        raise Http404
    rows = Item.objects.select_related("origin", "author", "campaign", "proposed")
    return get_object_or_404(rows.prefetch_related("pieces"), pk=pk)
