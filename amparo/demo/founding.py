"""The demo's ground: the coalition's card, its partners with their marks, offices, sources."""

from datetime import date
from typing import Any

from amparo.demo.drawing import logo
from amparo.demo.words import LANGUAGES, Clock, Told, read
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source
from amparo.hosting.installing import ACTOR
from amparo.lib.dates import DateWindow
from amparo.officials.models import Office
from amparo.officials.operations import OfficeCalled, save_office
from amparo.organizations.models import Organization
from amparo.organizations.operations import Called, save_organization, set_membership
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import load_jurisdictions
from amparo.policies.operations.starting import load_starting_list
from amparo.web.operations import describe_coalition

Organizations = dict[str, Organization]
Offices = dict[str, Office]
Sources = dict[str, Source]


def fill_coalition(clock: Clock) -> tuple[Organizations, Offices, Sources]:
    """Describe the coalition and everything that campaigns will point at, by their keys."""
    told = read("coalition")
    load_jurisdictions(told["coalition"]["state"])
    load_starting_list()
    organizations = {each["key"]: _organization(each) for each in told["organization"]}
    _describe(told)
    for each in told["membership"]:
        _join(each, organizations)
    offices = {each["key"]: _office(each, clock) for each in told["office"]}
    sources = {each["key"]: _source(each) for each in told["source"]}
    return organizations, offices, sources


def _describe(told: Told) -> None:
    us = next(each for each in told["organization"] if each["key"] == "us")
    words = dict(told["coalition"])
    texts = {code: words.pop(code) for code in LANGUAGES}
    mark = logo(us["mark"], us["ink"]).data
    describe_coalition(facts=words, texts=texts, actor=ACTOR, mark=mark)


def _organization(told: Told) -> Organization:
    names = {code: Called(told[code], told[f"alt_{code}"]) for code in LANGUAGES}
    made = Organization(kind=told["kind"], city=told["city"], state="MN", is_us=told["key"] == "us")
    return save_organization(made, names=names, actor=ACTOR, logo=logo(told["mark"], told["ink"]))


def _join(told: Told, organizations: Organizations) -> None:
    for key, role in told["members"].items():
        set_membership(
            member=organizations[key],
            coalition=organizations[told["coalition"]],
            role=role,
            since=year_window(told["year"]),
            actor=ACTOR,
        )


def year_window(year: int) -> DateWindow:
    """A whole year, for what is known no better."""
    return DateWindow(date(year, 1, 1), date(year, 12, 31))


def _office(told: Told, clock: Clock) -> Office:
    place = Jurisdiction.objects.filter(fips=told["fips"])
    if not told["fips"]:
        place = Jurisdiction.objects.filter(kind=Kind.COUNTRY)
    office = Office(jurisdiction=place.get(), phone=told["phone"], checked_on=clock.day(-7))
    return save_office(
        office, names={code: OfficeCalled(*told[code]) for code in LANGUAGES}, actor=ACTOR
    )


def _source(told: Told) -> Source:
    columns: dict[str, Any] = {name: value for name, value in told.items() if name != "key"}
    return save_source(Source(**columns), actor=ACTOR)
