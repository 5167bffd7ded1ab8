"""Whose signatures a person at the desk may see; "not there" and "not yours" are one answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.campaigns.access import campaigns_to_change, campaigns_to_see
from amparo.supporters import kinds
from amparo.supporters.models import Card, Keyspace
from amparo.supporters.operations import lost_letters


@dataclass(frozen=True)
class ActionHere:
    """Something that people stood under, as far as this person may see it."""

    kind: kinds.ActionKind
    id: UUID
    keyspace: Keyspace
    may_open: bool  # read what was told, once unlocked; else counts and envelopes

    @property
    def is_list(self) -> bool:
        return self.kind.code == Keyspace.Kind.LIST

    @property
    def title(self) -> str:
        if self.is_list:
            return _("Standing list")
        return self.kind.title(self.id, get_language() or "en") or _("An ask that is not public")

    @property
    def cards(self) -> QuerySet[Card]:
        return Card.objects.filter(action_id=self.id)


def action_here(user: User, kind: str, action_id: UUID) -> ActionHere:
    """Return an action with signatures that this person may see. Raises Http404."""
    try:
        found = kinds.get(kind)
        keyspace = _keyspace(found, action_id)
    except LookupError:
        raise Http404 from None
    if keyspace.pk not in set(keyspaces_seen(user).values_list("pk", flat=True)):
        raise Http404
    may_open = keyspaces_opened(user).filter(pk=keyspace.pk).exists()
    return ActionHere(found, action_id, keyspace, may_open)


def keyspaces_seen(user: User) -> QuerySet[Keyspace]:
    """Those whose counts and closed envelopes this person may see."""
    campaigns = campaigns_to_see(user).values("keyspace")
    return Keyspace.objects.filter(Q(pk__in=campaigns) | _lists(user))


def keyspaces_opened(user: User) -> QuerySet[Keyspace]:
    """Those that this person may open, if her key does."""
    campaigns = campaigns_to_change(user).values("keyspace")
    return Keyspace.objects.filter(Q(pk__in=campaigns) | _lists(user))


def lost_letters_of(user: User, now: datetime) -> QuerySet[Card]:
    """Cards whose letter was lost at a restart, of what this person may open if her key does."""
    cards = lost_letters(now)
    if user.role == Role.ATTORNEY:
        return cards.filter(keyspace__opened_by=Keyspace.OpenedBy.ATTORNEYS)
    return cards.filter(
        keyspace__in=keyspaces_opened(user), keyspace__opened_by=Keyspace.OpenedBy.ORGANIZERS
    )


def _lists(user: User) -> Q:
    """The standing list and the committees' volunteers are every organizer's."""
    shared = (Keyspace.Kind.LIST, Keyspace.Kind.COMMITTEE)
    return Q(kind__in=shared) if user.is_organizer else Q(pk__in=())


def _keyspace(kind: kinds.ActionKind, action_id: UUID) -> Keyspace:
    card = Card.objects.filter(action_id=action_id, action_kind=kind.code)
    found = Keyspace.objects.filter(pk__in=card.values("keyspace")[:1]).first()
    return found or kind.keyspace_of(action_id)
