"""Alma blurs a face before a photograph leaves her browser; without scripts it is sent as it is."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.keyring.operations import HolderOnce
from tests.browsing import Visit
from tests.cast import ALMA, PASSWORD
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_campaign

__all__ = ["alma_key"]  # a fixture

STRIPE = 8  # pixels
WORDS = {
    "en": ("What you see is what will be sent.", "Undo the last one", "Save"),
    "es": ("Lo que ve es lo que se enviará.", "Deshacer lo último", "Guardar"),
}


@pytest.fixture
def striped(tmp_path: Path, settings: LazySettings) -> Path:
    """A picture of black and white stripes, in which nobody could miss a blur."""
    settings.MEDIA_ROOT = tmp_path / "media"
    picture = Image.new("L", (640, 480))
    row = [255 if (x // STRIPE) % 2 else 0 for x in range(640)]
    picture.putdata(row * 480)
    path = tmp_path / "vigil.png"
    picture.convert("RGB").save(path)
    return path


def contrast(campaign: Campaign, at: tuple[float, float]) -> int:
    """How far light and dark are apart around a place, of 255, in what the server kept."""
    campaign.refresh_from_db()
    with campaign.photo.open() as kept:
        picture = Image.open(BytesIO(kept.read())).convert("L")
    x, y = int(at[0] * picture.width), int(at[1] * picture.height)
    darkest, lightest = picture.crop((x - 10, y - 10, x + 10, y + 10)).getextrema()
    return int(lightest) - int(darkest)


def form_of(visit: Visit, campaign: Campaign, *, scripts: bool = True, phone: bool = True) -> Page:
    page = visit(f"/desk/campaigns/{campaign.pk}/edit/", scripts=scripts, phone=phone)
    page.get_by_label("E-mail").fill(ALMA.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/edit/")
    return page


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_alma_draws_over_never_reaches_the_server(
    visit: Visit, axe: Callable[[Page], None], alma_key: HolderOnce, striped: Path, language: str
) -> None:
    User.objects.update(preferred_language=language)
    campaign = make_campaign(timezone.now())
    page = form_of(visit, campaign, phone=language == "es")
    done, undo, save = WORDS[language]

    page.locator("input[type=file]").set_input_files(striped)
    drawing = page.locator(".desk-blur canvas")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    for part in (0.25, 0.5):  # two strokes, of which the second is taken back
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * 0.5)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * part + 8, box["y"] + box["height"] * 0.5)
        page.mouse.up()
    expect(page.get_by_text(done)).to_be_visible()
    page.get_by_role("button", name=undo).click()
    drawing.focus()
    page.keyboard.press("ArrowDown")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    axe(page)
    page.wait_for_timeout(300)  # the file is made anew after each stroke
    page.get_by_role("button", name=save, exact=True).click()
    page.wait_for_url(f"**/desk/campaigns/{campaign.pk}/")

    assert contrast(campaign, (0.25, 0.5)) < 60
    assert contrast(campaign, (0.5, 0.5)) > 180
    assert contrast(campaign, (0.87, 0.55)) < 60
    assert contrast(campaign, (0.1, 0.1)) > 180


def test_without_scripts_the_photograph_is_sent_as_it_is(
    visit: Visit, alma_key: HolderOnce, striped: Path
) -> None:
    campaign = make_campaign(timezone.now())
    page = form_of(visit, campaign, scripts=False)

    page.locator("input[type=file]").set_input_files(striped)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**/desk/campaigns/{campaign.pk}/")

    assert contrast(campaign, (0.5, 0.5)) > 180
