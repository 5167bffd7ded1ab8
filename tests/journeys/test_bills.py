"""Rosa reads where a bill stands and what changed; Alma imports one and calls people to act."""

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.bills.feeds import Item
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import Bill, FeedTrouble, FeedWatch, Mention
from amparo.bills.operations import troubles, waiting
from amparo.callins.models import CallIn
from amparo.demo.bills import fill_bills
from amparo.demo.words import Clock
from amparo.desk.bills import imports
from amparo.keyring.operations import HolderOnce
from tests.bills.making import make_bill
from tests.bills.test_formats import csv_zip
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_alma, make_campaign

__all__ = ["alma_key"]  # a fixture

WORDS = {
    "en": ("Where it stands", "Next hearing", "Compare two texts", "How each member voted"),
    "es": ("Cómo va", "Próxima audiencia", "Comparar dos textos", "Cómo votó cada miembro"),
}


@pytest.mark.parametrize(
    ("language", "phone", "scripts"), [("en", False, True), ("es", True, True), ("es", True, False)]
)
def test_rosa_reads_where_a_bill_stands_and_what_changed(
    visit: Visit, db: None, axe: Any, language: str, phone: bool, scripts: bool
) -> None:
    now = timezone.now()
    fill_bills(Clock(now), alma=make_alma(now))
    stands, hearing, compare, members = WORDS[language]
    page = visit(f"/{language}/bills/", language=language, phone=phone, scripts=scripts)
    expect(page.locator("main .rows > li")).to_have_count(5)
    if scripts:
        axe(page)

    page.locator("main h2 a[href*='hf9901']").click()
    expect(page.get_by_role("heading", name=stands)).to_be_visible()
    expect(page.get_by_role("heading", name=hearing)).to_be_visible()
    page.get_by_text(members).first.click()
    expect(page.get_by_text("Example · Ejemplo 01")).to_be_visible()
    if scripts:
        axe(page)

    page.get_by_role("link", name=compare).click()
    expect(page.locator("ins", has_text="2028")).to_have_count(1)
    expect(page.locator("del", has_text="2029")).to_have_count(1)
    if scripts:
        axe(page)


SAID = {
    "en": {
        "file": "The file", "import": "Import it", "cut": "it may have been cut off",
        "added": "bills added: 1", "bills": "To the bills", "follow": "Follow it",
        "hearing": "Add a hearing", "who": "Who hears it", "day": "On, or from", "hour": "Hour",
        "place": "Place", "save": "Save", "public": "See the public page",
        "calendar": "Put it into your calendar", "sheet": "Print one page (PDF)",
        "feed": "Follow as a feed", "call": "Call-in day from this bill", "campaign": "Campaign",
        "draft": "Make the draft", "number": "Number of the bill",
        "relate": "Relate it to another bill", "how": "How they are related",
        "moved": "Wording moved to", "other": "Number of the other bill", "add": "Add it",
        "flag": "whose wording moved to SF 958", "looked": "I looked: it is right",
    },
    "es": {
        "file": "El archivo", "import": "Importar", "cut": "quizás se cortó",
        "added": "proyectos agregados: 1", "bills": "A los proyectos", "follow": "Seguirlo",
        "hearing": "Agregar una audiencia", "who": "Quién lo trata", "day": "El, o desde el",
        "hour": "Hora", "place": "Lugar", "save": "Guardar", "public": "Ver la página pública",
        "calendar": "Póngala en su calendario", "sheet": "Imprimir una página (PDF)",
        "feed": "Seguir como canal", "call": "Día de llamadas desde este proyecto",
        "campaign": "Campaña", "draft": "Hacer el borrador",
        "number": "Número del proyecto de ley", "relate": "Relacionarlo con otro proyecto",
        "how": "Cómo se relacionan", "moved": "Texto llevado a",
        "other": "Número del otro proyecto", "add": "Agregarla",
        "flag": "cuyo texto pasó al SF 958", "looked": "Lo revisé: está bien",
    },
}  # fmt: skip


def as_file(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "application/json", "buffer": content}


def fetched(page: Page, link: str) -> tuple[str, bytes]:
    """(its type, what comes) of a link of the page."""
    url = page.get_by_role("link", name=link).get_attribute("href")
    answer = page.request.get(urljoin(page.url, url or ""))
    assert answer.ok
    return answer.headers["content-type"], answer.body()


TOLD = {
    "bill": {
        "bill_id": 7, "state": "MN", "bill_number": "SF1143", "description": "Data practices",
        "session": {"year_start": 2011, "year_end": 2012}, "history": [],
    }
}  # fmt: skip


def bring(page: Page, name: str, content: bytes, say: dict[str, str]) -> None:
    page.get_by_label(say["file"]).set_input_files(as_file(name, content))
    page.get_by_role("button", name=say["import"]).click()


def note_a_hearing(page: Page, day: date, say: dict[str, str]) -> None:
    page.get_by_role("link", name=say["hearing"]).click()
    page.get_by_label(say["who"]).fill("Judiciary")
    page.get_by_label(say["day"]).fill(day.isoformat())
    page.get_by_label(say["hour"]).fill("14:30")
    page.get_by_label(say["place"], exact=True).fill("Room 10")
    page.get_by_role("button", name=say["save"]).click()


def expect_the_hearing_to_be_public(page: Page, day: date, say: dict[str, str]) -> None:
    expect(page.locator("#hearing-title + p")).to_contain_text("Judiciary")
    kind, calendar = fetched(page, say["calendar"])
    assert kind.startswith("text/calendar")
    assert f"DTSTART;TZID=America/Chicago:{day:%Y%m%d}T143000" in calendar.decode()
    kind, sheet = fetched(page, say["sheet"])
    assert (kind, sheet[:5]) == ("application/pdf", b"%PDF-")
    assert b"SF 1143" in fetched(page, say["feed"])[1]


def tell_that_it_moved(page: Page, say: dict[str, str]) -> None:
    page.get_by_role("link", name=say["relate"]).click()
    page.get_by_label(say["how"]).select_option(label=say["moved"])
    page.get_by_label(say["other"]).fill("SF 958")
    page.get_by_role("button", name=say["add"]).click()


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_a_file_to_a_hearing_a_sheet_a_call_in_day_and_what_names_the_old_bill(
    visit: Visit, alma_key: HolderOnce, axe: Any, language: str
) -> None:
    say, day = SAID[language], timezone.localdate() + timedelta(days=9)
    make_campaign(timezone.now())
    User.objects.filter(email=ALMA.email).update(preferred_language=language)
    page = visit("/accounts/login/", language=language)
    come_in(page, ALMA)
    page.goto("/desk/bills/import/")
    bring(page, "cut.json", b'{"bill": {"bill_id"', say)
    expect(page.locator("main")).to_contain_text(say["cut"])
    bring(page, "bill.json", json.dumps(TOLD).encode(), say)
    expect(page.locator("main")).to_contain_text(say["added"])
    page.reload()  # without the message, whose green is Wagtail's own
    axe(page)
    page.get_by_role("link", name=say["bills"]).click()
    page.get_by_role("link", name="SF 1143").click()
    page.get_by_role("button", name=say["follow"]).click()
    at_desk = page.url
    page.reload()
    axe(page)

    note_a_hearing(page, day, say)
    page.goto(at_desk)
    page.get_by_role("link", name=say["public"]).click()
    expect_the_hearing_to_be_public(page, day, say)

    page.goto(at_desk)
    page.get_by_role("link", name=say["call"]).click()
    page.get_by_label(say["campaign"]).select_option(index=1)
    page.get_by_role("button", name=say["draft"]).click()
    expect(page.get_by_label(say["number"])).to_have_value("SF 1143")
    found = Bill.objects.get()
    assert Mention.objects.get(bill=found).place_id == str(CallIn.objects.get().pk)

    make_bill(timezone.now(), "SF 958", session=found.session)
    page.goto(at_desk)
    tell_that_it_moved(page, say)
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text(say["flag"])
    page.locator("li, div", has_text=say["flag"]).get_by_role("link").first.click()
    axe(page)
    page.get_by_role("button", name=say["looked"]).click()
    assert not Mention.objects.to_look_at().exists()


def test_alma_reads_what_a_feed_could_not_tell_and_has_it_asked_again(
    visit: Visit, alma_key: HolderOnce, axe: Any
) -> None:
    now = timezone.now()
    found = FeedWatch.objects.create(feed="legiscan", state="MN", failure="429", tried_at=now)
    for number in range(3):
        item = Item("bill", str(number), about=f"SF {number} · una impresión con un nombre largo")
        troubles.note(found, item, CannotRead("date", "history 2011-99-99"), now)
    FeedTrouble.objects.filter(name="bill 2").update(tries=8, not_before=None)
    User.objects.filter(email=ALMA.email).update(preferred_language="es")
    page = visit("/accounts/login/", language="es", phone=True)
    come_in(page, ALMA)
    page.goto("/desk/bills/imports/")
    expect(page.locator("main")).to_contain_text("Nos pidió ir más despacio.")
    page.get_by_text("3 cosas no se pudieron leer").click()
    expect(page.locator("main")).to_contain_text("Una fecha no tiene sentido: history 2011-99-99")
    expect(page.locator("main")).to_contain_text("la dejamos después de 8 intentos")
    axe(page)

    page.get_by_role("button", name="Pedirlo todo otra vez").click()

    expect(page.locator("main")).to_contain_text("El sistema lo pide todo otra vez.")
    assert not FeedTrouble.objects.filter(not_before=None).exists()


def test_the_page_of_a_large_file_goes_on_by_itself(
    visit: Visit, alma_key: HolderOnce, axe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SMALL", 100)
    page = visit("/accounts/login/")
    come_in(page, ALMA)
    page.goto("/desk/bills/import/")
    page.get_by_label("The file").set_input_files(
        {"name": "MN.zip", "mimeType": "application/zip", "buffer": csv_zip()}
    )
    page.get_by_role("button", name="Import it").click()
    expect(page.locator("main")).to_contain_text("waits for the worker")
    axe(page)

    assert waiting.run_waiting(timezone.now()) == 1

    expect(page.locator("main")).to_contain_text("bills added: 1")
    axe(page)
