"""A lawsuit and an opinion stand beside their fact; Rosa compares; another site shows the map."""

import pytest
from playwright.sync_api import expect

from amparo.policies.models import Ruling
from tests.journeys.test_alma_keeps_the_tracker import WAYS, Desk, Sit, mn, sit
from tests.policies.conftest import State as Minnesota

__all__ = ["mn", "sit"]  # fixtures

NEVER = {"en": "never", "es": "nunca"}


@WAYS
def test_alma_adds_a_lawsuit_and_an_opinion_and_takes_one_out(
    sit: Sit, mn: Minnesota, language: str, phone: bool
) -> None:
    fact = mn.fact("detainers", "never")
    desk = sit("alma", language, phone=phone)
    page = desk.page
    for kind, title in (("lawsuit", "Doe v. Rice County"), ("opinion", "Opinion 2025-1")):
        desk.go("fact", fact.pk)
        desk.press("Add a lawsuit or an opinion")
        page.locator("[name=kind]").select_option(kind)
        desk.fill(title=title, body="District Court", number="66-CV-25", decided_on="2025-06-01")
        desk.press("Save")
        desk.expect("Please choose a source or write the title of a new one.")
        expect(page.locator("[name=title]")).to_have_value(title)
        desk.look()
        desk.fill(**{"source-title": f"Docket of {title}"})
        desk.press("Save")
        desk.expect(title)
    read_on_the_page(desk, mn, language)
    desk.go("fact", fact.pk)
    opinion = page.locator("main li", has_text="Opinion 2025-1").first
    opinion.get_by_role("button").click()
    assert [each.title for each in Ruling.objects.filter(facts=fact)] == ["Doe v. Rice County"]


def read_on_the_page(desk: Desk, mn: Minnesota, language: str) -> None:
    desk.page.goto(f"{desk.site}/{language}/policies/mn/rice-county-{mn.rice.pk}/")
    desk.look()
    sources = desk.page.locator("ul.sources")
    for title in ("Doe v. Rice County", "Opinion 2025-1"):
        expect(sources).to_contain_text(title)


@WAYS
def test_three_governments_stand_side_by_side_and_the_country_is_counted(
    sit: Sit, mn: Minnesota, language: str, phone: bool
) -> None:
    mn.fact("detainers", "never")
    mn.fact("detainers", "honored", mn.dakota)
    mn.fact("status", "forbidden", mn.northfield)
    desk = sit("alma", language, phone=phone)
    page = desk.page
    page.goto(f"{desk.site}/{language}/policies/compare/")
    for at, name in enumerate(("Rice County, MN", "Dakota County, MN", "Northfield"), 1):
        page.locator(f"#place-{at}").fill(name)
    page.locator("form.filters button").click()
    table = page.locator("table.compared")
    expect(table.locator("thead th")).to_have_text(["Rice County", "Dakota County", "Northfield"])
    desk.look()

    page.goto(f"{desk.site}/{language}/policies/us/?by=detainers")
    row = page.locator("table.map-table tbody tr", has_text="Minnesota")
    assert row.locator("td.amount").all_inner_texts() == ["1", "1", "87"]
    desk.look()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_framed_map_goes_through_time_within_its_frame(
    sit: Sit, mn: Minnesota, language: str
) -> None:
    mn.fact("detainers", "never")
    desk = sit("alma", language, phone=True, scripts=False)
    page = desk.page
    page.goto(f"{desk.site}/embed/{language}/policies/mn/?by=detainers")
    page.locator("#id_on").fill("2025-01-01")
    page.locator("#ask-map button").click()
    assert "/embed/" in page.url
    expect(page.locator(".when-said")).to_contain_text("2025")
    expect(page.locator("table.map-table tr", has_text="Rice County")).not_to_contain_text(
        NEVER[language]
    )
