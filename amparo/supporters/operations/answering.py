"""What a supporter does with the links in her letters: confirm, withdraw, show or hide her name.

She never logs in. Each act is one press of a button on a page that a link opened; fetching the
page changes nothing, because mail scanners fetch.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.keyring.ledger import note_removed
from amparo.supporters import kinds, tokens
from amparo.supporters.access import Held, held_by
from amparo.supporters.models import Card, PublicName, Visibility
from amparo.supporters.operations import listing
from amparo.supporters.operations.removing import remove_card
from amparo.web import pagecache

NAME = "supporters.publicname"  # in the ledger of what is gone


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act was about, to say so on the page."""

    action_kind: str
    action_id: UUID
    joined_list: bool = False


class CannotAnswer(Exception):
    """`reason` is unknown (no such link), closed, word (an organizer confirms) or unconfirmed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def confirm(link: str, *, now: datetime, without_news: bool = False) -> Answer:
    """Count her in, show her name if she asked for that, and put her on the list if she wished.

    Pressing again changes nothing. Raises CannotAnswer.
    """
    with transaction.atomic():
        held = _held(link)
        card = held.card
        if card.needs_word:
            raise CannotAnswer("word")
        if not kinds.get(card.action_kind).is_open(card.action_id, now):
            raise CannotAnswer("closed")
        if Card.objects.filter(pk=card.pk, is_confirmed=False).update(is_confirmed=True):
            kinds.tell_confirmed(card)
        if held.shown:
            show(card, held.shown)
        kinds.tell_pressed(card)
        joined = listing.join(card, now=now) if not without_news else listing.forget_wish(card)
    return Answer(card.action_kind, card.action_id, joined)


def withdraw(link: str, *, now: datetime) -> Answer:
    """Take a supporter out for good: card, name, comment. Raises CannotAnswer."""
    held = held_by(link)
    if held is None:
        raise CannotAnswer("unknown")
    remove_card(held.card)
    return Answer(held.card.action_kind, held.card.action_id)


def set_visibility(link: str, *, visibility: str, name: str, town: str, now: datetime) -> Answer:
    """Show or hide her name. What is shown is what she types: the server cannot read her card.

    Raises CannotAnswer: a name is shown only after its owner confirmed.
    """
    with transaction.atomic():
        held = _held(link)
        shown = tokens.shown_as(visibility, name, town)
        if shown and not held.card.is_confirmed:
            raise CannotAnswer("unconfirmed")
        if shown:
            show(held.card, shown)
        else:
            hide(held.card, visibility)
    pagecache.bump()
    return Answer(held.card.action_kind, held.card.action_id)


def show(card: Card, shown: tokens.Shown) -> None:
    """Let a name stand in public, or change how it stands."""
    values = {
        "shown": shown.name,
        "town": shown.town,
        "action_id": card.action_id,
        "week_on": card.week_on,
    }
    PublicName.objects.update_or_create(card=card, defaults=values)
    Card.objects.filter(pk=card.pk).update(
        visibility=shown.visibility, sealed_shown=None, sealed_fresh_shown=None
    )


def hide(card: Card, visibility: str = Visibility.COUNTED) -> None:
    """Take a name out of the public; an old backup will not bring it back."""
    note_removed(NAME, [card.pk])
    PublicName.objects.filter(card=card).delete()
    Card.objects.filter(pk=card.pk).update(
        visibility=visibility, sealed_shown=None, sealed_fresh_shown=None
    )


def _held(link: str) -> Held:
    held = held_by(link, for_change=True)
    if held is None:
        raise CannotAnswer("unknown")
    return held
