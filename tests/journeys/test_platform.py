"""A platform from its first plank to a pledge; a resolution carried in, told, read and counted."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
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

Axe = Callable[[Page], None]
SAID = {  # at the desk, and where Rosa tells how it went
    "en": {
        "open": "Open it to the public",
        "opened": "candidates can pledge to it",
        "save": "Save",
        "plank": "Add a plank",
        "pledge": "Write down a pledge",
        "write": "Write it down",
        "somebody": "Please choose somebody.",
        "sheriff": "Sam Example, Sheriff of Rice County",
        "answers": "What they answered, question by question",
        "read": "Read them",
        "unlock to read": "Unlock to read them",
        "words": "Your six words",
        "unlock": "Unlock",
        "count": "Read and count it",
        "show": "Count it and show it",
        "amended": "Adopted with changes",
        "tell": "Tell how it went",
        "thanks": "Thank you",
    },
    "es": {
        "open": "Abrirla al público",
        "opened": "las candidaturas pueden comprometerse",
        "save": "Guardar",
        "plank": "Agregar un punto",
        "pledge": "Anotar un compromiso",
        "write": "Anotarlo",
        "somebody": "Por favor, elija a alguien.",
        "sheriff": "Sam Example, Sheriff of Rice County",
        "answers": "Lo que respondieron, pregunta por pregunta",
        "read": "Leerlos",
        "unlock to read": "Desbloquear para leer",
        "words": "Sus seis palabras",
        "unlock": "Abrir con mis seis palabras",
        "count": "Leerlo y contarlo",
        "show": "Contarlo y mostrarlo",
        "amended": "Aprobada con cambios",
        "tell": "Contar cómo salió",
        "thanks": "Gracias",
    },
}


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
    page.get_by_role("link", name=SAID[language]["answers"]).click()
    expect(page.locator("blockquote")).to_have_text("In two years.")
    page.go_back()
    page.locator("main a[href*='/pledges/']").first.click()
    expect(page.locator("main")).to_contain_text("example.org/her-words")
    if language == "en":
        for path in ("", "planks/2/", "pledges/", "answers/"):
            page.goto(f"/en/platforms/county-platform/{path}")
            axe(page)


def test_the_table_fits_a_narrow_phone_without_moving_the_page(
    visit: Visit, platform: Platform
) -> None:
    page = visit("/es/platforms/county-platform/pledges/")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", ["en", "es"])
def test_alma_writes_a_platform_opens_it_and_writes_down_a_pledge(
    visit: Visit, axe: Axe, alma_key: HolderOnce, tmp_path: Path, language: str
) -> None:
    now, said = timezone.now(), SAID[language]
    make_campaign(now)
    make_office(now)
    page = alma_in(visit, language, phone=language == "en")
    write_platform(page, said)
    axe(page)
    add_plank(page, said)
    page.get_by_role("button", name=said["open"]).click()
    expect(page.locator("main")).to_contain_text(said["opened"])

    page.goto("/desk/candidates/new/")
    page.locator("[name=name]").fill("Sam Example")
    page.locator("[name=office]").select_option(label="Rice County Sheriff")
    page.locator("[name=election_on]").fill(f"{now.year + 1}-11-02")
    page.get_by_role("button", name=said["save"]).click()
    assert Candidate.objects.get().name == "Sam Example"

    paper = tmp_path / "signed.pdf"
    paper.write_bytes(b"%PDF-1.7 a signed paper")
    page.goto(f"/desk/platforms/{Platform.objects.get().pk}/")
    page.get_by_role("link", name=said["pledge"]).click()
    axe(page)
    page.get_by_role("button", name=said["write"]).click()
    expect(page.locator("main")).to_contain_text(said["somebody"])
    page.locator("[name=giver]").select_option(label=said["sheriff"])
    page.locator("[name=statement]").fill("I stand with you.")
    page.locator("[name=proof_file]").set_input_files(paper)
    page.get_by_role("button", name=said["write"]).click()
    expect(page.locator("main")).to_contain_text("Sam Example")

    pledge = Pledge.objects.get()
    page.goto(f"/{language}/platforms/our-county/pledges/{pledge.pk}/")
    expect(page.locator("main")).to_contain_text("I stand with you.")
    expect(page.locator("main")).to_contain_text(pledge.proof_hash)
    pledge.proof_file.delete(save=False)


def alma_in(visit: Visit, language: str, **how: Any) -> Page:
    """Alma at the desk, in the language that she chose there."""
    User.objects.filter(email=ALMA.email).update(preferred_language=language)
    page = visit("/accounts/login/", language=language, **how)
    come_in(page, ALMA)
    return page


def write_platform(page: Page, said: dict[str, str]) -> None:
    page.goto("/desk/platforms/new/")
    page.locator("[name=campaign]").select_option(index=1)
    for code, title in (("en", "Our county"), ("es", "Nuestro condado")):
        page.locator(f"[name={code}-title]").fill(title)
        page.locator(f"[name={code}-addressee]").fill("Sheriff")
        page.locator(f"[name={code}-ask]").fill("Pledge.")
        page.locator(f"[name={code}-vision]").fill("A county.")
    page.get_by_role("button", name=said["save"]).click()


def add_plank(page: Page, said: dict[str, str]) -> None:
    page.get_by_role("link", name=said["plank"]).click()
    page.locator("[name=instrument]").select_option("budget")
    page.locator("[name=readings]").fill("A paper https://example.org/paper en")
    for code, title in (("en", "Pay for lawyers"), ("es", "Pagar abogados")):
        page.locator(f"[name={code}-title]").fill(title)
        page.locator(f"[name={code}-decider]").fill("Board")
    page.get_by_role("button", name=said["save"]).click()
    expect(page.locator("main")).to_contain_text(re.compile("1. (Pay for lawyers|Pagar abogados)"))


@pytest.mark.parametrize(("hers", "at_the_desk"), [("es", "en"), ("en", "es")])
def test_rosa_tells_how_it_went_and_alma_reads_it_and_counts_it(
    visit: Visit, axe: Axe, alma_key: HolderOnce, hers: str, at_the_desk: str
) -> None:
    resolution, said = make_open_resolution(timezone.now()), SAID[at_the_desk]
    path = f"/{hers}/resolutions/{resolution.slug}/"
    rosa = visit(path, scripts=False, language=hers)
    tell(rosa, SAID[hers])
    expect(rosa.get_by_role("heading", name=SAID[hers]["thanks"])).to_be_visible()
    assert Report.objects.waiting().get().card_id == Card.objects.get().pk

    alma = alma_in(visit, at_the_desk, phone=False)
    alma.goto("/desk/")
    alma.get_by_role("link", name=said["read"]).click()
    expect(alma.locator("main")).not_to_contain_text("Parroquia del Camino")
    alma.get_by_role("link", name=said["unlock to read"]).click()
    alma.get_by_label(said["words"]).fill(alma_key.passphrase)
    alma.get_by_role("button", name=said["unlock"]).click()
    alma.get_by_role("link", name=said["count"]).click()
    expect(alma.locator("main")).to_contain_text("Rosa María")
    axe(alma)
    alma.locator("[name=changes]").fill("Quitaron un párrafo.")
    alma.get_by_role("button", name=said["show"]).click()

    assert Adoption.objects.get().body_name == "Parroquia del Camino"
    rosa.goto(path)
    expect(rosa.locator("main")).to_contain_text("Quitaron un párrafo.")
    expect(rosa.locator("main")).not_to_contain_text("Rosa María")
    page = visit(path)
    axe(page)


def tell(page: Page, said: dict[str, str]) -> None:
    page.get_by_label(said["amended"]).check()
    page.locator("[name=body_kind]").select_option("congregation")
    page.locator("[name=body_name]").fill("Parroquia del Camino")
    page.locator("[name=town]").fill("Northfield")
    page.locator("[name=county]").select_option(label="Rice County")
    page.locator("[name=decided_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=changes]").fill("Quitaron el párrafo de doña Luz.")
    page.locator("[name=name]").fill("Rosa María")
    page.get_by_role("button", name=said["tell"]).click()


def test_the_switch_to_english_keeps_what_she_typed(visit: Visit, alma_key: HolderOnce) -> None:
    resolution = make_open_resolution(timezone.now())
    page = visit(f"/es/resolutions/{resolution.slug}/", scripts=False, language="es")
    page.get_by_label("¿Cómo se llama?").fill("Parroquia del Camino")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("What is it called?")).to_have_value("Parroquia del Camino")
