"""The only way the desk gets a committee. The same answer for "not there" and "not yours".

Organizers see and change every committee; a volunteer sees those that she coordinates.
"""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from amparo.accounts.models import User
from amparo.committees.models import Committee, CommitteeQuerySet


def committees_to_see(user: User) -> CommitteeQuerySet:
    found = Committee.objects.with_words()
    return found if user.is_organizer else found.filter(coordinators=user)


def committee_to_see(user: User, pk: UUID) -> Committee:
    """Raises Http404."""
    return get_object_or_404(committees_to_see(user), pk=pk)


def committee_to_change(user: User, pk: UUID) -> Committee:
    """Raises Http404."""
    if not user.is_organizer:
        raise Http404
    return committee_to_see(user, pk)
