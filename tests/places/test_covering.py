"""A district, for whoever knows people's counties alone: which counties it lies in, and how far."""

from datetime import date

import pytest

from amparo.places.covering import counties_of, districts_placed
from amparo.places.importing import Options
from amparo.places.models import District
from amparo.places.operations import load_jurisdictions
from amparo.places.operations.importing import store_content
from tests.places import tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rice(db: None) -> None:
    load_jurisdictions("MN")
    for what, content in (("places", tables.TOWNS), ("precincts", tables.PRECINCTS)):
        store_content(what, content.encode(), Options("MN"), tables.ORIGIN)


def around(kind: str, code: str) -> list[tuple[str, bool]]:
    district = District.objects.get(kind=kind, code=code, jurisdiction__kind="state")
    return [(each.name, each.is_whole) for each in counties_of([district])[district.pk]]


def test_a_district_lies_in_the_counties_of_its_precincts() -> None:
    assert around("house", "20A") == [("Dakota County", True), ("Rice County", False)]
    assert around("house", "20B") == [("Rice County", False)]


def test_a_countys_own_district_lies_in_that_county() -> None:
    alone = District.objects.filter(kind="commissioner").first()
    assert alone is not None
    alone.units.clear()
    [county] = counties_of([alone])[alone.pk]
    assert (county.fips, county.is_whole) == (alone.jurisdiction.fips, False)


def test_only_districts_that_can_be_placed_are_offered() -> None:
    offered = [district.name for district, _counties in districts_placed("MN", date(2026, 11, 1))]
    assert "State House District 20A" in offered
    District.objects.get(kind="house", code="20A").units.clear()
    later = [district.name for district, _counties in districts_placed("MN", date(2026, 11, 1))]
    assert "State House District 20A" not in later
