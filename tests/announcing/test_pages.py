"""Anybody may take along flyer, picture and words of what is public, and of nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from amparo.announcing import kinds
from amparo.announcing.kinds import AnnouncedKind
from amparo.lib.announcing import Facts
from tests.announcing.test_flyers import ENGLISH, SPANISH

THING = UUID(int=7)
FACTS = {"en": ENGLISH, "es": SPANISH}


def _facts(thing: UUID, language: str, on: date | None) -> Facts | None:
    found = FACTS.get(language)
    return replace(found, on=on, day=f"{on:%d}") if found and on else found


@pytest.fixture(autouse=True)
def _fairs(db: None) -> Iterator[None]:
    def public_id(slug: str, language: str, now: datetime) -> UUID | None:
        return THING if slug == "fair" or (slug == "feria" and language == "es") else None

    kinds.register(AnnouncedKind("fairs", public_id, _facts, lambda thing, code: f"/{code}/fair/"))
    yield
    kinds._kinds.pop("fairs")


def test_the_page_offers_flyers_pictures_and_words_in_both_languages(client: Client) -> None:
    page = client.get("/es/announce/fairs/fair/").content.decode()
    assert "/es/announce/fairs/fair/flyer-letter/black/both.pdf" in page
    assert "/es/announce/fairs/fair/picture-tall.png" in page
    assert "Enter on 16th Avenue" in page
    assert "Entrada por la avenida 16" in page
    assert "https://wa.me/?text=" in page


def test_what_is_public_in_one_language_is_announced_in_that(client: Client) -> None:
    page = client.get("/en/announce/fairs/feria/").content.decode()
    assert "Entrada por la avenida 16" in page
    assert "Enter on 16th Avenue" not in page
    assert "both.pdf" not in page


def test_one_date_goes_along_to_every_download(client: Client) -> None:
    page = client.get("/en/announce/fairs/fair/?on=2027-09-01").content.decode()
    assert "flyer-letter/color/en.pdf?on=2027-09-01" in page


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("flyer-letter/color/both.pdf", "application/pdf"),
        ("flyer-half/black/es.pdf", "application/pdf"),
        ("picture-wide.png", "image/png"),
    ],
)
def test_flyer_and_picture_are_made(client: Client, path: str, kind: str) -> None:
    answer = client.get(f"/en/announce/fairs/fair/{path}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == kind


@pytest.mark.parametrize(
    "path",
    [
        "fairs/draft/",
        "nothing/fair/",
        "fairs/fair/flyer-huge/color/en.pdf",
        "fairs/fair/flyer-letter/pink/en.pdf",
        "fairs/fair/flyer-letter/color/fr.pdf",
        "fairs/fair/picture-round.png",
        "fairs/fair/?on=tomorrow",
    ],
)
def test_nothing_else_is(client: Client, path: str) -> None:
    assert client.get(f"/en/announce/{path}").status_code == 404
