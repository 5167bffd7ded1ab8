"""Rosa looks up what her county does with ICE: on a phone, by keyboard, on a day in the past."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from amparo.audit.actors import WORKER
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import add_city
from amparo.policies.addresses import url_of
from amparo.policies.models import Custody, Evidence, Program, Role
from amparo.policies.models.custody import Part
from amparo.policies.operations.facts import end
from amparo.web.operations import describe_coalition
from tests.browsing import Visit
from tests.makers import make_office, make_official, make_source
from tests.policies.conftest import SPRING, SUMMER, State, make_agency, mn

__all__ = ["mn"]  # a fixture

Axe = Callable[[Page], None]


@pytest.fixture
def world(mn: State) -> State:
    """A county that signed, ended and contradicts itself; a city whose protection ends there."""
    describe_coalition(facts={"state": "MN"}, texts={}, actor=WORKER)
    make_official(mn.now, make_office(mn.now))
    ended = mn.fact("287g", "jail", evidence=Evidence.AGREEMENT)
    end(ended, on=date(2025, 7, 3), actor=WORKER, now=mn.now)
    mn.fact("detainers", "never")
    mn.fact("detainers", "honored", evidence=Evidence.PRACTICE)
    mn.fact("287g", "task-force", mn.dakota, evidence=Evidence.AGREEMENT)
    city = add_city(state="MN", name="Faribault")
    city.counties.set([mn.rice])
    mn.fact("status", "forbidden", city)
    source = make_source(mn.now, "Joint powers agreement")
    jail = make_agency(mn.rice, Kind.JAIL, "Rice County Jail")
    Custody.objects.create(
        agency=make_agency(city, Kind.POLICE, "Faribault Police"), jail=jail, starts_on=SPRING,
        source=source, verified_on=SUMMER,
    )  # fmt: skip
    program = Program.objects.get(key="secure-communities")
    Part.objects.create(
        jurisdiction=mn.rice, program=program, role=Role.SOUGHT, on=date(2011, 6, 1), source=source
    )
    return mn


def test_rosa_finds_her_county_in_spanish_on_a_phone_without_scripts(
    visit: Visit, world: State
) -> None:
    page = visit("/es/policies/", scripts=False, language="es")
    page.get_by_label("Qué muestra el mapa").select_option("detainers")
    page.get_by_label("En qué día").fill("2025-06-01")
    page.get_by_role("button", name="Mostrar", exact=True).click()
    expect(page.locator(".when-said")).to_have_text("el 1 de junio de 2025")
    page.locator("table").get_by_role("link", name="Rice County").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rice County")
    facts = page.locator("article", has=page.locator("#factor-detainers"))
    expect(facts).to_contain_text("Contradictorio")
    expect(facts.get_by_text("En la práctica")).to_be_visible()
    phone = page.get_by_role("link", name="(507) 555-0110")
    expect(phone).to_have_attribute("href", "tel:+15075550110")
    expect(page.locator("#history ~ .road")).to_contain_text("Terminó:")
    page.get_by_role("link", name="English").click()
    expect(page.locator("article").first).to_contain_text("Contradictory")


def test_who_uses_the_keyboard_alone_goes_from_county_to_county(visit: Visit, world: State) -> None:
    page = visit("/en/policies/mn/?by=287g", phone=False)
    page.get_by_role("button", name="Show this month").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the map, to the table")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aitkin County: not known")).to_be_focused()
    page.get_by_role("link", name="Dakota County: task force model").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dakota County")


def test_the_slider_goes_back_in_time_without_leaving_the_page(visit: Visit, world: State) -> None:
    page = visit("/en/policies/mn/?by=287g", phone=False)
    page.evaluate("window.stayed = true")
    expect(page.get_by_role("link", name="Rice County: not known")).to_have_count(1)
    page.get_by_label("Or go through the months").focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("link", name="Rice County: jail enforcement model")).to_have_count(1)
    expect(page.get_by_label("On which day")).to_have_value(SPRING.isoformat())
    expect(page.get_by_label("Or go through the months")).to_have_attribute(
        "aria-valuetext", "March 1, 2025"
    )
    assert page.evaluate("window.stayed"), "the page was not loaded anew"
    assert "month=0" in page.url


@pytest.mark.parametrize("language", ["en", "es"])
def test_maps_and_pages_are_for_everybody(
    visit: Visit, world: State, axe: Axe, language: str
) -> None:
    page = visit(f"/{language}/policies/mn/?by=custody.outcome", language=language)
    axe(page)
    rice = Jurisdiction.objects.get(pk=world.rice.pk)
    for path in (
        f"/{language}/policies/us/?level=counties",
        url_of(rice).replace("/en/", f"/{language}/"),
        f"/{language}/policies/compare/?place={rice.pk}&place={world.dakota.pk}",
        f"/{language}/policies/mn/changes/",
        f"/{language}/policies/mn/?on=never",
    ):
        page.goto(path)
        axe(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], path
