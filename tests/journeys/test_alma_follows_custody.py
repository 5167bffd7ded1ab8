"""Alma writes a jail, says who is booked there, corrects an agreement; every other form looked at.

In one language each: English at a table, Spanish on a phone.
"""

from datetime import date

from django.urls import reverse
from playwright.sync_api import expect

from amparo.places.models import Jurisdiction, Kind
from amparo.policies.models import Agreement, Custody, Factor, Program, Rubric
from tests.journeys.test_alma_keeps_the_tracker import Sit, mn, sit
from tests.policies.conftest import State as Minnesota
from tests.policies.test_sheets import FIRST, JAIL, bring, day_file

__all__ = ["mn", "sit"]  # fixtures


def test_alma_follows_custody_to_the_jail(sit: Sit, mn: Minnesota) -> None:
    desk = sit("alma", "en", phone=False)
    page = desk.go("agencies")
    desk.press("New agency")
    desk.look()
    desk.fill(name="Rice County Jail", parent="Rice", ori="MN66")
    desk.press("Save")
    desk.expect("An ORI has nine signs")
    desk.look()
    desk.fill(parent="Rice County, MN", ori="MN0660013")
    desk.press("Save")
    jail = Jurisdiction.objects.get(kind=Kind.JAIL)
    assert jail.parent == mn.rice

    desk.go("custodies")
    desk.press("New")
    desk.fill(agency="Northfield, MN", jail="Rice County Jail, MN", starts_on="2025-03-01")
    desk.fill(**{"source-title": "Contract of the city"})
    desk.look()
    desk.press("Save")
    note = Custody.objects.get()
    Custody.objects.filter(pk=note.pk).update(verified_on=date(2025, 3, 1))
    desk.go("policy-queue")
    page.get_by_role("link", name="1 note of who books whom where is old too").click()
    desk.look()
    page.locator("main .desk-list a", has_text="Northfield").click()
    desk.look()
    desk.press("It is still so")
    assert not Custody.objects.filter(verified_on=date(2025, 3, 1)).exists()

    bring(FIRST)
    found = Agreement.objects.get(model="jail")
    desk.go("agreement", found.pk)
    desk.fill(signed_on="2025-02-03", ended_on="2025-02-01")
    desk.press("Save")
    desk.expect("The last day is before the first.")
    desk.look()
    desk.fill(ended_on="")
    desk.press("Save")
    bring(day_file("20250601pm", ("Rice County Sheriff's Office", JAIL, "", "3/2/2025")))
    desk.go("fact", found.fact_id)
    desk.expect("The lists say it began on March 2, 2025, you wrote February 3, 2025.")
    desk.press("Take the days of the lists")
    found.fact.refresh_from_db()
    assert found.fact.starts_on == date(2025, 3, 2)


def test_every_form_of_the_tracker_suits_a_phone_in_spanish(sit: Sit, mn: Minnesota) -> None:
    desk = sit("alma", "es", phone=True)
    program, factor, rubric = (model.objects.earliest("pk") for model in (Program, Factor, Rubric))
    for name, *args in (
        ("agencies",), ("agency-new",), ("custodies",), ("custody-new",), ("programs",),
        ("program-new",), ("program", program.pk), ("program-name", program.pk), ("factors",),
        ("factor-new",), ("factor", factor.pk), ("rubrics",), ("rubric-new",),
        ("rubric", rubric.pk), ("agreements",), ("agreement-new",), ("state-counties",),
    ):  # fmt: skip
        desk.go(name, *args)
    desk.go("district-file-new", query="?kind=agencies")
    page = desk.page
    page.goto(desk.site + reverse("policies:compare").replace("/en/", "/es/"))
    desk.look()
    mn.fact("detainers", "never")
    page.goto(f"{desk.site}/es/policies/compare/?place=Rice+County&place=Nowhere")
    expect(page.locator("main .error")).to_contain_text("No conocemos ningún lugar")
    desk.look()
