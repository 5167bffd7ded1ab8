"""How often something happens: rules that people can say, and the days that they give."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.recurrence import (
    NotARule,
    Recurrence,
    moment,
    monthly_by_day,
    monthly_by_weekday,
    parsed,
    week_of_month,
    weekly,
)

CHICAGO = ZoneInfo("America/Chicago")
WEDNESDAY = date(2026, 12, 2)
SECOND_TUESDAY = date(2026, 12, 8)
FOUR = time(16)

FIRST_DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@st.composite
def recurrences(draw: st.DrawFn) -> tuple[date, Recurrence]:
    """A first day and a rule that begins on it, as the form builds them."""
    first = draw(FIRST_DAYS)
    kind = draw(st.sampled_from(["weekly", "weekday", "day"]))
    if kind == "weekly":
        also = tuple(draw(st.lists(st.integers(0, 6), max_size=2)))
        found = weekly(first, every=draw(st.integers(1, 3)), also=also)
    elif kind == "weekday":
        found = monthly_by_weekday(first)
    else:
        found = monthly_by_day(first)
    end = draw(st.sampled_from(["never", "until", "times"]))
    until = first + timedelta(days=draw(st.integers(0, 800))) if end == "until" else None
    times = draw(st.integers(1, 40)) if end == "times" else None
    return first, Recurrence(
        found.is_monthly, found.interval, found.weekdays, found.weeks, found.month_day,
        until, times,
    )  # fmt: skip


def days(rule: Recurrence, first: date, count: int) -> list[date]:
    found = rule.days(first, since=first, to=first + timedelta(days=3650))
    return [day for day, _ in zip(found, range(count), strict=False)]


def test_every_wednesday_is_every_wednesday() -> None:
    rule = weekly(WEDNESDAY)

    assert rule.rule == "FREQ=WEEKLY;BYDAY=WE"
    assert days(rule, WEDNESDAY, 3) == [date(2026, 12, 2), date(2026, 12, 9), date(2026, 12, 16)]


def test_the_second_tuesday_stays_the_second_tuesday() -> None:
    rule = monthly_by_weekday(SECOND_TUESDAY)

    assert rule.rule == "FREQ=MONTHLY;BYDAY=2TU"
    assert days(rule, SECOND_TUESDAY, 3) == [
        date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9),
    ]  # fmt: skip


def test_a_fifth_friday_is_understood_as_the_last() -> None:
    rule = monthly_by_weekday(date(2027, 1, 29))

    assert rule.rule == "FREQ=MONTHLY;BYDAY=-1FR"
    assert days(rule, date(2027, 1, 29), 2)[1] == date(2027, 2, 26)


def test_first_and_third_mondays_come_twice_a_month() -> None:
    first = date(2027, 1, 4)

    rule = monthly_by_weekday(first, also_weeks=(3,))

    assert rule.rule == "FREQ=MONTHLY;BYDAY=1MO,3MO"
    assert days(rule, first, 3) == [first, date(2027, 1, 18), date(2027, 2, 1)]


def test_a_month_without_a_31st_is_left_out() -> None:
    rule = monthly_by_day(date(2027, 1, 31))
    assert days(rule, date(2027, 1, 31), 2) == [date(2027, 1, 31), date(2027, 3, 31)]


def test_the_last_day_of_a_series_counts() -> None:
    rule = Recurrence(weekdays=(2,), until=date(2026, 12, 16))

    assert rule.last_day(WEDNESDAY) == date(2026, 12, 16)
    assert days(rule, WEDNESDAY, 9)[-1] == date(2026, 12, 16)
    assert weekly(WEDNESDAY).last_day(WEDNESDAY) is None


def test_the_end_of_a_series_is_told_to_calendars_in_universal_time() -> None:
    """RFC 5545, 3.3.10: where the start has a time zone, UNTIL is UTC; here in summer time."""
    rule = Recurrence(weekdays=(2,), until=date(2027, 6, 30))
    assert rule.rule_for(FOUR, CHICAGO) == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T210000Z"


def test_four_in_the_afternoon_stays_four_when_clocks_change() -> None:
    before, after = date(2026, 10, 28), date(2026, 11, 4)  # clocks go back on November 1

    assert moment(before, FOUR, CHICAGO).astimezone(UTC).hour == 21
    assert moment(after, FOUR, CHICAGO).astimezone(UTC).hour == 22
    assert moment(after, FOUR, CHICAGO).hour == 16


def test_an_hour_that_clocks_skip_is_an_hour_later() -> None:
    skipped = moment(date(2027, 3, 14), time(2, 30), CHICAGO)
    assert (skipped.hour, skipped.minute) == (3, 30)


def test_an_hour_that_comes_twice_is_the_first() -> None:
    twice = moment(date(2026, 11, 1), time(1, 30), CHICAGO)
    assert twice.astimezone(UTC) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=1MO,2TU",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3;UNTIL=20270101",
    ],
)
def test_what_cannot_be_said_in_words_is_no_rule_of_ours(rule: str) -> None:
    with pytest.raises(NotARule):
        parsed(rule)


def test_weeks_of_a_month_are_counted_by_their_weekday() -> None:
    assert [week_of_month(date(2026, 12, day)) for day in (1, 7, 8, 28, 29)] == [1, 1, 2, 4, -1]


@given(recurrences())
def test_what_is_kept_reads_back_as_it_was(made: tuple[date, Recurrence]) -> None:
    _first, rule = made
    assert parsed(rule.rule) == rule


@given(recurrences())
def test_a_series_begins_on_its_first_day(made: tuple[date, Recurrence]) -> None:
    first, rule = made
    assert rule.begins_well(first)


@given(recurrences(), st.integers(0, 500), st.integers(0, 100))
def test_a_part_of_a_series_is_that_part_of_the_whole(
    made: tuple[date, Recurrence], skip: int, length: int
) -> None:
    first, rule = made
    since, to = first + timedelta(days=skip), first + timedelta(days=skip + length)
    whole = list(rule.days(first, since=first, to=to))

    assert list(rule.days(first, since=since, to=to)) == [day for day in whole if day >= since]
