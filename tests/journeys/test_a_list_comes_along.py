"""Alma brings a list along from Action Network; Rosa says by her link which letters she wants."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.audit.actors import WORKER
from amparo.keyring.operations import HolderOnce
from amparo.supporters.models import Card, Preference, Topic
from amparo.supporters.operations import Submission, confirm, receive, save_topic, the_list
from amparo.web.models import Coalition
from tests.browsing import Visit, come_in
from tests.cast import ALMA, ROSA
from tests.journeys.test_alma_reads_signatures import links_in_mail
from tests.journeys.test_keys_at_the_desk import alma_key

__all__ = ["alma_key"]  # a fixture

Axe = Callable[[Page], None]
NETWORK = """first_name,last_name,email,zip_code,can2_user_city,can2_county,can2_subscription_status
Omar,Abdi,omar.abdi@example.net,55021,Faribault,Rice,subscribed
Hodan,Warsame,hodan@example.org,55057,Northfield,Rice County,subscribed
Ana,Brito,ana@example.org,55057,Northfield,Rice,unsubscribed
Sin,Correo,no-es-correo,55057,Northfield,Rice,subscribed
"""


@pytest.fixture
def minnesota(alma_key: HolderOnce) -> HolderOnce:
    Coalition.objects.update_or_create(defaults={"state": "MN"})
    Coalition.forget_kept()
    return alma_key


def test_alma_brings_a_list_along_and_takes_it_off_again(
    visit: Visit, axe: Axe, minnesota: HolderOnce, tmp_path: Path
) -> None:
    file = tmp_path / "export-2026.csv"
    file.write_text(NETWORK)
    page = visit("/accounts/login/", phone=False)
    come_in(page, ALMA)
    page.goto("/desk/supporters/list/")
    page.get_by_role("link", name="Bring a list along").click()
    page.get_by_role("link", name="Bring a list along").click()
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator("main")).to_contain_text("4 rows were read and sealed")
    expect(page.get_by_label("can2_county")).to_have_value("county")
    axe(page)
    page.get_by_role("button", name="See how it is understood").click()
    expect(page.locator("main")).to_contain_text("This field is required")
    axe(page)
    page.get_by_label("What you call this list").fill("Action Network, 2026")
    page.get_by_label("A column of the file says it").check()
    page.get_by_label("When and how they agreed").fill("By our forms there, until 2026.")
    page.get_by_label("Español").check()
    page.get_by_role("button", name="See how it is understood").click()
    expect(page.locator("main")).to_contain_text("Of the first 4 rows, 2 can be taken")
    expect(page.locator("main")).to_contain_text("hodan@example.org")
    axe(page)
    page.get_by_role("button", name="Put 4 rows on the list").click()
    expect(page.locator("main")).to_contain_text("2 people are on the list now")
    expect(page.locator("table.desk-list")).to_contain_text("The e-mail cannot be right")
    expect(page.locator("body")).not_to_contain_text("hodan@example.org")
    page.goto(page.url)  # without the message, whose colors are Wagtail's
    axe(page)
    assert Card.objects.filter(county="27131").count() == 2

    page.goto("/desk/supporters/list/")
    expect(page.locator("main svg", has_text="brought along").first).to_be_visible()
    axe(page)
    page.goto("/desk/supporters/list/imports/")
    page.get_by_role("link", name="Action Network, 2026").click()
    axe(page)
    page.get_by_role("button", name="Write to them").click()
    expect(page.locator("main")).to_contain_text("2 letters at most.")
    expect(page.locator("main")).to_contain_text("Usted está en nuestra lista de cartas")
    page.go_back()
    page.reload()
    expect(page.get_by_role("link", name="The letter that tells them")).to_be_visible()
    page.get_by_role("link", name="Take this list off again").click()
    expect(page.locator("main")).to_contain_text("2 cards that came with it")
    page.get_by_role("button", name="Take them off").click()
    expect(page.locator("main")).to_contain_text("This list was taken off again")
    assert not Card.objects.exists()


def test_rosa_chooses_her_letters_and_moves_to_another_address(
    visit: Visit, axe: Axe, minnesota: HolderOnce
) -> None:
    save_topic(Topic(), {"en": "Bills", "es": "Proyectos de ley"}, actor=WORKER)
    now = timezone.now()
    receive(
        Submission(
            action_kind="list",
            action_id=the_list().pk,
            text_hash="ab" * 32,
            language="es",
            name=ROSA.full_name,
            email=ROSA.email,
            wants_news=True,
        ),
        now=now,
    )
    link = links_in_mail()[-1]
    confirm(link, now=now)
    page = visit(f"/es/yours/{link}/", scripts=False, language="es")
    page.get_by_role("link", name="Cambiar qué mensajes quiere").click()
    page.get_by_label("Proyectos de ley").check()
    page.get_by_label("Uno al mes, como mucho").check()
    page.get_by_label("Condado").select_option("27131")
    page.get_by_role("button", name="Escríbanme así").click()
    expect(page.locator("main")).to_contain_text("Uno al mes, como mucho")
    kept = Preference.objects.get()
    assert (kept.how_often, kept.topics) == ("monthly", " bills ")

    page.get_by_role("link", name="Otro correo electrónico").click()
    page.get_by_label("Su nombre").fill(ROSA.full_name)
    page.get_by_label("Su nuevo correo electrónico").fill("no es correo")
    page.get_by_role("button", name="Escribir a la nueva dirección").click()
    expect(page.locator("main")).to_contain_text("no puede ser correcto")
    page.get_by_label("Su nuevo correo electrónico").fill("rosa@nueva.example")
    page.get_by_role("button", name="Escribir a la nueva dirección").click()
    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()
    page.goto(f"/es/confirm/{links_in_mail()[-1]}/")
    page.get_by_role("button", name="Sí, escríbanme").click()
    assert Card.objects.count() == 1
    assert Preference.objects.get().how_often == "monthly"

    looked_at = visit(f"/en/yours/{links_in_mail()[-1]}/letters/")
    axe(looked_at)
    looked_at.goto("/en/join/")
    axe(looked_at)
