"""In a real browser: the proof of work is found unseen, and the page is whole without scripts."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browsing import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
]


def fill_in(page: Page) -> None:
    page.get_by_label("Your name").fill("Rosa Díaz")
    page.get_by_label("E-mail").fill("rosa@example.org")


def test_a_phone_finds_the_proof_by_itself(site: Client, visit: Visit) -> None:
    page = visit("/en/sign/")
    fill_in(page)
    page.get_by_role("button", name="Add my name").click()

    page.wait_for_selector("text=signed, proof: True")


def test_without_scripts_patience_is_enough(site: Client, visit: Visit) -> None:
    page = visit("/en/sign/", scripts=False)
    fill_in(page)
    page.wait_for_timeout(3_200)  # milliseconds; a form that is sent faster is a robot's
    page.get_by_role("button", name="Add my name").click()

    page.wait_for_selector("text=signed, proof: False")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_language_changes_under_what_was_typed(
    site: Client, visit: Visit, scripts: bool
) -> None:
    page = visit("/en/sign/?source=poster-lake-st", scripts=scripts)
    fill_in(page)
    page.get_by_role("button", name="Español").click()
    page.wait_for_url("**/es/sign/?source=poster-lake-st")

    assert page.locator("html").get_attribute("lang") == "es"
    assert page.locator("#id_name").input_value() == "Rosa Díaz"
    assert page.locator(".errors").count() == 0


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("es", True)])
def test_nothing_stands_in_the_way_of_people_who_use_pages_otherwise(
    site: Client, visit: Visit, axe: Callable[[Page], None], language: str, dark: bool
) -> None:
    page = visit(f"/{language}/sign/", dark=dark, language=language)
    axe(page)
    page.get_by_role("button", name="Add my name").click()
    page.wait_for_selector(".errors")
    axe(page)

    assert page.evaluate("document.activeElement.className") == "errors"


def test_axe_looks_at_what_is_built_otherwise_and_not_again_at_other_words(
    chromium: Browser, axe: Callable[[Page], None]
) -> None:
    page = chromium.new_page()
    whole = (
        "<!doctype html><html lang={}><title>{}</title><main><h1>{}</h1>"
        "<a href=/>{}</a><img src=data: {}></main>"
    )
    page.set_content(whole.format("en", "House", "House", "Door", "alt=''"))
    axe(page)
    page.set_content(whole.format("es", "Casa", "Casa", "Puerta", "alt=''"))
    axe(page)  # other words alone
    page.set_content(whole.format("es", "Casa", "Casa", "", "alt=''"))
    with pytest.raises(AssertionError, match="link-name"):
        axe(page)
    page.set_content(whole.format("es", "Casa", "Casa", "Puerta", ""))
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
    page.close()
