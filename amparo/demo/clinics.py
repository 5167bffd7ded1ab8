"""The demo's legal clinics, one held and one to come, and the directory of invented providers.

Every booking goes the way of a real one, sealed to Ines and the clinics' kit. A newcomer's mistake:
a real provider here; whoever looks at a demo may call the number.
"""

import random
from datetime import datetime, time
from uuid import UUID

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import open_ask
from amparo.clinics.days import ClinicDate, day_by_id
from amparo.clinics.models import Booking, Provider
from amparo.clinics.operations.booking import book
from amparo.clinics.operations.days import add_slots, begin_day, count_walk_in, mark, set_booking
from amparo.clinics.operations.providers import save_provider
from amparo.demo.founding import Organizations
from amparo.demo.names import Crowd
from amparo.demo.words import Clock, Told, languages_of, read
from amparo.gatherings.dates import occurrence_on
from amparo.gatherings.models import Gathering
from amparo.gatherings.operations.making import create_gathering

TEN, ONE = time(10), time(13)
TABLES = ("Adwoa Lindqvist", "Emeterio Salas", "Ines Carvajal")
ABSENT = 3  # one in so many did not come


def fill_clinics(
    clock: Clock, *, alma: User, campaigns: dict[str, Campaign], organizations: Organizations
) -> None:
    """Make the clinics with their bookings, and the directory."""
    told = read("clinics")
    for each in told["clinic"]:
        _clinic(clock, alma, campaigns[each["campaign"]], organizations, each)
    for each in told["provider"]:
        _provider(clock, alma, each)


def _clinic(
    clock: Clock, alma: User, campaign: Campaign, organizations: Organizations, told: Told
) -> None:
    begun = clock.at(min(told["day"] - 20, -3))
    gathering = create_gathering(
        campaign,
        facts={
            "slug": told["slug"],
            "kind": "clinic",
            "first_on": clock.day(told["day"]),
            "starts_time": TEN,
            "ends_time": ONE,
            "address": told["address"],
            "takes_rsvps": False,
        },
        words={code: told[code] for code in languages_of(told)},
        hosts={
            "host": [organizations[key] for key in told["hosts"]],
            "sponsor": [organizations[key] for key in told["sponsors"]],
        },
        actor=alma.actor,
        now=begun,
    )
    open_ask(gathering, actor=alma.actor, now=begun)
    found = _day(gathering, alma, told)
    _book(found, told["booked"], begun)
    if told["day"] < 0:
        _hold(found, told["walk_ins"])


def _day(gathering: Gathering, alma: User, told: Told) -> ClinicDate:
    """Three attorneys for three hours, half an hour for each person."""
    occurrence = gathering.first_on and occurrence_on(gathering, gathering.first_on)
    if not occurrence:
        raise LookupError("a clinic of the demo without its day")
    day = begin_day(occurrence, actor=alma.actor)
    for table in TABLES:
        add_slots(day, table=table, first=TEN, last=ONE, minutes=30, actor=alma.actor)
    set_booking(
        day,
        takes_bookings=True,
        takes_online=True,
        names_tables=True,
        kept_days=told["kept"],
        actor=alma.actor,
    )
    return _fresh(day.pk)


def _book(found: ClinicDate, count: int, now: datetime) -> None:
    chance = random.Random(found.gathering.slug)  # noqa: S311 - the same demo each time
    crowd = Crowd(chance, near={}, spanish=0.8)
    starts = sorted({slot.starts_time for slot in found.slots})
    for number in range(count):
        somebody = crowd.next()
        given = {
            "name": somebody.name.split()[0],
            "phone": somebody.phone if number % 3 else "",
            "spoken": somebody.language,
        }
        at = starts[number % len(starts)]
        book(_fresh(found.day.pk), at=at, given=given, language=somebody.language, now=now)


def _hold(found: ClinicDate, walk_ins: int) -> None:
    """The day has been: who came, who did not, who came without an appointment."""
    for number, booking in enumerate(Booking.objects.filter(slot__day=found.day)):
        mark(booking.pk, day=found.day, did_come=number % ABSENT != 0)
    for _ in range(walk_ins):
        count_walk_in(found.day, change=1)


def _fresh(day_id: UUID) -> ClinicDate:
    found = day_by_id(day_id)
    if found is None:
        raise LookupError("a clinic of the demo without its day")
    return found


def _provider(clock: Clock, alma: User, told: Told) -> None:
    names = ("name", "phone", "address", "county", "counties", "services", "languages", "cost")
    save_provider(
        Provider(),
        facts={name: told[name] for name in names},
        words={code: told[code] for code in languages_of(told)},
        by=alma,
        today=clock.day(told["checked"]),
    )
