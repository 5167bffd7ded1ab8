"""The only way a view gets a claim that the public may see, and one that it may change."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from amparo.accounts.models import User
from amparo.evidence.models import Claim, ClaimQuerySet, Source


def public_claims() -> ClaimQuerySet:
    """Claims that stand on a source, with their words."""
    return Claim.objects.public().with_words()


def claim_to_change(user: User, pk: UUID) -> Claim:
    """A claim belongs to the whole coalition: every organizer may change it. Raises Http404."""
    if not user.is_organizer:
        raise Http404
    return get_object_or_404(Claim.objects.with_words(), pk=pk)


def source_to_change(user: User, pk: UUID) -> Source:
    """Raises Http404."""
    if not user.is_organizer:
        raise Http404
    return get_object_or_404(Source, pk=pk)
