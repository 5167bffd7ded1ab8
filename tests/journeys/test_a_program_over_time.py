"""Alma writes down a program that changed its name, and who joined; Rosa reads it on her phone."""

from playwright.sync_api import expect

from amparo.policies.models import Part, Program
from tests.journeys.test_alma_keeps_the_tracker import WAYS, Desk, Sit, mn, sit
from tests.policies.conftest import State as Minnesota

__all__ = ["mn", "sit"]  # fixtures

NAMES = {
    "en-name": "Jail Watch",
    "en-about": "Agents sit in the jail.",
    "es-name": "Vigilancia en la cárcel",
    "es-about": "Agentes se sientan en la cárcel.",
}


@WAYS
def test_alma_writes_a_program_and_rosa_reads_it(
    sit: Sit, mn: Minnesota, language: str, phone: bool
) -> None:
    desk = sit("alma", language, phone=phone)
    page = desk.go("programs")
    desk.press("New program")
    desk.fill(key="cve", from_on="2012-01-01", **NAMES)
    desk.press("Save")
    desk.expect("There is a program of this name already.")
    desk.look()
    expect(page.locator("[name='es-name']")).to_have_value(NAMES["es-name"])
    desk.fill(key="jail-watch")
    desk.press("Save")
    program = Program.objects.get(key="jail-watch")

    desk.fill(jurisdiction="Rice County, MN", on="2013-05-01")
    page.locator("[name=role]").select_option("declined")
    desk.press("Note it")
    desk.expect("Please choose a source or write the title of a new one.")
    assert not Part.objects.exists()
    desk.fill(**{"source-title": "Minutes of May", "source-quote": "The board declines."})
    copied = {"name": "minutes.txt", "mimeType": "text/plain", "buffer": b"The board declines."}
    page.locator("[name='source-copy']").set_input_files(copied)  # type: ignore[arg-type]
    desk.fill(jurisdiction="Nowhere")
    desk.press("Note it")
    desk.look()
    expect(page.locator("main")).to_contain_text("minutes.txt")  # to be chosen once more
    desk.fill(jurisdiction="Rice County, MN")
    page.locator("[name='source-copy']").set_input_files(copied)  # type: ignore[arg-type]
    desk.press("Note it")
    desk.expect("Minutes of May")
    assert len(Part.objects.get().source.archived_sha256) == 64

    desk.press("It got another name, or ended")
    desk.look()
    desk.fill(from_on="2014-01-01", **{"en-name": "Safe Jails", "es-name": "Cárceles seguras"})
    desk.press("Save")
    desk.look()
    desk.press("See the public page")
    read_by_rosa(desk, program, language)


def read_by_rosa(desk: Desk, program: Program, language: str) -> None:
    page = desk.page
    named = {"en": ["Jail Watch", "Safe Jails"],
             "es": ["Vigilancia en la cárcel", "Cárceles seguras"]}[language]  # fmt: skip
    page.goto(f"{desk.site}/{language}/policies/programs/")
    desk.look()
    page.locator("main").get_by_role("link", name=named[1]).click()
    desk.look()
    assert page.locator("main ol.road li strong").all_inner_texts() == named
    row = page.locator("main table.map-table tbody tr")
    expect(row).to_contain_text("Minutes of May")
    expect(row).to_contain_text(named[0])
    page.locator(".map-and-legend").get_by_role("link").last.click()
    desk.look()
    expect(page.locator("#id_by")).to_have_value(f"program.{program.key}")
    page.locator("table").get_by_role("link", name="Rice County").click()
    desk.look()
    page.locator("#programs ~ h3").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(named[1])
