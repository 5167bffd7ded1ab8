"""Booking an hour, and giving it back: by the visitor on line, or by a volunteer who is called.

One path for both. What she tells is sealed to the attorneys and goes into supporters' own
transaction; the slot is taken in the same one, so that no hour has two cards and no card is
without an hour. A newcomer's mistake: taking the slot first; two locks would wait for each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from amparo.clinics.codes import clean_code, hash_of, new_code
from amparo.clinics.days import ClinicDate, day_by_id
from amparo.clinics.models import Booking, ClinicDay, Slot
from amparo.supporters.models import Card
from amparo.supporters.operations import receive
from amparo.supporters.operations.receiving import CannotReceive, Submission
from amparo.supporters.operations.removing import remove_card
from amparo.web.pagecache import bump


@dataclass(frozen=True, slots=True)
class ClinicSubmission(Submission):
    """A booking on its way: which hour, and the code of the slip."""

    slot_id: UUID | None = None
    code_hash: bytes = b""


class CannotBook(Exception):
    """`reason` is closed (no bookings now), taken (this hour is gone) or too_long."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Booked:
    """What a code leads to: the date and the slot; never the name, which nobody here can read."""

    date: ClinicDate
    slot: Slot
    code: str


def book(
    found: ClinicDate,
    *,
    at: time,
    given: Mapping[str, Any],
    language: str,
    now: datetime,
    table: str = "",
) -> Booked:
    """Book the attorney at `table`, by default the first who is free at that time.

    Raises CannotBook and Unavailable.
    """
    if not found.is_bookable(now):
        raise CannotBook("closed")
    free = Slot.objects.free().filter(day=found.day, starts_time=at).order_by("table")
    for slot in free.filter(table=table) if table else free:
        code = new_code()
        try:
            receive(_submission(found, slot, code, given, language), now=now)
        except SlotTaken:
            continue
        except CannotReceive as refusal:
            raise CannotBook(refusal.reason) from None
        bump()
        return Booked(found, slot, code)
    raise CannotBook("taken")


class SlotTaken(Exception):
    """Somebody else was faster; nothing was stored."""


def take_slot(card_id: UUID, submission: Submission, is_new: bool) -> None:
    """Called inside the transaction that stores the card. Raises SlotTaken."""
    if not isinstance(submission, ClinicSubmission) or submission.slot_id is None:
        raise CannotReceive("closed")  # a card without an hour is of no use to anybody
    if Booking.objects.filter(slot_id=submission.slot_id).exists():
        raise SlotTaken
    Booking.objects.create(
        slot_id=submission.slot_id, card_id=card_id, code_hash=submission.code_hash
    )
    # Nobody is written to, so there is nothing to confirm by a letter.
    Card.objects.filter(pk=card_id).update(is_confirmed=True, needs_word=False)


def forget_cards(card_ids: list[UUID]) -> None:
    """Free the hours of cards that are gone."""
    Booking.objects.filter(card_id__in=card_ids).delete()


def found_by(typed: str) -> Booked | None:
    """What a code leads to; None for every code that leads nowhere, whatever the reason."""
    code = clean_code(typed)
    bookings = Booking.objects.select_related("slot__day")
    booking = bookings.filter(code_hash=hash_of(code)).first() if code else None
    found = day_by_id(booking.slot.day_id) if booking else None
    return Booked(found, booking.slot, code) if booking and found else None


def cancel(booked: Booked) -> None:
    """Give the hour back, and delete the card. May be run again."""
    booking = Booking.objects.filter(code_hash=hash_of(booked.code)).first()
    if booking is not None:
        release(booking)


def release(booking: Booking) -> None:
    """Free a slot and delete what was told with it, for good."""
    card = Card.objects.filter(pk=booking.card_id).first()
    if card is not None:
        remove_card(card)  # its own transaction, and the ledger first
    with transaction.atomic():
        Booking.objects.filter(pk=booking.pk).delete()
        transaction.on_commit(bump)


def _submission(
    found: ClinicDate, slot: Slot, code: str, given: Mapping[str, Any], language: str
) -> ClinicSubmission:
    text = found.gathering.any_text(language)
    return ClinicSubmission(
        action_kind=ClinicDay.KIND,
        action_id=found.day.pk,
        text_hash=text.text_hash if text else "",
        language=language,
        name=given["name"],
        phone=given.get("phone", ""),
        told={"spoken": given.get("spoken", "")},
        slot_id=slot.pk,
        code_hash=hash_of(code),
    )
