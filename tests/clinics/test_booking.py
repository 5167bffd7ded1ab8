"""An hour is booked once, told to attorneys alone, and given back with a code."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.clinics.days import ClinicDate
from amparo.clinics.models import Booking, ClinicDay
from amparo.clinics.operations import booking
from amparo.clinics.operations.booking import Booked, CannotBook, book, cancel, found_by
from amparo.clinics.operations.days import (
    CannotChange,
    add_slots,
    begin_day,
    count_walk_in,
    follow_moved_dates,
    mark,
    remove_day,
    remove_free_slots,
)
from amparo.desk.sealed import all_rows
from amparo.gatherings.dates import occurrence_on
from amparo.gatherings.models import Gathering
from amparo.gatherings.operations.dating import DateFacts, change_date
from amparo.gatherings.operations.making import cancel_gathering
from amparo.keyring.errors import Unavailable
from amparo.lib.recurrence import weekly
from amparo.supporters.models import Card
from amparo.supporters.operations import shred
from tests.clinics.making import GIVEN, Attorneys, fresh, make_clinic, make_day, take_bookings
from tests.makers import Keys, unlock_as

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

TEN, ELEVEN = time(10), time(11)


def booked(day: ClinicDate, now: datetime, at: time = TEN, **given: str) -> Booked:
    return book(fresh(day.day), at=at, given={**GIVEN, **given}, language="es", now=now)


def test_an_hour_is_held_by_one_person_for_each_attorney(day: ClinicDate, now: datetime) -> None:
    assert [len(hour.tables) for hour in day.free_hours(now)] == [2, 2, 2]
    booked(day, now)
    booked(day, now)
    assert [hour.at for hour in fresh(day.day).free_hours(now)] == [ELEVEN, time(12)]
    with pytest.raises(CannotBook, match="taken"):
        booked(day, now)
    assert Booking.objects.count() == Card.objects.count() == 2


def test_attorneys_read_who_comes_and_organizers_do_not(
    day: ClinicDate, attorneys: Attorneys, keys: Keys, now: datetime
) -> None:
    booked(day, now)
    cards = Card.objects.filter(action_id=day.day.pk)
    (row,) = all_rows(cards, by=unlock_as(attorneys.ines, now), reason="day sheet")
    assert row.opened
    assert row.opened.name == GIVEN["name"]
    assert row.opened.told_words == {"spoken": "es"}
    (row,) = all_rows(cards, by=unlock_as(keys.alma, now), reason="curiosity")
    assert row.opened
    assert row.opened.told == {}


def test_a_booking_without_a_telephone_counts_at_once(day: ClinicDate, now: datetime) -> None:
    booked(day, now, phone="")
    booked(day, now)
    assert not Card.objects.filter(needs_word=True).exists()
    assert Card.objects.filter(is_confirmed=True).count() == 2


def test_a_code_leads_to_the_hour_and_to_nothing_else(day: ClinicDate, now: datetime) -> None:
    mine, other = booked(day, now), booked(day, now, ELEVEN)
    assert mine.code != other.code
    found = found_by(mine.code.lower().replace("-", " "))
    assert found
    assert found.slot == mine.slot
    assert found_by("ABCD-2345-EFGH") is None
    assert found_by("") is None


def test_who_gives_her_hour_back_is_gone_and_somebody_else_can_have_it(
    day: ClinicDate, now: datetime
) -> None:
    mine = booked(day, now)
    cancel(mine)
    cancel(mine)
    assert found_by(mine.code) is None
    assert not Card.objects.exists()
    assert fresh(day.day).free_hours(now)[0].tables == ("Ines", "Table 2")


def test_two_who_reach_for_the_last_slot_get_one_card(
    day: ClinicDate, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second saw the slot free, and finds it taken inside its own transaction."""
    remove_free_slots(day.day, table="Table 2", actor=WORKER)
    (slot,) = day.day.slots.filter(starts_time=TEN)
    booked(day, now)
    late = booking._submission(fresh(day.day), slot, "ABCD-2345-EFGH", GIVEN, "es")
    with pytest.raises(booking.SlotTaken):
        booking.receive(late, now=now)
    assert Card.objects.count() == Booking.objects.count() == 1


def test_nothing_is_stored_where_no_attorney_could_read_it(
    clinic: Gathering, now: datetime
) -> None:
    day = make_day(clinic)
    with pytest.raises(Unavailable):
        booked(day, now)
    assert not Card.objects.exists()
    assert not Booking.objects.exists()


@pytest.mark.parametrize("how", ["closed", "cancelled", "over"])
def test_no_hour_is_booked_of_a_day_that_is_not_held(
    how: str, day: ClinicDate, now: datetime
) -> None:
    if how == "closed":
        take_bookings(day.day, False)
    if how == "cancelled":
        cancel_gathering(day.gathering, tells=False, actor=WORKER, now=now)
    later = now + timedelta(days=8) if how == "over" else now
    with pytest.raises(CannotBook, match="closed"):
        booked(day, later)


def test_hours_that_have_begun_are_not_offered(day: ClinicDate) -> None:
    starts_at = day.occurrence.starts_at
    assert starts_at
    hours = day.free_hours(starts_at + timedelta(minutes=30))
    assert [hour.at for hour in hours] == [ELEVEN, time(12)]


def test_slots_part_the_hours_and_none_begins_twice(day: ClinicDate) -> None:
    add_slots(day.day, table="Ines", first=TEN, last=time(12, 45), minutes=30, actor=WORKER)
    hers = day.day.slots.filter(table="Ines").values_list("starts_time", flat=True)
    assert sorted(hers) == [TEN, time(10, 30), ELEVEN, time(11, 30), time(12)]
    with pytest.raises(CannotChange, match="many"):
        add_slots(day.day, table="X", first=time(0), last=time(23), minutes=5, actor=WORKER)


def test_slots_that_somebody_holds_stay(day: ClinicDate, now: datetime) -> None:
    booked(day, now)
    assert remove_free_slots(day.day, table="Ines", actor=WORKER) == 2
    assert day.day.slots.filter(table="Ines").count() == 1
    with pytest.raises(CannotChange, match="taken"):
        remove_day(day.day, actor=WORKER)


def test_walk_ins_are_counted_and_never_fewer_than_none(day: ClinicDate) -> None:
    for change in (1, 1, -1, -1, -1):
        count_walk_in(day.day, change=change)
    assert ClinicDay.objects.get().walk_in_count == 0


def test_after_its_days_a_clinic_is_shredded_and_only_counts_stay(
    day: ClinicDate, now: datetime
) -> None:
    came, stayed_away = booked(day, now), booked(day, now, ELEVEN)
    for each, did_come in ((came, True), (stayed_away, False)):
        assert mark(each.slot.booking.pk, day=day.day, did_come=did_come)
    shred(day.day.keyspace, actor=WORKER, now=now)
    assert not Card.objects.exists()
    assert not Booking.objects.exists()
    kept = ClinicDay.objects.get()
    assert (kept.came_count, kept.absent_count, kept.takes_bookings) == (1, 1, False)


def test_a_clinic_that_is_moved_is_shredded_later(day: ClinicDate, now: datetime) -> None:
    moved = day.on + timedelta(days=30)
    change_date(
        day.occurrence,
        facts=DateFacts(moved_on=moved),
        words={},
        hosts=(),
        tells=False,
        actor=WORKER,
        now=now,
    )
    follow_moved_dates(actor=WORKER)
    day.day.keyspace.refresh_from_db()
    assert day.day.keyspace.shred_on == moved + timedelta(days=14)


def test_each_date_of_a_clinic_has_a_key_of_its_own(attorneys: Attorneys, now: datetime) -> None:
    first = timezone.localdate(now) + timedelta(days=7)
    clinic = make_clinic(now, first_on=first, rule=weekly(first).rule)
    second = occurrence_on(clinic, first + timedelta(days=7))
    assert second
    days = [make_day(clinic).day, begin_day(second, actor=WORKER)]
    keyspaces = [day.keyspace for day in days]
    assert len({each.pk for each in keyspaces} | {clinic.campaign.keyspace_id}) == 3
    assert [each.opened_by for each in keyspaces] == ["attorneys", "attorneys"]
    assert [each.shred_on for each in keyspaces] == [
        first + timedelta(days=14),
        first + timedelta(days=21),
    ]
