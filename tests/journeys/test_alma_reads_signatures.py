"""Alma unlocks, finds, reads, downloads and shreds; Beto may not; Luz asks to hear more.

Signatures come in by the room's own operations; how people type them is Rosa's journey.
"""

import re
from pathlib import Path

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.keyring.operations import HolderOnce
from amparo.lib.csvs import read_csv
from amparo.outbox.sending import sweep
from amparo.petitions.models import Petition
from amparo.supporters.models import Card, PublicComment
from amparo.supporters.operations import Submission, confirm, receive, refresh_tallies
from tests.browsing import Visit, come_in
from tests.cast import ALMA, BETO, LUZ, ROSA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_beto, make_open_petition

__all__ = ["alma_key"]  # a fixture

LINK = re.compile(r"/es/confirm/([\w-]+)/")


def signed_petition() -> Petition:
    """A petition under which Rosa and Luz stand, confirmed."""
    now = timezone.now()
    petition = make_open_petition(now)
    for who, about in ((ROSA, {"comment": "Por mi mamá."}), (LUZ, {"visibility": "public"})):
        receive(
            Submission(
                action_kind="petition",
                action_id=petition.pk,
                text_hash="ab" * 32,
                language="es",
                name=who.full_name,
                email=who.email,
                town=who.town or "Northfield",
                county=who.county or "27131",
                source="iglesia",
                **about,
            ),
            now=now,
        )
    for link in links_in_mail():
        confirm(link, now=now)
    refresh_tallies(now, is_due=True)
    return petition


def links_in_mail() -> list[str]:
    sweep(timezone.now())
    found = [LINK.search(str(letter.body)) for letter in mail.outbox]
    return [match[1] for match in found if match]


def unlock(page: Page, key: HolderOnce) -> None:
    page.get_by_role("link", name="Unlock to read").click()
    page.get_by_label("Your six words").fill(key.passphrase)
    page.get_by_role("button", name="Unlock").click()


def test_alma_unlocks_finds_rosa_and_downloads_what_may_be_shown(
    visit: Visit, alma_key: HolderOnce, tmp_path: Path
) -> None:
    signed_petition()
    page = visit("/accounts/login/", phone=False)
    come_in(page, ALMA)
    page.goto("/desk/supporters/")
    page.get_by_role("link", name="End the agreement").click()
    expect(page.locator("table.desk-list")).to_contain_text("sealed")
    expect(page.locator("main")).not_to_contain_text(ROSA.full_name)

    unlock(page, alma_key)
    expect(page.locator("table.desk-list")).to_contain_text(ROSA.full_name)
    page.get_by_role("searchbox").fill("rosa quispe")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("table.desk-list tbody tr")).to_have_count(1)

    page.get_by_role("link", name="Download", exact=True).click()
    page.get_by_role("link", name="Take all").click()
    page.get_by_label("What it is for").fill("for the county board")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    file = tmp_path / "names.csv"
    waiting.value.save_as(file)
    names = sorted(row[0] for row in read_csv(file.read_bytes())[1:])
    assert names == sorted(["(counted)", LUZ.full_name])
    assert "@" not in file.read_text(encoding="utf-8-sig")


def test_a_comment_is_read_on_a_phone_and_published(visit: Visit, alma_key: HolderOnce) -> None:
    signed_petition()
    page = visit("/accounts/login/")
    come_in(page, ALMA)
    page.goto("/desk/")
    page.get_by_role("link", name="Read").click()
    expect(page.locator("main")).not_to_contain_text("Por mi mamá.")
    unlock(page, alma_key)
    expect(page.locator("main")).to_contain_text("Por mi mamá.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Published")
    assert PublicComment.objects.get().text == "Por mi mamá."


def test_beto_sees_envelopes_and_no_way_to_open_them(visit: Visit, alma_key: HolderOnce) -> None:
    petition = signed_petition()
    make_beto(timezone.now(), has_password=True)
    page = visit("/accounts/login/")
    come_in(page, BETO)
    page.goto(f"/desk/supporters/petition/{petition.pk}/")
    expect(page.locator("table.desk-list")).to_contain_text("sellado")
    expect(page.locator("body")).not_to_contain_text(ROSA.full_name)
    expect(page.get_by_role("link", name="Abrir para leer")).to_have_count(0)
    page.goto(f"/desk/supporters/petition/{petition.pk}/export/")
    expect(page.locator("body")).not_to_contain_text("Descargar firmas")


def test_a_campaign_is_shredded_and_the_certificate_stands_in_the_log(
    visit: Visit, alma_key: HolderOnce
) -> None:
    signed_petition()
    page = visit("/accounts/login/", phone=False)
    come_in(page, ALMA)
    page.goto("/desk/keyspaces/")
    page.get_by_role("link", name="Shred", exact=True).click()
    expect(page.locator("main")).to_contain_text("2 cards")
    page.get_by_label("Type the word").fill("shred")
    page.get_by_role("button", name="Shred it for good").click()
    expect(page.locator("main")).to_contain_text("Shredded: 2 cards")
    assert not Card.objects.exists()
    page.goto("/desk/log/?room=supporters")
    expect(page.locator("table.desk-list")).to_contain_text("shredded a keyspace")


def test_luz_asks_to_hear_more_without_scripts_and_stops_again(
    visit: Visit, alma_key: HolderOnce
) -> None:
    page = visit("/es/join/", scripts=False, language="es")
    page.get_by_label("Su nombre").fill(LUZ.full_name)
    page.get_by_label("Correo electrónico").fill(LUZ.email)
    page.get_by_role("button", name="Escríbanme").click()
    expect(page.get_by_role("heading", name="Falta un paso")).to_be_visible()

    page.goto(f"/es/confirm/{links_in_mail()[-1]}/")
    page.get_by_role("button", name="Sí, escríbanme").click()
    expect(page.get_by_role("heading", name="Le escribiremos")).to_be_visible()
    assert Card.objects.get().is_confirmed

    page.get_by_role("link", name="Cambiar o detener los mensajes").click()
    page.get_by_role("link", name="Dejar de recibir mensajes").click()
    page.get_by_role("button", name="Dejar de recibir mensajes").click()
    expect(page.get_by_role("heading", name="De eso ya no queda nada aquí")).to_be_visible()
    assert not Card.objects.exists()
