"""The only way a view gets a watched text or a sighting; and a road that the public may see."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from amparo.accounts.models import User
from amparo.bills.models import LegalText
from amparo.sightings.models import Sighting, Stop, WatchedText


def watch_to_change(user: User, pk: UUID) -> WatchedText:
    """Raises Http404."""
    return get_object_or_404(WatchedText.objects.with_words(), pk=_organizers(user, pk))


def sighting_to_decide(user: User, pk: UUID) -> Sighting:
    """Raises Http404."""
    return get_object_or_404(Sighting.objects.with_all(), pk=_organizers(user, pk))


def stop_to_change(user: User, watch: UUID, pk: UUID) -> Stop:
    """Raises Http404."""
    return get_object_or_404(Stop.objects.with_all(), watch=watch, pk=_organizers(user, pk))


def text_to_select_from(user: User, pk: UUID) -> LegalText:
    """A stored text, whole. Raises Http404."""
    stored = LegalText.objects.stored().select_related("bill__session__jurisdiction")
    return get_object_or_404(stored, pk=_organizers(user, pk))


def public_road(key: str) -> WatchedText:
    """Raises Http404."""
    return get_object_or_404(WatchedText.objects.public().with_words(), key=key)


def public_sighting(key: str, pk: UUID) -> Sighting:
    """A confirmed one with words in common, on a public road. Raises Http404."""
    shown = Sighting.objects.confirmed().worded().with_all().filter(watch__is_public=True)
    return get_object_or_404(shown, watch__key=key, pk=pk)


def _organizers(user: User, pk: UUID) -> UUID:
    """What the coalition watches belongs to all its organizers, and to nobody else."""
    if not user.is_organizer:
        raise Http404
    return pk
