"""Signatures leave the house: filtered, in a file, in the packet; and not by a volunteer's hand."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from amparo.accounts.models import User
from amparo.audit.models import Entry
from amparo.keyring.operations import HolderOnce
from amparo.lib.csvs import read_csv
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, confirm, receive, refresh_tallies
from tests.browsing import Visit, come_in
from tests.cast import ALMA, BETO, LUZ, OMAR, ROSA, Person
from tests.journeys.test_alma_reads_signatures import links_in_mail, signed_petition
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_beto

__all__ = ["alma_key"]  # a fixture

Axe = Callable[[Page], None]
SAID = {
    "en": {
        "unlock to read": "Unlock to read",
        "six words": "Your six words",
        "unlock": "Unlock",
        "county": "County",
        "show": "Show",
        "download": "Download",
        "chosen": "County: Rice County",
        "everything": "Everything: names, e-mails, telephones, comments",
        "reason": "What it is for",
        "header": ["Name", "E-mail", "Telephone", "Town"],
        "make": "Make the PDF",
        "by town": "Name a town from how many signatures on",
        "letter": "3 people have signed it",
    },
    "es": {
        "unlock to read": "Abrir para leer",
        "six words": "Sus seis palabras",
        "unlock": "Abrir con mis seis palabras",
        "county": "Condado",
        "show": "Mostrar",
        "download": "Descargar",
        "chosen": "Condado: Rice County",
        "everything": "Todo: nombres, correos, teléfonos, comentarios",
        "reason": "Para qué es",
        "header": ["Nombre", "Correo electrónico", "Teléfono", "Ciudad"],
        "make": "Hacer el PDF",
        "by town": "Nombrar una ciudad",
        "letter": "3 personas",
    },
}


@pytest.fixture
def petition(alma_key: HolderOnce) -> Petition:
    """Rosa and Luz of Rice County stand under it, and Omar of another."""
    signed = signed_petition()
    now, known = timezone.now(), set(Card.objects.values_list("pk", flat=True))
    receive(
        Submission(
            action_kind="petition",
            action_id=signed.pk,
            text_hash="ab" * 32,
            language="es",
            name=OMAR.full_name,
            email=OMAR.email,
            town=OMAR.town,
            county="27049",
        ),
        now=now,
    )
    for link in links_in_mail():
        confirm(link, now=now)
    assert Card.objects.filter(is_confirmed=True).exclude(pk__in=known).count() == 1
    refresh_tallies(now, is_due=True)
    return signed


def speaking(who: Person, language: str) -> None:
    User.objects.filter(email=who.email).update(preferred_language=language)


def saved(page: Page, button: Locator, file: Path) -> Path:
    """Press, and keep what comes down."""
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(file)
    return file


@pytest.mark.parametrize("language", ["en", "es"])
def test_alma_unlocks_filters_takes_the_file_home_and_prints_the_packet(
    visit: Visit,
    axe: Axe,
    alma_key: HolderOnce,
    petition: Petition,
    tmp_path: Path,
    language: str,
) -> None:
    speaking(ALMA, language)
    said = SAID[language]
    page = visit("/accounts/login/", phone=language == "es", language=language)
    come_in(page, ALMA)
    page.goto(f"/desk/supporters/petition/{petition.pk}/")
    page.get_by_role("link", name=said["unlock to read"]).click()
    page.get_by_label(said["six words"]).fill(alma_key.passphrase)
    page.get_by_role("button", name=said["unlock"]).click()
    expect(page.locator("table.desk-list tbody tr")).to_have_count(3)

    page.get_by_label(said["county"]).select_option("27131")
    page.get_by_role("button", name=said["show"]).click()
    expect(page.locator("table.desk-list tbody tr")).to_have_count(2)
    expect(page.locator("table.desk-list")).not_to_contain_text(OMAR.full_name)
    axe(page)
    page.get_by_role("link", name=said["download"], exact=True).click()
    expect(page.locator("main")).to_contain_text(said["chosen"])
    axe(page)
    page.get_by_label(said["everything"]).check()
    page.get_by_role("button", name=said["download"]).click()
    expect(page.get_by_role("alert")).to_be_visible()  # a reason is missing; the rest stays
    expect(page.get_by_label(said["everything"])).to_be_checked()
    page.get_by_label(said["reason"]).fill("calls before the vote")
    down = page.get_by_role("button", name=said["download"])
    header, *rows = read_csv(saved(page, down, tmp_path / "names.csv").read_bytes())
    assert header[:4] == said["header"]
    assert sorted(row[0] for row in rows) == sorted([ROSA.full_name, LUZ.full_name])
    assert {row[1] for row in rows} == {ROSA.email}
    assert Entry.objects.filter(reason="full, plain: calls before the vote").exists()

    page.goto(f"/desk/petitions/{petition.pk}/packet/{language}/")
    axe(page)
    page.get_by_label(said["by town"]).fill("1")
    make = page.get_by_role("button", name=said["make"])
    packet = saved(page, make, tmp_path / "packet.pdf")
    assert packet.read_bytes().startswith(b"%PDF")
    text = re.sub(r"\s+", " ", " ".join(p.extract_text() for p in PdfReader(packet).pages))
    assert said["letter"] in text
    assert "Northfield 2" in text
    assert "Faribault 1" in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_beto_can_do_none_of_it(
    visit: Visit, alma_key: HolderOnce, petition: Petition, language: str
) -> None:
    make_beto(timezone.now(), has_password=True)
    speaking(BETO, language)
    said = SAID[language]
    listed = f"/desk/supporters/petition/{petition.pk}/"
    page = visit("/accounts/login/", language=language)
    come_in(page, BETO)
    page.goto(listed)
    expect(page.locator("table.desk-list tbody tr")).to_have_count(3)
    for name in (said["unlock to read"], said["download"]):
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
    page.goto(f"{listed}?export=csv")
    expect(page.locator("table.desk-list tbody tr")).to_have_count(3)  # the page again, no file
    expect(page.locator("body")).not_to_contain_text(ROSA.full_name)

    for refused in (
        f"{listed}export/",
        f"{listed}export/?county=27131",
        f"/desk/petitions/{petition.pk}/packet/{language}/",
        "/desk/unlock/",
        "/desk/keys/mine/",
    ):
        answer = page.goto(refused)
        assert answer is not None
        is_refused = answer.status in (403, 404) or page.url.endswith("/desk/")
        assert is_refused, f"{refused}: {answer.status} {page.url}"
