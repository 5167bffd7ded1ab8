"""Who represents me: a county's page has every answer, and no page takes a choice."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from amparo.officials import about
from amparo.officials.models import Office
from amparo.officials.seats import Seat
from amparo.places.models import Outline
from tests.officials.makers import make_rice, store
from tests.places.tables import PRECINCTS

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture(autouse=True)
def rice():
    make_rice()


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def answers() -> dict[str, list]:
    return json.loads(page("/en/represent/answers.json"))


def people_of(told, county: str, place: str, precinct: str = "") -> str:
    """All cards of one choice, as the page's script finds them."""
    own, places = next((c[2], c[3]) for c in told["counties"] if c[1] == county)
    offices, pieces = next((p[1], p[2]) for p in places if p[0] == place)
    districts = next(d for d, names in pieces if not names or precinct in names)
    cards = [*told["state"], *own, *offices]
    cards += [card for district in districts for card in told["districts"][district][1]]
    return " ".join(told["cards"][card] for card in cards)


def test_a_county_page_names_the_officials_of_each_town_without_scripts():
    shown = page("/en/represent/27131/")
    dundas = shown[shown.index(">Dundas</h2>") : shown.index(">Northfield</h2>")]

    assert "Ben House" in dundas
    assert "Sam Sheriff" in dundas
    assert "tel:+15075550102" in dundas
    assert "Ana House" not in dundas
    assert "Commissioner District 2, Rice County" in dundas


def test_a_town_that_districts_cut_is_asked_by_precinct():
    shown = page("/es/represent/27131/")
    northfield = shown[shown.index(">Northfield</h2>") :]

    assert "Los distritos cortan este lugar" in northfield
    assert "<summary>Northfield W-1 P-1</summary>" in northfield


def test_all_answers_are_in_one_file():
    told = answers()

    west = people_of(told, "Rice County", "Northfield", "Northfield W-1 P-1")
    east = people_of(told, "Rice County", "Northfield", "Northfield W-2 P-1")
    assert "Ana House" in west
    assert "Cora First" in west
    assert "Ben House" in east
    assert "Ana House" not in east
    for each in (west, east):
        assert all(name in each for name in ("Sam Sheriff", "Max Mayor", "Una Senator"))


def test_a_town_that_lies_whole_asks_for_no_precinct():
    [[_districts, names]] = next(
        place[2] for county in answers()["counties"] for place in county[3] if place[0] == "Dundas"
    )
    assert names == []


def test_an_empty_seat_is_shown_as_empty():
    assert "The seat is empty" in page("/en/represent/27131/")


def test_a_district_whose_seat_nobody_wrote_down_is_named():
    assert "Congressional District 1" in page("/en/represent/27131/")
    assert "We have not written down yet who holds this seat." in page("/en/represent/27131/")


def test_the_map_has_every_kind_that_has_boundaries():
    kinds = json.loads(page("/en/represent/map.json"))

    assert [label for label, _areas in kinds] == [
        "State Senate district",
        "State House district",
        "County commissioner district",
    ]
    assert Outline.objects.count() == 3


def test_what_rooms_above_know_of_an_office_stands_on_its_card(monkeypatch):
    office = Office.objects.get(seat=Seat.SHERIFF)
    line = about.Told("Call the sheriff", "/en/call-ins/sheriff/", "Call")
    monkeypatch.setattr(about, "_providers", [lambda language, now: {office.pk: [line]}])

    assert '<a href="/en/call-ins/sheriff/">Call the sheriff</a>' in page("/en/represent/27131/")


@pytest.mark.parametrize("path", ["represent/27053/", "represent/", "represent/27131/"])
def test_no_page_has_a_form_that_could_send_a_choice(path):
    shown = page(f"/en/{path}")
    main = shown[shown.index("<main") : shown.index("</main>")]

    assert "<form" not in main
    assert "action=" not in main


def test_a_choice_in_the_address_is_not_read():
    assert page("/en/represent/?county=27131&place=1") == page("/en/represent/")


def test_a_county_of_another_state_has_no_page():
    assert Client().get("/en/represent/55001/").status_code == 404


def test_a_county_without_precincts_shows_who_answers_for_all_of_it():
    shown = page("/en/represent/27053/")

    assert "We do not know yet how districts cut this county." in shown
    assert "Una Senator" in shown


def test_a_newer_table_is_shown_at_once():
    store("precincts", PRECINCTS.replace("DUNDAS;1;20B", "DUNDAS;1;20A"))
    shown = page("/en/represent/27131/")
    dundas = shown[shown.index(">Dundas</h2>") : shown.index(">Northfield</h2>")]

    assert "Ana House" in dundas


def test_what_people_ask_is_answered_in_both_languages():
    assert "I do not vote. Do I count?" in page("/en/represent/")
    assert "No voto. ¿Cuento yo?" in page("/es/represent/")


def test_nothing_is_told_of_offices_where_no_room_knows_any(monkeypatch):
    monkeypatch.setattr(about, "_providers", [])

    assert about.told_of_offices("en", timezone.now()) == {}
