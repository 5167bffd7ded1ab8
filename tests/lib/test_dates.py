"""Dates as people say them."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.dates import (
    DateWindow,
    day_in_words,
    moment_in_words,
    time_in_words,
    times_in_words,
    week_of,
    weeks_between,
)

VIGIL = datetime(2026, 12, 3, 16, 0)  # noqa: DTZ001
THIS_YEAR = date(2026, 11, 23)
DAYS = st.dates(min_value=date(1990, 1, 8), max_value=date(2100, 1, 1))


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Thursday, December 3, 4:00 p.m."),
        ("es", "jueves 3 de diciembre, 4:00 p. m."),
        ("es-mx", "jueves 3 de diciembre, 4:00 p. m."),
        ("so", "2026-12-03, 16:00"),
    ],
)
def test_a_vigil_is_announced_in_the_words_of_the_language(language: str, said: str) -> None:
    assert plain(moment_in_words(VIGIL, language, today=THIS_YEAR)) == said


def test_a_time_is_never_torn_over_two_lines() -> None:
    assert " " not in time_in_words(time(16, 0), "es")


def test_the_year_is_said_when_it_is_another_year() -> None:
    day = date(2011, 5, 24)
    assert day_in_words(day, "en", today=THIS_YEAR) == "May 24, 2011"
    assert day_in_words(day, "es", weekday=True, today=THIS_YEAR) == "martes 24 de mayo de 2011"


def test_noon_and_midnight_are_told_apart() -> None:
    assert plain(time_in_words(time(12, 0), "en")) == "12:00 noon"
    assert plain(time_in_words(time(12, 0), "es")) == "12:00 del mediodía"
    assert plain(time_in_words(time(0, 0), "es")) == "12:00 de la noche"
    assert plain(time_in_words(time(12, 30), "es")) == "12:30 p. m."
    assert plain(time_in_words(time(0, 5), "en")) == "12:05 a.m."


def test_a_clinic_has_hours() -> None:
    hours = time(10, 0), time(13, 0)
    assert plain(times_in_words(*hours, "en")) == "10:00 a.m. to 1:00 p.m."
    assert plain(times_in_words(*hours, "es")) == "de 10:00 a. m. a 1:00 p. m."


@pytest.mark.parametrize(
    ("window", "english", "spanish"),
    [
        (DateWindow(), "to be announced", "fecha por anunciar"),
        (
            DateWindow(ends_on=date(2026, 7, 1)),
            "sometime before July 1",
            "antes del 1 de julio",
        ),
        (
            DateWindow(starts_on=date(2027, 2, 1)),
            "from February 1, 2027 on",
            "desde el 1 de febrero de 2027",
        ),
        (
            DateWindow(date(2026, 12, 3), date(2026, 12, 5)),
            "December 3–5",
            "del 3 al 5 de diciembre",
        ),
        (
            DateWindow(date(2027, 12, 3), date(2027, 12, 5)),
            "December 3–5, 2027",
            "del 3 al 5 de diciembre de 2027",
        ),
        (
            DateWindow(date(2027, 5, 30), date(2027, 6, 2)),
            "May 30 to June 2, 2027",
            "del 30 de mayo al 2 de junio de 2027",
        ),
        (
            DateWindow(date(2026, 12, 30), date(2027, 1, 2)),
            "December 30, 2026 to January 2, 2027",
            "del 30 de diciembre de 2026 al 2 de enero de 2027",
        ),
        (DateWindow(date(2026, 12, 3), date(2026, 12, 3)), "December 3", "3 de diciembre"),
    ],
)
def test_a_window_says_what_is_known_and_no_more(
    window: DateWindow, english: str, spanish: str
) -> None:
    assert window.in_words("en", today=THIS_YEAR) == english
    assert window.in_words("es", today=THIS_YEAR) == spanish


def test_a_window_carries_its_note() -> None:
    window = DateWindow(ends_on=date(2026, 7, 1), note="special session")
    assert window.in_words("en", today=THIS_YEAR) == "sometime before July 1, special session"


def test_a_window_may_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="end before"):
        DateWindow(date(2026, 12, 3), date(2026, 12, 2))


def test_a_window_before_a_day_is_over_on_that_day() -> None:
    window = DateWindow(ends_on=date(2026, 7, 1))
    assert not window.is_over(date(2026, 6, 30))
    assert window.is_over(date(2026, 7, 1))
    assert not DateWindow(date(2026, 7, 1), date(2026, 7, 1)).is_over(date(2026, 7, 1))
    assert not DateWindow(starts_on=date(2020, 1, 1)).is_over(THIS_YEAR)


def test_what_is_not_announced_comes_last() -> None:
    known = DateWindow(ends_on=date(2026, 7, 1))
    assert sorted([DateWindow(), known], key=lambda each: each.sorts_by)[0] is known


@given(DAYS)
def test_every_day_belongs_to_the_week_of_its_monday(day: date) -> None:
    assert week_of(day).weekday() == 0
    assert timedelta(0) <= day - week_of(day) < timedelta(7)


@given(DAYS, st.integers(0, 400))
def test_between_two_days_no_week_is_left_out(first: date, length: int) -> None:
    weeks = weeks_between(first, first + timedelta(days=length))
    assert weeks[0] == week_of(first)
    assert weeks[-1] == week_of(first + timedelta(days=length))
    assert all(b - a == timedelta(7) for a, b in pairwise(weeks))


@given(st.datetimes(), st.sampled_from(["en", "es", "so"]))
def test_every_moment_can_be_said_in_every_language(moment: datetime, language: str) -> None:
    assert str(moment.year) in moment_in_words(moment, language) or moment.year < 1000
