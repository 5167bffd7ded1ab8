"""A clinic day and the date of the gathering that it is: when, where, and which hours are free.

A newcomer's mistake: `original_on` as the day on which people come. A date may have been moved;
`ClinicDate.on` is the day itself.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from amparo.clinics.models import ClinicDay, Slot
from amparo.gatherings.dates import Occurrence, occurrence_on
from amparo.gatherings.models import Gathering


@dataclass(frozen=True)
class Hour:
    """A time at which somebody can be booked, and the attorneys or tables that are free then."""

    at: time
    tables: tuple[str, ...]

    @property
    def value(self) -> str:
        return f"{self.at:%H:%M}"


@dataclass(frozen=True)
class ClinicDate:
    """A clinic day with the date that it is."""

    day: ClinicDay
    occurrence: Occurrence

    @property
    def gathering(self) -> Gathering:
        return self.occurrence.gathering

    @property
    def on(self) -> date:
        return self.occurrence.on

    @property
    def slots(self) -> list[Slot]:
        return list(self.day.slots.all())

    @property
    def tables(self) -> list[str]:
        """With whom there are slots: attorneys' names, or "Table 2"."""
        return sorted({slot.table for slot in self.slots})

    def is_bookable(self, now: datetime) -> bool:
        """Are bookings taken now, by telephone at least?"""
        gone = self.occurrence.is_cancelled or self.occurrence.is_over(now)
        return self.day.takes_bookings and not gone and self.gathering.is_public(now)

    def is_open_online(self, now: datetime) -> bool:
        return self.day.takes_online and self.is_bookable(now)

    def free_hours(self, now: datetime) -> list[Hour]:
        """The hours that can still be had; of today, those that have not begun."""
        is_today = timezone.localdate(now, self.gathering.zone) == self.on
        clock = timezone.localtime(now, self.gathering.zone).time()
        free: dict[time, list[str]] = defaultdict(list)
        for slot in self.slots:
            if not slot.is_taken and not (is_today and slot.starts_time <= clock):
                free[slot.starts_time].append(slot.table)
        return [Hour(at, tuple(sorted(free[at]))) for at in sorted(free)]


def date_of(day: ClinicDay) -> ClinicDate | None:
    """The date that a clinic day is; None where the gathering has no such date any more."""
    occurrence = occurrence_on(day.gathering, day.original_on)
    return ClinicDate(day, occurrence) if occurrence else None


def day_of(gathering: Gathering, original_on: date) -> ClinicDate | None:
    """The clinic day of a gathering's date, where it has appointments."""
    days = ClinicDay.objects.with_slots()
    found = days.filter(gathering=gathering, original_on=original_on).first()
    return date_of(found) if found else None


def days_of(gathering: Gathering) -> list[ClinicDate]:
    """All dates of a gathering that have appointments, in order."""
    days = ClinicDay.objects.with_slots().filter(gathering=gathering)
    return [found for day in days if (found := date_of(day))]


def bookable_days(gathering: Gathering, now: datetime) -> Sequence[ClinicDate]:
    """The dates on which an hour can be booked on line and at least one is free."""
    return [
        each for each in days_of(gathering) if each.is_open_online(now) and each.free_hours(now)
    ]


def day_by_id(day_id: UUID) -> ClinicDate | None:
    found = ClinicDay.objects.with_slots().filter(pk=day_id).first()
    return date_of(found) if found else None
