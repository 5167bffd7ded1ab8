"""What the documents say is so: their links lead somewhere, and the guides for organizers name the
buttons that are really on the screen, in both languages.

In a guide, a word of the screen stands in bold quotes: **“Add my name”**, **«Agregar mi nombre»**.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tests.house.catalogs import read_catalog, rooms
from tests.house.plan import ROOT
from tests.proofs.lives import LIVES

GUIDES = ROOT / "docs" / "organizers"
PAGES = sorted(path.name for path in (GUIDES / "en").glob("*.md"))
SAID = {"en": re.compile(r"\*\*“([^”]+)”\*\*"), "es": re.compile(r"\*\*«([^»]+)»\*\*")}
PLACEHOLDER = re.compile(r"%\\?\((\w+)\\?\)[sd]")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
NAMED_FILE = re.compile(r"`((?:tests|docs|bench|amparo)/[\w/.-]+\.\w+)`")
THREATS = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def all_messages() -> Iterator[Message]:
    for room in rooms():
        yield from (each for each in read_catalog(room) if each.id)


def forms(said: str | tuple[str, ...] | list[str]) -> list[str]:
    """One wording, or singular and plural."""
    return [said] if isinstance(said, str) else list(said)


WORDS = [
    pair
    for each in all_messages()
    for pair in zip(forms(each.id), forms(each.string), strict=False)
]


def is_said(printed: str, msg: str) -> bool:
    """Does the screen say this, whatever stands in its placeholders?"""
    if "%(" not in msg:
        return printed == msg
    return re.fullmatch(PLACEHOLDER.sub(".+", re.escape(msg)), printed) is not None


def named(language: str, page: str) -> list[str]:
    text = (GUIDES / language / page).read_text(encoding="utf-8")
    return [" ".join(found.split()) for found in SAID[language].findall(text)]


def test_every_guide_exists_in_both_languages() -> None:
    assert PAGES
    assert sorted(path.name for path in (GUIDES / "es").glob("*.md")) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_every_button_in_a_guide_is_on_the_screen(page: str) -> None:
    unknown = [said for said in named("en", page) if not any(is_said(said, m) for m, _ in WORDS)]
    unknown += [said for said in named("es", page) if not any(is_said(said, m) for _, m in WORDS)]
    assert unknown == []


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_guide_name_the_same_buttons_in_the_same_order(page: str) -> None:
    english, spanish = named("en", page), named("es", page)
    assert len(english) == len(spanish)
    apart = [
        (left, right)
        for left, right in zip(english, spanish, strict=True)
        if not any(is_said(left, one) and is_said(right, other) for one, other in WORDS)
    ]
    assert apart == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_files_named_in_documents_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [document.parent / to for to in LINK.findall(text) if "://" not in to]
    files = [ROOT / name for name in NAMED_FILE.findall(text)]
    assert [str(each) for each in chain(links, files) if not each.exists()] == []


@pytest.mark.parametrize(
    ("file", "counted"),
    [
        ("tests/proofs/test_crashes.py", r'"kills", \[(\d+), pytest.param\((\d+)'),
        ("tests/outbox/test_crashes.py", r"\[\(\d+, (\d+)\), pytest.param\([\d_]+, (\d+)"),
        ("tests/mailouts/test_crashes.py", r"\[\(\d+, (\d+)\), pytest.param\([\d_]+, (\d+)"),
    ],
)
def test_the_threat_model_tells_how_often_the_power_goes(file: str, counted: str) -> None:
    found = re.search(counted, (ROOT / file).read_text(encoding="utf-8"))
    assert found
    assert f"{found[1]} times (full: {found[2]})" in THREATS


def test_the_threat_model_tells_how_many_people_are_looked_for() -> None:
    assert f"Sign-ups of {len(LIVES)} people (full: 1,000)" in THREATS
