"""What the house says: in Spanish too, and never what a supporter must not be asked."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.house.catalogs import KEYWORDS, is_missing, read_catalog, rooms, said_in
from tests.house.plan import PACKAGE, ROOT, floor_of, templates

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
NEVER_SAID = re.compile(r"\b(illegal alien|illegals?|submit|invalid input)\b", re.IGNORECASE)


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_message_of_a_room_is_said_in_spanish(room: Path) -> None:
    catalog = read_catalog(room)
    missing = [
        message.id
        for message in said_in(room)
        if message.id and _is_unsaid(catalog.get(_key(message.id), message.context))
    ]

    assert not missing


def test_nothing_is_said_within_an_f_string() -> None:
    """What gathers our words does not look into those: no catalog would ever hear of it."""
    said = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", None) in KEYWORDS
    ]

    assert not said


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_spanish_keeps_every_placeholder(room: Path) -> None:
    for message in read_catalog(room):
        if not message.id:
            continue
        said = message.id[-1] if isinstance(message.id, tuple) else message.id
        words = message.string[-1] if isinstance(message.string, tuple) else message.string
        assert set(PLACEHOLDER.findall(said)) == set(PLACEHOLDER.findall(words)), said


def test_catalogs_hold_nothing_that_nobody_says() -> None:
    for room in rooms():
        said = {(_key(message.id), message.context) for message in said_in(room)}
        held = {(_key(message.id), message.context) for message in read_catalog(room) if message.id}
        assert held <= said, f"{room.name}: {held - said}"


def test_rooms_say_the_same_words_alike() -> None:
    """Catalogs merge into one: a second Spanish for the same words would never be seen."""
    said: dict[tuple[str, str | None], dict[str, object]] = defaultdict(dict)
    for room in rooms():
        for message in read_catalog(room):
            if message.id:
                said[_key(message.id), message.context][room.name] = str(message.string)

    assert not {key: words for key, words in said.items() if len(set(words.values())) > 1}


def test_words_that_we_do_not_use_are_not_used() -> None:
    for path in templates():
        text = re.sub(r"<[^>]*>|{%.*?%}|{{.*?}}", " ", path.read_text(), flags=re.DOTALL)
        assert not NEVER_SAID.search(text), path.relative_to(PACKAGE)


def test_every_whole_page_names_its_language() -> None:
    for path in templates():
        text = path.read_text()
        if "<html" in text:
            assert re.search(r"<html[^>]*\blang=", text), path.relative_to(PACKAGE)


def test_every_room_stands_in_the_plan() -> None:
    plan = (ROOT / "docs" / "house.md").read_text()
    for room in rooms():
        assert f"`{room.name}/`" in plan, f"docs/house.md does not say what {room.name} is for"
        assert room.name in floor_of()


def test_the_catalogs_are_compiled() -> None:
    with override("es"):
        from django.utils.translation import gettext

        assert gettext("What needs you today") != "What needs you today"


def _is_unsaid(message: object) -> bool:
    return message is None or is_missing(message)  # type: ignore[arg-type]


def _key(id: str | tuple[str, ...]) -> str:
    return id if isinstance(id, str) else id[0]
