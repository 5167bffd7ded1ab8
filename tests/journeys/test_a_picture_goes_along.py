"""A telephone's own share sheet takes the picture along, from our server and nobody else's; where
there is no such sheet, the words and the address are copied."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.makers import make_open_petition

# What a telephone has and a browser of a test has not; it keeps what it was given
SHEET = """can => {
  window.shared = [];
  navigator.canShare = ({ files }) => can && files.every(each => each.type === "image/png");
  navigator.share = async given => { window.shared.push({
    text: given.text, url: given.url, size: given.files?.[0].size ?? 0 }); };
}"""


OTHER_WAYS = {"en": "Other ways", "es": "Otras formas"}
COPY = {"en": ("Copy", "Copied"), "es": ("Copiar", "Copiada")}


def with_sheet(page: Page, *, takes_pictures: bool) -> None:
    can = "true" if takes_pictures else "false"
    page.add_init_script(f"({SHEET})({can})")
    page.reload()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("takes_pictures", [True, False])
def test_the_share_sheet_gets_the_picture_where_it_can_take_one(
    address: str, visit: Visit, takes_pictures: bool, language: str
) -> None:
    petition = make_open_petition(timezone.now())
    page = visit(f"/{language}/campaigns/{petition.campaign.slug}/", language=language)
    with_sheet(page, takes_pictures=takes_pictures)
    page.get_by_role("button", name=OTHER_WAYS[language]).click()
    page.wait_for_function("() => window.shared.length === 1")
    [shared] = page.evaluate("window.shared")
    assert f"/{language}/campaigns/{petition.campaign.slug}/" in shared["url"]
    assert (shared["size"] > 1_000) == takes_pictures


def test_the_words_for_a_channel_go_with_the_picture_of_their_language(
    address: str, visit: Visit
) -> None:
    petition = make_open_petition(timezone.now())
    page = visit(f"/en/announce/petition/{petition.slug}/")
    with_sheet(page, takes_pictures=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("button[data-share]").last.click()
    page.wait_for_function("() => window.shared.length === 1")
    [shared] = page.evaluate("window.shared")
    assert shared["size"] > 1_000
    assert [each for each in asked if each.endswith(".png")] == [
        f"{address}/es/announce/petition/{petition.slug}/picture-square.png"
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_a_share_sheet_address_and_words_are_copied(
    address: str, visit: Visit, language: str
) -> None:
    petition = make_open_petition(timezone.now())
    copy, copied = COPY[language]
    page = visit(f"/{language}/campaigns/{petition.campaign.slug}/", language=language)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert page.evaluate("navigator.share === undefined")
    expect(page.locator("button[data-share]")).to_be_hidden()
    page.get_by_role("button", name=copy, exact=True).click()
    expect(page.locator("[data-copy-status]")).to_have_text(copied)
    there = page.evaluate("navigator.clipboard.readText()")
    assert f"/{language}/campaigns/{petition.campaign.slug}/" in there

    page.goto(f"/{language}/announce/petition/{petition.slug}/")
    expect(page.locator("button[data-share]").first).to_be_hidden()
    words = page.locator(f"#{language}-whatsapp")
    page.locator(f'button[data-copy="{language}-whatsapp"]').click()
    expect(page.locator("[data-copy-status]")).to_have_text(copied)
    assert page.evaluate("navigator.clipboard.readText()") == words.input_value()


@pytest.mark.parametrize("language", ["en", "es"])
def test_without_scripts_the_links_that_send_stay(visit: Visit, language: str) -> None:
    petition = make_open_petition(timezone.now())
    page = visit(f"/{language}/campaigns/{petition.campaign.slug}/", scripts=False)
    expect(page.get_by_role("link", name="WhatsApp")).to_be_visible()
    expect(page.locator("button[data-share]")).to_be_hidden()
    expect(page.locator("button[data-copy]")).to_be_hidden()
    assert f"/{language}/campaigns/" in page.locator("#share-address").input_value()
