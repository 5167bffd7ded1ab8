"""Rosa signs in Spanish on a phone without scripts; she confirms, hides her name and leaves.

Without scripts a form has to be three seconds old; the first journey waits as a reader would.
"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.outbox.sending import sweep
from amparo.supporters.models import Card, PublicName
from amparo.web.models import Coalition
from tests.browsing import Visit
from tests.cast import LUZ, ROSA
from tests.makers import make_keys, make_open_petition

LINK = re.compile(r"/es/confirm/[\w-]+/")


@pytest.fixture
def petition(address: str) -> str:
    """An open petition's path in Spanish."""
    now = timezone.now()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    make_keys(now)
    return f"/es/petitions/{make_open_petition(now).slug}/"


def fill_in(page: Page, *, name: str = ROSA.full_name, visibility: str = "") -> None:
    page.get_by_label("Su nombre").fill(name)
    page.get_by_label("Correo electrónico").fill(ROSA.email)
    page.get_by_label("Ciudad o pueblo").fill(ROSA.town)
    page.get_by_label("Condado").select_option(label="Rice County")
    if visibility:
        page.get_by_label(visibility).check()


def link_in_her_mail(number: int = -1) -> str:
    """The link of the letter that she got, as a path."""
    sweep(timezone.now())
    found = LINK.search(str(mail.outbox[number].body))
    assert found is not None
    return found[0]


def test_rosa_signs_confirms_hides_her_name_and_withdraws(
    visit: Visit, petition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amparo.web.proofofwork.SHORTEST_WAIT", timedelta(seconds=3))
    page = visit(petition + "?source=iglesia", scripts=False, language="es")
    fill_in(page, visibility="Todo el mundo")
    page.get_by_label("Por qué firmo").fill("Por mi mamá.")
    page.wait_for_timeout(3_200)  # milliseconds
    page.get_by_role("button", name="Agregar mi nombre").click()

    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()
    card = Card.objects.get()
    assert (card.is_confirmed, card.source, card.language) == (False, "iglesia", "es")

    page.goto(link_in_her_mail())
    assert not Card.objects.get().is_confirmed, "to fetch a link confirms nothing"
    page.get_by_role("button", name="Confirmar").click()
    assert Card.objects.get().is_confirmed
    assert PublicName.objects.get().shown == ROSA.full_name

    page.get_by_role("link", name="Cambiar o retirar").click()
    hide_her_name(page)
    assert not PublicName.objects.exists()
    assert Card.objects.get().is_confirmed

    page.get_by_role("link", name="Retirar").click()
    page.get_by_role("button", name="Borrar todo").click()
    assert not Card.objects.exists()


def hide_her_name(page: Page) -> None:
    page.get_by_role("link", name="Cambiar lo que ven los demás").click()
    page.get_by_label("Que se me cuente, sin nombre").check()
    page.get_by_role("button", name="Ver cómo quedará").click()
    page.get_by_role("button", name="Sí, así").click()


def test_what_is_missing_is_said_in_spanish_and_nothing_is_lost(
    visit: Visit, petition: str
) -> None:
    page = visit(petition, scripts=False, language="es")
    page.get_by_label("Por qué firmo").fill("Por mi mamá.")
    page.get_by_role("button", name="Agregar mi nombre").click()

    expect(page.get_by_role("alert")).to_contain_text("Escriba su nombre")
    expect(page.get_by_label("Por qué firmo")).to_have_value("Por mi mamá.")


def test_the_switch_to_english_keeps_what_she_typed(visit: Visit, petition: str) -> None:
    page = visit(petition + "?source=iglesia", scripts=False, language="es")
    fill_in(page)
    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", name="Add my name")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value(ROSA.full_name)
    assert page.url.endswith("/en/petitions/end-the-agreement/?source=iglesia")


def test_her_daughter_signs_with_the_same_address(visit: Visit, petition: str) -> None:
    page = visit(petition, scripts=False, language="es")
    fill_in(page)
    page.get_by_role("button", name="Agregar mi nombre").click()
    page.get_by_text("Otra persona aquí quiere firmar").click()
    fill_in(page, name=LUZ.full_name)
    page.get_by_role("button", name="Agregar este nombre").click()

    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()
    assert Card.objects.count() == 2


def test_with_scripts_a_proof_is_made_and_nobody_waits(visit: Visit, petition: str) -> None:
    page = visit(petition, language="es")
    fill_in(page)
    page.get_by_role("button", name="Agregar mi nombre").click()

    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()
    assert Card.objects.count() == 1
