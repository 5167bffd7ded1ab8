"""What the tests of clinics stand on: a clinic in two languages, an attorney with her key."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import open_ask
from amparo.clinics.days import ClinicDate, date_of, day_by_id
from amparo.clinics.models import ClinicDay
from amparo.clinics.operations.days import add_slots, begin_day, set_booking
from amparo.gatherings.dates import occurrence_on
from amparo.gatherings.models import Gathering
from amparo.gatherings.operations.making import create_gathering
from amparo.keyring.operations import HolderOnce, grant
from amparo.keyring.unlocking import unlocked_by_words
from amparo.lib.sealing.grants import Scope
from tests.makers import INES_ID, Keys, make_campaign, make_key

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Free immigration legal clinic",
        "ask": "Come and talk with a lawyer.",
        "place": "River Church",
        "door": "Enter on 16th Avenue",
    },
    "es": {
        "title": "Clínica legal de inmigración",
        "ask": "Venga a hablar con una abogada.",
        "place": "Iglesia del Río",
        "door": "Entrada por la avenida 16",
    },
}
GIVEN: dict[str, Any] = {"name": "Rosa Elena", "phone": "+16125550142", "spoken": "es"}


@dataclass
class Attorneys:
    """Whose key opens what a clinic is told."""

    ines: HolderOnce


def make_attorneys(keys: Keys, now: datetime, user_id: int = INES_ID) -> Attorneys:
    """Ines, who holds an attorney's key: no organizer can grant it, the paper kit can."""
    root = unlocked_by_words(keys.kit.words, actor=WORKER, now=now)
    ines = make_key(user_id, "Ines", now=now, kind="attorney")
    heard = " ".join(ines.fingerprint)
    grant(ines.holder, by=root, scope=Scope("attorneys"), heard=heard, now=now)
    return Attorneys(ines)


def make_clinic(
    now: datetime, *, on: date | None = None, campaign: Campaign | None = None, **facts: Any
) -> Gathering:
    """A clinic in a week, from ten to one, open in both languages."""
    about = {
        "slug": "legal-clinic",
        "kind": "clinic",
        "first_on": on or timezone.localdate(now) + timedelta(days=7),
        "starts_time": time(10),
        "ends_time": time(13),
        "address": "31st Street and 16th Avenue, Minneapolis",
        "takes_rsvps": False,
    }
    gathering = create_gathering(
        campaign or make_campaign(now),
        facts={**about, **facts},
        words=WORDS,
        hosts={},
        actor=WORKER,
        now=now,
    )
    open_ask(gathering, actor=WORKER, now=now)
    return gathering


def make_day(gathering: Gathering, *, online: bool = True) -> ClinicDate:
    """The first date of a clinic with two attorneys, three hours each, open for bookings."""
    assert gathering.first_on
    occurrence = occurrence_on(gathering, gathering.first_on)
    assert occurrence
    day = begin_day(occurrence, actor=WORKER)
    for table in ("Ines", "Table 2"):
        add_slots(day, table=table, first=time(10), last=time(13), minutes=60, actor=WORKER)
    take_bookings(day, online=online)
    return fresh(day)


def take_bookings(day: ClinicDay, takes: bool = True, *, online: bool = True) -> None:
    set_booking(
        day,
        takes_bookings=takes,
        takes_online=online,
        names_tables=False,
        kept_days=14,
        actor=WORKER,
    )


def fresh(day: ClinicDay) -> ClinicDate:
    found = day_by_id(day.pk)
    assert found
    assert date_of(found.day)
    return found
