"""Organizations, offices and officials at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.parts import add_target, set_partner
from amparo.officials.models import Office, Official
from amparo.organizations.models import Organization
from amparo.places.models import Jurisdiction
from amparo.places.operations import load_jurisdictions
from tests.makers import (
    make_alma,
    make_beto,
    make_campaign,
    make_office,
    make_official,
    make_organization,
    make_picture,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def alma() -> Client:
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def test_an_organization_has_a_name_in_each_language_and_a_logo(alma):
    logo = SimpleUploadedFile("logo.png", make_picture().data, content_type="image/png")
    data = {
        "kind": "faith", "state": "MN", "city": "Faribault", "website": "parish.example.org",
        "is_listed": "on", "en-name": "Parish", "es-name": "Parroquia", "logo": logo,
    }  # fmt: skip
    response = alma.post(at("organization-new"), data)
    found = Organization.objects.get()
    assert response.url == at("organization", found.pk)
    assert {row.name for row in found.names.all()} == {"Parish", "Parroquia"}
    assert found.website == "https://parish.example.org"
    assert found.logo
    page = alma.get(response.url).content.decode()
    assert "Take the logo away" in page


def test_an_organization_without_a_name_is_not_saved(alma):
    response = alma.post(at("organization-new"), {"kind": "faith", "city": "Faribault"})
    assert response.status_code == 422
    assert "Please write its name" in response.content.decode()
    assert not Organization.objects.exists()


def test_only_one_organization_is_ours(alma):
    make_organization("Us", is_us=True)
    data = {"kind": "coalition", "is_us": "on", "en-name": "Also us"}
    assert alma.post(at("organization-new"), data).status_code == 422


def test_an_organization_joins_a_coalition_in_a_year(alma):
    us = make_organization("Us", is_us=True)
    coalition = make_organization("Table", kind="coalition")
    data = {
        "coalition": coalition.pk, "role": "co-founder", "since_starts_on": "2018-01-01",
        "since_ends_on": "2018-12-31",
    }  # fmt: skip
    assert alma.post(at("organization-join", us.pk), data).status_code == 302
    assert "2018" in alma.get(at("organization", us.pk)).content.decode()
    membership = us.memberships.get()
    alma.post(at("membership-remove", membership.pk), {"confirmed": "yes"})
    assert not us.memberships.exists()


def test_a_coalition_joined_backwards_in_time_is_refused(alma):
    us = make_organization("Us")
    coalition = make_organization("Table", kind="coalition")
    data = {
        "coalition": coalition.pk, "role": "member", "since_starts_on": "2018-01-01",
        "since_ends_on": "2017-01-01",
    }  # fmt: skip
    assert alma.post(at("organization-join", us.pk), data).status_code == 422


def test_a_partner_of_a_campaign_is_not_removed_and_another_is(alma):
    partner, other = make_organization("Partner"), make_organization("Other")
    set_partner(make_campaign(timezone.now()), partner, role="leading", actor=WORKER)
    for organization in (partner, other):
        assert "Remove" in alma.get(at("organization-remove", organization.pk)).content.decode()
        alma.post(at("organization-remove", organization.pk), {"confirmed": "yes"})
    assert list(Organization.objects.all()) == [partner]


def test_the_list_is_searched_without_accents_and_exported(alma):
    make_organization("Ángeles del Norte", kind="community")
    make_organization("Workers' Union", kind="labor")
    assert "Ángeles" in alma.get(at("organizations"), {"q": "angeles"}).content.decode()
    assert "Ángeles" not in alma.get(at("organizations"), {"kind": "labor"}).content.decode()
    assert "Ángeles" in alma.get(at("organizations"), {"export": "csv"}).content.decode("utf-8-sig")


def test_an_office_is_reached_by_a_telephone_that_somebody_read_somewhere(alma):
    load_jurisdictions("MN")
    county = Jurisdiction.objects.get(fips="27131")
    data = {
        "jurisdiction": "Rice County, MN", "phone": "(507) 555-0110", "checked_on": "2026-11-01",
        "en-name": "Rice County Sheriff", "en-holder_title": "Sheriff of Rice County",
    }  # fmt: skip
    assert alma.post(at("office-new"), data).status_code == 302
    office = Office.objects.get()
    assert (office.phone, office.jurisdiction) == ("+15075550110", county)
    assert "(507) 555-0110" in alma.get(at("officials")).content.decode()


def test_an_office_of_a_city_that_is_not_in_the_list(alma):
    data = {"city": "Northfield", "checked_on": "2026-11-01", "en-name": "City Council"}
    assert alma.post(at("office-new"), data).status_code == 302
    assert Office.objects.get().jurisdiction.name == "Northfield"


def test_a_telephone_that_cannot_be_is_refused(alma):
    data = {"city": "Northfield", "checked_on": "2026-11-01", "en-name": "Council", "phone": "12"}
    assert alma.post(at("office-new"), data).status_code == 422


def test_somebody_holds_an_office_and_leaves_it(alma):
    office = make_office(timezone.now())
    asked = alma.get(at("official-new"), {"office": str(office.pk)}).content.decode()
    assert f'value="{office.pk}" selected' in asked
    data = {"name": "Pat Example", "office": str(office.pk), "checked_on": "2026-11-01"}
    alma.post(at("official-new"), data)
    official = Official.objects.get()
    assert "Pat Example" in alma.get(at("officials")).content.decode()
    alma.post(at("official", official.pk), {**data, "left_on": "2026-10-01"})
    assert "Pat Example" not in alma.get(at("officials")).content.decode()


def test_whom_a_campaign_addresses_is_not_removed(alma):
    now = timezone.now()
    official = make_official(now, make_office(now))
    add_target(make_campaign(now), official, actor=WORKER)
    alma.post(at("official-remove", official.pk), {"confirmed": "yes"})
    alma.post(at("office-remove", official.office_id), {"confirmed": "yes"})
    assert Official.objects.exists()
    assert Office.objects.exists()


def test_volunteers_do_not_come_here():
    client = Client()
    client.force_login(make_beto(timezone.now()))
    for name in ("organizations", "organization-new", "officials", "office-new", "official-new"):
        assert client.get(at(name)).status_code in (302, 403)
