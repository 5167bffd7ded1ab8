"""Gatherings as tests need them, made by the room's own operations."""

from datetime import date, datetime, time
from typing import Any

from amparo.audit.actors import WORKER
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import open_ask
from amparo.gatherings.dates import Occurrence, occurrence_on
from amparo.gatherings.models import Gathering
from amparo.gatherings.operations.dating import DateFacts, DateWords, change_date
from amparo.gatherings.operations.making import create_gathering
from amparo.lib.recurrence import Recurrence, monthly_by_weekday, weekly
from amparo.organizations.models import Organization
from tests.makers import make_campaign

WORDS = {
    "en": {
        "title": "Wednesdays before the jail",
        "ask": "Every week we stand before the detention center until the contract ends.",
        "body": "We sing and read names.",
        "place": "Detention center",
        "door": "On the public sidewalk, east side",
        "accessibility": "The sidewalk is level; there are folding chairs.",
        "bring": "Warm clothes",
        "weather": "We come in snow too.",
        "parking": "Free on 4th Street",
    },
    "es": {
        "title": "Los miércoles frente a la cárcel",
        "ask": "Cada semana estamos frente al centro de detención hasta que termine el contrato.",
        "body": "Cantamos y leemos nombres.",
        "place": "Centro de detención",
        "door": "En la acera pública, lado este",
        "accessibility": "La acera es plana; hay sillas plegables.",
        "bring": "Ropa abrigada",
        "weather": "También venimos con nieve.",
        "parking": "Gratis en la calle 4",
    },
}
FOUR, FIVE = time(16), time(17)


def make_gathering(
    now: datetime,
    *,
    campaign: Campaign | None = None,
    slug: str = "wednesdays",
    languages: str = "en es",
    hosts: tuple[Organization, ...] = (),
    **facts: Any,
) -> Gathering:
    """An open gathering; by default once, in two weeks, at four."""
    columns = {
        "slug": slug,
        "kind": "demonstration",
        "first_on": date.fromordinal(now.date().toordinal() + 14),
        "starts_time": FOUR,
        "ends_time": FIVE,
        "address": "13880 Business Center Drive, Elk River",
        **facts,
    }
    if columns["first_on"] is None:
        columns |= {"starts_time": None, "ends_time": None}
    made = create_gathering(
        campaign or make_campaign(now),
        facts=columns,
        words={code: WORDS[code] for code in languages.split()},
        hosts={"host": hosts},
        actor=WORKER,
        now=now,
    )
    open_ask(made, actor=WORKER, now=now)
    return fresh(made)


def make_series(
    now: datetime, first: date, recurrence: Recurrence | None = None, **about: Any
) -> Gathering:
    """The same, every week on the weekday of `first`, unless said otherwise."""
    rule = (recurrence or weekly(first)).rule
    return make_gathering(now, first_on=first, rule=rule, **about)


def make_monthly(now: datetime, first: date, **about: Any) -> Gathering:
    return make_series(now, first, monthly_by_weekday(first), **about)


def fresh(gathering: Gathering) -> Gathering:
    """The gathering as pages read it: with its words, hosts and changed dates."""
    return Gathering.objects.with_words().get(pk=gathering.pk)


def date_of(gathering: Gathering, day: date) -> Occurrence:
    found = occurrence_on(gathering, day)
    assert found is not None
    return found


def change(
    gathering: Gathering,
    day: date,
    now: datetime,
    *,
    words: dict[str, DateWords] | None = None,
    hosts: tuple[Organization, ...] = (),
    tells: bool = False,
    **facts: Any,
) -> Gathering:
    """Let one date differ."""
    change_date(
        date_of(gathering, day),
        facts=DateFacts(**facts),
        words=words or {},
        hosts=hosts,
        tells=tells,
        actor=WORKER,
        now=now,
    )
    return fresh(gathering)
