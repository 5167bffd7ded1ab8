"""Rosa has two minutes: she finds what fits on a telephone without scripts, in her language."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.web.models import Coalition
from tests.browsing import Visit
from tests.makers import make_campaign, make_keys, make_open_petition


@pytest.fixture
def asks(address: str) -> None:
    now = timezone.now()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    make_keys(now)
    soon = now + timedelta(days=2)
    make_open_petition(now, campaign=make_campaign(now, slug="one"), slug="soon", closes_at=soon)
    make_open_petition(now, campaign=make_campaign(now, slug="two"), slug="for-long")


@pytest.mark.usefixtures("asks")
def test_she_narrows_the_list_and_goes_to_the_ask(visit: Visit) -> None:
    page = visit("/es/act/", scripts=False, language="es")
    expect(page.get_by_role("heading", level=2)).to_have_count(2)

    page.get_by_label("Cuánto tiempo tiene").select_option(label="Dos minutos")
    page.get_by_label("Cierra o sucede en menos de una semana").check()
    page.get_by_role("button", name="Mostrar").click()

    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    page.get_by_role("link", name="Firmar la petición").click()
    assert "/es/petitions/soon/?source=act" in page.url


@pytest.mark.usefixtures("asks")
def test_the_menu_leads_to_it_and_it_changes_language(visit: Visit) -> None:
    page = visit("/en/campaigns/", phone=False)

    page.get_by_role("navigation", name="Main menu").first.get_by_role(
        "link", name="Take action"
    ).click()
    page.get_by_role("link", name="Español").click()

    assert page.url.endswith("/es/act/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Actuar")


@pytest.mark.usefixtures("asks")
@pytest.mark.parametrize("language", ["en", "es"])
def test_hub_and_feeds_are_good_for_people_who_use_them_otherwise(
    visit: Visit, axe: Callable[[Page], None], language: str
) -> None:
    for path in ("act/", "act/?effort=day", "feeds/"):
        axe(visit(f"/{language}/{path}", language=language))


@pytest.mark.usefixtures("asks")
def test_what_to_paste_is_copied_from_the_page_of_an_ask(visit: Visit) -> None:
    page = visit("/en/petitions/soon/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.get_by_text("Put this on your own site").click()
    page.locator("[data-copy=embed-frame]").click()

    expect(page.locator("[data-copy=embed-frame]")).to_have_text("Copied")
    assert "<iframe" in page.evaluate("navigator.clipboard.readText()")
