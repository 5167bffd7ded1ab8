"""Calendars as other programs read them back: icalendar, and recurring-ical-events."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from amparo.audit.actors import WORKER
from amparo.gatherings.calendars import calendar_of, calendar_of_date
from amparo.gatherings.dates import occurrences
from amparo.gatherings.models import ChangedDate, Gathering, GatheringText
from amparo.gatherings.operations.dating import DateWords, cancel_date, leave_out_date
from amparo.lib.recurrence import Recurrence, monthly_by_day, monthly_by_weekday, weekly
from tests.gatherings.making import WORDS, change, date_of, fresh, make_gathering, make_series
from tests.makers import make_organization

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("minnesota"),
]

WEDNESDAY = date(2026, 12, 2)
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
TWO_YEARS = timedelta(days=731)


def read(content: bytes) -> Calendar:
    return Calendar.from_ical(content)


def events(content: bytes) -> list:
    return read(content).walk("VEVENT")


def starts(content: bytes, since: date, to: date) -> list[datetime]:
    """When things take place, as another program understands our calendar."""
    found = recurring_ical_events.of(read(content)).between(since, to + timedelta(days=1))
    held = [each for each in found if each.get("STATUS") != "CANCELLED"]
    return sorted(each["DTSTART"].dt for each in held)


def ours(gathering, since: date, to: date) -> list[datetime]:
    found = occurrences(gathering, since=since, to=to)
    return [each.starts_at for each in found if not each.is_cancelled]


def test_a_series_is_one_event_with_its_rule_and_a_zone():
    calendar = read(calendar_of([make_series(NOW, WEDNESDAY)], "en", name="Ours"))

    (event,) = calendar.walk("VEVENT")
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=WE"
    assert event["DTSTART"].params["TZID"] == "America/Chicago"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["America/Chicago"]
    assert event["SUMMARY"] == "Wednesdays before the jail"
    assert "/en/gatherings/wednesdays/" in event["DESCRIPTION"]
    assert event["URL"].endswith("/en/gatherings/wednesdays/")
    assert "Warm clothes" in event["DESCRIPTION"]


def test_one_moved_one_cancelled_one_left_out_one_with_another_host():
    guest = make_organization("Temple Israel", spanish="Templo Israel")
    series = make_series(NOW, WEDNESDAY)
    series = change(series, date(2026, 12, 9), NOW, moved_on=date(2026, 12, 10))
    series = change(series, date(2026, 12, 16), NOW, hosts=(guest,))
    leave_out_date(series, date(2026, 12, 23), actor=WORKER, now=NOW)
    cancel_date(date_of(series, date(2026, 12, 30)), words={}, tells=False, actor=WORKER, now=NOW)
    series = fresh(series)

    content = calendar_of([series], "es", name="Nuestras")

    whole, *changed = events(content)
    assert whole["EXDATE"].dts[0].dt == datetime(2026, 12, 23, 22, tzinfo=UTC)
    assert [each["RECURRENCE-ID"].dt.day for each in changed] == [9, 16, 30]
    assert {str(each["UID"]) for each in (whole, *changed)} == {str(series.pk)}
    assert "Templo Israel" in changed[1]["DESCRIPTION"]
    assert changed[2]["STATUS"] == "CANCELLED"
    assert changed[2]["SUMMARY"] == "Se canceló: Los miércoles frente a la cárcel"
    since, to = WEDNESDAY, date(2027, 1, 6)
    assert starts(content, since, to) == ours(series, since, to)
    assert [each.day for each in starts(content, since, to)] == [2, 10, 16, 6]


def test_a_change_raises_the_sequence_and_keeps_the_uid():
    series = make_series(NOW, WEDNESDAY)
    (before,) = events(calendar_of([series], "en", name="x"))

    series = change(series, date(2026, 12, 9), NOW, starts_time=time(18))
    whole, changed = events(calendar_of([series], "en", name="x"))

    assert whole["UID"] == before["UID"] == changed["UID"]
    assert whole["SEQUENCE"] > before["SEQUENCE"]
    assert changed["SEQUENCE"] >= whole["SEQUENCE"]


def test_the_file_of_one_date_does_not_move_the_series():
    series = make_series(NOW, WEDNESDAY)
    second = date_of(series, date(2026, 12, 9))

    (event,) = events(calendar_of_date(second, "en", name="x"))

    assert event["UID"] != str(series.pk)
    assert event["DTSTART"].dt == second.starts_at
    assert "RRULE" not in event


def test_a_hidden_place_is_in_no_calendar_but_her_own():
    series = make_series(NOW, WEDNESDAY, hides_place=True)
    public = calendar_of([series], "en", name="x").decode()
    own = calendar_of_date(date_of(series, WEDNESDAY), "en", name="x", is_coming=True).decode()

    assert "13880" not in public
    assert "east side" not in public
    assert "13880" in own


def test_what_has_no_day_yet_is_in_no_calendar():
    soon = make_gathering(NOW, first_on=None, window_ends_on=date(2027, 7, 1))
    assert not events(calendar_of([soon], "en", name="x"))


def test_a_day_without_an_hour_is_a_whole_day():
    series = make_series(NOW, WEDNESDAY, starts_time=None, ends_time=None)
    leave_out_date(series, date(2026, 12, 9), actor=WORKER, now=NOW)
    series = change(series, date(2026, 12, 16), NOW, starts_time=time(9))

    content = calendar_of([series], "en", name="x")

    found = recurring_ical_events.of(read(content)).between(WEDNESDAY, date(2026, 12, 31))
    days = sorted(str(each["DTSTART"].dt)[:10] for each in found)
    assert days == ["2026-12-02", "2026-12-16", "2026-12-23", "2026-12-30"]


def test_words_that_look_like_a_calendar_stay_words():
    words = {"en": DateWords(note="x\r\nEND:VEVENT\r\nBEGIN:VEVENT", theme="a;b,c\\d")}
    series = change(make_series(NOW, WEDNESDAY), WEDNESDAY, NOW, words=words)

    _whole, changed = events(calendar_of([series], "en", name="END:VCALENDAR"))

    assert changed["SUMMARY"] == "Wednesdays before the jail: a;b,c\\d"


@st.composite
def changed_series(draw: st.DrawFn) -> Gathering:
    """Any series that the desk can make, with dates that differ; in memory alone."""
    first = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    rule = draw(st.sampled_from([weekly, monthly_by_weekday, monthly_by_day]))(first)
    if draw(st.booleans()):
        until = first + timedelta(days=draw(st.integers(0, 700)))
        rule = Recurrence(
            rule.is_monthly, rule.interval, rule.weekdays, rule.weeks, rule.month_day, until
        )
    gathering = Gathering(
        slug="x", kind="vigil", first_on=first, rule=rule.rule, changed_at=NOW,
        starts_time=time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 30]))),
        time_zone=draw(st.sampled_from(["America/Chicago", "America/Denver", "America/Phoenix"])),
    )  # fmt: skip
    days = list(rule.days(first, since=first, to=first + TWO_YEARS))
    chosen = draw(st.lists(st.sampled_from(days), max_size=5, unique=True))
    changes = [_changed(draw, gathering, day) for day in chosen]
    text = GatheringText(gathering=gathering, language="en", **WORDS["en"])
    kept = {"texts": [text], "changed_dates": changes, "hosts": []}
    gathering._prefetched_objects_cache = {name: _Rows(rows) for name, rows in kept.items()}
    return gathering


class _Rows(list):
    """What `texts.all()` gives of rows that were fetched before."""

    def all(self) -> "_Rows":
        return self

    _result_cache = property(lambda self: self)


def _changed(draw: st.DrawFn, gathering: Gathering, day: date) -> ChangedDate:
    what = draw(st.sampled_from(ChangedDate.What.values))
    change = ChangedDate(pk=1, gathering=gathering, original_on=day, what=what, changed_at=NOW)
    if what == "changed":
        change.moved_on = day + timedelta(days=draw(st.integers(-20, 20)))
        change.starts_time = draw(st.one_of(st.none(), st.times().map(_whole_minutes)))
    change._prefetched_objects_cache = {"texts": _Rows(), "hosts": _Rows()}
    return change


def _whole_minutes(at: time) -> time:
    return at.replace(second=0, microsecond=0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changed_series())
def test_other_programs_read_the_same_dates_over_two_years(gathering: Gathering):
    """With clocks that change twice a year, dates moved, cancelled and left out."""
    first = gathering.first_on
    since, to = first - timedelta(days=30), first + TWO_YEARS

    theirs = starts(calendar_of([gathering], "en", name="x"), since, to)

    assert _inside(theirs, to) == _inside(ours(gathering, since, to), to)


def _inside(found: Iterable[datetime], to: date) -> list[datetime]:
    """As instants: on the night of the change, two and three o'clock may be the same one.

    At the far edge a date may be moved over it; what lies inside is the same.
    """
    inner = to - timedelta(days=45)
    return sorted(each.astimezone(UTC) for each in found if each.date() <= inner)
