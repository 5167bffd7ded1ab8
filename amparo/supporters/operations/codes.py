"""Fingerprints after a reboot and at a close.

The key that made the codes died with the boot, so old codes mean nothing. At the next unlock they
are made anew from the opened cards; who turns out to be there twice is merged into the earliest.
The caller opens the cards (desk), because only it holds an unlocked key.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from amparo.keyring.runtime import runtime
from amparo.lib.emails import NotAnEmail
from amparo.supporters import kinds
from amparo.supporters.models import (
    HOUSEHOLD_LIMIT,
    Card,
    ListWish,
    LostLetter,
    MergedCard,
    Preference,
    PublicComment,
    PublicName,
)
from amparo.supporters.operations.keyspaces import delete_cards, drop_codes
from amparo.supporters.operations.receiving import Codes, boot_mark, codes_of
from amparo.supporters.operations.tallying import note_leaving

_WHOLE = "supporters.codes"  # in the runtime store, which the next boot begins anew


class Opened(Protocol):
    """A card as somebody with its key reads it."""

    @property
    def card(self) -> Card: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


def stale_cards() -> QuerySet[Card]:
    """Return cards whose codes an earlier boot made, the earliest first."""
    made = Card.objects.filter(codes_boot__isnull=False)
    return made.exclude(codes_boot=boot_mark(runtime().key)).order_by("week_on")


def has_stale_cards(now: datetime) -> bool:
    """Tell whether an earlier boot's codes are left; once there are none, this boot has none."""
    store = runtime().store
    if store.get(_WHOLE, now) is not None:
        return False
    if stale_cards().exists():
        return True
    store.put(_WHOLE, b"1", now + timedelta(days=30))
    return False


def remake_codes(opened: Iterable[Opened]) -> tuple[int, int]:
    """Make the codes of opened cards under this boot's key; return how many, and how many merged.

    May be run again, and stopped anywhere: each card is a transaction of its own.
    """
    made = merged = 0
    for each in opened:
        if _remake(each):
            made += 1
        else:
            merged += 1
    return made, merged


def close_action(action_id: UUID) -> int:
    """Forget the fingerprints of an action that takes nobody in any more; return how many."""
    return drop_codes(Card.objects.filter(action_id=action_id))


def drop_codes_of_closed(now: datetime) -> int:
    """Forget what a sign-up left that came in the second of the closing."""
    coded = Card.objects.filter(codes_boot__isnull=False).order_by()
    actions = coded.values_list("action_kind", "action_id").distinct()
    closed = [action for kind, action in actions if not kinds.get(kind).is_open(action, now)]
    return sum(close_action(action) for action in closed)


def merge(later: Card, *, into: Card) -> None:
    """Let one of two cards of one person go; what she confirmed or showed with it stays hers."""
    for model in (PublicName, PublicComment, ListWish, Preference):
        if not model._default_manager.filter(card=into).exists():
            model._default_manager.filter(card=later).update(card=into)
    if LostLetter.objects.filter(card__in=(later, into)).count() < 2:  # one of her letters went
        LostLetter.objects.filter(card=into).delete()
    MergedCard.objects.filter(card=later).update(card=into)
    MergedCard.objects.create(pk=later.pk, card=into)
    both_tallied = later.is_tallied and into.is_tallied
    kinds.tell_merged(later, into)
    delete_cards([later.pk])
    Card.objects.filter(pk=into.pk).update(
        is_confirmed=into.is_confirmed or later.is_confirmed,
        is_tallied=into.is_tallied or later.is_tallied,
        fresh_token_hash=later.token_hash,
        sealed_fresh_shown=later.sealed_shown,
    )
    if both_tallied:
        note_leaving(into.action_id)


def _remake(opened: Opened) -> bool:
    """Renew one card's codes. False where it was somebody's second card, and is merged now."""
    card = opened.card
    try:
        codes = codes_of(card.action_id, opened.email, opened.name)
    except NotAnEmail:  # no longer one, by the rules of a newer library: she stays counted
        drop_codes(Card.objects.filter(pk=card.pk))
        return True
    try:
        with transaction.atomic():
            return _renew(card.pk, codes)
    except IntegrityError:  # somebody signed with this address at the same moment
        with transaction.atomic():
            return _renew(card.pk, codes)


def _renew(card_id: UUID, codes: Codes) -> bool:
    cards = Card.objects.select_for_update().defer("sealed_card", "sealed_comment")
    card = cards.filter(pk=card_id).first()
    if card is None:  # withdrawn meanwhile
        return True
    twin = cards.filter(person_code=codes.person).exclude(pk=card_id).first()
    if twin is not None:
        earlier, later = sorted(
            (card, twin), key=lambda each: (each.week_on, not each.is_confirmed)
        )
        merge(later, into=earlier)
        if earlier.pk == twin.pk:
            return False
    slot = _free_slot(codes.address, card)
    Card.objects.filter(pk=card_id).update(
        person_code=codes.person,
        email_code=codes.address if slot else None,
        email_slot=slot,
        codes_boot=codes.boot,
    )
    return twin is None


def _free_slot(address: bytes | None, card: Card) -> int | None:
    """Return the first free number of this address; None where six earlier names have them all."""
    taken = set(
        Card.objects.filter(email_code=address)
        .exclude(pk=card.pk)
        .values_list("email_slot", flat=True)
    )
    return next((n for n in range(1, HOUSEHOLD_LIMIT + 1) if n not in taken), None)
