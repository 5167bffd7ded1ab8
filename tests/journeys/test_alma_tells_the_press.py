"""Alma writes a claim and a release on a phone, in Spanish; Rosa reads both, in either language."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.evidence.operations.claims import challenge, disagree
from amparo.keyring.operations import HolderOnce
from amparo.pages.drafts import send_out
from amparo.pages.operations import build_site
from amparo.pages.releases import brief_twins, release_twins
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.evidence.makers import make_a_claim
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.journeys.words import BOTH, desk_in
from tests.pages.releases import make_brief, make_release

__all__ = ["alma_key"]
Axe = Callable[[Page], None]


@pytest.fixture
def alma(alma_key: HolderOnce) -> User:
    build_site(name="Coalition of the Lakes")
    return User.objects.get(email=ALMA.email)


@pytest.mark.parametrize("language", BOTH)
def test_a_claim_is_written_and_cited_in_a_release_that_goes_out(
    visit: Visit, alma: User, axe: Axe, language: str
) -> None:
    says = desk_in(language)
    page = visit("/accounts/login/")
    come_in(page, ALMA)
    page.goto("/desk/evidence/new/")
    english = page.get_by_role("region", name="English")
    english.get_by_label(says("The claim, in one sentence")).fill("Most had no conviction.")
    page.locator("[name=value]").fill("73")
    page.locator("[name=unit]").select_option(label=says("percent"))
    page.get_by_label(says("Or a new one: its title")).fill("A report")
    axe(page)
    page.get_by_role("button", name=says("Save")).click()
    mark = page.locator("main code").first.inner_text()
    page.reload()  # the message of success fades in, which axe takes for pale
    axe(page)

    page.goto("/desk/press/new/")
    expect(page.get_by_text(says("Figures to cite"))).to_be_visible()
    for code, name in (("en", "English"), ("es", "Español")):
        inside = page.get_by_role("region", name=name)
        inside.get_by_label(says("Title")).first.fill(f"What the figures say ({code})")
        inside.get_by_label(says("Text")).fill(f"73% {mark}.")
    axe(page)
    page.get_by_role("button", name=says("Save")).click()
    page.wait_for_url("**/desk/press/*-*/")
    page.reload()
    axe(page)
    page.get_by_role("link", name=says("Send it out")).click()
    page.get_by_role("button", name=says("Send it out")).click()
    expect(page.locator("main")).to_contain_text(says("Published"))

    rosa = visit("/es/press/", language="es")
    rosa.get_by_role("link", name="What the figures say (es)").click()
    rosa.get_by_role("link", name="Nota 1", exact=True).click()
    expect(rosa.locator("#note-1")).to_contain_text("73%")
    rosa.get_by_role("link", name="Volver a la nota 1 en el texto").click()
    assert rosa.url.endswith("#cite-1")
    axe(rosa)


def test_the_mark_is_put_in_by_a_press_where_there_are_scripts(visit: Visit, alma: User) -> None:
    claim = make_a_claim(timezone.now())
    page = visit("/accounts/login/", phone=False)
    come_in(page, ALMA)
    page.goto("/desk/press/new/")
    text = page.get_by_role("region", name="English").get_by_label("Text")
    text.fill("Most of them")
    text.focus()
    page.get_by_text("Figures to cite").click()
    page.get_by_role("button", name="Put it in").click()
    expect(text).to_have_value(f"Most of them {claim.mark}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_public_reads_is_open_to_everybody(
    visit: Visit, alma: User, axe: Axe, language: str
) -> None:
    now = timezone.now()
    one, other = make_a_claim(now, "one"), make_a_claim(now, "other")
    disagree(one, other, why={"en": "Counted.", "es": "Contado."}, actor=alma.actor, now=now)
    challenge(one, why="doubt", actor=alma.actor, now=now)
    release = make_release(alma, now)
    send_out(release_twins(release), by=alma)
    make_release(alma, now, until=now + timedelta(hours=3))
    _series, brief = make_brief(alma)
    send_out(brief_twins(brief), by=alma)
    page = visit(f"/{language}/evidence/", language=language)
    axe(page)
    for twins in (release_twins(release), brief_twins(brief)):
        shown = next(each for each in twins if each.language == language)
        page.goto(shown.url)
        axe(page)
        page.goto(shown.get_parent().url)
        axe(page)
