"""Teo leaves: his account is closed, his key opens nothing, what is new is not sealed to him."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import Session, User
from amparo.audit.models import Entry
from amparo.keyring.models import Wrap
from amparo.keyring.operations import HolderOnce, grant
from amparo.lib.sealing.grants import Scope
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, confirm, receive, refresh_tallies
from tests.browsing import Visit, come_in
from tests.cast import ALMA, OMAR, PASSWORD, ROSA, TEO
from tests.journeys.test_alma_reads_signatures import links_in_mail, signed_petition
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_key, unlock_as

__all__ = ["alma_key"]  # a fixture

Axe = Callable[[Page], None]
AT_LOGIN = re.compile("/accounts/login/")
SAID = {
    "en": {
        "close": "Close",
        "close it": "Close the account",
        "closed": "The account of Teo Lindgren is closed.",
        "no login": "The e-mail and the password do not go together.",
        "e-mail": "E-mail",
        "password": "Password",
        "log in": "Log in",
        "unlock to read": "Unlock to read",
        "six words": "Your six words",
        "unlock": "Unlock",
    },
    "es": {
        "close": "Cerrar",
        "close it": "Cerrar la cuenta",
        "closed": "La cuenta de Teo Lindgren quedó cerrada.",
        "no login": "El correo y la contraseña no coinciden.",
        "e-mail": "Correo electrónico",
        "password": "Contraseña",
        "log in": "Entrar",
        "unlock to read": "Abrir para leer",
        "six words": "Sus seis palabras",
        "unlock": "Abrir con mis seis palabras",
    },
}


@pytest.fixture
def teo_key(alma_key: HolderOnce) -> HolderOnce:
    """Teo's key, which Alma granted him."""
    now, teo = timezone.now(), User.objects.get(email=TEO.email)
    once = make_key(teo.pk, "Teo", now=now)
    heard = " ".join(once.fingerprint)
    grant(once.holder, by=unlock_as(alma_key, now), scope=Scope("organizers"), heard=heard, now=now)
    return once


@pytest.mark.parametrize("language", ["en", "es"])
def test_teo_leaves_and_reads_nothing_any_more(
    visit: Visit, axe: Axe, alma_key: HolderOnce, teo_key: HolderOnce, language: str
) -> None:
    User.objects.update(preferred_language=language)
    said, petition = SAID[language], signed_petition()
    names = f"/desk/supporters/petition/{petition.pk}/"
    teo = visit("/accounts/login/", language=language)
    come_in(teo, TEO)
    teo.goto(names)
    unlock(teo, said, teo_key)
    expect(teo.locator("table.desk-list")).to_contain_text(ROSA.full_name)

    alma = visit("/accounts/login/", phone=False, language=language)
    come_in(alma, ALMA)
    alma.goto("/desk/people/")
    row = alma.locator("tr", has_text=TEO.full_name)
    row.get_by_role("link", name=said["close"], exact=True).click()
    axe(alma)
    alma.get_by_role("button", name=said["close it"]).click()
    expect(alma.locator("body")).to_contain_text(said["closed"])
    axe(alma)
    assert not Session.objects.filter(user__email=TEO.email).exists()
    assert not Wrap.objects.filter(holder=teo_key.holder).exists()
    assert Entry.objects.filter(verb="account.deactivate").exists()
    assert Entry.objects.filter(verb="key.offboard").exists()

    for path in ("/desk/", "/desk/keys/", "/desk/unlock/", names):
        teo.goto(path)
        expect(teo).to_have_url(AT_LOGIN)
    log_in(teo, said)
    expect(teo.locator("main")).to_contain_text(said["no login"])
    teo.goto("/desk/")
    expect(teo).to_have_url(AT_LOGIN)

    omar = sign(petition)
    assert not Wrap.objects.filter(epoch_id=omar.epoch_id, holder=teo_key.holder).exists()
    assert Wrap.objects.filter(epoch_id=omar.epoch_id, holder=alma_key.holder).exists()
    alma.goto(names)
    unlock(alma, said, alma_key)
    for who in (ROSA, OMAR):  # what was there before he left, and what came afterwards
        expect(alma.locator("table.desk-list")).to_contain_text(who.full_name)


def unlock(page: Page, said: dict[str, str], key: HolderOnce) -> None:
    page.get_by_role("link", name=said["unlock to read"]).click()
    page.get_by_label(said["six words"]).fill(key.passphrase)
    page.get_by_role("button", name=said["unlock"]).click()


def log_in(page: Page, said: dict[str, str]) -> None:
    page.goto("/accounts/login/")
    page.get_by_label(said["e-mail"]).fill(TEO.email)
    page.get_by_role("textbox", name=said["password"]).fill(PASSWORD)
    page.get_by_role("button", name=said["log in"], exact=True).click()


def sign(petition: Petition) -> Card:
    """Omar signs after Teo has left."""
    now, known = timezone.now(), set(Card.objects.values_list("pk", flat=True))
    receive(
        Submission(
            action_kind="petition",
            action_id=petition.pk,
            text_hash="ab" * 32,
            language="es",
            name=OMAR.full_name,
            email=OMAR.email,
        ),
        now=now,
    )
    confirm(links_in_mail()[-1], now=now)
    refresh_tallies(now, is_due=True)
    return Card.objects.exclude(pk__in=known).get()
