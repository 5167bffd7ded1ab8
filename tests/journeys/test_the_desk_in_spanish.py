"""Alma's desk in Spanish, on a phone: a letter to the list, a list brought along, a post with a
photograph; and Rosa, who has only such a letter in hand, asks for fewer of them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from amparo.accounts.models import User
from amparo.keyring.operations import HolderOnce
from amparo.mailouts.models import MailOut, State
from amparo.mailouts.operations.running import new_run
from amparo.mailouts.sending import send
from amparo.outbox.sending import sweep
from amparo.pages.models import NewsPage
from amparo.pages.operations import build_site
from amparo.supporters.models import Card, Preference
from amparo.supporters.operations import Submission, receive, the_list
from tests.browsing import Visit, come_in
from tests.cast import ALMA, ROSA, TEO
from tests.journeys.test_a_letter import html_of
from tests.journeys.test_a_list_comes_along import NETWORK
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.journeys.words import es
from tests.outbox.conftest import Catcher, catcher

__all__ = ["alma_key", "catcher"]  # fixtures

Axe = Callable[[Page], None]


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=es(words), exact=True).click()


def field(page: Page, words: str) -> Locator:
    return page.get_by_label(es(words))


@pytest.fixture
def spanish(alma_key: HolderOnce) -> HolderOnce:
    User.objects.update(preferred_language="es")
    return alma_key


def on_the_list(settings: Settings) -> None:
    """Rosa and Omar, who have confirmed."""
    for who in (ROSA.full_name, "Omar Abdi"):
        email = ROSA.email if who == ROSA.full_name else "omar@example.org"
        joined = Submission("list", the_list().pk, "ab" * 32, "es", who, email, wants_news=True)
        receive(joined, now=timezone.now())
    Card.objects.update(is_confirmed=True)


def test_a_letter_goes_out_from_a_desk_in_spanish_and_rosa_asks_for_fewer(
    visit: Visit, spanish: HolderOnce, catcher: Catcher, settings: Settings, axe: Axe
) -> None:
    on_the_list(settings)
    alma = visit("/accounts/login/", language="es")
    come_in(alma, ALMA)
    alma.goto("/desk/mailings/new/")
    words = alma.get_by_role("region", name="Español")
    words.get_by_label(es("Subject"), exact=True).fill("Para {nombre}")
    words.get_by_label(es("Letter"), exact=True).fill(
        "Estimada {nombre|vecina}:\n\nVenga el martes."
    )
    press(alma, "Save")
    expect(alma.locator("main")).to_contain_text("es igual para todas las personas")
    axe(alma)
    words.get_by_label(es("Subject"), exact=True).fill("La junta vota el martes")
    press(alma, "Save")
    press(alma, "Save")
    press(alma, "Ask for approval")

    teo = visit("/accounts/login/", language="es")
    come_in(teo, TEO)
    letter = MailOut.objects.get()
    teo.goto(f"/desk/mailings/{letter.pk}/approve/")
    expect(teo.locator("main")).to_contain_text("A cualquier hora")
    axe(teo)
    press(teo, "I approve these words and this number")

    alma.reload()
    alma.get_by_role("link", name=es("Unlock and send it")).click()
    field(alma, "Your six words").fill(spanish.passphrase)
    press(alma, "Unlock")
    press(alma, "Send it now")
    catcher.caught.clear()
    send(letter.pk, new_run(letter), waits=())
    letter.refresh_from_db()
    assert (letter.state, letter.sent_count) == (State.SENT, 2)

    hers = next(mail for mail in catcher.caught if mail["To"] == ROSA.email)
    choose_by(html_of(hers), visit, catcher, axe)


def choose_by(letter: str, visit: Visit, catcher: Catcher, axe: Axe) -> None:
    """Rosa follows the foot of her letter, gets her own link by mail, and chooses."""
    there = re.search(r'href="[^"]*?(/es/my-letters/)"', letter)
    assert there
    rosa = visit(there[1], language="es")
    axe(rosa)
    field(rosa, "E-mail").fill("no es correo")
    press(rosa, "Send me my link")
    expect(rosa.locator("main")).to_contain_text("no puede ser")
    field(rosa, "E-mail").fill(ROSA.email)
    press(rosa, "Send me my link")
    expect(rosa.get_by_role("heading", level=1)).to_have_text("Revise su correo")
    axe(rosa)
    catcher.caught.clear()
    sweep(timezone.now())
    [link] = re.findall(r"/es/yours/[\w-]+/", html_of(catcher.caught[-1]))[:1]
    rosa.goto(link)
    rosa.get_by_role("link", name=es("Change which letters you want")).click()
    rosa.get_by_label(es("At most one a month")).check()
    rosa.get_by_role("button", name="Escríbanme así").click()
    expect(rosa.locator("main")).to_contain_text(es("At most one a month"))
    assert Preference.objects.get(how_often="monthly").card.language == "es"


def test_a_list_comes_along_at_a_desk_in_spanish(
    visit: Visit, spanish: HolderOnce, tmp_path: Path, axe: Axe
) -> None:
    file = tmp_path / "lista.csv"
    file.write_text(NETWORK)
    page = visit("/accounts/login/", language="es")
    come_in(page, ALMA)
    page.goto("/desk/supporters/list/imports/new/")
    page.get_by_label(es("CSV file")).set_input_files(file)
    press(page, "Read the file")
    axe(page)
    page.get_by_label(es("What you call this list")).fill("Action Network")
    page.get_by_label(es("A column of the file says it, row by row")).check()
    page.get_by_label(es("When and how they agreed")).fill("En nuestras formas, hasta 2026.")
    page.get_by_label("Español").check()
    press(page, "See how it is understood")
    expect(page.locator("main")).to_contain_text("hodan@example.org")
    page.get_by_role("button", name="Poner 4 filas en la lista").click()
    expect(page.locator("main")).to_contain_text("2 personas están ahora en la lista")
    expect(page.locator("body")).not_to_contain_text("hodan@example.org")
    assert Card.objects.count() == 2


def test_news_with_a_photograph_are_posted_from_a_phone_in_spanish(
    visit: Visit, spanish: HolderOnce, tmp_path: Path, settings: Settings, axe: Axe
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    build_site(name="Coalición")
    photo = tmp_path / "vigilia.jpg"
    Image.new("RGB", (1200, 900), "teal").save(photo)
    page = visit("/accounts/login/", language="es")
    come_in(page, ALMA)
    page.goto("/desk/news/post/")
    axe(page)
    page.locator("#id_es-title").fill("Vigilia el miércoles")
    page.locator("#id_es-text").fill("Nos vemos a las 7.\n\nTraigan velas.")
    page.locator("#id_photograph").set_input_files(photo)
    press(page, "Publish")
    expect(page.locator("main")).to_contain_text(es("Without their yes it cannot be shown."))
    expect(page.locator("#id_es-title")).to_have_value("Vigilia el miércoles")
    page.locator("#id_photograph").set_input_files(photo)
    page.locator("#id_shown").fill("Velas frente al condado")
    page.locator("#id_has_consent").check()
    press(page, "Publish")
    post = NewsPage.objects.live().get()
    assert post.photograph is not None
    shown = visit(post.url, language="es")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Vigilia el miércoles")
    expect(shown.locator("figure img")).to_have_attribute("alt", "Velas frente al condado")
    axe(shown)
    picture = shown.locator('meta[property="og:image"]').get_attribute("content") or ""
    answer = Client().get("/" + picture.split("/", 3)[3])
    assert answer["Content-Type"] == "image/png"
