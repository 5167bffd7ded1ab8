"""Alma sees that Rosa stands there twice, compares, and makes two cards one."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.keyring.operations import HolderOnce
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, receive, the_list
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.journeys.test_the_desk_in_spanish import press
from tests.journeys.words import es

__all__ = ["alma_key"]  # a fixture


def test_two_cards_of_one_person_become_one(
    visit: Visit, alma_key: HolderOnce, axe: Callable[[Page], None]
) -> None:
    User.objects.update(preferred_language="es")
    for name, email in (("Rosa Núñez", "rosa@example.org"), ("Rosa M. Nunez", "rn@example.net")):
        receive(
            Submission("list", the_list().pk, "ab" * 32, "es", name, email, wants_news=True),
            now=timezone.now(),
        )
    Card.objects.update(is_confirmed=True)
    first = Card.objects.earliest("pk")
    page = visit("/accounts/login/", language="es")
    come_in(page, ALMA)
    page.goto(f"/desk/supporters/list/{the_list().pk}/{first.pk}/")
    page.get_by_label(es("Your six words")).fill(alma_key.passphrase)
    press(page, "Unlock")
    page.get_by_role("link", name=es("Does she stand here twice?")).click()
    axe(page)
    page.get_by_role("link", name=es("Compare")).click()
    for told in ("rosa@example.org", "rn@example.net"):
        expect(page.locator("main")).to_contain_text(told)
    press(page, "They are one person")
    expect(page.get_by_role("radio").first).to_be_visible()
    assert Card.objects.count() == 2, "why is asked first"
    axe(page)
    page.get_by_label(es("Why")).fill("Ella lo dijo por teléfono")
    press(page, "They are one person")
    expect(page.locator("body")).to_contain_text(es("The two are one now, and count once."))
    assert Card.objects.count() == 1
