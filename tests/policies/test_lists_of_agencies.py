"""Sheriffs, police and jails from a list of agencies: whose each is, and its ORI."""

import pytest
from django.utils import timezone

from amparo.places.importers.sheets import CannotImport
from amparo.places.importing import Options
from amparo.places.models import AGENCIES, Jurisdiction, Kind
from amparo.places.operations import add_city
from amparo.places.operations.importing import store_content
from amparo.places.origins import Counts, Origin
from tests.conftest import SHARED_DATA
from tests.policies.conftest import State as Minnesota
from tests.policies.conftest import make_agency

LIST = SHARED_DATA / "jurisdictions" / "ice287g" / "fbi_lee_mn_agencies.csv"
HEADER = "ori,pub_agency_name,state_abbr,county_name,agency_type_name\n"


def bring(told: str | bytes, state: str = "MN") -> Counts:
    content = told if isinstance(told, bytes) else told.encode()
    origin = Origin("A list", "", timezone.localdate())
    return store_content("agencies", content, Options(state), origin)


def agency(name: str) -> Jurisdiction:
    return Jurisdiction.objects.select_related("parent").get(kind__in=AGENCIES, name=name)


def test_a_county_is_its_sheriff_and_a_city_its_police(mn: Minnesota):
    bring(HEADER + "MN0660000,Rice,MN,RICE,County\nMN0660300,Northfield,MN,RICE,City\n")
    sheriff, police = agency("Rice County Sheriff's Office"), agency("Northfield Police Department")
    assert (sheriff.kind, sheriff.parent, sheriff.ori) == (Kind.SHERIFF, mn.rice, "MN0660000")
    assert (police.kind, police.parent, police.ori) == (Kind.POLICE, mn.northfield, "MN0660300")


def test_an_agency_that_is_here_gets_its_ori_and_keeps_its_name(mn: Minnesota):
    office = make_agency(mn.rice, name="Office of the Sheriff of Rice")
    row = HEADER + "MN0660000,Rice,MN,RICE,County\n"
    assert bring(row) == {"agencies_changed": 1}
    assert bring(row) == {"agencies_kept": 1}
    office.refresh_from_db()
    assert (office.name, office.ori) == ("Office of the Sheriff of Rice", "MN0660000")


def test_stations_of_one_name_are_told_apart_by_their_ori(mn: Minnesota):
    rows = "MNMHP0100,State Patrol:,MN,RAMSEY,State Police\nMNMHP0200,State Patrol:,MN,RICE,"
    bring(HEADER + rows + "State Police\n")
    found = Jurisdiction.objects.filter(kind=Kind.POLICE).order_by("ori")
    assert [each.name for each in found] == ["State Patrol (MNMHP0100)", "State Patrol (MNMHP0200)"]
    assert {each.parent.kind for each in found if each.parent} == {Kind.STATE}


def test_police_of_two_cities_make_no_third_one(mn: Minnesota):
    bring(HEADER + "MN0370200,Dawson/Boyd,MN,LAC QUI PARLE,City\n")
    assert agency("Dawson/Boyd Police Department").parent == Jurisdiction.objects.get(fips="27073")
    assert not Jurisdiction.objects.filter(name="Dawson/Boyd").exists()


def test_a_list_of_ones_own_brings_jails(mn: Minnesota):
    bring("name,kind,county\nRice County Jail,jail,Rice\n")
    assert agency("Rice County Jail").parent == mn.rice


def test_a_list_of_another_state_brings_its_counties_too(mn: Minnesota):
    add_city(state="WI", name="Northfield")
    bring("name;kind;state;city\nNorthfield Police;police;Wisconsin;Northfield\n")
    found = agency("Northfield Police")
    assert found.parent is not None
    assert (found.state, found.parent.state) == ("WI", "WI")
    assert Jurisdiction.objects.filter(state="WI", kind=Kind.COUNTY).count() == 72


@pytest.mark.parametrize(
    ("told", "reason", "line"),
    [
        (HEADER + "MN066,Rice,MN,RICE,County\n", "not-a-number", 2),
        (HEADER + "MN0660000,Rise,MN,,County\n", "unknown-county", 2),
        ("name,kind\nRice,prison\n", "unknown-kind", 2),
        ("name,kind,county\nRice,jail,Rise Up\n", "unknown-county", 2),
        ("name,kind\nState Patrol,police\nState Patrol,police\n", "missing-value", 2),
        ("ori\nMN0660000\n", "missing-column", 1),
        ("name,kind\n=1+1,jail\n", "formula", 2),
        ("name,kind\n", "nothing", 0),
    ],
)
def test_a_bad_list_changes_nothing_and_says_its_line(
    mn: Minnesota, told: str, reason: str, line: int
):
    before = Jurisdiction.objects.count()
    with pytest.raises(CannotImport) as refusal:
        bring(told)
    assert (refusal.value.reason, refusal.value.line) == (reason, line)
    assert Jurisdiction.objects.count() == before


@pytest.mark.data
def test_the_fbis_own_list_gives_every_county_one_sheriff(mn: Minnesota):
    content = LIST.read_bytes()
    lines = content.decode().count("\n") - 1
    assert bring(content)["agencies_added"] == lines
    sheriffs = Jurisdiction.objects.filter(kind=Kind.SHERIFF, parent__kind=Kind.COUNTY)
    assert sheriffs.count() == 87 == len({each.parent_id for each in sheriffs})
    agencies = Jurisdiction.objects.filter(kind__in=AGENCIES)
    assert not agencies.filter(ori="").exists()
    assert not agencies.filter(kind=Kind.POLICE, parent=None).exists()
    saint_paul = agencies.get(name="St. Paul Police Department")
    assert (saint_paul.parent and saint_paul.parent.name) == "St. Paul"
    assert bring(content) == {"agencies_kept": lines}
