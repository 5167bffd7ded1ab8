"""Let go the letters that wait: reminders when their hour has come, notices when something changed.

A newcomer's mistake: releasing by the clock alone. The worker looks every few minutes and may have
been down for a day: each kind of letter about each date is let go once (`Reminded`), and not at all
when its hour is long past.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from amparo.campaigns.actions import ActionState
from amparo.gatherings import waiting
from amparo.gatherings.dates import Occurrence, occurrences
from amparo.gatherings.emails import AFTER, DAY, LETTERS, REMINDERS, hold_of
from amparo.gatherings.models import Coming, Gathering, Reminded
from amparo.lib.recurrence import moment
from amparo.outbox.operations import drop_held, release, send_copies

EVENING, BREAKFAST, NEXT_MORNING = time(17), time(7), time(10)
EARLIER = timedelta(hours=2)  # the morning letter goes so long before what begins early
LATEST = timedelta(hours=6)  # a letter whose hour is longer past is not sent
KEPT = timedelta(days=3)  # after a date: the letter of the morning after goes first


def due_at(occurrence: Occurrence, letter: str) -> datetime:
    """When a reminder goes: the evening before, that morning, the morning after."""
    zone, day = occurrence.gathering.zone, occurrence.on
    if letter == DAY:
        return moment(day - timedelta(days=1), EVENING, zone)
    if letter == AFTER:
        over_on = timezone.localdate(occurrence.over_at, zone)
        return moment(over_on + timedelta(days=1), NEXT_MORNING, zone)
    breakfast = moment(day, BREAKFAST, zone)
    return min(breakfast, occurrence.starts_at - EARLIER) if occurrence.starts_at else breakfast


def still_to_come(gathering: Gathering, which: str, now: datetime) -> list[str]:
    """The letters that somebody who says now that she comes may still get."""
    occurrence = waiting.date_of(gathering, which)
    if occurrence is None:  # every date of a series, or a day that is not announced
        return list(LETTERS)
    return [each for each in LETTERS if each not in REMINDERS or due_at(occurrence, each) > now]


def remind(now: datetime) -> int:
    """Let go the reminders whose hour has come; return how many letters."""
    gatherings = Gathering.objects.filter(state=ActionState.OPEN, first_on__isnull=False)
    awaited = gatherings.filter(comings__isnull=False).distinct().with_words()
    return sum(
        _release(occurrence, letter)
        for gathering in awaited
        for occurrence, letter in _due(gathering, now)
    )


def send_now(gathering: Gathering, letter: str, *, which: str | None = None) -> int:
    """Send a letter to all who come to a date, or to any; what is held stays for the next time."""
    comings = Coming.objects.filter(gathering=gathering)
    if which is not None:
        comings = waiting.for_date(gathering, which)
    ids = comings.exclude(state=Coming.State.ASKED).values_list("pk", flat=True)
    return sum(send_copies(hold_of(each, letter)) for each in ids)


def forget_letters(coming_ids: Iterable[UUID]) -> None:
    """Drop all that is held for somebody who does not come any more."""
    for each in coming_ids:
        for letter in LETTERS:
            drop_held(hold_of(each, letter))


def forget_past(now: datetime) -> None:
    """Drop what is held for dates that are over, with the addresses in it."""
    held = Coming.objects.filter(has_letters=True)
    awaited = Gathering.objects.filter(pk__in=held.values("gathering")).with_words()
    for gathering in awaited:
        mine = held.filter(gathering=gathering)
        for which in set(mine.values_list("which", flat=True)):
            if _is_over(gathering, which, now - KEPT):
                over = mine.filter(which=which)
                forget_letters(over.values_list("pk", flat=True))
                over.update(has_letters=False)


def _is_over(gathering: Gathering, which: str, now: datetime) -> bool:
    occurrence = waiting.date_of(gathering, which)
    return occurrence.is_over(now) if occurrence else gathering.is_past(now)


def _due(gathering: Gathering, now: datetime) -> list[tuple[Occurrence, str]]:
    today = timezone.localdate(now, gathering.zone)
    near = occurrences(gathering, since=today - timedelta(days=3), to=today + timedelta(days=2))
    return [
        (each, letter)
        for each in near
        for letter in REMINDERS
        if not each.is_cancelled and now - LATEST < due_at(each, letter) <= now
    ]


@transaction.atomic
def _release(occurrence: Occurrence, letter: str) -> int:
    gathering = occurrence.gathering
    _, is_first = Reminded.objects.get_or_create(
        gathering=gathering, original_on=occurrence.original_on, letter=letter
    )
    if not is_first:
        return 0
    comings = waiting.for_date(gathering, occurrence.which).filter(state=Coming.State.COMING)
    count = 0
    for coming_id, which in comings.values_list("pk", "which"):
        again = not which and gathering.rule  # somebody who comes to every date
        go = send_copies if again else release
        count += go(hold_of(coming_id, letter))
    return count
