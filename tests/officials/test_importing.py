"""People in office come in from Open States and from tables; who leaves stays on record."""

import io
import zipfile
from datetime import date

import pytest

from amparo.officials.importers import openstates
from amparo.officials.models import Line, Office, Official
from amparo.officials.seats import Seat
from amparo.places.importers.sheets import CannotImport
from tests.officials.makers import PEOPLE, make_rice, store

TODAY = date(2026, 11, 29)
ANA = """id: ocd-person/1
name: Ana Peña
birth_date: 1980-01-01
email: {email}
party:
- name: Old Party
  end_date: 2020-01-01
- name: Party One
roles:
- start_date: 2025-01-07
  type: lower
  jurisdiction: ocd-jurisdiction/country:us/state:mn/government
  district: 20A
- start_date: 2019-01-08
  end_date: 2025-01-06
  type: lower
  jurisdiction: ocd-jurisdiction/country:us/state:mn/government
  district: 20B
offices:
- classification: capitol
  address: Room 5;658 Cedar St;St. Paul
  voice: 651-555-0142
- classification: district
  voice: 507-555-0143
links:
- url: https://example.org/ana
sources:
- url: https://example.org/source
"""
MAYOR = """id: ocd-person/2
name: Max Saint
roles:
- end_date: '2029-01-01'
  type: mayor
  jurisdiction: ocd-jurisdiction/country:us/state:mn/place:saint_peter/government
"""
FEDERAL = """id: ocd-person/3
name: Cleo Congress
roles:
- type: lower
  jurisdiction: ocd-jurisdiction/country:us/government
  district: MN-2
"""
COMMITTEE = "id: ocd-organization/9\nname: A Committee\nmembers: []\n"


def packed(*texts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"data/mn/{number}.yml", text)
    return out.getvalue()


def ana(email: str = "ana@example.org") -> str:
    return ANA.format(email=email)


@pytest.fixture
def rice(db):
    make_rice()


@pytest.mark.usefixtures("rice")
def test_a_yaml_of_open_states_gives_the_seat_that_she_holds_today():
    counts = store("people", ana())

    official = Official.objects.get(ocd_id="ocd-person/1")
    assert official.office.seat == Seat.STATE_REPRESENTATIVE
    assert official.office.district.code == "20A"
    assert (official.phone, official.party) == ("+16515550142", "Party One")
    assert official.address == "Room 5\n658 Cedar St\nSt. Paul"
    assert official.since_on == date(2025, 1, 7)
    assert Line.objects.get(office=official.office).phone == "+15075550143"
    assert counts["people_added"] == 1
    assert counts["people_left"] == 1  # whoever the table had in this seat


@pytest.mark.usefixtures("rice")
def test_a_zip_holds_people_of_every_level_and_committees_are_passed_over():
    counts = store("people", packed(ana(), MAYOR, FEDERAL, COMMITTEE))

    cleo = Official.objects.get(name="Cleo Congress")
    assert (cleo.office.seat, cleo.office.district.code) == (Seat.US_REPRESENTATIVE, "2")
    assert counts["people_nowhere"] == 1  # Saint Peter is not loaded


@pytest.mark.usefixtures("rice")
def test_the_same_people_again_change_nothing():
    store("people", packed(ana(), FEDERAL))
    before = list(Official.objects.order_by("pk").values())
    counts = store("people", packed(ana(), FEDERAL))

    assert counts == {"people_kept": 2}
    assert list(Official.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("rice")
def test_a_seat_without_a_name_is_empty_and_an_office_has_its_names_in_both_languages():
    senate = Office.objects.get(seat=Seat.STATE_SENATOR)

    assert not senate.officials.exists()
    assert sorted(senate.names.values_list("name", flat=True)) == [
        "Senado estatal, distrito 20",
        "State Senate, District 20",
    ]


@pytest.mark.usefixtures("rice")
def test_two_hold_the_senate_of_the_country_at_once():
    office = Office.objects.get(seat=Seat.US_SENATOR)

    assert office.officials.in_office().count() == 2


@pytest.mark.usefixtures("rice")
def test_whoever_is_followed_leaves_and_stays_on_record():
    store("people", "office,county,name,since\nsheriff,Rice,New Sheriff,2027-01-04\n")

    sam = Official.objects.get(name="Sam Sheriff")
    assert sam.left_on == date(2027, 1, 4)
    assert sam.office.officials.in_office().get().name == "New Sheriff"


@pytest.mark.usefixtures("rice")
def test_a_table_may_be_brought_again_with_one_telephone_changed():
    counts = store("people", PEOPLE.replace("507-555-0105", "507-555-0199"))

    assert (counts["people_changed"], counts["people_kept"]) == (1, 6)
    assert "people_added" not in counts
    assert Official.objects.get(name="Sam Sheriff").phone == "+15075550199"


def test_a_form_instead_of_an_address_is_no_e_mail():
    [row] = openstates.parse(ana("https://example.org/form?email=me").encode(), "MN", TODAY)

    assert row.email == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("office,name\nwizard,Sam\n", "unknown-office"),
        ("office,county,name\nsheriff,Rize,Sam\n", "unknown-county"),
        ("office,county,name\nsheriff,,Sam\n", "missing-value"),
        ("office,county,name,phone\nsheriff,Rice,Sam,12\n", "not-a-phone"),
        ("office,county,name,since\nsheriff,Rice,Sam,soon\n", "not-a-day"),
        ("office,county,name\nsheriff,Rice,=cmd()\n", "formula"),
        ("office,county\nsheriff,Rice\n", "missing-column"),
        ("office,name\nsheriff,Peña\n".encode("cp1252"), "encoding"),
        (packed(COMMITTEE), "not-people"),
        (packed("a: [1"), "not-people"),
        (packed(ana().replace("state:mn", "state:wi")), "nothing"),
        (b"PK\x03\x04 and nothing more", "not-people"),
    ],
)
@pytest.mark.usefixtures("rice")
def test_a_bad_file_of_people_says_why_and_changes_nothing(content, reason):
    before = list(Official.objects.order_by("pk").values())
    with pytest.raises(CannotImport) as caught:
        store("people", content)

    assert caught.value.reason == reason
    assert list(Official.objects.order_by("pk").values()) == before


@pytest.mark.data
def test_all_who_open_states_knows_of_minnesota_have_their_seat(shared_data):
    folder = shared_data / "districts/openstates_people_mn"
    texts = [path.read_text() for path in sorted(folder.rglob("*.yml"))]
    rows = openstates.parse(packed(*texts), "MN", date(2026, 11, 22))
    seats = [row.seat for row in rows]

    assert seats.count(Seat.STATE_REPRESENTATIVE) == 133  # 21A is empty
    assert seats.count(Seat.STATE_SENATOR) == 67
    assert seats.count(Seat.US_REPRESENTATIVE) == 8
    assert seats.count(Seat.US_SENATOR) == 2
