"""What organizers do with what they read: publish or refuse a comment, vouch for a caller, hide.

They may only ever move a person away from the public; toward it only she moves herself.
"""

from datetime import datetime

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.ledger import note_removed
from amparo.supporters import kinds
from amparo.supporters.models import Card, CommentState, PublicComment
from amparo.supporters.operations import listing
from amparo.supporters.operations.answering import hide, show
from amparo.supporters.operations.removing import remove_card
from amparo.supporters.tokens import Shown
from amparo.web import pagecache

COMMENT = "supporters.publiccomment"  # in the ledger of what is gone


class CannotModerate(Exception):
    """`reason` is unconfirmed (she has not confirmed yet) or gone (nothing waits there)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def publish_comment(card: Card, *, text: str, actor: Actor) -> None:
    """Let a confirmed comment stand in public, as it was read. Raises CannotModerate."""
    with transaction.atomic():
        if not Card.objects.filter(pk=card.pk, is_confirmed=True).exists():
            raise CannotModerate("unconfirmed")
        _judge(card, CommentState.PUBLISHED)
        values = {
            "text": text,
            "language": card.language,
            "action_id": card.action_id,
            "week_on": card.week_on,
        }
        PublicComment.objects.update_or_create(card=card, defaults=values)
        record("supporters.publish_comment", actor=actor, count=1)
    pagecache.bump()


def refuse_comment(card: Card, *, reason: str, actor: Actor) -> None:
    """Keep a comment out of the public, or take it back; she stays counted."""
    note_removed(COMMENT, [card.pk])
    with transaction.atomic():
        _judge(card, CommentState.REFUSED)
        PublicComment.objects.filter(card=card).delete()
        record("supporters.refuse_comment", actor=actor, count=1, reason=reason)
    pagecache.bump()


def hide_name(card: Card, *, reason: str, actor: Actor) -> None:
    """Take a name off the public page, where it is not a name or hurts somebody."""
    with transaction.atomic():
        hide(card)
        record("supporters.hide_name", actor=actor, count=1, reason=reason)
    pagecache.bump()


def confirm_by_word(card: Card, *, shown: Shown | None, actor: Actor, now: datetime) -> bool:
    """Count in somebody who left only a telephone, after talking to her.

    `shown` is what her card asks to show. Return False where that was done before.
    """
    with transaction.atomic():
        waiting = Card.objects.filter(pk=card.pk, needs_word=True, is_confirmed=False)
        if not waiting.update(is_confirmed=True):
            return False
        kinds.tell_confirmed(card)
        if shown:
            show(card, shown)
        listing.join(card, now=now)
        record("supporters.confirm_by_word", actor=actor, count=1, now=now)
    return True


def withdraw_by_word(card: Card, *, reason: str, actor: Actor) -> None:
    """Take out somebody who asked for it by telephone or in person."""
    remove_card(card)
    record("supporters.withdraw_by_word", actor=actor, count=1, reason=reason)


def _judge(card: Card, state: str) -> None:
    judged = Card.objects.filter(pk=card.pk).exclude(comment_state=CommentState.NONE)
    if not judged.update(comment_state=state):
        raise CannotModerate("gone")
