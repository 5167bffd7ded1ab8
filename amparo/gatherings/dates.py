"""The dates of a gathering: computed from its rule, and what differs on one of them laid over it.

A newcomer's mistake: naming a date by the day on which it takes place. A moved date keeps the name
of the day that the rule gave it (`original_on`), in addresses, in calendars and for those who said
that they come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.utils import timezone

from amparo.gatherings.models import ChangedDate, Gathering, HostRole
from amparo.lib.recurrence import moment
from amparo.organizations.models import Organization
from amparo.web.languages import in_language

SUPPOSED = timedelta(hours=2)  # how long one lasts that does not say
NEAR, FAR = timedelta(days=62), timedelta(days=800)  # how far to look for the next ones

LEFT_OUT, CANCELLED = ChangedDate.What.LEFT_OUT, ChangedDate.What.CANCELLED


@dataclass(frozen=True)
class Occurrence:
    """One date of a gathering. `change` is what differs on it, where anything does."""

    gathering: Gathering
    original_on: date
    change: ChangedDate | None = None

    @property
    def which(self) -> str:
        """Its name: the day that the rule gave it."""
        return self.original_on.isoformat()

    @property
    def on(self) -> date:
        return (self.change and self.change.moved_on) or self.original_on

    @property
    def starts_time(self) -> time | None:
        return (self.change and self.change.starts_time) or self.gathering.starts_time

    @property
    def ends_time(self) -> time | None:
        """When it ends; a date that starts at another hour and says no end has none."""
        if self.change and self.change.starts_time:
            return self.change.ends_time
        return self.gathering.ends_time

    @property
    def starts_at(self) -> datetime | None:
        return self._at(self.on, self.starts_time)

    @property
    def ends_at(self) -> datetime | None:
        """None where nobody said; an end before the start is on the next day."""
        start, end = self.starts_time, self.ends_time
        if start is None or end is None:
            return None
        return self._at(self.on + timedelta(days=end <= start), end)

    @property
    def sorts_by(self) -> datetime:
        return self.starts_at or moment(self.on, time(), self.gathering.zone)

    @property
    def over_at(self) -> datetime:
        """From when on it is past: its end, or what we suppose, or the end of the day."""
        if self.ends_at:
            return self.ends_at
        if self.starts_at:
            return self.starts_at + SUPPOSED
        return moment(self.on + timedelta(days=1), time(), self.gathering.zone)

    @property
    def is_cancelled(self) -> bool:
        is_one = self.change is not None and self.change.what == CANCELLED
        return is_one or self.gathering.is_cancelled

    @property
    def is_moved(self) -> bool:
        """Is it on another day or at another hour than the rule says?"""
        own = (self.gathering.starts_time, self.gathering.ends_time)
        return self.on != self.original_on or (self.starts_time, self.ends_time) != own

    @property
    def has_own_hosts(self) -> bool:
        return bool(self.change and self.change.hosts.all())

    @property
    def has_own_place(self) -> bool:
        change = self.change
        return bool(change and (change.address or any(text.place for text in change.texts.all())))

    @property
    def hosts(self) -> list[Organization]:
        """Who hosts this date: its own hosts, or those of every date."""
        if self.change and self.has_own_hosts:
            return [each.organization for each in self.change.hosts.all()]
        return organizations_as(self.gathering, HostRole.HOST)

    @property
    def capacity(self) -> int | None:
        own = self.change.capacity if self.change else None
        return self.gathering.capacity if own is None else own

    def theme(self, language: str) -> str:
        return self._said(language, "theme")

    def note(self, language: str) -> str:
        return self._said(language, "note")

    def is_over(self, now: datetime) -> bool:
        return self.over_at <= now

    def _said(self, language: str, name: str) -> str:
        texts = self.change.texts.all() if self.change else ()
        text = in_language((each for each in texts if getattr(each, name)), language)
        return getattr(text, name) if text else ""

    def _at(self, day: date, at: time | None) -> datetime | None:
        return None if at is None else moment(day, at, self.gathering.zone)


def organizations_as(gathering: Gathering, role: str) -> list[Organization]:
    """The organizations that have this part on every date, in their order."""
    return [each.organization for each in gathering.hosts.all() if each.role == role]


def occurrences(gathering: Gathering, *, since: date, to: date) -> list[Occurrence]:
    """The dates that take place from `since` to `to`, cancelled ones too, in order of time."""
    changes = {each.original_on: each for each in gathering.changed_dates.all()}
    days = set(_ruled_days(gathering, since, to)) | {
        each.original_on
        for each in changes.values()
        if each.moved_on and since <= each.moved_on <= to and is_ruled(gathering, each.original_on)
    }
    found = (Occurrence(gathering, day, changes.get(day)) for day in days)
    there = (each for each in found if not _is_left_out(each) and since <= each.on <= to)
    return sorted(there, key=lambda each: each.sorts_by)


def occurrence_on(gathering: Gathering, original_on: date) -> Occurrence | None:
    """The date that the rule put on that day, wherever it is now; None where it put none there."""
    if not is_ruled(gathering, original_on):
        return None
    changes = (each for each in gathering.changed_dates.all() if each.original_on == original_on)
    found = Occurrence(gathering, original_on, next(changes, None))
    return None if _is_left_out(found) else found


def next_occurrences(gathering: Gathering, now: datetime, *, count: int = 5) -> list[Occurrence]:
    """The next dates that are not over, cancelled ones too; the soonest first."""
    today = timezone.localdate(now, gathering.zone)
    found: list[Occurrence] = []
    for reach in (NEAR, FAR):
        coming = occurrences(gathering, since=today - timedelta(days=1), to=today + reach)
        found = list(islice((each for each in coming if not each.is_over(now)), count))
        if len(found) == count or not gathering.rule:
            break
    return found


def next_occurrence(gathering: Gathering, now: datetime) -> Occurrence | None:
    """The next date that will take place; a cancelled one where no other is known."""
    coming = next_occurrences(gathering, now, count=10)
    held = (each for each in coming if not each.is_cancelled)
    return next(held, coming[0] if coming else None)


def past_occurrences(gathering: Gathering, now: datetime, *, count: int = 5) -> list[Occurrence]:
    """The latest dates that are over and took place; the latest first."""
    today = timezone.localdate(now, gathering.zone)
    gone = occurrences(gathering, since=today - FAR, to=today)
    held = [each for each in gone if each.is_over(now) and not each.is_cancelled]
    return held[: -count - 1 : -1]


def upcoming(
    gatherings: Iterable[Gathering], now: datetime, *, days: int = 62
) -> list[tuple[Occurrence, Gathering]]:
    """All dates of several gatherings in the next days, the soonest first."""
    found: list[tuple[Occurrence, Gathering]] = []
    for gathering in gatherings:
        today = timezone.localdate(now, gathering.zone)
        dates = occurrences(
            gathering, since=today - timedelta(days=1), to=today + timedelta(days=days)
        )
        found += [(each, gathering) for each in dates if not each.is_over(now)]
    return sorted(found, key=lambda pair: pair[0].sorts_by)


def is_ruled(gathering: Gathering, day: date) -> bool:
    """Does the rule name this day?"""
    return day in _ruled_days(gathering, day, day)


def _ruled_days(gathering: Gathering, since: date, to: date) -> Iterator[date]:
    first, recurrence = gathering.first_on, gathering.recurrence
    if first is None:
        return iter(())
    if recurrence is None:
        return iter((first,) if since <= first <= to else ())
    return recurrence.days(first, since=since, to=to)


def _is_left_out(occurrence: Occurrence) -> bool:
    return occurrence.change is not None and occurrence.change.what == LEFT_OUT
