"""Alma logs in: with a password, and with a passkey in Chromium's virtual authenticator.

The passkey's ceremony runs in the browser under our policy of content: no script stands in a page.
"""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.web.models import Coalition
from tests.browsing import Visit
from tests.cast import ALMA, BETO, PASSWORD
from tests.makers import make_alma, make_beto, reboot

LOGIN = "/accounts/login/"
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def alma(address: str) -> User:
    reboot()
    cache.clear()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    return make_alma(timezone.now(), has_password=True)


def give_finger(page: Page) -> None:
    """A device with a fingerprint reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail").fill(ALMA.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def complaints_of(page: Page) -> list[str]:
    """What our policy of content made the browser refuse, while the page is used."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "Policy" in said.text else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def add_passkey(page: Page) -> None:
    page.goto("/accounts/second-step/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What you call it").fill("Alma's phone")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have written them down").click()
    expect(page.get_by_text("You have one passkey.")).to_be_visible()


def test_alma_adds_a_passkey_and_logs_in_with_it_alone(visit: Visit) -> None:
    page = visit(LOGIN + "?next=/accounts/")
    complaints = complaints_of(page)
    give_finger(page)
    log_in(page)
    expect(page.get_by_text("Only a password protects your login")).to_be_visible()
    add_passkey(page)

    page.goto("/accounts/")
    page.get_by_role("button", name="Log out", exact=True).click()
    page.goto(LOGIN + "?next=/accounts/")
    page.get_by_role("button", name="Log in with a passkey").click()

    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("protects your login")).to_be_visible()
    assert complaints == []


def test_whoever_guesses_at_almas_password_does_not_keep_her_passkey_out(visit: Visit) -> None:
    page = visit(LOGIN + "?next=/accounts/")
    give_finger(page)
    log_in(page)
    add_passkey(page)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Log out", exact=True).click()

    stranger = visit(LOGIN)
    for _ in range(6):
        log_in(stranger, "wrong wrong wrong")
    expect(stranger.get_by_text("Wait 1 minute").first).to_be_visible()

    page.goto(LOGIN + "?next=/accounts/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_passkey_that_is_not_there_is_said_on_the_page(visit: Visit) -> None:
    page = visit(LOGIN)
    give_finger(page)

    page.get_by_role("button", name="Log in with a passkey").click()

    expect(page.get_by_text("That did not work")).to_be_visible()


def test_alma_ends_the_session_of_a_lost_telephone(visit: Visit) -> None:
    lost, here = (visit(LOGIN + "?next=/accounts/", scripts=False) for _ in range(2))
    log_in(lost)
    log_in(here)

    here.get_by_role("button", name="Log it out").click()
    expect(here.get_by_text("That session has ended.")).to_be_visible()

    lost.reload()
    expect(lost.get_by_role("heading", name="Log in", exact=True)).to_be_visible()


def test_beto_reads_everything_in_spanish_without_scripts(
    visit: Visit, axe: Callable[[Page], None]
) -> None:
    make_beto(timezone.now(), has_password=True)
    page = visit(LOGIN + "?next=/accounts/", scripts=False, language="es")
    page.get_by_label("Correo electrónico").fill(BETO.email)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()

    expect(page.get_by_role("heading", name="Su cuenta")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_accounts_pages_serve_people_who_use_them_otherwise(
    visit: Visit, axe: Callable[[Page], None], dark: bool
) -> None:
    page = visit(LOGIN + "?next=/accounts/", dark=dark)
    axe(page)
    log_in(page)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()

    for path in ("", "second-step/", "password/", "logout/"):
        page.goto(f"/accounts/{path}")
        axe(page)
