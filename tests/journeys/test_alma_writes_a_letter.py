"""Alma writes an open letter on a phone, in either language: to whom, who gets a copy, opened, a
name put on it by hand, frozen, handed over. Rosa reads all that on its page.
"""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.keyring.operations import HolderOnce
from amparo.signons.models import Letter
from amparo.web.models import Coalition
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.journeys.words import BOTH, Says, desk_in
from tests.makers import make_campaign

__all__ = ["alma_key"]  # a fixture

LANGUAGES = (("en", "English"), ("es", "Español"))


@pytest.mark.parametrize("language", BOTH)
def test_a_letter_goes_from_the_first_word_to_the_office_that_takes_it(
    visit: Visit, alma_key: HolderOnce, language: str
) -> None:
    Coalition.objects.get_or_create(state="MN")
    Coalition.forget_kept()
    make_campaign(timezone.now())
    says = desk_in(language)
    page = visit("/accounts/login/", scripts=False)
    come_in(page, ALMA)
    write(page, says)
    address(page, says)
    press(page, says("Open it for signing"))
    expect(page.locator("main")).to_contain_text(says("It is open: organizations can sign."))
    put_a_name_on(page, says)
    freeze(page, says)
    hand_over(page, says)

    rosa = visit("/es/letters/an-open-letter/", language="es")
    expect(rosa.locator("main")).to_contain_text("Recibida (es)")
    expect(rosa.locator("main")).to_contain_text("Directora Ejemplo")
    rosa.goto("/es/letters/an-open-letter/signers/")
    expect(rosa.locator("main")).to_contain_text("Casa del Río, Northfield")
    answer = rosa.request.get("/es/letters/an-open-letter/print-1.pdf")
    assert answer.headers["content-type"] == "application/pdf"


def write(page: Page, says: Says) -> None:
    """A title is enough for a draft; what is missing is said before it opens."""
    page.goto("/desk/letters/new/")
    page.get_by_label(says("Part of the campaign")).select_option(index=1)
    page.get_by_role("region", name="English").get_by_label(says("Title")).fill("An open letter")
    press(page, says("Save"))
    press(page, says("Open it for signing"))
    missing = says("It has no complete text yet: title, the ask and the text.")
    expect(page.locator("main")).to_contain_text(missing)

    page.goto(f"/desk/letters/{Letter.objects.get().pk}/edit/")
    for code, name in LANGUAGES:
        words = page.get_by_role("region", name=name)
        words.get_by_label(says("Title")).fill(f"An open letter ({code})")
        words.get_by_label(says("The ask, in one sentence")).fill(f"End it ({code}).")
        words.locator(f"[name={code}-body]").fill(f"We ask you to end it ({code}).")
    press(page, says("Save"))


def address(page: Page, says: Says) -> None:
    """To whom it goes, and two copies as they stand at the foot of a letter."""
    follow(page, says("Add somebody"))
    page.get_by_label(says("Name")).fill("Directora Ejemplo")
    for _code, name in LANGUAGES:
        page.get_by_role("region", name=name).get_by_label(says("Title")).fill("Director")
    press(page, says("Save"))
    follow(page, says("Add several copies"))
    page.get_by_label(says("Who gets a copy")).fill(
        "Pat Example, Governor\nSam Example, Mayor of Northfield"
    )
    press(page, says("Add them"))
    assert [each.name for each in Letter.objects.get().recipients.order_by("role", "order")] == [
        "Pat Example",
        "Sam Example",
        "Directora Ejemplo",
    ]


def put_a_name_on(page: Page, says: Says) -> None:
    follow(page, says("Add one by hand"))
    page.locator("[name=name]").fill("Casa del Río")
    page.get_by_label(says("City or town")).fill("Northfield")
    page.locator("select[name=state]").select_option("MN")
    press(page, says("Add it"))
    assert Letter.objects.get().endorsements.listed().count() == 1


def freeze(page: Page, says: Says) -> None:
    page.goto(f"/desk/letters/{Letter.objects.get().pk}/")
    follow(page, says("Freeze it"))
    press(page, says("Freeze it"))
    expect(page.get_by_role("link", name="Español (PDF)")).to_be_visible()


def hand_over(page: Page, says: Says) -> None:
    follow(page, says("Record the delivery"))
    page.get_by_label(says("With how many names")).fill("1")
    for code, name in LANGUAGES:
        words = page.get_by_role("region", name=name)
        words.get_by_label(says("Received by")).fill(f"Recibida ({code})")
        words.get_by_label(says("Where")).fill("Saint Paul")
    press(page, says("Record it"))
    expect(page.locator("main")).to_contain_text(says("The delivery stands on the page."))


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("link", name=words, exact=True).first.click()
