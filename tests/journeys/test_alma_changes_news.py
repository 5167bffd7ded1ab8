"""Alma corrects a post on her phone where she posted it: words, photograph, twin, off the site."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings

from amparo.accounts.models import User
from amparo.keyring.operations import HolderOnce
from amparo.pages.models import NewsPage
from amparo.pages.operations import Post, build_site, keep_photograph, post_news
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.desk.test_news import picture
from tests.journeys.test_keys_at_the_desk import alma_key

__all__ = ["alma_key"]  # a fixture

SAID = {
    "en": ("Change the post", "Save", "Publish it", "Take it off the site", "Page editor"),
    "es": ("Cambiar la noticia", "Guardar", "Publicarlo", "Quitarlo del sitio",
           "Editor de páginas"),
}  # fmt: skip


def posted(language: str) -> NewsPage:
    """A post in one language, with what the page editor alone makes."""
    build_site(name="Coalición del Valle")
    words = Post("Vigilia el miercoles", "Venga a las 4:00 p. m.", ["<p>Traiga <b>velas</b>.</p>"])
    [page] = post_news({language: words}, posted_on=date(2026, 11, 20))
    photo = keep_photograph(picture("red"), shown="Gente ante la cárcel")
    page.body = [*((each.block_type, each.value) for each in page.body),
                 ("photo", {"photograph": photo, "caption": "Noviembre"})]  # fmt: skip
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_post_is_corrected_on_a_phone(
    visit: Visit,
    alma_key: HolderOnce,
    tmp_path: Path,
    settings: Settings,
    language: str,
    axe: Callable[[Page], None],
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    User.objects.update(preferred_language=language)
    change, save, publish, take_off, editor = SAID[language]
    post = posted(language)
    other = {"en": "es", "es": "en"}[language]
    photo = tmp_path / "vigilia.jpg"
    Image.new("RGB", (1200, 900), "teal").save(photo)
    page = visit("/accounts/login/", language=language)
    come_in(page, ALMA)
    page.goto("/desk/news/")
    page.get_by_role("link", name="Vigilia el miercoles").click()
    expect(page.get_by_role("link", name=editor).first).to_be_visible()
    axe(page)
    page.get_by_role("link", name=change).click()
    axe(page)
    text = page.locator(f"#id_{language}-text")
    expect(text).to_have_value(
        "Venga a las 4:00 p. m.\n\nTraiga *velas*.\n\n"
        f"[1 · {'Photograph' if language == 'en' else 'Fotografía'} · Noviembre]"
    )
    text.fill(text.input_value().replace("4:00", "5:00"))
    page.locator(f"#id_{language}-title").fill("Vigilia el miércoles")
    page.locator(f"#id_{other}-title").fill("The twin")
    page.locator("#id_photograph").set_input_files(photo)
    page.get_by_role("button", name=save, exact=True).click()
    expect(page.locator(".desk-form")).to_be_visible()
    expect(page.locator(f"#id_{language}-title")).to_have_value("Vigilia el miércoles")
    axe(page)
    page.locator(f"#id_{other}-text").fill("Come at 5:00 p.m.")
    page.locator("#id_photograph").set_input_files(photo)
    page.locator("#id_shown").fill("Velas")
    page.locator("#id_has_consent").check()
    page.get_by_role("button", name=save, exact=True).click()

    shown = visit(post.url, language=language)
    expect(shown.get_by_role("heading", level=1)).to_have_text("Vigilia el miércoles")
    expect(shown.locator("article b")).to_have_text("velas")
    expect(shown.locator("article figure img")).to_have_count(2)
    twin = NewsPage.objects.get(locale__language_code=other)
    assert not twin.live, "what is new waits to be looked at"
    page.get_by_role("link", name=publish).click()
    page.get_by_role("button", name=publish).click()
    assert NewsPage.objects.live().count() == 2
    page.get_by_role("link", name=take_off).click()
    axe(page)
    page.get_by_role("checkbox", name="The twin").uncheck()
    page.get_by_role("button", name=take_off).click()
    assert [each.title for each in NewsPage.objects.live()] == ["The twin"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
