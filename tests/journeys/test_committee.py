"""Rosa joins two committees in Spanish; Alma sees envelopes, unlocks, and finds who speaks what."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.committees.models import Committee
from amparo.committees.remembered import forget_all
from amparo.keyring.operations import HolderOnce
from amparo.outbox.sending import sweep
from amparo.supporters.models import Card
from tests.browsing import Visit, come_in
from tests.cast import ALMA, BETO, ROSA
from tests.committees.makers import OTHERS, make_open_committee
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.journeys.words import BOTH, Says, desk_in
from tests.makers import make_beto

__all__ = ["alma_key"]  # a fixture

LINK = re.compile(r"/es/confirm/[\w-]+/")
Axe = Callable[[Page], None]


@pytest.fixture
def both(alma_key: HolderOnce) -> list[Committee]:
    forget_all()
    alma = User.objects.get(email=ALMA.email)
    return [make_open_committee([alma]), make_open_committee([alma], slug="visits", words=OTHERS)]


def test_rosa_joins_confirms_and_leaves_and_alma_finds_her(
    visit: Visit, axe: Axe, both: list[Committee], alma_key: HolderOnce
) -> None:
    rosa = visit("/es/committees/legal-research/", scripts=False, language="es")
    rosa.get_by_role("link", name="Quiero ayudar").click()
    expect(rosa.get_by_label("Investigación legal")).to_be_checked()
    volunteer(rosa)
    expect(rosa.get_by_role("heading", name="Falta un paso")).to_be_visible()
    sweep(timezone.now())
    link = LINK.search(str(mail.outbox[-1].body))
    assert link is not None
    rosa.goto(link[0])
    rosa.get_by_role("button", name="Confirmar").click()
    expect(rosa.get_by_role("heading", name="Bienvenida", exact=True)).to_be_visible()
    expect(rosa.locator("main")).to_contain_text("Traiga una pluma.")

    for language in BOTH:
        alma = visit("/accounts/login/", phone=False)
        says = desk_in(language)
        come_in(alma, ALMA)
        look_for_her(alma, axe, both[0], alma_key, says)

    rosa.get_by_role("link", name="Salir de nuevo").click()
    rosa.get_by_role("link", name="Salir").click()
    rosa.get_by_role("button", name="Borrar todo").click()
    assert not Card.objects.exists()


def volunteer(page: Page) -> None:
    page.get_by_label("Visitas").check()
    page.get_by_label("Su nombre").fill(ROSA.full_name)
    page.get_by_label("Correo electrónico").first.fill(ROSA.email)
    page.get_by_label("Ciudad o pueblo").fill(ROSA.town)
    page.get_by_label("Español").check()
    page.get_by_label("Fines de semana").check()
    page.get_by_label("¿Qué sabe hacer?").fill("Interpretar")
    page.get_by_role("button", name="Cuenten conmigo").click()


def look_for_her(page: Page, axe: Axe, committee: Committee, key: HolderOnce, says: Says) -> None:
    page.goto(f"/desk/committees/{committee.pk}/")
    axe(page)
    page.get_by_role("link", name=says("Look at the volunteers")).click()
    expect(page.locator("table.desk-list")).to_contain_text(says("sealed"))
    expect(page.locator("main")).not_to_contain_text(ROSA.full_name)
    page.get_by_role("link", name=says("Unlock to read them")).click()
    page.get_by_label(says("Your six words")).fill(key.passphrase)
    page.get_by_role("button", name=says("Unlock"), exact=True).click()
    expect(page.locator("table.desk-list")).to_contain_text(ROSA.full_name)
    expect(page.locator("table.desk-list")).to_contain_text(says("Weekends"))
    page.goto(f"/desk/committees/{committee.pk}/volunteers/?speaks=so")
    expect(page.locator("main")).not_to_contain_text(ROSA.full_name)
    page.goto(f"/desk/committees/{committee.pk}/volunteers/?speaks=es")
    expect(page.locator("table.desk-list")).to_contain_text(ROSA.full_name)
    axe(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_are_fit_for_everybody(
    visit: Visit, axe: Axe, both: list[Committee], language: str
) -> None:
    page = visit(f"/{language}/committees/", language=language)
    axe(page)
    page.locator("form#volunteer-form button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.goto(f"/{language}/committees/visits/")
    axe(page)


@pytest.mark.parametrize("language", BOTH)
def test_alma_begins_a_committee_and_opens_it_once_somebody_looks_after_it(
    visit: Visit, alma_key: HolderOnce, language: str
) -> None:
    says = desk_in(language)
    page = visit("/accounts/login/")
    come_in(page, ALMA)
    page.goto("/desk/committees/new/")
    page.locator("[name=slug]").fill("visits")
    for code, title in (("en", "Visits"), ("es", "Visitas")):
        page.locator(f"[name={code}-title]").fill(title)
        page.locator(f"[name={code}-purpose]").fill("We visit.")
    page.get_by_role("button", name=says("Save")).click()
    page.get_by_role("button", name=says("Let people join")).click()
    expect(page.locator("main")).to_contain_text(
        says("Nobody looks after it yet. Choose a coordinator first.")
    )
    page.get_by_role("link", name=says("Change texts and coordinators")).click()
    page.get_by_label("Alma Reyes").check()
    page.get_by_role("button", name=says("Save")).click()
    page.get_by_role("button", name=says("Let people join")).click()
    assert Committee.objects.get().is_open


def test_beto_sees_only_what_he_coordinates_and_only_envelopes(
    visit: Visit, both: list[Committee]
) -> None:
    now = timezone.now()
    beto = make_beto(now, has_password=True)
    his = make_open_committee([beto], slug="networks")
    page = visit("/accounts/login/", language="es")
    page.get_by_label("Correo electrónico").fill(BETO.email)
    page.get_by_role("textbox", name="Contraseña").fill(BETO.password)
    page.get_by_role("button", name="Entrar", exact=True).click()
    page.wait_for_url("**/desk/")
    page.goto("/desk/committees/")
    expect(page.locator("table.desk-list tbody tr")).to_have_count(1)
    answer = page.goto(f"/desk/committees/{both[0].pk}/volunteers/")
    assert answer is not None
    assert answer.status == 404
    page.goto(f"/desk/committees/{his.pk}/volunteers/")
    expect(page.get_by_role("link", name="Desbloquear para leer")).to_have_count(0)
