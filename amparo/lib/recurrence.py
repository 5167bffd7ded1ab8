"""How often something happens: a rule of RFC 5545 that people can say, and the days that it gives.

Days and times are those of the wall clock of a place: a gathering at 4 p.m. stays at 4 p.m. when
clocks change, so days are computed first and only then set into a time zone (`moment`). A newcomer
would add seven times 24 hours, and be an hour late in November.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS = (1, 2, 3, 4, -1)  # of a month; -1 is its last
MOST_TIMES = 520  # ten years of weeks


class NotARule(ValueError):
    """This is no rule, or none that we can say in words."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many weeks on some weekdays, or every so many months.

    With `weeks`, a month's rule means weekdays ("the second Tuesday"), else the day of the month.
    `until` is the last day that counts; `times` counts from the first day on. At most one of them.
    """

    is_monthly: bool = False
    interval: int = 1
    weekdays: tuple[int, ...] = ()  # 0 is Monday
    weeks: tuple[int, ...] = ()
    month_day: int | None = None
    until: date | None = None
    times: int | None = None

    def __post_init__(self) -> None:
        if self.until and self.times:
            raise NotARule("until or times")
        if not 1 <= self.interval <= 12 or not 1 <= (self.times or 1) <= MOST_TIMES:
            raise NotARule("number")
        if self.is_monthly:
            fits = (self.month_day is None) == bool(self.weeks and self.weekdays)
        else:
            fits = bool(self.weekdays) and not self.weeks and self.month_day is None
        if not fits:
            raise NotARule("days")

    @property
    def rule(self) -> str:
        """The rule as it is kept. UNTIL is a day here; a calendar needs `rule_for`."""
        return ";".join([*self._parts(), *([f"UNTIL={self.until:%Y%m%d}"] if self.until else [])])

    def rule_for(self, start: time, zone: ZoneInfo) -> str:
        """The rule for a calendar whose start has a time zone: UNTIL in UTC (RFC 5545, 3.3.10)."""
        if self.until is None:
            return self.rule
        last = moment(self.until, start, zone).astimezone(UTC)
        return ";".join([*self._parts(), f"UNTIL={last:%Y%m%dT%H%M%SZ}"])

    def days(self, first: date, *, since: date, to: date) -> Iterator[date]:
        """The days from `since` to `to`, both counted, of a series that began on `first`."""
        found = rrulestr(self.rule, dtstart=_midnight(first))
        for each in found.xafter(_midnight(since), inc=True):
            if each.date() > to:
                return
            yield each.date()

    def begins_well(self, first: date) -> bool:
        """Is the first day one of the days that the rule names? Programs differ where it is not."""
        open_ended = Recurrence(
            self.is_monthly, self.interval, self.weekdays, self.weeks, self.month_day
        )
        return next(open_ended.days(first, since=first, to=first), None) == first

    def last_day(self, first: date) -> date | None:
        """The last day of all; None where there is no end."""
        if self.until is None and self.times is None:
            return None
        end = self.until or first + timedelta(days=366 * 100)
        return max(self.days(first, since=first, to=end), default=first)

    def _parts(self) -> list[str]:
        parts = [f"FREQ={'MONTHLY' if self.is_monthly else 'WEEKLY'}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(self._days()))
        if self.times:
            parts.append(f"COUNT={self.times}")
        return parts

    def _days(self) -> list[str]:
        names = [WEEKDAYS[each] for each in self.weekdays]
        return [f"{week}{name}" for week in self.weeks for name in names] if self.weeks else names


def parsed(rule: str) -> Recurrence:
    """Read a kept rule. Raises NotARule."""
    try:
        parts = dict(part.split("=", 1) for part in rule.split(";"))
        weeks, weekdays = _by_day(parts.get("BYDAY", ""))
        until, times, day = parts.get("UNTIL"), parts.get("COUNT"), parts.get("BYMONTHDAY")
        return Recurrence(
            is_monthly={"MONTHLY": True, "WEEKLY": False}[parts["FREQ"]],
            interval=int(parts.get("INTERVAL", 1)),
            weekdays=weekdays,
            weeks=weeks,
            month_day=int(day) if day else None,
            until=date.fromisoformat(until) if until else None,
            times=int(times) if times else None,
        )
    except (KeyError, ValueError):
        raise NotARule(rule) from None


def weekly(first: date, *, every: int = 1, also: tuple[int, ...] = ()) -> Recurrence:
    """Every week, or every second one, on the weekday of the first day and on others."""
    return Recurrence(interval=every, weekdays=tuple(sorted({first.weekday(), *also})))


def monthly_by_weekday(first: date, *, also_weeks: tuple[int, ...] = ()) -> Recurrence:
    """Every month on the weekday of the first day: the second Tuesday. A fifth one is the last."""
    weeks = {week_of_month(first), *also_weeks}
    ordered = tuple(each for each in WEEKS if each in weeks)
    return Recurrence(is_monthly=True, weekdays=(first.weekday(),), weeks=ordered)


def monthly_by_day(first: date) -> Recurrence:
    """Every month on the same day; months that have no such day are left out (RFC 5545)."""
    return Recurrence(is_monthly=True, month_day=first.day)


def week_of_month(day: date) -> int:
    """1 to 4: how many such weekdays the month has had; -1 for a fifth."""
    number = (day.day - 1) // 7 + 1
    return number if number <= 4 else -1


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That hour of that day in a time zone.

    An hour that clocks skip is an hour later, one that comes twice is the first (RFC 5545, 3.3.5).
    """
    there = datetime.combine(day, at, tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _by_day(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The weeks and the weekdays of a BYDAY: all weekdays stand in all weeks."""
    names = [each for each in text.split(",") if each]
    weekdays = {WEEKDAYS.index(each[-2:]) for each in names}
    weeks = {int(each[:-2]) for each in names if len(each) > 2}
    if weeks and len(names) != len(weeks) * len(weekdays):
        raise NotARule(text)
    return tuple(each for each in WEEKS if each in weeks), tuple(sorted(weekdays))
