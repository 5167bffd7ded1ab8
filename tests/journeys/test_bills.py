"""Rosa reads where a bill stands and what changed; Alma imports one and calls people to act."""

import json
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.bills.feeds import Item
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import Bill, FeedTrouble, FeedWatch, Mention
from amparo.bills.operations import mentions, troubles, waiting
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


def test_alma_imports_a_bill_and_makes_a_call_in_day_of_it(
    visit: Visit, alma_key: HolderOnce, axe: Any
) -> None:
    make_campaign(timezone.now())
    page = visit("/accounts/login/", language="en")
    come_in(page, ALMA)
    page.goto("/desk/bills/import/")
    page.get_by_label("The file").set_input_files(
        {"name": "cut.json", "mimeType": "application/json", "buffer": b'{"bill": {"bill_id"'}
    )
    page.get_by_role("button", name="Import it").click()
    expect(page.locator("main")).to_contain_text("it may have been cut off")

    told = {
        "bill": {
            "bill_id": 7, "state": "MN", "bill_number": "SF1143", "description": "Data practices",
            "session": {"year_start": 2011, "year_end": 2012}, "history": [],
        }
    }  # fmt: skip
    whole = json.dumps(told).encode()
    page.get_by_label("The file").set_input_files(
        {"name": "bill.json", "mimeType": "application/json", "buffer": whole}
    )
    page.get_by_role("button", name="Import it").click()
    expect(page.locator("main")).to_contain_text("bills added: 1")
    page.reload()  # without the message, whose green is Wagtail's own
    axe(page)

    found = Bill.objects.get()
    page.goto(f"/desk/bills/{found.pk}/")
    axe(page)
    page.get_by_role("link", name="Call-in day from this bill").click()
    page.get_by_label("Campaign").select_option(index=1)
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_label("Number of the bill")).to_have_value("SF 1143")
    assert Mention.objects.get(bill=found).place_id == str(CallIn.objects.get().pk)

    other = make_bill(timezone.now(), "SF 958", session=found.session)
    mentions.note_move(found, other, actor=WORKER, now=timezone.now())
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("whose wording moved to SF 958")
    page.locator("li, div", has_text="whose wording moved").get_by_role("link").first.click()
    page.get_by_role("button", name="I looked: it is right").click()
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
