"""A letter from first word to last mailbox: Alma writes, Teo approves, a key sends, Rosa leaves."""

import re
from collections.abc import Callable
from email.message import EmailMessage

from playwright.sync_api import Page, expect
from pytest_django import Settings

from amparo.keyring.operations import HolderOnce
from amparo.mailouts.models import MailOut, Quiet, State
from amparo.mailouts.operations.running import new_run
from amparo.mailouts.sending import send
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from tests.browsing import Visit, come_in
from tests.cast import ALMA, TEO
from tests.journeys.test_alma_reads_signatures import signed_petition
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.outbox.conftest import Catcher, catcher

__all__ = ["alma_key", "catcher"]  # fixtures

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"

BODY = (
    "Estimada {nombre|vecina}:\n\nEl martes vota la junta.\n\n- Venga a las 6 p. m.\n- Traiga agua"
)


def write(page: Page) -> None:
    """Alma writes to whoever signed, in Spanish only."""
    page.goto("/desk/petitions/")
    page.get_by_role("link", name="End the agreement").first.click()
    page.get_by_role("link", name="Write to whoever took part").click()
    spanish = page.get_by_role("region", name="Español")
    spanish.get_by_label("Subject", exact=True).fill("La junta vota el martes")
    spanish.get_by_label("Letter", exact=True).fill(BODY)
    page.get_by_label("Show it as a page on our site once it goes").check()
    page.get_by_role("button", name="Save").click()


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    content: str = part.get_content()
    return content


def without_message(page: Page, axe: Callable[[Page], None]) -> None:
    """Look at the page as it stands; the message of the moment is Wagtail's own."""
    page.reload()
    axe(page)


def test_a_letter_is_written_approved_sent_and_left(
    visit: Visit,
    alma_key: HolderOnce,
    catcher: Catcher,
    settings: Settings,
    axe: Callable[[Page], None],
) -> None:
    signed_by_two(settings)
    alma = visit("/accounts/login/", phone=False)
    come_in(alma, ALMA)
    write(alma)
    without_message(alma, axe)
    alma.get_by_role("button", name="Save", exact=True).click()
    expect(alma.locator("main")).to_contain_text("2 letters at most.")
    without_message(alma, axe)
    alma.get_by_role("link", name="Somebody who reads neither").click()
    letter = alma.frame_locator("iframe")
    expect(letter.locator("body")).to_contain_text("Estimada vecina")
    without_message(alma, axe)
    alma.go_back()
    alma.get_by_role("button", name="Ask for approval").click()
    expect(alma.locator("main")).to_contain_text("Teo Lindgren")

    teo = visit("/accounts/login/")
    come_in(teo, TEO)
    teo.goto("/desk/")
    teo.get_by_role("link", name="Look at it").click()
    teo.get_by_role("link", name="Look at it and approve").click()
    without_message(teo, axe)
    teo.get_by_role("button", name="I approve these words and this number").click()
    expect(teo.locator("main")).to_contain_text("Approved")

    alma.reload()
    alma.get_by_role("link", name="Unlock and send it").click()
    alma.get_by_label("Your six words").fill(alma_key.passphrase)
    alma.get_by_role("button", name="Unlock").click()
    alma.get_by_role("button", name="Send it now").click()
    expect(alma.locator("main")).to_contain_text("It is going out.")
    without_message(alma, axe)
    catcher.caught.clear()
    sent = MailOut.objects.get()
    send(sent.pk, new_run(sent), waits=())
    alma.reload()
    expect(alma.locator("main")).to_contain_text("Sent")
    sent.refresh_from_db()
    assert (sent.state, sent.sent_count) == (State.SENT, 1), "two names of one address: one letter"

    alma.get_by_role("link", name="A letter came back later?").click()
    axe(alma)
    alma.get_by_label("The message that came back").fill("<rosa@example.org>: 550 5.1.1 unknown")
    alma.get_by_role("button", name="Count it").click()
    expect(alma.locator("main")).to_contain_text("No such address")

    leave_by(catcher.caught[0], visit)
    assert Quiet.objects.count() == 1
    assert Card.objects.filter(action_kind="petition").count() == 2

    public = visit(f"/es/mailings/{sent.pk}/", language="es")
    expect(public.locator("main")).to_contain_text("Estimada vecina")
    axe(public)


def leave_by(mail: EmailMessage, visit: Visit) -> None:
    """Rosa leaves by the link at the foot of her letter, without scripts."""
    leave = re.search(r'href="([^"]+/leave/[^"]+)"', html_of(mail))
    assert leave
    rosa = visit("/" + leave[1].split("/", 3)[3], scripts=False)
    expect(rosa.get_by_role("heading", level=1)).to_contain_text("¿No recibir más cartas")
    rosa.get_by_role("button", name="No me envíen más").click()
    expect(rosa.get_by_role("heading", level=1)).to_contain_text("Ya no le llegarán")


def signed_by_two(settings: Settings) -> Petition:
    """Rosa and Luz, who share an address, confirmed by links that came by mail."""
    kept, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, LOCMEM
    petition = signed_petition()
    settings.EMAIL_BACKEND = kept
    return petition
