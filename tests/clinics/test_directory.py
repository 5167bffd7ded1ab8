"""Whom to call for legal help: what fits, what was checked, on the page and on paper."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from amparo.accounts.models import User
from amparo.audit.models import Entry
from amparo.clinics.models import Provider
from amparo.clinics.operations.providers import (
    NameTaken,
    check_provider,
    remove_provider,
    save_provider,
)
from amparo.web.models import Coalition
from amparo.web.searchindex import find, keep_in_step
from tests.makers import make_alma, make_beto

TODAY = date(2026, 11, 24)
RIVER: dict[str, Any] = {
    "name": "River Immigrant Law Project",
    "phone": "+16515550120",
    "address": "12 Example Street, Faribault",
    "county": "27131",
    "counties": ["27131", "27049"],
    "services": ["defense", "asylum"],
    "languages": ["en", "es"],
    "cost": "free",
}
STATE: dict[str, Any] = {
    **RIVER,
    "name": "State Legal Line",
    "county": "",
    "counties": [],
    "services": ["consultation"],
    "languages": ["en", "so"],
    "cost": "low",
}
WORDS = {"es": {"hours": "Llame de lunes a jueves.", "note": ""}, "en": {"hours": "", "note": ""}}


@pytest.fixture
def alma(db: None) -> User:
    Coalition.objects.create(state="MN", hotline="+16515550100")
    Coalition.forget_kept()
    return make_alma(timezone.now())


def add(by: User, facts: dict[str, Any], today: date = TODAY) -> Provider:
    provider = Provider()
    save_provider(provider, facts=facts, words=WORDS, by=by, today=today)
    return provider


def names_on(client: Client, query: str = "", language: str = "en") -> list[str]:
    page = client.get(f"/{language}/legal-help/{query}").content.decode()
    return [name for name in (RIVER["name"], STATE["name"]) if f"<h2>{name}" in page]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [RIVER["name"], STATE["name"]]),
        ("?county=27131", [RIVER["name"], STATE["name"]]),
        ("?county=27053", [STATE["name"]]),
        ("?service=asylum", [RIVER["name"]]),
        ("?spoken=so", [STATE["name"]]),
        ("?cost=low", [STATE["name"]]),
        ("?service=asylum&spoken=so", []),
        ("?service=nonsense&county=99999", [RIVER["name"], STATE["name"]]),
    ],
)
def test_the_list_is_sifted_without_scripts(
    client: Client, alma: User, query: str, expected: list[str]
) -> None:
    add(alma, RIVER)
    add(alma, STATE)
    assert names_on(client, query) == expected


def test_each_one_says_when_it_was_checked_and_can_be_called(client: Client, alma: User) -> None:
    add(alma, RIVER)
    page = client.get("/es/legal-help/").content.decode()
    assert 'href="tel:+16515550120"' in page
    assert "24 de noviembre" in page
    assert "Llame de lunes a jueves." in page
    assert "Defensa" in page


def test_the_sheet_has_a_part_for_each_language(client: Client, alma: User) -> None:
    add(alma, RIVER)
    add(alma, STATE)
    answer = client.get("/es/legal-help/sheet.pdf?service=asylum")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert (
        b"pdfuaid" in PdfReader(io.BytesIO(answer.content)).trailer["/Root"]["/Metadata"].get_data()
    )
    assert len(pages) == 2
    spanish, english = (page.extract_text() for page in pages)
    assert "Ayuda legal" in spanish
    assert "Legal help" in english
    for page in (spanish, english):
        assert RIVER["name"] in page
        assert STATE["name"] not in page


def test_what_is_not_listed_is_on_no_page(client: Client, alma: User) -> None:
    add(alma, {**RIVER, "is_listed": False})
    assert names_on(client) == []


def test_whoever_saves_or_calls_has_checked_it(alma: User) -> None:
    old = TODAY - timedelta(days=200)
    provider = add(alma, RIVER, old)
    assert provider.is_stale(TODAY)
    assert list(Provider.objects.unchecked_since(TODAY)) == [provider]
    beto = make_beto(timezone.now())
    check_provider(provider, by=beto, today=TODAY)
    provider.refresh_from_db()
    assert not provider.is_stale(TODAY)
    assert provider.checked_by == beto
    assert Entry.objects.filter(verb="clinics.check_provider").count() == 1


def test_a_name_stands_once(alma: User) -> None:
    add(alma, RIVER)
    with pytest.raises(NameTaken):
        add(alma, RIVER)


def test_a_removed_provider_is_gone(client: Client, alma: User) -> None:
    provider = add(alma, RIVER)
    remove_provider(provider, by=alma)
    assert names_on(client) == []


def test_a_provider_is_found_by_name_service_and_town(alma: User, client: Client) -> None:
    river, state = add(alma, RIVER), add(alma, STATE)
    now = timezone.now()
    keep_in_step(now)
    by_town = [each for each in find("asilo Faribault", "es", now) if each.title == RIVER["name"]]
    assert [each.path for each in by_town] == [f"/es/legal-help/#provider-{river.pk}"]
    assert f'id="provider-{river.pk}"' in client.get("/es/legal-help/").text
    assert STATE["name"] in {each.title for each in find("state legal line", "en", now)}
    remove_provider(state, by=alma)
    assert STATE["name"] not in {each.title for each in find("state legal line", "en", now)}
