"""Letters that waited when the power went: whose they were, and writing them again.

The key that sealed a waiting letter dies with the boot. Its row says which card it was about, so
that this is known exactly: nobody is written to whose letter went. The letter that is written again
carries the link that stands on her card, which was in the lost one and reached nobody; a new one in
its place would break the links of letters that are sent to her later.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from amparo.outbox.operations import enqueue
from amparo.supporters import emails, kinds
from amparo.supporters.models import Card, Keyspace, LostLetter, MergedCard


class Opened(Protocol):
    """A card as somebody with its key reads it."""

    @property
    def card(self) -> Card: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def link(self) -> str: ...


def note_lost(card_id: UUID) -> None:
    """A letter about this card is lost; not noted where she has confirmed, or has left."""
    merged = MergedCard.objects.filter(pk=card_id).values_list("card_id", flat=True).first()
    waiting = Card.objects.filter(pk=merged or card_id, is_confirmed=False)
    for found in waiting.values_list("pk", flat=True):
        LostLetter.objects.get_or_create(card_id=found)


def lost_letters(now: datetime) -> QuerySet[Card]:
    """Return cards that wait for a letter which is lost, under actions that still take them in."""
    cards = Card.objects.filter(lost_letter__isnull=False, is_confirmed=False)
    actions = cards.order_by().values_list("action_kind", "action_id").distinct()
    open_ids = [action for kind, action in actions if kinds.get(kind).is_open(action, now)]
    return cards.filter(action_id__in=open_ids)


def write_again(opened: Iterable[tuple[Opened, str]]) -> int:
    """Write lost letters again, with the link to leave the list beside each; return how many.

    Once at most each, and stopped anywhere: a card is a transaction of its own.
    """
    return sum(_write(each, leave_link) for each, leave_link in opened)


def forget_lost() -> int:
    """Forget the lost letters of those who confirmed by another one."""
    return LostLetter.objects.filter(card__is_confirmed=True).delete()[0]


def forget_all_lost() -> int:
    """Forget every one, as of a backup that was brought back: it may be written again since."""
    return LostLetter.objects.all().delete()[0]


@transaction.atomic
def _write(opened: Opened, leave_link: str) -> bool:
    """Let one letter wait again. False where there is nothing to write any more."""
    card = opened.card
    cards = Card.objects.select_for_update().filter(pk=card.pk, is_confirmed=False)
    if cards.only("pk").first() is None:  # confirmed or withdrawn meanwhile
        return False
    gone, _ = LostLetter.objects.filter(card_id=card.pk).delete()
    if not gone or not opened.email:
        return False
    draft = emails.draft(
        emails.JOIN if card.action_kind == Keyspace.Kind.LIST else emails.CONFIRM,
        to=opened.email,
        action_kind=card.action_kind,
        action_id=card.action_id,
        language=card.language,
        name=opened.name,
        link=opened.link,
        leave_link=leave_link,
    )
    enqueue(draft, about=card.pk)
    return True
