"""The dates of a gathering as lists of the desk show them, with how many come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from amparo.gatherings import waiting
from amparo.gatherings.dates import Occurrence, occurrences
from amparo.gatherings.models import Attendance, ChangedDate, Gathering
from amparo.gatherings.waiting import Headcount
from amparo.gatherings.words import occurrence_in_words

BACK, AHEAD = timedelta(days=35), timedelta(days=100)
MOST = 14


@dataclass(frozen=True)
class DateRow:
    """One date with what is known about it."""

    occurrence: Occurrence
    words: str
    hosts: str
    theme: str
    count: Headcount
    attended: int | None
    is_over: bool


def date_rows(gathering: Gathering, language: str, now: datetime) -> list[DateRow]:
    """The dates around today: those that were, and those to come."""
    today = timezone.localdate(now, gathering.zone)
    since = today - BACK
    if gathering.first_on and gathering.first_on > today:
        since = gathering.first_on - timedelta(days=1)
    found = occurrences(gathering, since=since, to=max(today, since) + AHEAD)[:MOST]
    return rows_of(found, language, now)


def every_date(gathering: Gathering, now: datetime) -> list[Occurrence]:
    """All dates from the first to those of the months to come, the latest first."""
    today = timezone.localdate(now, gathering.zone)
    since = min(gathering.first_on or today, today)
    to = max(gathering.first_on or today, today) + AHEAD
    return occurrences(gathering, since=since, to=to)[::-1]


def rows_of(found: Iterable[Occurrence], language: str, now: datetime) -> list[DateRow]:
    """What is known about dates of one gathering."""
    found = list(found)
    counted = Attendance.objects.filter(gathering__in={each.gathering for each in found})
    attended = dict(counted.values_list("original_on", "count"))
    return [_row(each, language, now, attended) for each in found]


def left_out(gathering: Gathering, today: date) -> list[ChangedDate]:
    """The days that were taken out of the rule, and can be put back."""
    changes = gathering.changed_dates.all()
    what = ChangedDate.What.LEFT_OUT
    return [each for each in changes if each.what == what and each.original_on >= today]


def _row(
    occurrence: Occurrence, language: str, now: datetime, attended: dict[date, int]
) -> DateRow:
    return DateRow(
        occurrence=occurrence,
        words=occurrence_in_words(occurrence, language, today=timezone.localdate(now)),
        hosts=", ".join(each.name_in(language) for each in occurrence.hosts),
        theme=occurrence.theme(language),
        count=waiting.headcount(occurrence.gathering, occurrence.which),
        attended=attended.get(occurrence.original_on),
        is_over=occurrence.is_over(now),
    )
