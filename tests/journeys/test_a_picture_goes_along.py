"""A telephone's own share sheet takes the picture along, from our server and nobody else's."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browsing import Visit
from tests.makers import make_open_petition

# What a telephone has and a browser of a test has not; it keeps what it was given
SHEET = """can => {
  window.shared = [];
  navigator.canShare = ({ files }) => can && files.every(each => each.type === "image/png");
  navigator.share = async given => { window.shared.push({
    text: given.text, url: given.url, size: given.files?.[0].size ?? 0 }); };
}"""


def with_sheet(page: Page, *, takes_pictures: bool) -> None:
    can = "true" if takes_pictures else "false"
    page.add_init_script(f"({SHEET})({can})")
    page.reload()


@pytest.mark.parametrize("takes_pictures", [True, False])
def test_the_share_sheet_gets_the_picture_where_it_can_take_one(
    address: str, visit: Visit, takes_pictures: bool
) -> None:
    petition = make_open_petition(timezone.now())
    page = visit(f"/es/campaigns/{petition.campaign.slug}/", language="es")
    with_sheet(page, takes_pictures=takes_pictures)
    page.locator("button[data-share]").click()
    page.wait_for_function("() => window.shared.length === 1")
    [shared] = page.evaluate("window.shared")
    assert f"/es/campaigns/{petition.campaign.slug}/" in shared["url"]
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
