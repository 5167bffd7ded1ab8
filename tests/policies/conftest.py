"""The starting list, two counties with a sheriff each, and a city: for the tests of this room."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import add_city, load_jurisdictions
from amparo.policies.models import Evidence, Fact, FactorValue
from amparo.policies.operations.facts import Said, StandsOn, add_fact
from amparo.policies.operations.starting import load_starting_list
from tests.makers import make_source
from tests.remembered import remembered

SPRING = date(2025, 3, 1)
SUMMER = date(2025, 7, 1)


def value(factor: str, key: str) -> FactorValue:
    return FactorValue.objects.select_related("factor").get(factor__key=factor, key=key)


def make_agency(place: Jurisdiction, kind: str = Kind.SHERIFF, name: str = "") -> Jurisdiction:
    called = name or f"{place.name} Sheriff's Office"
    return Jurisdiction.objects.create(kind=kind, name=called, state=place.state, parent=place)


@dataclass
class State:
    """Minnesota: Rice County, Dakota County, and Northfield, which lies in both."""

    now: datetime
    rice: Jurisdiction
    dakota: Jurisdiction
    northfield: Jurisdiction

    def said(self, factor: str, key: str, at: Jurisdiction | None = None, **more: object) -> Said:
        facts = {"evidence": Evidence.POLICY, "starts_on": SPRING, **more}
        return Said(at or self.rice, value(factor, key), **facts)  # type: ignore[arg-type]

    def source(self, title: str = "Policy manual") -> StandsOn:
        return StandsOn(make_source(self.now, title), "page 4", "No one shall be held.")

    def fact(self, factor: str, key: str, at: Jurisdiction | None = None, **more: object) -> Fact:
        said = self.said(factor, key, at, **more)
        return add_fact(said, [self.source()], actor=WORKER, now=self.now)


def _begin() -> None:
    load_jurisdictions("MN")
    load_starting_list()


@pytest.fixture
def mn(db: None) -> State:
    remembered("places and factors", _begin)
    rice, dakota = (Jurisdiction.objects.get(fips=fips) for fips in ("27131", "27037"))
    northfield = add_city(state="MN", name="Northfield")
    northfield.counties.set([rice, dakota])
    return State(timezone.now(), rice, dakota, northfield)
