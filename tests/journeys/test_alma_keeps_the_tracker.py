"""Alma keeps what governments do: lists brought in, facts and their fate, requests, tasks.

Each in both languages, on a phone or at a table, with axe on every page that she passes.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

from amparo.accounts.models import User
from amparo.policies.addresses import url_of
from amparo.policies.models import Agreement, Batch, Evidence, Fact, RecordsRequest, State, Task
from amparo.web.models import Coalition
from tests.browsing import Visit
from tests.makers import make_alma, make_beto
from tests.policies.conftest import State as Minnesota
from tests.policies.conftest import mn, value
from tests.policies.test_sheets import FIRST, SECOND, TASK, THIRD, day_file

__all__ = ["mn"]  # a fixture

Axe = Callable[[Page], None]
WAYS = pytest.mark.parametrize(("language", "phone"), [("en", False), ("es", True)])
TABLE = (
    "Where,Policy,Answer,From,Source\n"
    "Rice County,detainers,never,2025-03-01,Order 7\n"
    "Dakota County,notification,sometimes,2025-03-01,Order 7\n"
)


@dataclass
class Desk:
    """Somebody at the desk, in her language, on a screen of some width."""

    page: Page
    axe: Axe
    language: str
    site: str

    def go(self, name: str, *args: object, query: str = "") -> Page:
        self.page.goto(self.site + reverse(f"desk:{name}", args=args) + query)
        self.look()
        return self.page

    def look(self) -> None:
        """What is shown suits everybody and stays within the screen."""
        self.axe(self.page)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.page.viewport_size["width"], self.page.url  # type: ignore[index]

    def say(self, words: str) -> str:
        with override(self.language):
            return gettext(words)

    def press(self, words: str) -> None:
        """A button or a link by what it says; whatever page comes is looked at."""
        said, main = self.say(words), self.page.locator("main")
        button = main.get_by_role("button", name=said, exact=True)
        (button if button.count() else main.get_by_role("link", name=said, exact=True)).click()
        self.page.wait_for_load_state()

    def field(self, label: str) -> Locator:
        """By its label; what has to be filled in has a star."""
        said = re.compile(rf"^\s*{re.escape(self.say(label))}\s*\*?\s*$")
        return self.page.locator("main").get_by_label(said)

    def fill(self, **typed: str) -> None:
        """By the names of fields, where labels repeat."""
        for name, words in typed.items():
            self.page.locator(f"main [name='{name}']").fill(words)

    def expect(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(self.say(words))


Sit = Callable[..., Desk]


@pytest.fixture
def sit(visit: Visit, axe: Axe, address: str, mn: Minnesota) -> Sit:
    """Let somebody come to the desk, logged in."""
    Coalition.objects.get_or_create(state="MN")
    Coalition.forget_kept()
    make_alma(timezone.now())
    make_beto(timezone.now())

    def come(email: str, language: str, *, phone: bool, scripts: bool = True) -> Desk:
        user = User.objects.get(email__startswith=email)
        User.objects.filter(pk=user.pk).update(preferred_language=language)
        client = Client()
        client.force_login(user)
        page = visit("/en/", phone=phone, language=language, scripts=scripts)
        kept = [{"name": name, "value": each.value, "url": address}
                for name, each in client.cookies.items()]  # fmt: skip
        page.context.add_cookies(kept)  # type: ignore[arg-type]
        return Desk(page, axe, language, address)

    return come


def snapshots(*lists: tuple[str, bytes]) -> dict[str, str | bytes]:
    """A folder of lists, as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for name, content in lists or (FIRST, SECOND, THIRD):
            folder.writestr(f"287g/{name}", content)
    return {"name": "287g.zip", "mimeType": "application/zip", "buffer": out.getvalue()}


@WAYS
def test_a_folder_of_lists_is_looked_at_brought_in_and_taken_back(
    sit: Sit, language: str, phone: bool
) -> None:
    desk = sit("alma", language, phone=phone)
    page = desk.go("policy-imports")
    desk.press("Bring in a file")
    desk.look()
    page.locator("main input[type=file]").set_input_files(
        {"name": "participatingAgencies07182025.csv", "mimeType": "text/csv",
         "buffer": FIRST[1].replace(b",,Jail", b",=1+1,Jail")}
    )  # fmt: skip
    desk.press("Look at it first")
    desk.expect("A cell holds a formula. Save values alone, without formulas.")
    desk.look()
    assert not Batch.objects.exists()

    page.locator("main input[type=file]").set_input_files(snapshots())  # type: ignore[arg-type]
    desk.press("Look at it first")
    desk.expect("Nothing is written yet. This is what the file would bring.")
    gone = page.locator("main li", has_text="Rice County")
    expect(gone.filter(has_text=desk.say("Jail enforcement model")).first).to_be_visible()
    desk.look()
    assert not Agreement.objects.exists()

    desk.press("Bring it in")
    expect(page.locator("main dl")).to_contain_text("3")
    page.reload()  # without the message, whose green is Wagtail's own
    desk.look()
    desk.go("agreements")
    jail = page.locator("main .desk-list tbody tr", has_text=desk.say("Jail enforcement model"))
    expect(jail).to_contain_text("2025")
    jail.get_by_role("link").click()
    desk.expect("The agreement")
    desk.look()

    desk.go("policy-import", Batch.objects.get().pk)
    desk.press("Take this import back")
    desk.look()
    desk.press("Take it back")
    assert not Agreement.objects.exists()


@WAYS
def test_a_citys_police_listed_in_either_of_its_counties_is_found_from_both(
    sit: Sit, mn: Minnesota, language: str, phone: bool
) -> None:
    """As a list of May names one county and a list of July the other; it is one agreement."""
    desk = sit("alma", language, phone=phone)
    page = desk.go("policy-import-new")
    page.locator("main input[type=file]").set_input_files(
        snapshots(
            day_file("20250516am", ("Northfield Police Department", TASK, "Rice County")),
            day_file("20250703pm", ("northfield police", TASK, "Dakota County")),
        )  # type: ignore[arg-type]
    )
    desk.press("Look at it first")
    desk.press("Bring it in")
    desk.go("agreements")
    expect(page.locator("main .desk-list tbody tr")).to_have_count(1)
    for county in (mn.rice, mn.dakota):
        with override(language):
            page.goto(desk.site + url_of(county))
        page.locator("main").get_by_role("link", name="Northfield", exact=True).click()
        agreements = page.locator("main section", has=page.locator("#agreements"))
        expect(agreements).to_contain_text("Northfield Police Department")
        expect(agreements.get_by_role("listitem")).to_have_count(1)
        around = page.locator("main section", has=page.locator("#around"))
        expect(around.get_by_role("link", name=county.name)).to_be_visible()
        desk.look()


@WAYS
def test_columns_of_a_table_are_chosen_and_the_preview_follows(
    sit: Sit, language: str, phone: bool
) -> None:
    desk = sit("alma", language, phone=phone)
    page = desk.go("policy-import-new")
    page.locator("main select").first.select_option("table")
    page.locator("main input[type=file]").set_input_files(
        {"name": "facts.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    desk.press("Look at it first")
    desk.expect("Some columns were not found by their names. Choose them below.")
    desk.look()
    desk.field("Government or agency").select_option(label="Where")
    expect(page.locator("main table")).to_contain_text("Rice County, MN")
    desk.expect("This is no answer to that factor.")
    desk.look()
    desk.press("Bring it in")
    desk.expect("Nothing was brought in: some rows have errors.")
    assert not Fact.objects.exists()
    desk.field("Leave out the rows with errors and bring in the others").check()
    desk.press("Bring it in")
    assert [fact.jurisdiction.name for fact in Fact.objects.all()] == ["Rice County"]


def test_without_scripts_the_preview_is_asked_for(sit: Sit) -> None:
    desk = sit("alma", "es", phone=True, scripts=False)
    page = desk.page
    page.goto(desk.site + reverse("desk:policy-import-new"))
    page.locator("main select").first.select_option("table")
    page.locator("main input[type=file]").set_input_files(
        {"name": "facts.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    desk.press("Look at it first")
    desk.field("Government or agency").select_option(label="Where")
    desk.press("Look again")
    expect(page.locator("main table")).to_contain_text("Rice County, MN")


@WAYS
def test_a_fact_is_written_disputed_verified_and_superseded_each_with_a_source(
    sit: Sit, language: str, phone: bool
) -> None:
    desk = sit("alma", language, phone=phone)
    page = desk.go("facts")
    desk.press("New fact")
    desk.press("Save")
    expect(page.locator("main .error-message, main .errorlist").first).to_be_visible()
    desk.look()
    desk.field("Government or agency").fill("Rice County, MN")
    honored = value("detainers", "honored").pk
    page.locator("main select[name=value]").select_option(str(honored))
    desk.fill(starts_on="2025-03-01", **{"source-title": "Policy 4", "source-where": "page 2"})
    desk.fill(**{"en-note": "Since the order.", "es-note": "Desde la orden."})
    desk.press("Save")
    fact = Fact.objects.get()
    assert fact.is_counted
    page.reload()
    desk.look()

    desk.press("A source says otherwise")
    desk.look()
    desk.press("Mark it as disputed")
    expect(page.locator("main")).to_contain_text(desk.say("Please fill this in."))
    desk.fill(why="The jail's own log.", **{"source-title": "Jail log", "source-quote": "Held."})
    desk.press("Mark it as disputed")
    fact.refresh_from_db()
    assert fact.state == State.DISPUTED
    expect(page.locator("main")).to_contain_text("Jail log")

    desk.press("It is still so")
    desk.look()
    desk.fill(why="The sheriff showed the manual.")
    desk.press("Verified")
    fact.refresh_from_db()
    assert fact.state == State.STANDING

    desk.press("A newer policy took over")
    desk.look()
    other = page.locator("main select[name=value] option:not([selected])").last
    page.locator("main select[name=value]").select_option(other.get_attribute("value"))
    desk.fill(starts_on="2025-09-01", **{"source-title": "Order 9"}, why="A new sheriff.")
    desk.press("Supersede it")
    fact.refresh_from_db()
    assert str(fact.ends_on) == "2025-08-31"
    page.reload()
    history = page.locator("main h2", has_text=desk.say("History")).locator("+ ul > li")
    assert history.count() >= 4
    for told in ("The jail's own log.", "The sheriff showed the manual.", "A new sheriff."):
        expect(history.filter(has_text=told)).to_have_count(1)
    desk.look()


@WAYS
def test_what_is_old_or_contradicted_waits_in_the_queue_and_on_the_start_page(
    sit: Sit,
    mn: Minnesota,
    language: str,
    phone: bool,
) -> None:
    old = mn.fact("status", "forbidden", mn.dakota)
    long_ago = timezone.localdate() - timedelta(days=900)
    Fact.objects.filter(pk=old.pk).update(verified_on=long_ago, check_by=long_ago)
    one = mn.fact("detainers", "never")
    mn.fact("detainers", "honored", evidence=Evidence.POLICY)
    desk = sit("alma", language, phone=phone)
    page = desk.page
    page.goto(f"{desk.site}/desk/")
    queue = reverse("desk:policy-queue")
    page.locator(f"main a[href^='{queue}'][href*='contradicted']").click()
    page.wait_for_url(f"**{queue}?is=contradicted")
    expect(page.locator("main .desk-list tbody tr")).to_have_count(2)
    desk.look()
    desk.go("policy-queue", query="?is=old")
    expect(page.locator("main .desk-list tbody tr")).to_have_count(1)
    page.locator("main .desk-list tbody a").click()
    desk.expect("Nobody has verified it for a long time. Is it still so?")
    desk.press("It is still so")
    desk.press("Verified")
    desk.go("policy-queue", query="?is=old")
    desk.expect("Nothing fits what was asked.")

    desk.go("fact", one.pk)
    desk.press("Both may stand")
    desk.look()
    desk.fill(why="Two jails, two rules.")
    desk.press("Settle it")
    desk.go("policy-queue")
    desk.expect("Nothing is old, contradicted or disputed.")


@WAYS
def test_a_records_request_turns_into_a_source_that_a_fact_stands_on(
    sit: Sit, language: str, phone: bool
) -> None:
    desk = sit("alma", language, phone=phone)
    page, today = desk.go("records-requests"), timezone.localdate()
    desk.press("New request")
    desk.look()
    desk.field("Government or agency").fill("Rice County, MN")
    desk.fill(asked_of="Sheriff's records clerk", statute="Minn. Stat. 13.03",
              wanted="The jail's manual.", asked_on=str(today - timedelta(days=40)),
              due_on=str(today - timedelta(days=10)))  # fmt: skip
    desk.press("Save")
    desk.go("records-requests", query="?is=overdue")
    desk.expect("overdue")
    page.locator("main .desk-list tbody a").click()
    page.reload()
    desk.press("They answered")
    desk.look()
    page.locator("main [name=answer]").select_option("granted")
    desk.fill(**{"document-title": "Jail manual of Rice County"})
    page.locator("main input[type=file]").set_input_files(
        {"name": "manual.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 manual"}
    )
    desk.press("Save")
    page.reload()
    desk.look()
    source = RecordsRequest.objects.get().documents.get()
    assert len(source.archived_sha256) == 64

    desk.go("fact-new", query="?place=Rice%20County,%20MN")
    expect(desk.field("Government or agency")).to_have_value("Rice County, MN")
    page.locator("main select[name=value]").select_option(index=1)
    page.locator("main [name='source-known']").select_option(str(source.pk))
    desk.fill(starts_on="2025-03-01", **{"source-where": "page 4"})
    desk.press("Save")
    assert Fact.objects.get().cited_sources.get().source == source


@WAYS
def test_beto_finds_out_what_alma_asked_for_in_his_county(
    sit: Sit, language: str, phone: bool
) -> None:
    desk = sit("alma", language, phone=phone)
    page = desk.go("policy-tasks")
    desk.press("New task")
    desk.look()
    desk.field("Government or agency").fill("Rice County, MN")
    desk.fill(what="Read the board's minutes of May")
    page.locator("main [name=whose]").select_option(label="Beto Salas")
    desk.press("Save")

    beto = sit("beto", language, phone=True)
    beto.page.goto(f"{beto.site}/desk/")
    beto.page.locator("main a[href*='/policies/tasks/']").first.click()
    beto.look()
    beto.field("What you found").fill("Page 4: no detainers since May 6.")
    beto.press("Done")

    task = Task.objects.get()
    assert task.done_on == timezone.localdate()
    desk.go("policy-task", task.pk)
    desk.press("Make a fact of it")
    expect(desk.field("Government or agency")).to_have_value("Rice County, MN")
