"""What the desk does with a clinic day: slots, opening for bookings, walk-ins, who came.

A newcomer's mistake: a slot that is deleted while somebody holds it. Only free ones go.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.clinics.days import date_of
from amparo.clinics.models import Booking, ClinicDay, Slot
from amparo.gatherings.dates import Occurrence
from amparo.supporters.models import Keyspace
from amparo.supporters.operations.keyspaces import make_keyspace, set_shred_date
from amparo.web.pagecache import bump

MOST_SLOTS = 200  # of one day: ten attorneys, and twenty each


class CannotChange(Exception):
    """`reason` is taken (somebody is booked there) or many (more slots than a day can hold)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def begin_day(occurrence: Occurrence, *, actor: Actor) -> ClinicDay:
    """Give a date of a gathering appointments; the same again returns what is there."""
    gathering, original_on = occurrence.gathering, occurrence.original_on
    found = ClinicDay.objects.filter(gathering=gathering, original_on=original_on).first()
    if found is not None:
        return found
    day = ClinicDay(gathering=gathering, original_on=original_on)
    day.keyspace = make_keyspace(
        name=f"{gathering.title} {occurrence.on.isoformat()}"[:200],
        kind=Keyspace.Kind.CLINIC,
        shred_on=occurrence.on + timedelta(days=day.kept_days),
        opened_by=Keyspace.OpenedBy.ATTORNEYS,
    )
    day.save()
    record("clinics.begin_day", actor=actor, about=day)
    return day


@transaction.atomic
def add_slots(
    day: ClinicDay, *, table: str, first: time, last: time, minutes: int, actor: Actor
) -> int:
    """Part an attorney's hours into slots; those that are there stay. Return how many came.

    Raises CannotChange where they would be more than a day can hold.
    """
    starts = _starts(first, last, minutes)
    there = set(day.slots.filter(table=table).values_list("starts_time", flat=True))
    new = [start for start in starts if start not in there]
    if day.slots.count() + len(new) > MOST_SLOTS:
        raise CannotChange("many")
    Slot.objects.bulk_create(
        Slot(day=day, table=table, starts_time=start, minutes=minutes) for start in new
    )
    record("clinics.add_slots", actor=actor, about=day, count=len(new))
    transaction.on_commit(bump)
    return len(new)


@transaction.atomic
def remove_free_slots(day: ClinicDay, *, table: str, actor: Actor) -> int:
    """Take away an attorney's slots that nobody holds; return how many."""
    ids = list(day.slots.free().filter(table=table).values_list("pk", flat=True))
    count = Slot.objects.filter(pk__in=ids, booking__isnull=True).delete()[0]
    record("clinics.remove_slots", actor=actor, about=day, count=count)
    transaction.on_commit(bump)
    return count


@transaction.atomic
def set_booking(
    day: ClinicDay,
    *,
    takes_bookings: bool,
    takes_online: bool,
    names_tables: bool,
    kept_days: int,
    actor: Actor,
) -> None:
    """Open a day for bookings or close it; who holds an hour keeps it."""
    ClinicDay.objects.filter(pk=day.pk).update(
        takes_bookings=takes_bookings,
        takes_online=takes_online,
        names_tables=names_tables,
        kept_days=kept_days,
    )
    day.refresh_from_db()
    _follow(day, actor)
    detail = {
        "open": takes_bookings,
        "online": takes_online,
        "names": names_tables,
        "kept_days": kept_days,
    }
    record("clinics.set_booking", actor=actor, about=day, detail=detail)
    transaction.on_commit(bump)


@transaction.atomic
def remove_day(day: ClinicDay, *, actor: Actor) -> None:
    """Take the appointments of a date away again. Raises CannotChange once somebody is booked."""
    if Booking.objects.filter(slot__day=day).exists():
        raise CannotChange("taken")
    record("clinics.remove_day", actor=actor, about=day)
    day.delete()
    transaction.on_commit(bump)


def count_walk_in(day: ClinicDay, *, change: int) -> None:
    """One more, or one fewer, who came without an appointment; never fewer than none."""
    days = ClinicDay.objects.filter(pk=day.pk, walk_in_count__gte=-change)
    days.update(walk_in_count=F("walk_in_count") + change)


def mark(booking_id: UUID, *, day: ClinicDay, did_come: bool | None) -> bool:
    """Note whether somebody came to her hour; None takes it back."""
    return bool(Booking.objects.filter(pk=booking_id, slot__day=day).update(did_come=did_come))


def follow_moved_dates(*, actor: Actor) -> None:
    """A clinic that was moved is shredded as long after its new day."""
    living = ClinicDay.objects.select_related("keyspace", "gathering")
    for day in living.filter(keyspace__shredding_since=None):
        _follow(day, actor)


def shred_day(keyspace_id: UUID) -> int:
    """Delete the bookings of a shredded keyspace; what stays is how many came and did not."""
    with transaction.atomic():
        rows = Booking.objects.filter(slot__day__keyspace_id=keyspace_id)
        came, absent = rows.filter(did_come=True).count(), rows.filter(did_come=False).count()
        days = ClinicDay.objects.filter(keyspace_id=keyspace_id)
        days.update(
            came_count=F("came_count") + came,
            absent_count=F("absent_count") + absent,
            takes_bookings=False,
        )
        return rows.delete()[0]


def _follow(day: ClinicDay, actor: Actor) -> None:
    found = date_of(day)
    if found is not None:
        set_shred_date(day.keyspace, found.on + timedelta(days=day.kept_days), actor=actor)


def _starts(first: time, last: time, minutes: int) -> list[time]:
    """Every start from which the whole slot ends by `last`."""
    begin, end = (datetime.combine(date.min, each) for each in (first, last))
    length = timedelta(minutes=minutes)
    return [(begin + length * n).time() for n in range((end - begin) // length)]
