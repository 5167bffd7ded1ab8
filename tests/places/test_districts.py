"""Districts, boundaries and precincts come by files: twice is once; a bad one changes nothing."""

from datetime import date

import pytest
import shapely

from amparo.lib.shapes import CannotRead
from amparo.places.importers.sheets import CannotImport
from amparo.places.importing import Options, kind_of
from amparo.places.models import Boundary, District, DistrictKind, Jurisdiction, Unit
from amparo.places.models.districts import code_of
from amparo.places.operations import load_jurisdictions
from amparo.places.operations.importing import store_content
from tests.places import tables
from tests.places.tables import area, box, collection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def minnesota(db):
    load_jurisdictions("MN")


def store(what: str, content: str | bytes, /, **options):
    data = content if isinstance(content, bytes) else content.encode()
    return store_content(what, data, Options("MN", **options), tables.ORIGIN)


def look(what: str, content: str | bytes, /, **options):
    data = content if isinstance(content, bytes) else content.encode()
    return kind_of(what).look(data, Options("MN", **options))


def everything() -> list[object]:
    kept = [Jurisdiction, District, Boundary, Unit]
    return [sorted(map(repr, model.objects.values_list())) for model in kept]


def test_precincts_know_their_county_city_and_districts():
    store("places", tables.TOWNS)
    counts = store("precincts", tables.PRECINCTS)

    unit = Unit.objects.get(code="0010")
    assert (unit.county.name, unit.municipality.name) == ("Rice County", "Northfield")
    assert sorted(each.name for each in unit.districts.all()) == [
        "Commissioner District 1, Rice County",
        "Congressional District 2",
        "State House District 20A",
        "State Senate District 20",
        "Ward 1, Northfield",
    ]
    assert counts["precincts_added"] == 5
    assert unit.checked_on == date(2026, 11, 1)


def test_looking_at_a_table_says_how_many_places_need_no_precinct():
    counts = look("precincts", tables.PRECINCTS).counts

    # Northfield counts once in each of its counties; in Rice it is cut in two
    assert counts == {"precincts": 5, "municipalities": 4, "one_answer": 3}


def test_the_same_files_again_change_nothing():
    files = [
        ("places", tables.TOWNS),
        ("precincts", tables.PRECINCTS),
        ("divisions", tables.DIVISIONS),
        ("boundaries", tables.LEGISLATIVE),
        ("boundaries", tables.PRECINCT_AREAS),
    ]
    for kind, content in files:
        store(kind, content)
    before = everything()
    counts = [store(kind, content) for kind, content in files]

    assert everything() == before
    assert not any(key.endswith(("added", "changed", "gone")) for each in counts for key in each)


def test_a_newer_table_replaces_the_precincts_of_its_counties_and_no_others():
    store("places", tables.TOWNS)
    store("precincts", tables.PRECINCTS)
    counts = store("precincts", "66;0030;DUNDAS;1;20A;02;03;3066;17342;\n")

    assert counts["precincts_gone"] == 3
    assert sorted(Unit.objects.values_list("code", flat=True)) == ["0030", "0050"]
    assert Unit.objects.get(code="0030").districts.filter(code="20A").exists()


def test_ids_are_written_to_districts_and_places_that_are_not_loaded_are_counted():
    store("precincts", tables.PRECINCTS)
    counts = store("divisions", tables.DIVISIONS)

    house = District.objects.get(ocd_id="ocd-division/country:us/state:mn/sldl:20a")
    assert (house.kind, house.code, house.since_on) == ("house", "20A", date(2022, 1, 1))
    assert (counts["with_id"], counts["unknown_place"]) == (2, 1)


def test_one_file_may_hold_both_chambers():
    store("boundaries", tables.LEGISLATIVE, since_on=date(2023, 1, 3))

    assert District.objects.filter(kind=DistrictKind.HOUSE).count() == 2
    assert Boundary.objects.get(district__kind="senate").since_on == date(2023, 1, 3)


def test_commissioner_districts_are_their_precincts_put_together():
    store("boundaries", tables.PRECINCT_AREAS)

    first = Boundary.objects.get(district__jurisdiction__name="Rice County", district__code="1")
    assert shapely.from_wkb(bytes(first.wkb)).bounds == (-93.4, 44.3, -93.2, 44.5)


def test_the_rest_of_a_district_may_come_with_another_file():
    rest = area(box(-93.5, -93.4), Precinct="Z", County="Rice", CtyComDist="1", MNLegDist="19A")
    store("boundaries", tables.PRECINCT_AREAS)
    store("boundaries", collection(rest))

    first = Boundary.objects.get(district__jurisdiction__name="Rice County", district__code="1")
    assert shapely.from_wkb(bytes(first.wkb)).bounds == (-93.5, 44.3, -93.2, 44.5)


def test_what_held_before_ends_where_the_new_one_begins():
    old = collection(area(box(-93.4, -93.1), district="1"))
    new = collection(area(box(-93.4, -93.2), district="1"))
    store("boundaries", old, kind="congress", since_on=date(2013, 1, 3))
    store("boundaries", new, kind="congress", since_on=date(2023, 1, 3))

    [before, after] = Boundary.objects.order_by("since_on")
    assert before.until_on == date(2023, 1, 3)
    assert not before.holds_on(date(2023, 1, 3))
    assert after.holds_on(date(2023, 1, 3))
    assert after.until_on is None


def test_wards_belong_to_the_city_that_was_chosen():
    store("places", tables.TOWNS)
    wards = collection(area(box(-93.4, -93.2), WARD="01"))
    store("boundaries", wards, kind="ward", place="2746924")

    assert District.objects.get().name == "Ward 1, Northfield"


@pytest.mark.parametrize(
    ("kind", "content", "options", "reason"),
    [
        ("boundaries", collection(area(box(-93.4, -93.2), district="1")), {}, "unknown-kind"),
        (
            "boundaries",
            collection(area(box(-93.4, -93.2), label="x")),
            {"kind": "congress"},
            "missing-column",
        ),
        (
            "boundaries",
            collection(area(box(-93.4, -93.2), CtyComDist="1", County="Rize")),
            {},
            "unknown-county",
        ),
        (
            "boundaries",
            collection(area(box(-93.4, -93.2), district="1"), area(box(-93.2, -93.1))),
            {"kind": "congress", "code": "district"},
            "missing-value",
        ),
        ("precincts", "66;0010;NORTHFIELD;2;20A\n", {}, "missing-column"),
        ("precincts", tables.PRECINCTS + "66;0099;X;1\n", {}, "wrong-width"),
        ("precincts", tables.PRECINCTS + "99;0099;X;1;20A;1;3;3;17342;\n", {}, "unknown-county"),
        ("precincts", tables.PRECINCTS + "66;0099;=1+1;1;20A;1;3;3;17342;\n", {}, "formula"),
        ("precincts", tables.PRECINCTS.encode() + "66;Peña".encode("cp1252"), {}, "encoding"),
        ("divisions", "name,id\nRice,66\n", {}, "missing-column"),
        ("divisions", "id,name\nocd-division/country:us/state:wi/cd:1,1\n", {}, "other-state"),
    ],
)
def test_a_bad_file_says_why_and_changes_nothing(kind, content, options, reason):
    store("places", tables.TOWNS)
    before = everything()
    with pytest.raises(CannotImport) as caught:
        store(kind, content, **options)

    assert caught.value.reason == reason
    assert everything() == before


def test_longitude_and_latitude_that_changed_places_are_noticed():
    turned = [[[y, x] for x, y in box(10.0, 20.0)[0]]]
    with pytest.raises(CannotRead) as caught:
        store("boundaries", collection(area(turned, district="1")), kind="congress")

    assert caught.value.reason == "elsewhere"


def test_numbers_of_districts_lose_their_zeros_and_keep_their_letters():
    told = ["07", "10a", " 62A", "000", "0659-01"]
    assert [code_of(each) for each in told] == ["7", "10A", "62A", "000", "659-1"]


@pytest.mark.data
def test_2597_of_2761_municipalities_of_minnesota_lie_in_one_combination(shared_data):
    content = (shared_data / "districts/mn_sos_2024/Precincts_2024").read_bytes()

    assert look("precincts", content).counts == {
        "precincts": 4103,
        "municipalities": 2761,
        "one_answer": 2597,
    }
