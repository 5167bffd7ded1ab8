"""A call-in day may be for one district: its page says whose, and the lookup leads to it."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from amparo.callins.about import calls_to_offices
from amparo.callins.calling import calls_of
from amparo.callins.operations.targets import Whom
from amparo.campaigns.about import asks_about_offices
from amparo.officials.models import Office
from amparo.places.models import District, DistrictKind, Jurisdiction, Kind
from tests.makers import make_callin, make_campaign, make_office

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def day():
    """Two seats of the House, each for its own people, then an office for everybody."""
    now = timezone.now()
    offices = [make_office(now, name=name) for name in ("Seat A", "Seat B", "Governor")]
    state = Jurisdiction.objects.get(kind=Kind.STATE)
    for office, code in zip(offices, ("20A", "20B"), strict=False):
        columns = {"jurisdiction": state, "kind": DistrictKind.HOUSE, "code": code}
        district = District.objects.create(**columns, checked_on=timezone.localdate())
        Office.objects.filter(pk=office.pk).update(district=district)
    seats = [replace(Whom(each), is_for_district=True) for each in offices[:2]]
    return make_callin(now, make_campaign(now), [*seats, Whom(offices[2])])


def test_the_page_says_whose_people_should_call(day):
    shown = Client().get(f"/en/call-ins/{day.slug}/1/").content.decode()

    assert "For people of State House District 20A" in shown
    assert "Whom do I call? Choose your district" in shown
    assert 'href="/en/represent/"' in shown


def test_after_ones_own_seat_comes_who_is_for_everybody(day):
    calls = calls_of(day, "en")

    assert [each.name for each in calls.in_turn] == ["Seat A", "Seat B", "Governor"]
    for seat in calls.in_turn[:2]:
        assert calls.after(seat).name == "Governor"


def test_the_lookup_leads_to_the_page_of_ones_own_seat(day):
    told = calls_to_offices("es", timezone.now())
    seat = Office.objects.get(names__name="Seat B", names__language="en")

    [line] = told[seat.pk]
    assert line.url == f"/es/call-ins/{day.slug}/2/"
    assert line.button == "Llamar ahora"


def test_a_campaign_without_targets_tells_nothing_of_an_office(day):
    assert asks_about_offices("en", timezone.now()) == {}
