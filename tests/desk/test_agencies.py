"""Sheriffs, police, jails and other states at the desk."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.models import Entry
from amparo.desk.policies import custody
from amparo.places.models import Import, Jurisdiction, Kind
from amparo.places.operations import load_jurisdictions
from amparo.policies.models import Custody, Fact
from tests.desk.test_policies import SOURCE, alma, at, fact_form, page  # noqa: F401 - a fixture
from tests.policies.conftest import State as Minnesota
from tests.policies.conftest import make_agency, mn  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

JAIL = {"name": "Rice County Jail", "kind": "jail", "parent": "Rice County, MN", "ori": ""}


def test_a_jail_is_written_and_people_are_booked_into_it(alma: Client, mn: Minnesota):  # noqa: F811
    assert at("agency-new") in page(alma, at("agencies"))
    alma.post(at("agency-new"), {**JAIL, "ori": "mn0660013"})
    jail = Jurisdiction.objects.get(kind=Kind.JAIL)
    assert (jail.parent, jail.state, jail.ori) == (mn.rice, "MN", "MN0660013")
    typed = {"agency": "Northfield, MN", "jail": "Rice County Jail, MN", "starts_on": "2025-03-01"}
    alma.post(at("custody-new"), {**typed, **SOURCE})
    assert Custody.objects.get().jail == jail
    alma.post(at("agency-remove", jail.pk))
    assert Jurisdiction.objects.filter(pk=jail.pk).exists()
    assert "Something still names it" in page(alma, at("agency", jail.pk))
    assert Entry.objects.filter(verb="policies.save_agency").exists()


def test_a_jail_written_by_mistake_is_removed(alma: Client, mn: Minnesota):  # noqa: F811
    jail = make_agency(mn.rice, "jail", "Rise County Jail")
    assert "Rise County Jail" in page(alma, at("agency-remove", jail.pk))
    alma.post(at("agency-remove", jail.pk))
    assert not Jurisdiction.objects.filter(pk=jail.pk).exists()


def test_an_agencys_facts_go_with_it_to_another_government(
    alma: Client, mn: Minnesota  # noqa: F811
):  # fmt: skip
    office = make_agency(mn.rice)
    fact = mn.fact("detainers", "never", office)
    alma.post(at("agency", office.pk), {**JAIL, "kind": "sheriff", "parent": "Dakota County, MN"})
    assert Fact.objects.get(pk=fact.pk).government == mn.dakota


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"ori": "MN66"}, "An ORI has nine signs"),
        ({"ori": "MN0660000"}, "Rice County Sheriff&#x27;s Office has this ORI."),
        ({"name": "rice county sheriff's office"}, "There is an agency of this name"),
        ({"parent": "Waupaca County, WI"}, "Wisconsin is not here yet."),
        ({"parent": "Rice County Sheriff's Office, MN"}, "No such place."),
    ],
)
def test_what_is_wrong_with_an_agency_is_said_and_what_was_typed_stays(
    alma: Client, mn: Minnesota, typed: dict[str, str], error: str  # noqa: F811
):  # fmt: skip
    Jurisdiction.objects.filter(pk=make_agency(mn.rice).pk).update(ori="MN0660000")
    response = alma.post(at("agency-new"), {**JAIL, **typed})
    shown = response.content.decode()
    assert response.status_code == 422
    assert error in shown
    assert "Rice County, MN" in shown or "parent" in typed
    assert not Jurisdiction.objects.filter(kind=Kind.JAIL).exists()


def test_a_list_of_agencies_comes_in_as_a_file(alma: Client, mn: Minnesota):  # noqa: F811
    form = page(alma, at("district-file-new") + "?kind=agencies")
    assert '<option value="agencies" selected>' in form
    file = SimpleUploadedFile("lee.csv", b"ori,name,kind,county\nMN0660013,Rice Jail,jail,Rice\n")
    about = {"source_title": "FBI", "checked_on": "2026-11-20", "kind": "agencies", "file": file}
    shown = page(alma, alma.post(at("district-file-new"), about).url)
    assert "Rice Jail" in shown
    assert not Jurisdiction.objects.filter(kind=Kind.JAIL).exists()
    stored = alma.post(at("district-file-store", Import.objects.get().pk), follow=True)
    assert "New agencies" in stored.content.decode()
    assert "Rice Jail" in page(alma, at("agencies") + "?kind=jail")


def test_old_custody_is_in_the_queue_until_somebody_looks(alma: Client, mn: Minnesota):  # noqa: F811
    today = timezone.localdate()
    jail = make_agency(mn.rice, "jail", "Rice County Jail")
    note = Custody.objects.create(
        agency=mn.northfield, jail=jail, starts_on=today - timedelta(days=500),
        verified_on=today - timedelta(days=400), source=mn.source().source,
    )  # fmt: skip
    assert "1 note of who books whom where is old too" in page(alma, at("policy-queue"))
    assert "Northfield" in page(alma, at("custodies") + "?is=old")
    alma.post(at("custody-verify", note.pk))
    assert "is old too" not in page(alma, at("policy-queue"))
    assert at("custody", note.pk) not in page(alma, at("custodies") + "?is=old")


def test_old_custody_stands_on_the_start_page(alma: Client, mn: Minnesota):  # noqa: F811
    organizer, later = User.objects.get(), timezone.now() + timedelta(days=400)
    jail = make_agency(mn.rice, "jail", "Rice County Jail")
    today = timezone.localdate()
    Custody.objects.create(agency=mn.northfield, jail=jail, starts_on=today, verified_on=today,
                           source=mn.source().source)  # fmt: skip
    assert list(custody.todos(organizer, timezone.now())) == []
    [todo] = custody.todos(organizer, later)
    assert todo.url == at("custodies") + "?is=old"


def test_another_states_counties_come_without_a_file_and_facts_stand_there(
    alma: Client,  # noqa: F811
):
    assert at("state-counties") in page(alma, at("district-files"))
    refused = alma.post(at("fact-new"), fact_form(jurisdiction="Waupaca County, WI"))
    assert "Wisconsin is not here yet." in refused.content.decode()
    alma.post(at("state-counties"), {"state": "WI"})
    alma.post(at("fact-new"), fact_form(jurisdiction="Waupaca County, WI"))
    assert Fact.objects.get().government.fips == "55135"


def test_a_table_of_places_of_another_state_brings_them_there(alma: Client):  # noqa: F811
    file = SimpleUploadedFile("wi.csv", b"kind,name,county\ncity,Northfield,Jackson\n")
    about = {"source_title": "List", "checked_on": "2026-11-20", "kind": "places", "state": "WI"}
    alma.post(at("district-file-new"), {**about, "file": file})
    alma.post(at("district-file-store", Import.objects.get().pk))
    assert Jurisdiction.objects.get(state="WI", kind=Kind.CITY).name == "Northfield"
    alma.post(at("fact-new"), fact_form(jurisdiction="Northfield, WI"))
    assert Fact.objects.get().government.state == "WI"


def test_two_places_of_one_name_are_told_apart_by_their_county(
    alma: Client, mn: Minnesota  # noqa: F811
):  # fmt: skip
    for county in (mn.rice, mn.dakota):
        town = Jurisdiction.objects.create(kind=Kind.TOWN, name="Castle Rock Town", state="MN")
        town.counties.add(county)
    asked = alma.post(at("fact-new"), fact_form(jurisdiction="Castle Rock Town, MN"))
    named = "Castle Rock Town (Dakota County), MN"
    assert named in asked.content.decode()
    alma.post(at("fact-new"), fact_form(jurisdiction=named))
    assert Fact.objects.get().government.counties.get() == mn.dakota


def test_a_state_that_is_here_stays_as_it_is(alma: Client, mn: Minnesota):  # noqa: F811
    before = Jurisdiction.objects.count()
    load_jurisdictions("MN")
    alma.post(at("state-counties"), {"state": "MN"})
    assert Jurisdiction.objects.count() == before


def test_a_jail_is_suggested_before_everything_else(alma: Client, mn: Minnesota):  # noqa: F811
    make_agency(mn.rice, "jail", "Winona Jail")
    shown = page(alma, at("custody-new")).partition('<datalist id="jail-places">')[2]
    assert shown.startswith('<option value="Winona Jail, MN">')
    facts = page(alma, at("fact-new")).partition('<datalist id="jurisdiction-places">')[2]
    assert facts.startswith('<option value="Aitkin County, MN">')
