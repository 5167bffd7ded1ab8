"""Two cards that an organizer knows to be one person's: another spelling, a second address.

Fingerprints find who wrote herself alike. A newcomer's mistake: joining what two cards hold.
Nothing is written into a card that its owner did not send; one stays as it is, the other goes. What
the one that goes had shown in public goes too, for organizers move nobody toward the public.
"""

from uuid import UUID

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.supporters import kinds
from amparo.supporters.kinds import ActionKind
from amparo.supporters.models import Card, PublicComment, PublicName
from amparo.supporters.operations.codes import merge
from amparo.web import pagecache


class CannotMerge(Exception):
    """`reason`: gone (one is no longer there), apart (they stand under two asks, or are one card),
    unconfirmed (the one that would stay has not been answered for, the other has), or kind (what
    its room keeps of a card cannot be moved to another)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def can_merge(kind: ActionKind) -> bool:
    """A room that keeps something by the card says what becomes of it, or why it stays apart."""
    return not kind.apart and (kind.on_removed is None or kind.on_merged is not None)


def merge_by_word(gone_id: UUID, kept_id: UUID, *, reason: str, actor: Actor) -> None:
    """Let the one card go; its links lead to the other, and the person counts once.

    Raises CannotMerge.
    """
    with transaction.atomic():
        gone, kept = _both(gone_id, kept_id)
        if (gone.action_kind, gone.action_id) != (kept.action_kind, kept.action_id):
            raise CannotMerge("apart")
        if not can_merge(kinds.get(kept.action_kind)):
            raise CannotMerge("kind")
        if gone.is_confirmed and not kept.is_confirmed:
            raise CannotMerge("unconfirmed")
        for model in (PublicName, PublicComment):
            model._default_manager.filter(card=gone).delete()
        merge(gone, into=kept)
        record("supporters.merge", actor=actor, count=1, reason=reason)
    pagecache.bump()


def _both(gone_id: UUID, kept_id: UUID) -> tuple[Card, Card]:
    if gone_id == kept_id:
        raise CannotMerge("apart")
    cards = Card.objects.select_for_update().defer("sealed_card", "sealed_comment")
    found = {card.pk: card for card in cards.filter(pk__in=(gone_id, kept_id)).order_by("pk")}
    if len(found) != 2:
        raise CannotMerge("gone")
    return found[gone_id], found[kept_id]
