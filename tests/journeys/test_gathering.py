"""Rosa says that she comes, and cannot after all; Alma makes a clinic on a phone, and moves a date.

Without scripts a form has to be three seconds old; so the journeys wait as a reader would.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.gatherings.dates import next_occurrences
from amparo.gatherings.models import Attendance, Coming, Gathering
from amparo.keyring.operations import HolderOnce
from amparo.outbox.sending import sweep
from tests.browsing import PHONE, Visit, come_in
from tests.cast import ALMA, BETO, ROSA
from tests.gatherings.making import fresh, make_series
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_beto, make_campaign, make_organization

__all__ = ["alma_key"]  # a fixture

LINK = re.compile(r"/(?:es|en)/(?:confirm|coming)/[\w-]+/")


@pytest.fixture
def weekly(alma_key: HolderOnce) -> Gathering:
    """Every week, hosted by Neighbors; the address is told to those who come."""
    now = timezone.now()
    first = timezone.localdate(now) + timedelta(days=2)
    hosts = (make_organization("Neighbors", spanish="Vecinos"),)
    return make_series(now, first, hosts=hosts, hides_place=True)


def link_in_her_mail() -> str:
    sweep(timezone.now())
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found[0]


def test_rosa_says_that_she_comes_with_two_more_and_then_cannot(
    visit: Visit, weekly: Gathering
) -> None:
    page = visit("/es/gatherings/", scripts=False, language="es")
    page.get_by_role("link", name="Los miércoles frente a la cárcel").click()
    expect(page.locator("main")).to_contain_text("Vecinos")
    expect(page.locator("main")).not_to_contain_text("13880")

    page.get_by_label("¿Cuántas personas vienen").fill("3")
    page.get_by_label("Su nombre").fill(ROSA.full_name)
    page.get_by_label("Correo electrónico").fill("rosa")
    page.get_by_label("¿Qué necesita ahí?").fill("Una silla")
    page.get_by_role("button", name="Voy a ir").click()
    expect(page.get_by_role("alert")).to_contain_text("correo")
    expect(page.get_by_label("¿Qué necesita ahí?")).to_have_value("Una silla")
    page.get_by_label("Correo electrónico").fill(ROSA.email)
    page.get_by_role("button", name="Voy a ir").click()
    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()

    page.goto(link_in_her_mail())
    assert Coming.objects.get().state == "asked", "to fetch a link confirms nothing"
    page.get_by_role("button", name="Sí, voy").click()
    expect(page.locator("main")).to_contain_text("Le esperamos.")
    expect(page.locator("main")).to_contain_text("13880 Business Center Drive")
    assert Coming.objects.get().party_size == 3

    page.get_by_label("¿Cuántas personas vienen").fill("2")
    page.get_by_role("button", name="Cambiar el número").click()
    assert Coming.objects.get().party_size == 2
    page.get_by_role("button", name="No puedo ir").click()
    assert not Coming.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_her_own_pages_are_for_everybody(
    visit: Visit, weekly: Gathering, axe: Callable[[Page], None], language: str
) -> None:
    """With scripts: axe is one, and would wait for ever where none may run."""
    page = visit(f"/{language}/gatherings/wednesdays/", language=language)
    submit = page.locator("#ask-form button[type=submit]")
    page.locator("#id_name").fill(ROSA.full_name)
    page.locator("#id_email").fill("rosa")
    submit.click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.locator("#id_email").fill(ROSA.email)
    submit.click()
    page.wait_for_url("**/thanks/")
    link = link_in_her_mail()
    page.goto(link)
    axe(page)
    page.locator("#confirm-form button").click()
    axe(page)
    page.goto(link.replace("/confirm/", "/yours/"))
    axe(page)
    page.goto(link.replace("/confirm/", "/coming/"))
    axe(page)
    page.goto(link.replace("/confirm/", "/withdraw/"))
    axe(page)


def test_the_switch_keeps_what_she_typed(visit: Visit, weekly: Gathering) -> None:
    page = visit("/es/gatherings/wednesdays/?source=iglesia", scripts=False, language="es")
    page.get_by_label("¿Qué necesita ahí?").fill("Una silla")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("What do you need there?")).to_have_value("Una silla")
    assert page.url.endswith("/en/gatherings/wednesdays/?source=iglesia")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_are_for_everybody(
    visit: Visit, weekly: Gathering, axe: Callable[[Page], None], language: str
) -> None:
    which = next_occurrences(weekly, timezone.now())[1].which
    for path in ("", "month/", "wednesdays/", f"wednesdays/{which}/", "wednesdays/thanks/"):
        axe(visit(f"/{language}/gatherings/{path}", language=language))
    axe(visit(f"/{language}/gatherings/wednesdays/", language=language, phone=False))


def test_alma_makes_a_clinic_on_a_phone(
    visit: Visit, alma_key: HolderOnce, axe: Callable[[Page], None]
) -> None:
    campaign = make_campaign(timezone.now())
    page = visit("/accounts/login/")
    come_in(page, ALMA)
    page.goto("/desk/gatherings/new/")
    page.locator("#id_campaign").select_option(str(campaign.pk))
    page.locator("#id_kind").select_option("clinic")
    day = timezone.localdate() + timedelta(days=9)
    page.locator("#id_first_on").fill(day.isoformat())
    page.locator("#id_starts_time").fill("10:00")
    page.locator("#id_ends_time").fill("13:00")
    page.locator("#id_address").fill("3104 16th Ave. South, Minneapolis")
    for code, title, ask in (
        ("es", "Clínica legal gratis", "Venga a hablar con un abogado."),
        ("en", "Free legal clinic", "Come and talk with a lawyer."),
    ):
        page.locator(f"#id_{code}-title").fill(title)
        page.locator(f"#id_{code}-ask").fill(ask)
    axe(page)

    places = page.locator("#id_capacity")  # what few people need is folded away
    expect(places).to_be_hidden()
    page.locator("summary", has=page.get_by_text("Who may come", exact=True)).click()
    box = places.bounding_box()
    assert box
    assert box["x"] + box["width"] <= PHONE["width"]
    places.fill("0")
    page.locator(".desk-form button[type=submit]").click()
    expect(places).to_be_visible()  # what is wrong is not
    axe(page)
    places.fill("40")
    page.locator(".desk-form button[type=submit]").click()

    made = Gathering.objects.get()
    page.goto(f"/desk/gatherings/{made.pk}/")
    axe(page)
    page.locator(f"form[action='/desk/gatherings/{made.pk}/open/'] button").click()
    assert fresh(made).state == "open"
    public = visit(f"/es/gatherings/{made.slug}/", language="es")
    expect(public.locator("main")).to_contain_text("10:00")


def test_alma_moves_one_date_and_those_who_come_hear_of_it(
    visit: Visit, weekly: Gathering, axe: Callable[[Page], None]
) -> None:
    one = next_occurrences(weekly, timezone.now())[0]
    page = visit("/accounts/login/", phone=False)
    come_in(page, ALMA)
    page.goto(f"/desk/gatherings/{weekly.pk}/dates/{one.which}/")
    axe(page)
    page.locator("#id_moved_on").fill((one.original_on + timedelta(days=1)).isoformat())
    page.locator("#id_es-note").fill("Un día después.")
    page.locator(".desk-form button[type=submit]").click()

    public = visit("/es/gatherings/wednesdays/", language="es")
    expect(public.locator("main")).to_contain_text("Un día después.")
    expect(public.locator("main")).to_contain_text("Antes era")


def test_beto_counts_at_the_vigil_with_one_hand(
    visit: Visit, weekly: Gathering, axe: Callable[[Page], None]
) -> None:
    make_beto(timezone.now(), has_password=True)
    which = next_occurrences(weekly, timezone.now())[0].which
    page = visit("/accounts/login/")
    come_in(page, BETO)
    page.goto(f"/desk/gatherings/{weekly.pk}/dates/{which}/count/")
    axe(page)
    for step in ("+5", "+5", "+1", "−1"):
        page.get_by_role("button", name=step, exact=True).click()
        page.wait_for_load_state()
    expect(page.locator(".desk-tally")).to_contain_text("10")
    assert Attendance.objects.get().count == 10
