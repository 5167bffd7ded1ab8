"""The dates of a gathering, and what differs on one of them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from amparo.audit.actors import WORKER
from amparo.gatherings.dates import (
    next_occurrence,
    next_occurrences,
    occurrence_on,
    occurrences,
    past_occurrences,
    upcoming,
)
from amparo.gatherings.models import ChangedDate
from amparo.gatherings.operations.dating import (
    CannotChangeDate,
    DateWords,
    cancel_date,
    leave_out_date,
    restore_date,
)
from amparo.gatherings.operations.making import cancel_gathering, change_gathering, set_sketch
from amparo.gatherings.places import place_of
from amparo.lib.recurrence import Recurrence, monthly_by_weekday
from tests.gatherings.making import (
    change,
    date_of,
    fresh,
    make_gathering,
    make_monthly,
    make_series,
)
from tests.makers import make_organization, make_picture

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("minnesota"),
]

WEDNESDAY = date(2026, 12, 2)
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


def days(gathering, since=WEDNESDAY, weeks=4):
    found = occurrences(gathering, since=since, to=since + timedelta(weeks=weeks))
    return [each.on for each in found]


def test_a_weekly_demonstration_is_every_wednesday():
    series = make_series(NOW, WEDNESDAY)

    assert days(series, weeks=2) == [WEDNESDAY, date(2026, 12, 9), date(2026, 12, 16)]
    assert next_occurrence(series, NOW).starts_at == datetime(2026, 12, 2, 22, tzinfo=UTC)


def test_four_in_the_afternoon_stays_four_over_the_change_of_clocks():
    series = make_series(NOW, date(2027, 3, 10))

    before, after = occurrences(series, since=date(2027, 3, 10), to=date(2027, 3, 17))

    assert (before.starts_at.astimezone(UTC).hour, after.starts_at.astimezone(UTC).hour) == (22, 21)
    assert before.starts_at.hour == after.starts_at.hour == 16


def test_a_moved_date_keeps_its_name():
    series = make_series(NOW, WEDNESDAY)

    series = change(series, date(2026, 12, 9), NOW, moved_on=date(2026, 12, 10))

    moved = occurrence_on(series, date(2026, 12, 9))
    assert moved.on == date(2026, 12, 10)
    assert moved.is_moved
    assert moved.which == "2026-12-09"
    assert days(series, weeks=1) == [WEDNESDAY]  # the 9th is empty now
    assert date(2026, 12, 10) in days(series)


def test_a_date_may_be_moved_before_another():
    series = make_series(NOW, WEDNESDAY)
    series = change(series, date(2026, 12, 16), NOW, moved_on=date(2026, 12, 8))
    assert days(series, weeks=2) == [WEDNESDAY, date(2026, 12, 8), date(2026, 12, 9)]


def test_a_date_left_out_is_not_there():
    series = make_series(NOW, WEDNESDAY)

    leave_out_date(series, date(2026, 12, 23), actor=WORKER, now=NOW)
    series = fresh(series)

    assert date(2026, 12, 23) not in days(series)
    assert occurrence_on(series, date(2026, 12, 23)) is None


def test_a_cancelled_date_stays_in_sight_and_is_not_the_next_one():
    series = make_series(NOW, WEDNESDAY)

    words = {"en": DateWords(note="Too cold"), "es": DateWords(note="Demasiado frío")}
    cancel_date(date_of(series, WEDNESDAY), words=words, tells=False, actor=WORKER, now=NOW)
    series = fresh(series)

    cancelled = next_occurrences(series, NOW)[0]
    assert cancelled.is_cancelled
    assert cancelled.note("es") == "Demasiado frío"
    assert next_occurrence(series, NOW).on == date(2026, 12, 9)


def test_a_date_is_as_every_date_again():
    series = make_series(NOW, WEDNESDAY)
    series = change(series, WEDNESDAY, NOW, moved_on=date(2026, 12, 3))

    restore_date(series, WEDNESDAY, tells=False, actor=WORKER, now=NOW)

    assert days(fresh(series), weeks=0) == [WEDNESDAY]


def test_the_host_changes_from_date_to_date():
    usual, guest = make_organization("Neighbors"), make_organization("Temple Israel")
    vigil = make_monthly(NOW, date(2026, 12, 8), hosts=(usual,))

    vigil = change(vigil, date(2027, 1, 12), NOW, hosts=(guest,))

    december, january, february = next_occurrences(vigil, NOW, count=3)
    assert [each.hosts for each in (december, january, february)] == [[usual], [guest], [usual]]


def test_only_a_day_that_the_rule_names_can_differ():
    series = make_series(NOW, WEDNESDAY)
    with pytest.raises(CannotChangeDate):
        leave_out_date(series, date(2026, 12, 3), actor=WORKER, now=NOW)


def test_what_differed_on_a_day_goes_with_the_day():
    series = make_series(NOW, WEDNESDAY)
    series = change(series, date(2026, 12, 9), NOW, starts_time=time(18))

    thursday = date(2026, 12, 3)
    facts = {"first_on": thursday, "rule": Recurrence(weekdays=(3,)).rule}
    change_gathering(series, facts=facts, words={}, actor=WORKER, now=NOW)

    assert not ChangedDate.objects.exists()


def test_each_change_raises_the_number_for_calendars():
    series = make_series(NOW, WEDNESDAY)
    before = series.sequence

    series = change(series, date(2026, 12, 9), NOW, starts_time=time(18))

    assert series.sequence == before + 1
    assert series.changed_dates.get().sequence == series.sequence


def test_an_evening_may_end_after_midnight():
    night = make_gathering(NOW, first_on=WEDNESDAY, starts_time=time(22), ends_time=time(1))
    only = next_occurrence(night, NOW)
    assert (only.ends_at - only.starts_at) == timedelta(hours=3)


def test_a_day_that_is_not_fixed_has_a_window_or_nothing():
    window = make_gathering(
        NOW, first_on=None, window_ends_on=date(2027, 7, 1), address="", slug="soon"
    )
    assert next_occurrence(window, NOW) is None
    assert not window.is_past(NOW)
    assert window.is_past(datetime(2027, 7, 2, tzinfo=UTC))


def test_a_gathering_is_past_when_its_last_day_is():
    series = make_series(NOW, WEDNESDAY, Recurrence(weekdays=(2,), times=3))
    assert series.last_on == date(2026, 12, 16)
    assert not series.is_past(datetime(2026, 12, 17, 3, tzinfo=UTC))  # still the 16th here
    assert series.is_past(datetime(2026, 12, 17, 18, tzinfo=UTC))
    assert not series.is_open(datetime(2026, 12, 17, 18, tzinfo=UTC))


def test_a_last_date_that_was_moved_keeps_the_gathering_going():
    series = make_series(NOW, WEDNESDAY, Recurrence(weekdays=(2,), times=3))
    series = change(series, date(2026, 12, 16), NOW, moved_on=date(2026, 12, 20))
    assert not series.is_past(datetime(2026, 12, 19, tzinfo=UTC))


def test_a_cancelled_gathering_has_only_cancelled_dates():
    series = make_series(NOW, WEDNESDAY)

    cancel_gathering(series, tells=False, actor=WORKER, now=NOW)
    cancel_gathering(series, tells=False, actor=WORKER, now=NOW)  # pressed twice

    series = fresh(series)
    assert series.sequence == 2
    assert all(each.is_cancelled for each in next_occurrences(series, NOW))
    assert not series.is_open(NOW)


def test_what_is_over_is_past_and_the_rest_is_not():
    series = make_series(NOW, WEDNESDAY)
    during = datetime(2026, 12, 16, 22, 30, tzinfo=UTC)

    assert [each.on.day for each in past_occurrences(series, during)] == [9, 2]
    assert next_occurrences(series, during)[0].on.day == 16


def test_dates_of_several_gatherings_come_in_order():
    weekly = make_series(NOW, WEDNESDAY)
    monthly = make_monthly(NOW, date(2026, 12, 8), slug="vigil", campaign=weekly.campaign)

    found = upcoming([weekly, monthly], NOW, days=20)

    assert [(each.on.day, gathering.slug) for each, gathering in found] == [
        (2, "wednesdays"), (8, "vigil"), (9, "wednesdays"),
    ]  # fmt: skip


def test_another_place_on_one_date_brings_no_door_of_the_usual_one():
    series = make_series(NOW, WEDNESDAY, latitude="45.303000", longitude="-93.567000")
    words = {"en": DateWords(place="County courthouse"), "es": DateWords(place="Corte del condado")}
    series = change(series, WEDNESDAY, NOW, address="13880 Highway 10", words=words)

    usual = place_of(series, "es", occurrence=date_of(series, date(2026, 12, 9)))
    other = place_of(series, "es", occurrence=date_of(series, WEDNESDAY))

    assert usual.door == "En la acera pública, lado este"
    assert usual.geo_url == "geo:45.303000,-93.567000"
    assert (other.name, other.address, other.door) == ("Corte del condado", "13880 Highway 10", "")


def test_a_hidden_place_is_told_to_those_who_come_alone():
    series = make_series(NOW, WEDNESDAY, hides_place=True, online_url="https://meet.example.org/x")
    series.texts.update(area="Elk River")
    series = fresh(series)

    public = place_of(series, "en")
    own = place_of(series, "en", is_coming=True)

    assert public.is_hidden
    assert public.line == "Elk River"
    assert "13880" not in repr(public)
    assert "meet.example.org" not in repr(public)
    assert own.address.startswith("13880")


def test_a_sketch_of_the_way_is_kept_and_replaced(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    series = make_series(NOW, WEDNESDAY)

    set_sketch(series, make_picture())
    assert fresh(series).sketch.name.startswith("sketches/")
    set_sketch(series, None)

    assert not fresh(series).sketch


def test_the_second_tuesday_is_the_rule_of_the_vigil():
    vigil = make_monthly(NOW, date(2026, 12, 8))
    assert vigil.recurrence == monthly_by_weekday(date(2026, 12, 8))
