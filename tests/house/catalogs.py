"""What the rooms say, and what their Spanish catalogs hold; `python -m` this merges the two.

Extracts with Django's reading of templates and Babel's of Python: no gettext program is needed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2] / "amparo"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
}


def rooms() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.glob("*/apps.py"))


def catalog_path(room: Path, language: str = "es") -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalog(room: Path, language: str = "es") -> Catalog:
    path = catalog_path(room, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def said_in(room: Path) -> Catalog:
    """Every message of the room's Python files and templates, with the files that say it."""
    catalog = Catalog()
    for path, message, context, comments in _messages(room):
        place = [(path.relative_to(room).as_posix(), 0)]
        catalog.add(message, locations=place, auto_comments=comments, context=context)
    return catalog


def _messages(room: Path) -> Iterator[tuple[Path, str | tuple[str, ...], str | None, list[str]]]:
    for path in sorted(room.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            marked = templatize(text, origin=path.name)
            # A template's indents are none to Python, which is what Babel takes this for.
            text = "\n".join(line.lstrip() for line in marked.splitlines())
        source = BytesIO(text.encode())
        found = extract("python", source, KEYWORDS, ["Translators:"], {"encoding": "utf-8"})
        for _line, message, comments, context in found:
            if message and message != ("",):
                yield path, message, context, comments


def merge(room: Path, language: str = "es") -> list[Message]:
    """Bring the room's catalog up to date on disk; return the messages that still lack words."""
    catalog, said = read_catalog(room, language), said_in(room)
    if not len(said):
        return []
    catalog.update(said, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.header_comment = f"# {room.name}: {language}"
    path = catalog_path(room, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(
            target, catalog, width=100, include_lineno=False, omit_header=False, sort_output=True
        )
    return [message for message in catalog if message.id and is_missing(message)]


def is_missing(message: Message) -> bool:
    words = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return message.fuzzy or not all(words)


def main() -> None:
    for room in rooms():
        for message in merge(room):
            print(f"{room.name}: no Spanish for {message.id!r}")


if __name__ == "__main__":
    main()
