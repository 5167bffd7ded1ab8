"""Sponsors of Congress, whom its bills name by a number, get their names whichever comes first."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from amparo.audit.actors import WORKER
from amparo.bills.importers.choosing import parse
from amparo.bills.importers.errors import CannotRead, said_again
from amparo.bills.models import Bill, Legislator, Sponsor
from amparo.bills.operations import relinking, waiting
from amparo.bills.operations.importing import Report, store
from amparo.bills.shown import address
from amparo.lib.portions import Portion
from amparo.officials.models import Official
from amparo.officials.seats import Seat
from amparo.web.pagecache import bump
from tests.bills.making import make_session
from tests.makers import make_office, make_official

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


BILL = json.dumps(
    {"bill": "117hr12", "versions": [
        {"v": "ih", "date": "2021-01-04", "sponsor": "E000001", "text": "H. R. 12\nTo keep lists."},
    ]}
).encode()  # fmt: skip
YAML = """
- id:
    bioguide: E000001
    govtrack: 400001
  name:
    first: Kim
    last: Example
    official_full: Kim Q. Example
  terms:
  - type: rep
    start: '2019-01-03'
    end: '2021-01-03'
    state: MN
    district: 7
    party: Independent
  - type: rep
    start: '2021-01-03'
    end: '2023-01-03'
    state: MN
    district: 2
    party: Democrat
- id:
    bioguide: E000002
  name: {first: Ana, last: Sample, suffix: Jr.}
  terms:
  - {type: sen, start: '2021-01-03', end: '2027-01-03', state: AK, class: 2, party: Republican}
"""
CSV = (
    "last_name,first_name,middle_name,suffix,nickname,full_name,type,state,district,party,"
    "bioguide_id\n"
    "Example,Kim,,,,Kim Q. Example,rep,MN,2,Democrat,E000001\n"
    'Sample,Ana,,Jr.,,,sen,AK,,Republican,E000002\n'
)  # fmt: skip
PERSON = """
id: ocd-person/1
name: Kim Q. Example
party:
- name: Democratic
roles:
- {type: lower, jurisdiction: 'ocd-jurisdiction/country:us/government', district: MN-2,
   start_date: 2021-01-03}
other_identifiers:
- {scheme: bioguide, identifier: E000001}
"""
OTHER = "id: ocd-person/2\nname: Sam State\nroles: []\n"


def packed(*texts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, each in enumerate(texts):
            archive.writestr(f"us/{at}.yml", each)
    return out.getvalue()


def as_json() -> bytes:
    name = {"first": "Kim", "last": "Example", "official_full": "Kim Q. Example"}
    term = {"type": "rep", "start": "2021-01-03", "end": "2023-01-03", "state": "MN",
            "district": 2, "party": "Democrat"}  # fmt: skip
    return json.dumps([{"id": {"bioguide": "E000001"}, "name": name, "terms": [term]}]).encode()


FILES = {
    "YAML": YAML.encode(),
    "JSON": as_json(),
    "CSV": CSV.encode(),
    "one of Open States": PERSON.encode(),
    "some of Open States": packed(PERSON, OTHER),
}


def bring(content: bytes) -> Report:
    return store(parse(content), NOW)


def sponsor() -> tuple[str, str, str]:
    each = Sponsor.objects.get()
    return each.name, each.party[:8], each.district


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_a_sponsor_is_named_by_each_file_of_members(content: bytes) -> None:
    bring(BILL)
    assert sponsor() == ("Bioguide E000001", "", "")

    report = bring(content)

    assert sponsor() == ("Kim Q. Example", "Democrat", "MN-2")
    assert report.counts["sponsors_named"] == 1


def test_members_may_come_first_and_the_same_again_changes_nothing() -> None:
    bring(YAML.encode())
    bring(BILL)

    assert sponsor() == ("Kim Q. Example", "Democrat", "MN-2")
    assert not bring(YAML.encode()).has_changes
    assert not bring(BILL).has_changes
    assert not bring(CSV.encode()).has_changes  # it has less to say of the same two
    ana = Legislator.objects.get(number="E000002")
    assert (ana.name, ana.terms[0][1]) == ("Ana Sample Jr.", "AK")


def test_she_is_told_of_as_she_was_on_the_day_of_the_bill() -> None:
    kim = bring(YAML.encode()) and Legislator.objects.get(number="E000001")

    assert kim.term_on("lower", date(2020, 5, 1)).party == "Independent"
    assert kim.term_on("lower", date(2022, 5, 1)).district == "MN-2"
    assert kim.term_on("upper", date(2030, 5, 1)).district == "MN-2"


def test_the_bills_page_says_who_she_is_as_far_as_it_is_known() -> None:
    bring(BILL)
    Bill.objects.update(is_followed=True)
    page = address(Bill.objects.get())
    assert "Member of Congress number E000001" in Client().get(page).content.decode()

    bring(YAML.encode())
    said = " ".join(Client().get(page).content.decode().split())
    assert "Kim Q. Example" in said
    assert "district MN-2" in said

    Sponsor.objects.update(chamber="upper", district="AK")
    bump()
    assert "chief author, Senate, AK<" in Client().get(page).content.decode()


def test_a_name_that_somebody_wrote_stays() -> None:
    bring(BILL)
    Sponsor.objects.update(hand="changed", name="Kim of Minnesota")

    bring(YAML.encode())

    assert sponsor()[0] == "Kim of Minnesota"


@pytest.mark.parametrize("is_before", [True, False])
def test_an_official_of_ours_who_sits_in_congress_is_found_in_its_bills(is_before: bool) -> None:
    bring(YAML.encode())
    if not is_before:
        bring(BILL)
        relinking.relink_changed(NOW)
    make_session()  # of Minnesota
    office = make_office(NOW, "U.S. House, District 2")
    type(office).objects.update(seat=Seat.US_REPRESENTATIVE)
    kim = make_official(NOW, office, "Kim Q. Example")
    if is_before:
        bring(BILL)
    else:
        assert relinking.relink_changed(NOW) == 1

    assert Sponsor.objects.get().official == kim
    assert Official.objects.get() == kim


TRAPS: dict[str, tuple[bytes, str]] = {
    "cut YAML": (YAML.encode()[:60] + b"\n  - {", "no whole YAML"),
    "entities": (b"- id:\n    bioguide: &a [*a, *a]\n", "otherwise|missing"),
    "no number": (YAML.replace("E000002", "none").encode(), "missing or makes no sense: 2"),
    "no terms": (b"- id:\n    bioguide: E000001\n  name: {last: A}\n", "otherwise than its"),
    "Latin-1": (YAML.replace("Kim Q.", "Kim Ñ.").encode("latin-1"), "Save the file as UTF-8"),
    "a wild day": (YAML.replace("2027-01-03", "2027-99-03").encode(), "date makes no sense"),
    "a wild chamber": (CSV.replace(",sen,", ",pope,").encode(), "missing or makes no sense: 3"),
    "cut ZIP": (packed(PERSON)[:-30], "damaged"),
    "no people": (packed(OTHER), "do not know"),
    "bomb": (packed(PERSON + "#" * 30_000_000), "far more"),
}


@pytest.mark.parametrize(("content", "sentence"), TRAPS.values(), ids=TRAPS.keys())
def test_a_bad_file_of_members_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        bring(content)

    assert not Legislator.objects.exists()


def test_two_names_of_one_number_are_refused_before_anything_is_stored() -> None:
    twice = YAML.replace("E000002", "E000001").encode()
    held = waiting.hold([twice], name="people.yaml", into=None, actor=WORKER, now=NOW)

    assert held.go_on(Portion())

    assert "one id: E000001" in said_again(held.run.error)
    assert not Legislator.objects.exists()
