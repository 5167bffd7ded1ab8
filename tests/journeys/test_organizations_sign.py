"""Rosa signs for her organization on a phone, in Spanish, without scripts; Alma pastes a list,
makes two names one, freezes a print. Both in both languages, with axe.
"""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.keyring.operations import HolderOnce
from amparo.outbox.sending import sweep
from amparo.signons.models import Endorsement, Letter
from amparo.signons.operations import endorsing
from amparo.signons.operations.endorsing import Given
from amparo.supporters.models import Card, PublicName
from amparo.web.models import Coalition
from tests.browsing import Visit, come_in
from tests.cast import ALMA, ROSA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_keys
from tests.signons.conftest import make_letter

__all__ = ["alma_key"]  # a fixture

LINK = re.compile(r"/es/confirm/[\w-]+/")
LIST = """NATIONAL
River Network (RN)
Minnesota
Casa del Rio – Northfield
Rev. Ana Ejemplo, River Church, Duluth, MN
Thank you to everybody: see https://example.org
"""


def begin() -> Letter:
    Coalition.objects.get_or_create(state="MN")
    Coalition.forget_kept()
    return make_letter(timezone.now(), takes_individuals=True)


@pytest.fixture
def letter(address: str) -> Letter:
    make_keys(timezone.now())
    return begin()


def sign_in_spanish(page: Page) -> None:
    page.get_by_label("Nombre de la organización").fill("Casa del Río")
    page.get_by_label("Local").check()
    page.get_by_label("Ciudad o pueblo").fill("Northfield")
    page.locator("select[name=state]").select_option(label="Minnesota")
    page.get_by_label("Su nombre", exact=True).fill(ROSA.full_name)
    page.get_by_label("Su cargo ahí").fill("Directora")
    page.get_by_label("Correo electrónico").fill(ROSA.email)


def link_in_her_mail() -> str:
    sweep(timezone.now())
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found[0]


def test_rosa_signs_for_her_organization_and_takes_it_back(
    visit: Visit, letter: Letter, axe: Callable[[Page], None]
) -> None:
    page = visit(f"/es/letters/{letter.slug}/", scripts=False, language="es")
    sign_in_spanish(page)
    page.get_by_role("button", name="Firmar").click()
    expect(page.get_by_text("Marque esta casilla").first).to_be_visible()
    expect(page.get_by_label("Su cargo ahí")).to_have_value("Directora")
    page.get_by_label("Tengo autorización para firmar").check()
    page.get_by_role("button", name="Firmar").click()
    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()

    link = link_in_her_mail()
    page.goto(link)
    expect(page.get_by_text("Casa del Río")).to_be_visible()
    assert Endorsement.objects.get().confirmed_on is None, "to fetch a link confirms nothing"
    page.get_by_role("button", name="Confirmar").click()
    signed = Endorsement.objects.get()
    assert signed.is_waiting

    endorsing.approve(letter, [signed], actor=WORKER, now=timezone.now())
    page.goto(f"/es/letters/{letter.slug}/signers/?q=rio")
    expect(page.get_by_text("Casa del Río, Northfield")).to_be_visible()
    expect(page.get_by_text(ROSA.full_name)).to_have_count(0)

    page.goto(link.replace("/confirm/", "/yours/"))
    page.get_by_role("link", name="Retirar").click()
    page.get_by_role("button", name="Quitarlo").click()
    page.goto(f"/es/letters/{letter.slug}/signers/")
    expect(page.get_by_text("Casa del Río")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_public_page_of_a_letter_is_open_to_everybody(
    visit: Visit, letter: Letter, axe: Callable[[Page], None], language: str
) -> None:
    for number, state in enumerate(("MN", "NY", "OH", "TX", "")):
        given = Given(f"House {number}", state=state, scope="" if state else "national")
        endorsing.add_by_hand(letter, given, language="en", actor=WORKER, now=timezone.now())
    page = visit(f"/{language}/letters/{letter.slug}/", language=language)
    axe(page)
    for tail in ("office/", "person/", "thanks/", "signers/?q=house"):
        page.goto(f"/{language}/letters/{letter.slug}/{tail}")
        axe(page)
    page.goto(f"/{language}/letters/{letter.slug}/office/")
    page.locator("#ask-form button[type=submit]").click()
    expect(page.locator(".errors").first).to_be_visible()
    axe(page)


def send(page: Page) -> None:
    """Press the one button of a form of the desk, in whatever language it speaks."""
    page.locator("main form.desk-form button[type=submit]").click()


@pytest.mark.parametrize("language", ["en", "es"])
def test_alma_pastes_a_list_makes_two_names_one_and_freezes_it(
    visit: Visit, alma_key: HolderOnce, axe: Callable[[Page], None], language: str
) -> None:
    letter = begin()
    endorsing.add_by_hand(
        letter, Given("Casa del Río", state="MN"), language="en", actor=WORKER, now=timezone.now()
    )
    User.objects.filter(email=ALMA.email).update(preferred_language=language)
    page = visit("/accounts/login/", phone=False)  # axe is a script
    come_in(page, ALMA)
    page.goto(f"/desk/letters/{letter.pk}/paste/")
    axe(page)
    page.locator("textarea").fill(LIST)
    send(page)
    expect(page.get_by_text("https://example.org").first).to_be_visible()
    axe(page)

    page.locator("a[href$='/6/']").click()
    axe(page)
    page.locator("select[name=says]").select_option("signer")
    page.locator("input[name=name]").fill("River Friends")
    send(page)
    page.locator("form[action$='/put-on/'] button").click()
    assert letter.endorsements.listed().count() == 4  # one of the four stood there before

    endorsing.add_by_hand(
        letter,
        Given("Rivers Network", scope="national"),
        language="en",
        actor=WORKER,
        now=timezone.now(),
    )
    page.goto(f"/desk/letters/{letter.pk}/alike/")
    axe(page)
    page.locator("a[href*='/merge/']").click()
    axe(page)
    send(page)
    assert letter.endorsements.listed().count() == 4

    page.goto(f"/desk/letters/{letter.pk}/endorsements/")
    axe(page)
    page.goto(f"/desk/letters/{letter.pk}/freeze/")
    axe(page)
    send(page)
    assert letter.freezes.get().signer_count == 4
    axe(page)


def test_a_pastor_signs_by_her_office_and_stands_with_it_on_the_list(
    visit: Visit, letter: Letter
) -> None:
    page = visit(f"/es/letters/{letter.slug}/", scripts=False, language="es")
    page.get_by_role("link", name="Firmar con su cargo").click()
    page.get_by_label("Su nombre", exact=True).fill("Rev. Ana Ejemplo")
    page.get_by_label("Su cargo", exact=True).fill("Pastora, Iglesia del Río")
    page.get_by_label("Ciudad o pueblo").fill("Northfield")
    page.locator("select[name=state]").select_option(label="Minnesota")
    page.get_by_label("Correo electrónico").fill(ROSA.email)
    page.get_by_role("button", name="Firmar").click()
    expect(page.locator(".errors").first).to_contain_text("su nombre no puede aparecer")
    expect(page.get_by_label("Su cargo", exact=True)).to_have_value("Pastora, Iglesia del Río")
    page.get_by_label("Mi nombre y mi cargo pueden aparecer en la lista").check()
    page.get_by_role("button", name="Firmar").click()
    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()
    assert not Endorsement.objects.get().name, "nobody's name is written before she confirms"

    page.goto(link_in_her_mail())
    expect(page.locator("main")).to_contain_text("En la lista dirá: Rev. Ana Ejemplo")
    page.get_by_role("button", name="Confirmar").click()
    signed = Endorsement.objects.get()
    assert (signed.name, signed.kind) == ("Rev. Ana Ejemplo", "office")

    endorsing.approve(letter, [signed], actor=WORKER, now=timezone.now())
    page.goto(f"/es/letters/{letter.slug}/signers/")
    line = "Rev. Ana Ejemplo, Pastora, Iglesia del Río, Northfield"
    expect(page.get_by_text(line)).to_be_visible()
    expect(page.get_by_text(ROSA.email)).to_have_count(0)


def test_rosa_signs_for_herself_in_spanish_and_decides_what_others_see(
    visit: Visit, letter: Letter
) -> None:
    page = visit(f"/es/letters/{letter.slug}/", scripts=False, language="es")
    page.get_by_role("link", name="Firmar a título personal").click()
    page.get_by_label("Su nombre", exact=True).fill(ROSA.full_name)
    page.get_by_label("Correo electrónico").fill(ROSA.email)
    page.get_by_label("Ciudad o pueblo").fill(ROSA.town)
    page.locator("input[name=visibility][value=public]").check()
    page.get_by_role("button", name="Firmar").click()
    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()
    assert not Endorsement.objects.exists(), "she signs for nobody but herself"
    assert not PublicName.objects.exists()

    page.goto(link_in_her_mail())
    page.get_by_role("button", name="Confirmar").click()
    assert PublicName.objects.get().shown == ROSA.full_name
    page.get_by_role("link", name="Cambiar o retirar").click()
    page.get_by_role("link", name="Retirar").click()
    page.get_by_role("button", name="Borrar todo").click()
    assert not Card.objects.exists()
