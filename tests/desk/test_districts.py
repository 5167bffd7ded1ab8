"""Files of offices at the desk: looked at, stored by a second step; a district by hand."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.lib.shapes import reading
from amparo.officials.models import Office, Official
from amparo.officials.seats import Seat
from amparo.places.models import District, Import, ImportState, Jurisdiction, Unit
from amparo.places.operations.importing import forget_old
from tests.makers import make_alma
from tests.officials.makers import make_rice
from tests.places import tables

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

WARDS = tables.collection(tables.area(tables.box(-93.4, -93.2), WARD="1"))
ABOUT = {"source_title": "Secretary of State", "source_url": "", "checked_on": "2026-11-20"}


@pytest.fixture
def alma() -> Client:
    make_rice()
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def bring(client: Client, kind: str, content: str | bytes, **more: object):
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile("file.txt", data)
    return client.post(at("district-file-new"), {**ABOUT, "kind": kind, "file": file, **more})


def test_a_file_is_looked_at_and_nothing_is_changed_before_it_is_stored(alma):
    before = Unit.objects.count()
    answer = bring(alma, "precincts", "66;0099;NEW PLACE;1;20A;01;03;;17342;\n")
    shown = alma.get(answer.url).content.decode()

    assert "New Place" in shown
    assert "Nothing is changed yet." in shown
    assert Unit.objects.count() == before

    found = Import.objects.get()
    shown = alma.post(at("district-file-store", found.pk), follow=True).content.decode()
    assert "Precincts that are no more" in shown
    assert Unit.objects.filter(name="New Place").exists()
    found.refresh_from_db()
    assert (found.state, bytes(found.content)) == (ImportState.STORED, b"")
    assert Entry.objects.filter(verb="places.store_import").count() == 1


def test_a_file_is_stored_once(alma):
    bring(alma, "precincts", tables.PRECINCTS)
    found = Import.objects.get()
    alma.post(at("district-file-store", found.pk))
    shown = alma.post(at("district-file-store", found.pk), follow=True).content.decode()

    assert "stored or let go before" in shown


def test_a_file_that_is_let_go_or_waits_a_day_is_gone(alma):
    bring(alma, "precincts", tables.PRECINCTS)
    bring(alma, "places", tables.TOWNS)
    first, second = Import.objects.all()
    alma.post(at("district-file-drop", first.pk))
    forget_old(timezone.now() + timedelta(days=2))

    for each in (first, second):
        each.refresh_from_db()
        assert (each.state, bytes(each.content)) == (ImportState.LET_GO, b"")


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("precincts", "66;0099;=1+1;1;20A;01;03;;17342;\n", "This cell is a formula"),
        ("precincts", "66;Peña".encode("cp1252"), "not in UTF-8"),
        ("boundaries", b"hello", "This is none of them."),
        (
            "boundaries",
            tables.collection(tables.area([[[5e5, 4e6], [6e5, 4e6], [6e5, 5e6]]], district="1")),
            "does not say in which projection",
        ),
        ("people", "office,name\nwizard,Sam\n", "We do not know an office of this kind."),
    ],
)
def test_a_bad_file_says_why_beside_its_field_and_keeps_what_was_typed(alma, kind, content, said):
    answer = bring(alma, kind, content)
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert said in shown
    assert 'value="Secretary of State"' in shown
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(alma, monkeypatch):
    monkeypatch.setattr("amparo.desk.districts.forms.MAX_BYTES", 10)
    monkeypatch.setattr(reading, "read_shapes", None)  # reading it would fail

    assert "This file is too large." in bring(alma, "boundaries", WARDS).content.decode()


def test_what_a_file_leaves_open_is_asked(alma):
    areas = tables.collection(tables.area(tables.box(-93.4, -93.2), district="1"))
    assert "Please say it here" in bring(alma, "boundaries", areas).content.decode()
    assert bring(alma, "boundaries", areas, district_kind="congress").status_code == 302


def test_wards_need_their_city(alma):
    refused = bring(alma, "boundaries", WARDS, district_kind="ward")
    assert "Please choose the city whose wards these are." in refused.content.decode()

    bring(alma, "boundaries", WARDS, district_kind="ward", place="2746924")
    alma.post(at("district-file-store", Import.objects.get().pk))
    ward = District.objects.get(kind="ward", code="1")
    assert ward.boundaries.count() == 1


def test_a_district_is_written_by_hand_once(alma):
    rice = Jurisdiction.objects.get(name="Rice County")
    typed = {**ABOUT, "kind": "commissioner", "jurisdiction": rice.name, "code": "05", "ocd_id": ""}
    alma.post(at("district-new"), typed)
    again = alma.post(at("district-new"), typed)

    assert District.objects.get(jurisdiction=rice, code="5").name.endswith("Rice County")
    assert "There is a district of this number already." in again.content.decode()


def test_a_district_of_congress_belongs_to_a_state(alma):
    typed = {**ABOUT, "kind": "congress", "jurisdiction": "Rice County, MN", "code": "9"}
    refused = alma.post(at("district-new"), typed).content.decode()

    assert "This government has no districts of this kind." in refused


def test_a_district_that_something_names_stays(alma):
    house = District.objects.get(kind="house", code="20A")
    shown = alma.post(at("district-remove", house.pk), follow=True).content.decode()

    assert "Something still names it" in shown
    assert District.objects.filter(pk=house.pk).exists()


def test_the_list_says_what_is_missing(alma):
    shown = alma.get(at("districts") + "?lacks=seat").content.decode()

    assert "Congressional District 1" in shown
    assert "State House District 20A" not in shown


def test_a_seat_of_a_district_is_written_by_hand_with_its_term(alma):
    district = District.objects.get(kind="congress", code="1")
    office = {
        **ABOUT, "district": district.pk, "seat": Seat.US_REPRESENTATIVE, "city": "",
        "en-name": "U.S. House, District 1", "en-holder_title": "", "es-name": "",
        "es-holder_title": "", "phone": "202-555-0110",
    }  # fmt: skip
    alma.post(at("office-new"), office)
    seat = Office.objects.get(district=district)
    person = {**ABOUT, "office": seat.pk, "name": "Rae Rep", "since_on": "2025-01-03"}
    refused = alma.post(at("official-new"), {**person, "term_ends_on": "2024-01-03"})
    alma.post(at("official-new"), {**person, "term_ends_on": "2027-01-03", "party": "Party"})

    assert refused.status_code == 422
    assert seat.jurisdiction.name == "Minnesota"
    assert str(Official.objects.get(name="Rae Rep").term_ends_on) == "2027-01-03"
