"""The one door to what supporters told us. Only the desk and mail-outs may import it.

Every batch leaves an entry in the audit log before the first card is opened. Cards of people who
hide from the organizers, too, come out blank unless the caller writes to them or makes codes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from django.db.models import QuerySet

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.errors import CannotOpen
from amparo.lib.sealing.cards import unseal_card, unseal_comment
from amparo.lib.sealing.keys import open_private
from amparo.lib.sealing.suites import CannotUnseal
from amparo.supporters.models import Card, ListWish, Visibility
from amparo.supporters.operations.keyspaces import the_list
from amparo.supporters.operations.receiving import card_info

CHUNK = 500  # cards read at a time


class Opener(Protocol):
    """Somebody's unlocked key, or a grant for a few epochs."""

    def private_key_of(self, epoch_id: UUID) -> bytes:
        """Raises CannotOpen."""
        ...


@dataclass(frozen=True, slots=True)
class OpenedCard:
    """A card, and what it says. Keep it for one request."""

    card: Card
    told: Mapping[str, Any]  # empty where it cannot or must not be read
    is_hidden: bool = False  # its owner hides from the organizers too

    @property
    def name(self) -> str:
        return str(self.told.get("name", ""))

    @property
    def email(self) -> str:
        return str(self.told.get("email", ""))

    @property
    def phone(self) -> str:
        return str(self.told.get("phone", ""))

    @property
    def town(self) -> str:
        return str(self.told.get("town", ""))

    @property
    def told_words(self) -> Mapping[str, str]:
        """What an ask's own form asked besides; the kind has the labels."""
        words = self.told.get("told")
        return words if isinstance(words, dict) else {}

    @property
    def link(self) -> str:
        return str(self.told.get("link", ""))

    @property
    def partners(self) -> list[str]:
        partners = self.told.get("partners")
        return partners if isinstance(partners, list) else []


def open_cards(
    cards: QuerySet[Card],
    *,
    by: Opener,
    actor: Actor,
    reason: str,
    shows_hidden: bool = False,
) -> Iterator[OpenedCard]:
    """Open cards in their order, one at a time; the entry in the log is written first.

    A card that this holder cannot open comes out with nothing told.
    """
    _note("supporters.open_cards", cards, actor, reason)
    key_of = _keys(by)
    for card in cards.iterator(chunk_size=CHUNK):
        is_hidden = card.visibility == Visibility.SECRET and not shows_hidden
        yield OpenedCard(card, {} if is_hidden else _told(card, key_of), is_hidden)


def open_to_write(
    batches: Iterable[QuerySet[Card]], *, by: Opener, actor: Actor, reason: str, count: int
) -> Iterator[OpenedCard]:
    """Open cards one at a time to write to their people, those who hide from organizers too.

    One entry in the log for all batches. Whoever calls this shows nobody what comes out.
    """
    record("supporters.open_cards", actor=actor, count=count, reason=reason)
    key_of = _keys(by)
    for cards in batches:
        for card in cards.iterator(chunk_size=CHUNK):
            yield OpenedCard(card, _told(card, key_of))


def open_with_wishes(
    cards: QuerySet[Card], *, by: Opener, actor: Actor, reason: str
) -> Iterator[tuple[OpenedCard, str]]:
    """Open cards to write to their people, and beside each the link by which she leaves the list.

    The link is "" where no wish waits beside the card, or this holder cannot read it.
    """
    _note("supporters.open_cards", cards, actor, reason)
    key_of = _keys(by)
    for card in cards.select_related("list_wish").iterator(chunk_size=CHUNK):
        yield OpenedCard(card, _told(card, key_of)), _leave_link(card, key_of)


def open_comments(
    cards: QuerySet[Card], *, by: Opener, actor: Actor, reason: str
) -> Iterator[tuple[Card, str]]:
    """Open the comments of cards that have one; "" where this holder cannot."""
    cards = cards.filter(sealed_comment__isnull=False)
    _note("supporters.open_comments", cards, actor, reason)
    key_of = _keys(by)
    for card in cards.iterator(chunk_size=CHUNK):
        yield card, _comment(card, key_of)


def _note(verb: str, cards: QuerySet[Card], actor: Actor, reason: str) -> None:
    keyspaces = cards.order_by().values_list("keyspace", flat=True).distinct()
    detail = {"keyspaces": [str(each) for each in keyspaces]}
    record(verb, actor=actor, count=cards.count(), detail=detail, reason=reason)


_KeyOf = Any  # of an epoch's id: the parsed private key, or None


def _keys(by: Opener) -> _KeyOf:
    """Parse each epoch's key once; None where this holder was not given it."""

    @cache
    def key_of(epoch_id: UUID) -> MLKEM768X25519PrivateKey | None:
        try:
            return open_private(by.private_key_of(epoch_id))
        except CannotOpen:
            return None

    return key_of


def _told(card: Card, key_of: _KeyOf) -> Mapping[str, Any]:
    key = key_of(card.epoch_id)
    if key is None:
        return {}
    info = card_info(card.keyspace_id, card.epoch_id, card.pk, "card")
    try:
        return unseal_card(bytes(card.sealed_card), private_key=key, info=info)
    except CannotUnseal:
        return {}


def _leave_link(card: Card, key_of: _KeyOf) -> str:
    wish: ListWish | None = getattr(card, "list_wish", None)
    key = key_of(wish.epoch_id) if wish else None
    if wish is None or key is None:
        return ""
    info = card_info(the_list().pk, wish.epoch_id, wish.row_id, "card")
    try:
        return str(unseal_card(bytes(wish.sealed_card), private_key=key, info=info).get("link", ""))
    except CannotUnseal:
        return ""


def _comment(card: Card, key_of: _KeyOf) -> str:
    key = key_of(card.epoch_id)
    if key is None or card.sealed_comment is None:
        return ""
    info = card_info(card.keyspace_id, card.epoch_id, card.pk, "comment")
    try:
        return unseal_comment(bytes(card.sealed_comment), private_key=key, info=info)
    except CannotUnseal:
        return ""
