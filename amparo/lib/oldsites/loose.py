"""Pages that somebody saved one by one: HTML files and plain texts, alone or together in a zip.

A newcomer's mistake: the whole page. A saved page carries menu, side column and foot; what counts
stands in `article`, `main` or where WordPress puts an entry.
"""

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import lxml.html
from lxml.etree import LxmlError, ParserError

from amparo.lib.markup import clean_line
from amparo.lib.oldsites.records import CannotParse, Limits, OldSite, Record
from amparo.lib.oldsites.uploads import opened, pages_of

_CONTENT = ("entry-content", "post-content", "entry", "content", "main")
_DATED = re.compile(r"(20\d\d|19\d\d)[-_/]?(0[1-9]|1[0-2])[-_/]?(0[1-9]|[12]\d|3[01])")


def read_loose(name: str, stream: BinaryIO, limits: Limits | None = None) -> OldSite:
    """One file, or a zip of several. Raises CannotParse."""
    limits = limits or Limits()
    site = OldSite()
    is_zip = name.lower().endswith(".zip")
    alone = [(name, b"" if is_zip else stream.read(limits.item_bytes + 1))]
    for each, content in pages_of(opened(stream), limits) if is_zip else alone:
        if len(content) > limits.item_bytes:
            raise CannotParse("item-too-large", each[:80])
        site.keep(_record(each, content), limits)
    if not site.records:
        raise CannotParse("empty")
    return site


def _record(name: str, content: bytes) -> Record:
    text = _decoded(content, name)
    is_plain = name.lower().endswith(".txt")
    record = _plain(text) if is_plain else _page(text, name)
    record.guid = f"file:{name}"
    path = PurePosixPath(name)
    record.slug = path.stem if path.stem.lower() != "index" else path.parent.name
    record.posted_on = record.posted_on or _date_in(name)
    record.title = record.title or record.slug.replace("-", " ").replace("_", " ").capitalize()
    return record


def _plain(text: str) -> Record:
    """The first line is the title, where it is a line of its own; a date may follow it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    first, rest = clean_line(lines[0]), "\n".join(lines[1:]).strip()
    if len(first) > 120:
        first, rest = "", "\n".join(lines)
    return Record("", "post", first, rest, posted_on=_date_in(lines[1] if lines[1:] else ""),
                  is_plain=True)  # fmt: skip


def _page(text: str, name: str) -> Record:
    try:
        tree = lxml.html.document_fromstring(text)
    except (LxmlError, ParserError, ValueError):
        raise CannotParse("empty", name[:80]) from None
    found = _content_of(tree)
    title = _first(tree, ".//h1") or _first(tree, ".//title")
    for heading in found.iter("h1"):
        heading.drop_tree() if heading.getparent() is not None else None
    body = lxml.html.tostring(found, encoding="unicode")
    time = next(iter(tree.iter("time")), None)
    dated = _date_in(time.get("datetime") or "") if time is not None else None
    link = next(
        (each.get("href") for each in tree.iter("link") if each.get("rel") == "canonical"), ""
    )
    return Record("", "post", title, body, posted_on=dated, link=link or "")


def _content_of(tree: Any) -> Any:
    for tag in ("article", "main"):
        found = next(iter(tree.iter(tag)), None)
        if found is not None:
            return found
    for name in _CONTENT:
        for each in tree.iter("div", "section"):
            if name in (each.get("class") or "").split() or each.get("id") == name:
                return each
    body = tree.find("body")
    return tree if body is None else body


def _first(tree: Any, path: str) -> str:
    found = tree.find(path)
    return clean_line(found.text_content())[:250] if found is not None else ""


def _date_in(text: str) -> date | None:
    found = _DATED.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _decoded(content: bytes, name: str) -> str:
    """UTF-8, or what Windows wrote before; anything else is no text."""
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252",
    ):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotParse("encoding", name[:80])
