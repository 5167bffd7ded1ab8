"""A newcomer's key, on two telephones: made, read aloud, compared, used, and taken away again."""

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.keyring.operations import (
    HolderOnce,
    confirm_kit_words,
    grant,
    make_kit,
    unconfirmed_kit,
)
from amparo.lib.sealing.grants import Scope
from amparo.web.models import Coalition
from tests.browsing import Visit
from tests.cast import ALMA, PASSWORD, TEO, Person
from tests.makers import Keys, forget_keys, make_alma, make_key, make_teo, reboot

INIT = Actor.command("amparo init")


@pytest.fixture
def alma_key(address: str) -> HolderOnce:
    """The key of Alma, granted by the paper kit; Teo has an account and no key."""
    return hand_out_keys().alma


def hand_out_keys() -> Keys:
    """A house with nobody's keys in it, then the paper kit's and Alma's."""
    reboot()
    forget_keys()
    cache.clear()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    now = timezone.now()
    alma = make_alma(now, has_password=True)
    make_teo(now, has_password=True)
    kit = make_kit(words_language="es", label="Hoja de emergencia", actor=INIT, now=now)
    root = unconfirmed_kit(actor=INIT)
    assert root is not None
    once = make_key(alma.pk, "Alma", now=now)
    heard = " ".join(once.fingerprint)
    grant(once.holder, by=root, scope=Scope("organizers"), heard=heard, now=now)
    confirm_kit_words(kit.words, actor=INIT, now=now)
    return Keys(kit, once)


def log_in(page: Page, who: Person) -> None:
    page.get_by_label("E-mail").fill(who.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/desk/")


def words_below(page: Page, heading: str) -> str:
    """The words that the sheet shows under a heading, as somebody reads them."""
    said = page.locator("section", has_text=heading).locator(".keys-passphrase").inner_text()
    return said.replace("·", " ")


def test_a_newcomer_is_let_in_by_six_words_heard_on_the_telephone(
    visit: Visit, alma_key: HolderOnce
) -> None:
    teo = visit("/accounts/login/")
    log_in(teo, TEO)
    teo.goto("/desk/keys/")
    teo.get_by_role("link", name="Make my key").click()
    teo.get_by_role("button", name="Make it now").click()
    passphrase = words_below(teo, "six words to learn")
    read_aloud = words_below(teo, "To read out by telephone")
    expect(teo.locator(".keys-words li")).to_have_count(24)
    expect(teo.get_by_role("button", name="Print")).to_be_visible()

    alma = visit("/accounts/login/")
    log_in(alma, ALMA)
    alma.get_by_text("Teo Lindgren has a new key").wait_for()
    alma.get_by_role("link", name="Compare").first.click()
    alma.get_by_role("link", name="Unlock").click()
    alma.get_by_label("Your six words").fill(alma_key.passphrase)
    alma.get_by_role("button", name="Unlock").click()
    alma.get_by_label("The six words that you hear").fill(read_aloud)
    alma.get_by_role("button", name="The words agree").click()
    expect(alma.locator("body")).to_contain_text("Teo Lindgren can open")

    teo.get_by_role("link", name="try the six words now").click()
    teo.get_by_label("Your six words").fill(passphrase.upper())
    teo.get_by_role("button", name="Unlock").click()
    expect(teo.locator("body")).to_contain_text("You have unlocked")

    alma.locator("tr", has_text="Teo Lindgren").get_by_role("link", name="Take away").click()
    alma.get_by_role("button", name="Take it away").click()
    teo.reload()
    expect(teo.locator("body")).to_contain_text("You have no key")


def test_it_works_in_spanish_and_without_scripts(visit: Visit, alma_key: HolderOnce) -> None:
    User.objects.filter(email=ALMA.email).update(preferred_language="es")
    page = visit("/accounts/login/", scripts=False, language="es")
    page.locator("input[type=email]").fill(ALMA.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.goto("/desk/unlock/?next=/desk/log/")

    page.get_by_label("Sus seis palabras").fill("no son estas")
    page.get_by_role("button", name="Abrir").click()
    expect(page.locator("form.desk-form")).to_contain_text("Esas no son las seis palabras")

    page.get_by_label("Sus seis palabras").fill(alma_key.passphrase)
    page.get_by_role("button", name="Abrir").click()
    page.wait_for_url("**/desk/log/")
    expect(page.locator("main")).to_contain_text("abrió con sus seis palabras")
