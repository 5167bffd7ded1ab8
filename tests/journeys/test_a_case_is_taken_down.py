"""A case comes down: by the family with the code on its paper, and by an organizer at the desk."""

from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.campaigns.models import Campaign
from amparo.keyring.epochs import forget_epochs
from amparo.web.pagecache import bump
from tests.browsing import Visit
from tests.cast import ALMA, PASSWORD
from tests.makers import make_alma, make_case, make_keys, make_open_petition


def make_world() -> str:
    """An open case with a petition; returns the code on the family's paper."""
    forget_epochs()
    now = timezone.now()
    make_keys(now)
    case, once = make_case(now)
    make_open_petition(now, campaign=case, slug="for-omar")
    bump()
    return once.code


def is_gone(page: Page, path: str) -> bool:
    answer = page.goto(path)
    return answer is not None and answer.status == 410


def test_a_family_takes_its_page_down_on_a_phone_without_scripts(visit: Visit) -> None:
    code = make_world()
    page = visit("/es/campaigns/stand-with-omar/", scripts=False, language="es")
    page.get_by_role("link", name="Quiero que se retire").click()
    page.get_by_label("El código de su papel").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Mostrarme qué se retira").click()
    expect(page.get_by_text("Sin acuerdo con ICE")).to_be_visible()
    page.get_by_role("button", name="Retirarla ahora").click()
    expect(page.get_by_role("heading", name="La página se retiró")).to_be_visible()
    for path in ("/es/campaigns/stand-with-omar/", "/en/campaigns/stand-with-omar/"):
        assert is_gone(page, path)
    assert is_gone(page, "/es/petitions/for-omar/")
    assert not Campaign.objects.exists()


def test_a_mistyped_code_keeps_what_was_typed_and_takes_nothing_down(visit: Visit) -> None:
    make_world()
    page = visit("/en/take-down/", scripts=False)
    page.get_by_label("The code on your paper").fill("ABCDE-FGHJK")
    page.get_by_role("button", name="Show me what goes").click()
    expect(page.get_by_label("The code on your paper")).to_have_value("ABCDE-FGHJK")
    expect(page.get_by_text("This is not a code of ours").first).to_be_visible()
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_label("El código de su papel")).to_have_value("ABCDE-FGHJK")
    assert Campaign.objects.exists()


def test_an_organizer_takes_a_case_down_after_reading_what_goes(visit: Visit) -> None:
    make_world()
    make_alma(timezone.now(), has_password=True)
    page = visit("/desk/campaigns/", phone=True)
    page.get_by_label("E-mail").fill(ALMA.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("link", name="No agreement with ICE").click()
    page.get_by_role("link", name="Take it down for good").click()
    expect(page.get_by_text("The petition “End the agreement”")).to_be_visible()
    page.get_by_role("button", name="Take it down now").click()
    expect(page.get_by_text("It is taken down.")).to_be_visible()
    assert is_gone(page, "/en/campaigns/stand-with-omar/")
