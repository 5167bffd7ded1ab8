"""Cities, townships and tribal nations come in by a table; twice is once; mistakes are named."""

import pytest

from amparo.places.counties import county_name
from amparo.places.importers import precincts, towns
from amparo.places.importers.sheets import CannotImport
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import add_city, load_jurisdictions, load_places

TABLE = """66;Rice;46924;City of Northfield
19;Dakota;46924;City of Northfield
66;Rice;46942;Northfield Township
66;Rice;19142;City of Dundas
"""
OWN = "Type,Name,County,FIPS\ncity,Faribault,Rice County,2720546\ntribe,A Nation,,\n"


@pytest.fixture
def minnesota(db):
    load_jurisdictions("MN")


def load(table: str) -> object:
    return load_places("MN", towns.parse(table.encode(), "MN"))


def refusal(content: str | bytes) -> CannotImport:
    with pytest.raises(CannotImport) as caught:
        towns.parse(content if isinstance(content, bytes) else content.encode(), "MN")
    return caught.value


def test_a_city_in_two_counties_is_one_city(minnesota):
    loaded = load(TABLE)

    northfield = Jurisdiction.objects.get(name="Northfield")
    assert (loaded.added, loaded.changed) == (3, 0)
    assert (northfield.kind, northfield.fips) == (Kind.CITY, "2746924")
    assert northfield.ocd_id == "ocd-division/country:us/state:mn/place:northfield"
    assert sorted(northfield.counties.values_list("name", flat=True)) == [
        "Dakota County",
        "Rice County",
    ]
    assert northfield.parent.name == "Minnesota"


def test_a_township_keeps_its_whole_name_and_has_no_id_that_we_made_up(minnesota):
    load(TABLE)

    township = Jurisdiction.objects.get(kind=Kind.TOWN)
    assert (township.name, township.ocd_id) == ("Northfield Township", None)


def test_the_same_table_again_changes_nothing(minnesota):
    load(TABLE)
    before = list(Jurisdiction.objects.values_list("pk", "name", "fips"))
    again = load(TABLE)

    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert list(Jurisdiction.objects.values_list("pk", "name", "fips")) == before


def test_a_city_that_was_typed_before_gets_its_number(minnesota):
    typed = add_city(state="MN", name="Northfield")
    loaded = load(TABLE)

    typed.refresh_from_db()
    assert (typed.fips, loaded.added, loaded.changed) == ("2746924", 2, 1)


def test_a_table_of_ones_own_has_a_header_and_may_tell_tribal_nations(minnesota):
    load(OWN)
    load(OWN)

    assert Jurisdiction.objects.get(kind=Kind.TRIBE).name == "A Nation"
    assert Jurisdiction.objects.get(name="Faribault").counties.get().name == "Rice County"


def test_two_cities_of_one_name_share_no_id(minnesota):
    load("27;Hennepin;56680;City of St. Anthony\n73;Stearns;56698;City of St. Anthony\n")

    assert set(Jurisdiction.objects.filter(kind=Kind.CITY).values_list("ocd_id")) == {(None,)}


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("", "nothing", 0),
        ("66;Rice;46924;City of Northfield\n66;Rice;46924\n", "wrong-width", 2),
        ("66;Rize;46924;City of Northfield\n", "unknown-county", 1),
        ("66;Rice;46924;=HYPERLINK(1)\n", "formula", 1),
        ("66;Rice;4692x;City of X\n", "wrong-width", 0),
        ("name,fips\nNorthfield,2746924\n", "missing-column", 1),
        ("kind,name\ncity,\n", "missing-value", 2),
        ("kind,name\nhamlet,X\n", "unknown-kind", 2),
        ("kind,name,fips\ncity,X,5546924\n", "not-a-number", 2),
        ("kind,name\ncity,Mañana\n".encode("cp1252"), "encoding", 2),
        (b"\x00\x01\x02", "not-a-table", 0),
    ],
)
def test_a_bad_table_says_its_line_and_what_is_wrong(content, reason, line):
    found = refusal(content)
    expected = "missing-column" if reason == "wrong-width" and line == 0 else reason
    assert (found.reason, found.line) == (expected, line or found.line)


@pytest.mark.data
def test_every_municipality_of_minnesota_is_loaded_once(minnesota, shared_data):
    content = (shared_data / "districts/mn_sos_2024/Municipalities_2024").read_bytes()
    loaded = load_places("MN", towns.parse(content, "MN"))

    assert loaded.added == 2714
    assert not loaded.unknown_counties
    blaine = Jurisdiction.objects.get(name="Blaine", kind=Kind.CITY)
    assert blaine.counties.count() == 2


@pytest.mark.parametrize(("number", "county"), [("43", "McLeod"), ("69", "St. Louis"),
                                                ("70", "Scott"), ("73", "Stearns")])  # fmt: skip
def test_a_county_of_the_secretarys_is_numbered_as_fips_codes_are(number: str, county: str):
    line = f"{number};0010;SOMEWHERE;2;20A;01;03;3066;46924;\n".encode()
    [row] = precincts.parse(line, "MN")
    assert county_name(row.county_fips) == f"{county} County"
