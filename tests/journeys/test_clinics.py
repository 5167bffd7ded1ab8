"""Rosa books a time with a lawyer; Beto books for a caller; Ines reads who comes, and Alma cannot.

And the five minutes: Alma, whose language is Spanish, publishes a clinic with its flyer by phone.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.campaigns.standing import forget_all
from amparo.clinics.days import ClinicDate
from amparo.clinics.models import Booking, ClinicDay, Provider
from amparo.clinics.operations.providers import save_provider
from amparo.gatherings.models import Gathering
from amparo.supporters.models import Card
from amparo.web.models import Coalition
from tests.browsing import Visit
from tests.cast import ALMA, BETO, INES, PASSWORD, Person
from tests.clinics.making import Attorneys, make_attorneys, make_clinic, make_day
from tests.makers import (
    make_alma,
    make_beto,
    make_campaign,
    make_ines,
    make_keys,
    make_organization,
    reboot,
)

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
STEPS_AT_MOST = 24  # twelve seconds each make five minutes
SAID = {
    "es": {
        "book": "Apartar una hora",
        "name": "¿Cómo quiere que le llamemos?",
        "this": "Apartar esta hora",
        "done": "Su hora está apartada",
        "code": "El código de su comprobante",
        "show": "Ver mi hora",
        "back": "Devolver la hora",
        "whom": "¿Con quién?",
        "free": "La hora está libre otra vez",
        "help": "Ayuda legal",
        "sift": "Mostrar",
    },
    "en": {
        "book": "Book a time",
        "name": "What shall we call you?",
        "this": "Book this time",
        "done": "Your time is booked",
        "code": "The code on your slip",
        "show": "Show my time",
        "back": "Give the time back",
        "whom": "With whom?",
        "free": "The time is free again",
        "help": "Legal help",
        "sift": "Show",
    },
}


@pytest.fixture
def ines(address: str) -> Attorneys:
    """A coalition with keys; Ines holds the attorneys'."""
    forget_all()
    reboot()
    cache.clear()
    now = timezone.now()
    Coalition.objects.create(state="MN", hotline="+16515550100")
    Coalition.forget_kept()
    keys = make_keys(now)
    for make in (make_alma, make_beto):
        make(now, has_password=True)
    return make_attorneys(keys, now, make_ines(now, has_password=True).pk)


@pytest.fixture
def day(ines: Attorneys) -> ClinicDate:
    return make_day(make_clinic(timezone.now()))


def log_in(visit: Visit, who: Person, **how: Any) -> Page:
    page = visit("/accounts/login/", **how)
    page.locator("input[type=email]").fill(who.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    return page


@pytest.mark.parametrize(
    ("language", "phone", "scripts"), [("es", True, False), ("en", False, True)]
)
def test_rosa_books_looks_and_gives_her_time_back(
    visit: Visit, day: ClinicDate, axe: Any, language: str, phone: bool, scripts: bool
) -> None:
    said = SAID[language]
    how = {"phone": phone, "scripts": scripts, "language": language}
    ClinicDay.objects.update(names_tables=True)
    page = visit(f"/{language}/gatherings/{day.gathering.slug}/", **how)
    page.get_by_role("link", name=said["book"]).click()
    if scripts:
        axe(page)
    page.locator("input[name=hour]").first.check()
    page.get_by_label(said["whom"]).select_option("Table 2")
    page.get_by_label(said["name"]).fill("Rosa Elena")
    page.get_by_role("button", name=said["this"]).click()
    expect(page.get_by_role("heading", name=said["done"])).to_be_visible()
    if scripts:
        axe(page)
    code = CODE.search(page.locator("main").inner_text())
    assert code
    assert "Rosa Elena" not in page.content()
    assert code[0] not in page.url

    page.goto(f"/{language}/clinics/code/")
    page.get_by_label(said["code"]).fill(code[0].lower())
    page.get_by_role("button", name=said["show"]).click()
    expect(page.locator("main")).to_contain_text("10:00")
    expect(page.locator("main")).to_contain_text("Table 2")
    page.get_by_role("button", name=said["back"]).click()
    expect(page.get_by_role("heading", name=said["free"])).to_be_visible()
    assert not Booking.objects.exists()
    assert not Card.objects.exists()


def test_what_is_missing_is_said_and_the_language_switch_keeps_the_rest(
    visit: Visit, day: ClinicDate
) -> None:
    path = f"clinics/{day.gathering.slug}/{day.day.original_on.isoformat()}/"
    page = visit(f"/es/{path}", scripts=False, language="es")
    page.get_by_label(SAID["es"]["name"]).fill("Rosa Elena")
    page.keyboard.press("Enter")  # presses the form's own button, and not the language switch
    expect(page.get_by_role("alert")).to_contain_text("elija una hora")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label(SAID["en"]["name"])).to_have_value("Rosa Elena")
    assert page.url.endswith(f"/en/{path}")


def test_beto_books_for_a_caller_and_ines_alone_reads_it(
    visit: Visit, day: ClinicDate, ines: Attorneys, axe: Any
) -> None:
    beto = log_in(visit, BETO, language="es")
    beto.goto(f"/desk/clinics/{day.day.pk}/")
    axe(beto)
    beto.get_by_role("link", name="Apartar para quien llama").click()
    axe(beto)
    beto.locator("input[name=hour]").first.check()
    beto.get_by_label(SAID["es"]["name"]).fill("Rosa Elena")
    beto.get_by_label("Teléfono").fill("612-555-0142")
    beto.get_by_role("button", name="Apartar esta hora").click()
    expect(beto.locator(".desk-code")).to_contain_text(CODE)
    assert "Rosa Elena" not in beto.content()
    beto.goto(f"/desk/clinics/{day.day.pk}/")
    assert "Rosa Elena" not in beto.content()

    page = log_in(visit, INES, phone=False)
    page.goto(f"/desk/clinics/{day.day.pk}/")
    page.get_by_role("link", name="Who comes when").click()
    page.get_by_label("Your six words").fill(ines.ines.passphrase)
    page.get_by_role("button", name="Unlock").click()
    expect(page.locator("main")).to_contain_text("Rosa Elena")
    axe(page)
    page.get_by_role("button", name="Came", exact=True).click()
    expect(page.locator("main")).to_contain_text("Undo")
    assert Booking.objects.get().did_come

    alma = log_in(visit, ALMA)
    alma.goto(f"/desk/clinics/{day.day.pk}/sheet/")
    assert "Rosa Elena" not in alma.content()
    alma.goto(f"/desk/clinics/{day.day.pk}/")
    expect(alma.get_by_role("link", name="Who comes when")).to_have_count(0)


class Steps:
    """Everything that she touches: fields that she fills in, things that she presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, role: Any, name: str) -> None:
        self.count += 1
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name).first.click()

    def fill(self, name: str, words: str) -> None:
        self.count += 1
        self.page.locator(f"[name={name}]").fill(words)

    def unfold(self, heading: str) -> None:
        self.count += 1
        self.page.locator("summary", has_text=heading).click()

    def choose(self, name: str, value: str) -> None:
        self.count += 1
        self.page.locator(f"[name={name}]").select_option(value)


def test_a_clinic_with_its_flyer_is_public_in_five_minutes_on_a_phone_in_spanish(
    visit: Visit, ines: Attorneys
) -> None:
    """Logged in already; without scripts, so that nothing is pressed by a machine."""
    campaign = make_campaign(timezone.now())
    host = make_organization("River Committee", spanish="Comité del Río")
    User.objects.filter(email=ALMA.email).update(preferred_language="es")
    page = log_in(visit, ALMA, scripts=False, language="es")
    steps, on = Steps(page), timezone.localdate() + timedelta(days=9)
    page.goto("/desk/gatherings/new/")
    steps.count += 2  # the menu, and "new" on the list
    steps.choose("campaign", str(campaign.pk))
    steps.choose("kind", "clinic")
    steps.fill("first_on", on.isoformat())
    steps.fill("starts_time", "10:00")
    steps.fill("ends_time", "13:00")
    steps.fill("address", "Calle 31 y avenida 16, Minneapolis")
    steps.unfold("Quién invita")
    steps.choose("hosts", str(host.pk))
    steps.fill("es-title", "Clínica legal de inmigración")
    steps.fill("es-ask", "Venga a hablar gratis con una abogada.")
    steps.fill("es-place", "Iglesia del Río")
    steps.fill("es-door", "Entrada por la avenida 16")
    steps.press("button", "Guardar")
    steps.press("button", "Anunciarlo")
    promised = page.locator("input[type=datetime-local]")
    if promised.count():  # its English is due by an hour that she names
        steps.count += 1
        promised.fill(f"{timezone.localdate() + timedelta(days=1)}T17:00")
        steps.press("button", "Abrir")
    clinic = Gathering.objects.get()
    assert clinic.state == "open"
    assert not clinic.takes_rsvps  # nobody had to know that organizers could open them
    flyer = page.get_by_role("link", name="Volante (PDF)").get_attribute("href")
    assert flyer
    steps.count += 1
    answer = page.request.get(flyer)
    assert answer.headers["content-type"] == "application/pdf"
    assert steps.count <= STEPS_AT_MOST, steps.count

    rosa = visit(f"/es/gatherings/{clinic.slug}/", scripts=False, language="es")
    expect(rosa.locator("main")).to_contain_text("Entrada por la avenida 16")


@pytest.mark.parametrize("language", ["es", "en"])
def test_somebody_finds_whom_to_call(
    visit: Visit, ines: Attorneys, axe: Any, language: str
) -> None:
    alma = User.objects.get(email=ALMA.email)
    for name, service in (("River Law Project", "asylum"), ("Hill Law Project", "family")):
        facts = {
            "name": name, "phone": "+16515550120", "services": [service],
            "languages": ["es"], "cost": "free",
        }  # fmt: skip
        save_provider(Provider(), facts=facts, words={}, by=alma, today=timezone.localdate())
    page = visit(f"/{language}/legal-help/", language=language)
    axe(page)
    page.locator("[name=service]").select_option("asylum")
    page.get_by_role("button", name=SAID[language]["sift"]).click()
    expect(page.get_by_role("heading", name="River Law Project")).to_be_visible()
    expect(page.get_by_role("heading", name="Hill Law Project")).to_have_count(0)
    expect(page.get_by_role("link", name="(651) 555-0120")).to_have_attribute(
        "href", "tel:+16515550120"
    )


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_words_of_every_channel_are_there_to_be_taken(
    visit: Visit, day: ClinicDate, axe: Any, language: str
) -> None:
    page = visit(f"/{language}/announce/gathering/{day.gathering.slug}/", language=language)
    axe(page)
    expect(page.locator("#es-whatsapp")).to_have_value(re.compile("Entrada por la avenida 16"))
    expect(page.locator("#en-whatsapp")).to_have_value(re.compile("Enter on 16th Avenue"))
    assert page.locator("a[href^='sms:']").count() == 4
