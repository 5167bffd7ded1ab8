"""Counties of every state: what forms offer and what the database keeps."""

import re

import pytest

from amparo.places import counties, ocdids
from amparo.places.models import Jurisdiction
from amparo.places.operations import CannotLoad, add_city, load_jurisdictions


def test_minnesota_has_87_counties_by_name_with_five_digits():
    found = counties.counties("MN")
    assert len(found) == 87
    assert found[0] == ("27001", "Aitkin County")
    assert ("27053", "Hennepin County") in found
    assert all(len(fips) == 5 and fips.startswith("27") for fips, _ in found)


def test_every_state_has_counties_and_a_made_up_one_has_none():
    assert len(counties.states()) >= 50
    assert all(counties.counties(code) for code, _ in counties.states() if code in "CA TX NY PR DC")
    assert counties.counties("ZZ") == []


def test_a_county_of_another_state_is_none_of_ours():
    assert counties.is_county("27131", "mn")
    assert not counties.is_county("27131", "WI")
    assert counties.county_name("27131") == "Rice County"
    assert counties.county_name("99999") == "99999"


@pytest.mark.parametrize(
    ("state", "name", "ocd_id"),
    [
        ("MN", "St. Louis County", "ocd-division/country:us/state:mn/county:st_louis"),
        ("MN", "Lac qui Parle County", "ocd-division/country:us/state:mn/county:lac_qui_parle"),
        ("LA", "Orleans Parish", "ocd-division/country:us/state:la/parish:orleans"),
        ("AK", "Nome Census Area", "ocd-division/country:us/state:ak/census_area:nome"),
        ("VA", "Norfolk city", "ocd-division/country:us/state:va/place:norfolk"),
        ("MD", "Prince George's County", "ocd-division/country:us/state:md/county:prince_georges"),
    ],
)
def test_a_county_is_named_as_open_civic_data_names_it(state: str, name: str, ocd_id: str):
    assert ocdids.of_county(state, name) == ocd_id


@pytest.mark.data
def test_our_ids_of_minnesota_are_those_of_the_public_list(shared_data):
    text = (shared_data / "districts/ocd/state-mn-local_gov.csv").read_text()
    known = set(re.findall(r"^ocd-division/country:us/state:mn/county:[^/,]+", text, re.MULTILINE))
    ours = {ocdids.of_county("MN", name) for _, name in counties.counties("MN")}
    assert known <= ours


@pytest.mark.django_db
def test_a_state_is_loaded_once_however_often_it_is_loaded():
    assert load_jurisdictions("mn") == 89
    assert load_jurisdictions("MN") == 89
    assert Jurisdiction.objects.count() == 89
    assert Jurisdiction.objects.get(fips="27131").name == "Rice County"


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["CA", "PR", "DC", "VA", "AK"])
def test_any_state_can_be_loaded(state: str):
    assert load_jurisdictions(state) == len(counties.counties(state)) + 2


@pytest.mark.django_db
def test_a_state_that_nobody_knows_is_refused():
    with pytest.raises(CannotLoad):
        load_jurisdictions("ZZ")


@pytest.mark.django_db
def test_a_city_is_added_once():
    first = add_city(state="MN", name="Northfield")
    assert add_city(state="MN", name="Northfield") == first
    assert first.ocd_id == "ocd-division/country:us/state:mn/place:northfield"
