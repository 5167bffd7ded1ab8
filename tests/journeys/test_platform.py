"""A platform from its first plank to a pledge; a resolution carried in, told, read and counted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.audit.actors import WORKER
from amparo.keyring.operations import HolderOnce
from amparo.places.models import Jurisdiction
from amparo.pledges.models import Adoption, Candidate, Platform, Pledge, Report
from amparo.pledges.operations.pledging import note_own_words
from amparo.pledges.operations.progress import note_step
from amparo.supporters.models import Card
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_campaign, make_office, make_source
from tests.pledges.makers import (
    make_answers,
    make_candidate,
    make_open_platform,
    make_open_resolution,
    make_pledge,
)

__all__ = ["alma_key"]  # a fixture

READING = 3_200  # milliseconds
Axe = Callable[[Page], None]


@pytest.fixture
def platform(alma_key: HolderOnce) -> Platform:
    """An open one, with a pledge, answers, a quotation and a step."""
    now = timezone.now()
    made = make_open_platform(now)
    make_pledge(now, made, scope="planks", planks=list(made.planks.filter(number__in=(1, 3))))
    ruth = make_candidate(now, "Ruth Example")
    make_answers(now, made, ruth)
    plank, source = made.planks.get(number=2), make_source(now, "Her own platform")
    note_own_words(plank, ruth, quote="Lawyers for all.", source=source, actor=WORKER)
    rice, today = Jurisdiction.objects.get(fips="27131"), timezone.localdate(now)
    note_step(plank, rice, stage="adopted", on=today, source=source, actor=WORKER)
    return made


@pytest.mark.parametrize(
    ("language", "plank", "behind", "compare"),
    [
        ("en", "2. Pay for lawyers", "Who stands behind it", "Compare what they said"),
        ("es", "2. Pagar defensa legal", "Quién la respalda", "Comparar lo que dijeron"),
    ],
)
def test_everybody_reads_the_platform_its_planks_and_who_pledged(
    visit: Visit, axe: Axe, platform: Platform, language: str, plank: str, behind: str, compare: str
) -> None:
    page = visit(f"/{language}/platforms/county-platform/", scripts=language == "en")
    expect(page.get_by_role("heading", name=behind)).to_be_visible()
    page.get_by_role("link", name=plank).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(plank)
    expect(page.locator("main")).to_contain_text("Rice County")
    expect(page.locator("main")).to_contain_text("Lawyers for all.")
    page.get_by_role("link", name=compare).first.click()
    expect(page.locator("table tbody tr")).to_have_count(2)
    page.locator("main a[href*='/pledges/']").first.click()
    expect(page.locator("main")).to_contain_text("example.org/her-words")
    if language == "en":
        for path in ("", "planks/2/", "pledges/"):
            page.goto(f"/en/platforms/county-platform/{path}")
            axe(page)


def test_the_table_fits_a_narrow_phone_without_moving_the_page(
    visit: Visit, platform: Platform
) -> None:
    page = visit("/es/platforms/county-platform/pledges/")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_alma_writes_a_platform_opens_it_and_writes_down_a_pledge(
    visit: Visit, axe: Axe, alma_key: HolderOnce, tmp_path: Path
) -> None:
    now = timezone.now()
    make_campaign(now)
    make_office(now)
    page = visit("/accounts/login/")
    come_in(page, ALMA)
    write_platform(page)
    axe(page)
    add_plank(page)
    page.get_by_role("button", name="Open it to the public").click()
    expect(page.locator("main")).to_contain_text("candidates can pledge to it")

    page.goto("/desk/candidates/new/")
    page.get_by_label("Name").fill("Sam Example")
    page.get_by_label("Office").select_option(label="Rice County Sheriff")
    page.get_by_label("Day of the election").fill(f"{now.year + 1}-11-02")
    page.get_by_role("button", name="Save").click()
    assert Candidate.objects.get().name == "Sam Example"

    paper = tmp_path / "signed.pdf"
    paper.write_bytes(b"%PDF-1.7 a signed paper")
    page.goto(f"/desk/platforms/{Platform.objects.get().pk}/")
    page.get_by_role("link", name="Write down a pledge").click()
    axe(page)
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("main")).to_contain_text("Please choose somebody.")
    page.locator("[name=giver]").select_option(label="Sam Example, Sheriff of Rice County")
    page.get_by_label("What was said, word for word").fill("I stand with you.")
    page.get_by_label("The document").set_input_files(paper)
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("main")).to_contain_text("Sam Example")

    pledge = Pledge.objects.get()
    page.goto(f"/en/platforms/county/pledges/{pledge.pk}/")
    expect(page.locator("main")).to_contain_text("I stand with you.")
    expect(page.locator("main")).to_contain_text(pledge.proof_hash)
    pledge.proof_file.delete(save=False)


def write_platform(page: Page) -> None:
    page.goto("/desk/platforms/new/")
    page.get_by_label("Part of the campaign").select_option(index=1)
    page.locator("[name=slug]").fill("county")
    for code, title in (("en", "Our county"), ("es", "Nuestro condado")):
        page.locator(f"[name={code}-title]").fill(title)
        page.locator(f"[name={code}-addressee]").fill("Sheriff")
        page.locator(f"[name={code}-ask]").fill("Pledge.")
        page.locator(f"[name={code}-vision]").fill("A county.")
    page.get_by_role("button", name="Save").click()


def add_plank(page: Page) -> None:
    page.get_by_role("link", name="Add a plank").click()
    page.get_by_label("By what means").select_option("budget")
    page.get_by_label("Further reading").fill("A paper https://example.org/paper en")
    for code, title in (("en", "Pay for lawyers"), ("es", "Pagar abogados")):
        page.locator(f"[name={code}-title]").fill(title)
        page.locator(f"[name={code}-decider]").fill("Board")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("1. Pay for lawyers")


def test_rosa_tells_how_it_went_and_alma_reads_it_and_counts_it(
    visit: Visit, axe: Axe, alma_key: HolderOnce
) -> None:
    resolution = make_open_resolution(timezone.now())
    path = f"/es/resolutions/{resolution.slug}/"
    rosa = visit(path, scripts=False, language="es")
    tell(rosa)
    expect(rosa.get_by_role("heading", name="Gracias")).to_be_visible()
    assert Report.objects.waiting().get().card_id == Card.objects.get().pk

    alma = visit("/accounts/login/", phone=False)
    come_in(alma, ALMA)
    alma.goto("/desk/")
    alma.get_by_role("link", name="Read them").click()
    expect(alma.locator("main")).not_to_contain_text("Parroquia del Camino")
    alma.get_by_role("link", name="Unlock to read them").click()
    alma.get_by_label("Your six words").fill(alma_key.passphrase)
    alma.get_by_role("button", name="Unlock").click()
    alma.get_by_role("link", name="Read and count it").click()
    expect(alma.locator("main")).to_contain_text("Rosa María")
    axe(alma)
    alma.get_by_label("What was changed").fill("Quitaron un párrafo.")
    alma.get_by_role("button", name="Count it and show it").click()

    assert Adoption.objects.get().body_name == "Parroquia del Camino"
    rosa.goto(path)
    expect(rosa.locator("main")).to_contain_text("Quitaron un párrafo.")
    expect(rosa.locator("main")).not_to_contain_text("Rosa María")
    page = visit(path)
    axe(page)


def tell(page: Page) -> None:
    page.get_by_label("Aprobada con cambios").check()
    page.get_by_label("¿Qué cuerpo decidió?").select_option("congregation")
    page.get_by_label("¿Cómo se llama?").fill("Parroquia del Camino")
    page.get_by_label("Ciudad o pueblo").fill("Northfield")
    page.get_by_label("Condado").select_option(label="Rice County")
    page.get_by_label("¿Qué día?").fill(timezone.localdate().isoformat())
    page.get_by_label("Si se cambió: ¿cómo?").fill("Quitaron el párrafo de doña Luz.")
    page.get_by_label("Su nombre").fill("Rosa María")
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Contar cómo salió").click()


def test_the_switch_to_english_keeps_what_she_typed(visit: Visit, alma_key: HolderOnce) -> None:
    resolution = make_open_resolution(timezone.now())
    page = visit(f"/es/resolutions/{resolution.slug}/", scripts=False, language="es")
    page.get_by_label("¿Cómo se llama?").fill("Parroquia del Camino")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("What is it called?")).to_have_value("Parroquia del Camino")
