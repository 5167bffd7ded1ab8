"""People say that they come: stored beside the sealed card, confirmed, changed, taken back.

A newcomer's mistake: another path for somebody who had said it before. A new and a repeated RSVP
run the same statements here, because how long an answer takes tells something too.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from amparo.gatherings import waiting
from amparo.gatherings.emails import draft, hold_of
from amparo.gatherings.models import Attendance, Coming, Gathering
from amparo.gatherings.operations.reminding import forget_letters, still_to_come
from amparo.outbox.operations import enqueue
from amparo.supporters import tokens
from amparo.supporters.operations import Submission

LARGEST_PARTY = 20
PARTY, WHICH, NEEDS = "party", "which", "needs"  # words that are told, sealed on the card

State = Coming.State


class CannotCome(Exception):
    """This date is gone: over, cancelled, or no longer one of the gathering."""


def note_coming(card_id: UUID, sent: Submission, is_new: bool) -> None:
    """Keep, inside the transaction that stores the card, how many come and when.

    A repeat for the same date changes nothing here: whoever knows somebody's name and address can
    send one. `is_new` is not looked at, so that both take the same steps.
    """
    secret = tokens.new_secret()
    said = Coming(
        card_id=card_id,
        gathering_id=sent.action_id,
        which=sent.told.get(WHICH, ""),
        party_size=int(sent.told.get(PARTY, 1)),
        token_hash=tokens.hash_of(secret),
        has_letters=bool(sent.email),
    )
    Coming.objects.bulk_create([said], ignore_conflicts=True)
    kept = Coming.objects.values_list("pk", flat=True).get(card_id=card_id, which=said.which)
    if sent.email:
        _hold_letters(said, sent, tokens.link_of(said.pk, secret))
        forget_letters([said.pk if kept != said.pk else uuid4()])  # those of a repeat go at once


def note_confirmed(card_id: UUID) -> None:
    """She pressed the button: give her places, or a number on the waiting list."""
    for coming in Coming.objects.filter(card_id=card_id, state=State.ASKED):
        _lock(coming.gathering_id)
        coming.gathering = _whole(coming.gathering_id)
        waiting.take_in(coming)


def confirm_coming(coming: Coming) -> None:
    """She says so for one more date, by a link that only she has. May be pressed again."""
    with transaction.atomic():
        _lock(coming.gathering_id)
        held = Coming.objects.filter(pk=coming.pk, state=State.ASKED).first()
        if held is not None:
            held.gathering = _whole(held.gathering_id)
            waiting.take_in(held)


def note_removed(card_ids: Iterable[UUID]) -> None:
    """Cards are gone: so is that they come, and what was held for them."""
    comings = list(Coming.objects.filter(card_id__in=list(card_ids)))
    _forget(comings)


def note_merged(gone_id: UUID, kept_id: UUID) -> None:
    """Two cards were one person's: her dates are one person's too."""
    kept = set(Coming.objects.filter(card_id=kept_id).values_list("which", flat=True))
    twice = Coming.objects.filter(card_id=gone_id, which__in=kept)
    _forget(list(twice))
    Coming.objects.filter(card_id=gone_id).update(card_id=kept_id)


@transaction.atomic
def cancel_coming(coming: Coming) -> None:
    """She does not come on this date after all; whoever waits gets her places."""
    _forget([coming])


@transaction.atomic
def change_party(coming: Coming, size: int) -> Coming:
    """Come with more or with fewer. More than fit: all of them wait. Raises CannotCome.

    Fewer free places for those who wait.
    """
    _lock(coming.gathering_id)
    held = Coming.objects.select_for_update().filter(pk=coming.pk).first()
    if held is None or not 1 <= size <= LARGEST_PARTY:
        raise CannotCome
    held.gathering = gathering = _whole(held.gathering_id)
    left = waiting.headcount(gathering, held.which).places_left
    held_places = held.party_size if held.state == State.COMING else 0
    if left is not None and size > left + held_places and held.state == State.COMING:
        raise CannotCome
    held.party_size = size
    held.save(update_fields=["party_size"])
    waiting.promote(gathering, held.which)
    return held


def say_was_there(coming: Coming, *, did_come: bool) -> None:
    """Were you there? Yes or no; may be said again."""
    Coming.objects.filter(pk=coming.pk).update(did_come=did_come)


@transaction.atomic
def count_attendance(gathering: Gathering, original_on: date, *, more: int) -> int:
    """Add to, or take from, the number of people who are there; return it. Never below zero."""
    row, _ = Attendance.objects.get_or_create(gathering=gathering, original_on=original_on)
    Attendance.objects.filter(pk=row.pk).update(
        count=F("count") + more if more > 0 else (Greatest(F("count"), -more) + more)
    )
    row.refresh_from_db()
    return row.count


def set_attendance(gathering: Gathering, original_on: date, *, count: int) -> None:
    """Write down how many were there."""
    Attendance.objects.update_or_create(
        gathering=gathering, original_on=original_on, defaults={"count": count}
    )


def _hold_letters(coming: Coming, sent: Submission, link: str) -> None:
    """Seal what she may be told later: her address is known in this moment alone."""
    gathering = _whole(coming.gathering_id)
    for letter in still_to_come(gathering, coming.which, timezone.now()):
        mail = draft(
            letter,
            to=sent.email,
            language=sent.language,
            name=sent.name,
            link=link,
            coming_id=coming.pk,
        )
        enqueue(mail, hold=hold_of(coming.pk, letter))


def _forget(comings: list[Coming]) -> None:
    forget_letters(each.pk for each in comings)
    Coming.objects.filter(pk__in=[each.pk for each in comings]).delete()
    freed = {(each.gathering_id, each.which) for each in comings if each.state != State.ASKED}
    for gathering_id, which in freed:
        gathering = Gathering.objects.filter(pk=gathering_id).first()
        if gathering is not None:
            _lock(gathering_id)
            waiting.promote(_whole(gathering_id), which)


def _lock(gathering_id: UUID) -> None:
    """Let two people who reach for the last place come one after the other."""
    Gathering.objects.filter(pk=gathering_id).update(sequence=F("sequence"))


def _whole(gathering_id: UUID) -> Gathering:
    return Gathering.objects.prefetch_related("changed_dates").get(pk=gathering_id)
