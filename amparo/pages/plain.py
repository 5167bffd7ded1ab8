"""A page's body as text that anybody can edit on a phone, and back again; nothing is lost between.

What organizers know: an empty line begins a paragraph, "- " a point, "## " a heading; an address
becomes a link, [words](address) a link behind words, *words* are bold, _words_ in italics. What
text cannot say (a photograph, a quotation, a frame) stands as a line of its own, "[2 · Photograph ·
Candles]": moved with it, gone with it, and otherwise kept.
A newcomer's mistake: making every paragraph anew. What nobody touched stays the block that it is.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import lxml.html
from django.utils.translation import gettext as _
from lxml.etree import LxmlError
from wagtail.blocks import StreamValue

from amparo.lib.markup import (
    clean_html,
    clean_line,
    clean_text,
    excerpt,
    paragraphs,
    to_html,
    to_text,
)

Block = tuple[Any, ...]  # type and value of a block of the body; of one that was there, also its id

_HEADING = re.compile(r"##\s+(\S.*)")
_HELD = re.compile(r"\[(\d{1,4}) · [^\n]*\]")
_NAMED = re.compile(
    r"\[([^\[\]\n]{1,400})\]\(((?:[^\s()<>\"]|\([^\s()<>\"]*\)){1,1000}|page \d{1,9})\)"
)
_TARGET = re.compile(
    r"https?://.+|/(?!/).*|tel:[+\d]{3,20}|(?P<mail>[^\s@:]+@[^\s@:]+)|page (?P<page>\d+)"
)
# Where a link stands while the words around it are worked on; nobody's keyboard has these
_STASH, _STASHED = "\ue000{}\ue001", re.compile("\ue000(\\d+)\ue001")
_ANCHOR = re.compile(r"<a [^>]*>[^<]*</a>")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+)(?<=\S)_(?![\w_])")
_TO_PAGE = re.compile(r'<a href="/page-(\d+)-of-ours"[^>]*>')
_NAMES = {"b": "*", "strong": "*", "i": "_", "em": "_"}


class _CannotSay(Exception):
    """Text has no way to say this."""


@dataclass(frozen=True)
class _Piece:
    """A block, and the paragraphs of text that stand for it."""

    block: Block
    said: tuple[str, ...]


def text_of(body: Iterable[Any]) -> str:
    """The text of a body, with a line for each thing that text cannot say."""
    pieces, _held = _read(body)
    return "\n\n".join(said for piece in pieces for said in piece.said)


def blocks_of(text: str, body: Iterable[Any] = ()) -> list[Block]:
    """Blocks for a text that somebody typed; `body` is what she had before her."""
    pieces, held = _read(body)
    left = [piece for piece in pieces if piece.said]
    typed, blocks = paragraphs(text), []
    while typed:
        same = next((each for each in left if tuple(typed[: len(each.said)]) == each.said), None)
        if same is not None:
            left.remove(same)
            blocks.append(same.block)
        else:
            blocks.append(_made(typed[0], held))
        typed = typed[len(same.said) if same else 1 :]
    return blocks


def rewritten(body: StreamValue, text: str) -> StreamValue:
    """A body with what somebody made of its text; what she left alone keeps its id."""
    kinds = body.stream_block.child_blocks
    made = [
        (kind, kinds[kind].normalize(value), *id_) for kind, value, *id_ in blocks_of(text, body)
    ]
    return StreamValue(body.stream_block, made)


def holds_lines(body: Iterable[Any]) -> bool:
    """Is there anything in this body that text cannot say?"""
    return bool(_read(body)[1])


def strange_lines(text: str, body: Iterable[Any] = ()) -> list[str]:
    """Lines that look as if they stood for something, and stand for nothing in this body."""
    _pieces, held = _read(body)
    marks = ((said, _HELD.fullmatch(said)) for said in paragraphs(text))
    return [said for said, mark in marks if mark and int(mark[1]) not in held]


def _made(said: str, held: dict[int, Block]) -> Block:
    mark, heading = _HELD.fullmatch(said), _HEADING.fullmatch(said)
    if mark and int(mark[1]) in held:
        return held[int(mark[1])]
    return ("heading", heading[1][:120]) if heading else ("paragraph", _html_of(said))


def _read(body: Iterable[Any]) -> tuple[list[_Piece], dict[int, Block]]:
    """Every block with its text, and by number what text cannot say."""
    held: dict[int, Block] = {}
    numbers = count(1)
    pieces = []
    for each in body:
        block: Block = (each.block_type, each.value, each.id)
        if each.block_type == "heading":
            said = [f"## {clean_line(str(each.value))}"]
        elif each.block_type == "paragraph":
            said = list(_units(str(getattr(each.value, "source", each.value)), numbers, held))
        else:
            said = [_hold(numbers, held, block[:2], each.block.label, _begins(each.value))]
        pieces.append(_Piece(block, tuple(said)))
    return pieces, held


def _hold(
    numbers: Iterator[int], held: dict[int, Block], block: Block, label: str, begins: str
) -> str:
    number = next(numbers)
    held[number] = block
    told = excerpt(re.sub(r"[\[\]]", "", begins), length=50)
    return " · ".join(filter(None, (f"[{number}", str(label), told))) + "]"


def _begins(value: Any) -> str:
    """What one knows a photograph, a quotation or a frame by."""
    photograph = value.get("photograph")
    named = photograph.shown if photograph else ""
    return str(value.get("caption") or named or value.get("title") or value.get("words") or "")


def _units(source: str, numbers: Iterator[int], held: dict[int, Block]) -> Iterator[str]:
    """The paragraphs and lists of some rich text, each as text, or held where that says less."""
    for markup in _parts(source):
        words = to_text(markup)
        if not words:
            continue
        try:
            yield _said(markup)
        except _CannotSay:
            yield _hold(numbers, held, ("paragraph", markup), _("Text"), words)


def _parts(source: str) -> list[str]:
    """Its outermost elements, each by itself; words that stand in none are a part, too."""
    try:
        nodes = lxml.html.fragments_fromstring(source)
    except (LxmlError, ValueError):
        return [source]
    return [
        html.escape(each) if isinstance(each, str) else lxml.html.tostring(each, encoding="unicode")
        for each in nodes
    ]


def _said(markup: str) -> str:
    """Some markup as text. Raises _CannotSay where the text would not make the same markup."""
    said = clean_text(_told(markup, is_text=True))
    whole = paragraphs(said) == [said] and not (_HELD.fullmatch(said) or _HEADING.fullmatch(said))
    if not whole or _told(_html_of(said), is_text=False) != _told(markup, is_text=False):
        raise _CannotSay
    return said


def _told(markup: str, *, is_text: bool) -> str:
    """What some markup says: as somebody types it, or in full, so that two can be compared."""
    nodes = lxml.html.fragments_fromstring(markup)
    if len(nodes) != 1 or isinstance(nodes[0], str) or (nodes[0].tail or "").strip():
        raise _CannotSay
    [node] = nodes
    kind = "" if is_text else f"\x01{node.tag}"  # "- one" of a list is no "- one" of a paragraph
    if node.tag == "p":
        return kind + _inside(node, is_text)
    if node.tag not in ("ul", "ol") or any(each.tag != "li" for each in node):
        raise _CannotSay
    start = node.get("start", "1")
    first = int(start) if start.isdigit() else 1
    marks = (f"{at}. " if node.tag == "ol" else "- " for at in count(first))
    return kind + "\n".join(
        mark + _inside(each, is_text) for mark, each in zip(marks, node, strict=False)
    )


def _inside(node: Any, is_text: bool) -> str:
    """Words with their emphasis; spaces at its edges stand outside of it."""
    told = re.sub(r"[ \t\xa0]+", " ", _words(node, is_text))
    return re.sub(r" *\n *", "\n", told).strip()


def _words(node: Any, is_text: bool) -> str:
    parts = [_flat(node.text)]
    for each in node:
        parts += [_inline(each, is_text), _flat(each.tail)]
    return "".join(parts)


def _flat(words: str | None) -> str:
    return re.sub(r"\s", " ", words or "")


def _inline(node: Any, is_text: bool) -> str:
    if node.tag == "br":
        return "\n"
    if node.tag != "a" and node.tag not in _NAMES:
        raise _CannotSay
    words = _words(node, is_text)
    if node.tag == "a":
        return _link(node, words, is_text)
    mark = _NAMES[node.tag] if is_text else f"\x01{_NAMES[node.tag]}"
    inner = words.strip(" ")
    if not inner:
        return words
    before, _sep, after = words.partition(inner)
    return f"{before}{mark}{inner}{mark}{after}"


def _link(node: Any, words: str, is_text: bool) -> str:
    if set(node.keys()) - {"href", "rel", "id", "linktype"} or node.get("linktype") not in (
        None,
        "page",
    ):
        raise _CannotSay
    target = f"page {node.get('id')}" if node.get("linktype") else node.get("href", "")
    plain = target.removeprefix("mailto:")
    if not is_text:
        return f"\x01[{words}\x01({plain}\x01)"
    return plain if words == plain else f"[{words}]({plain})"


def _html_of(said: str) -> str:
    """One paragraph or list, with its links and emphasis, as safe markup."""
    links: list[str] = []

    def stash(anchor: str) -> str:
        links.append(anchor)
        return _STASH.format(len(links) - 1)

    def named(found: re.Match[str]) -> str:
        target = _TARGET.fullmatch(found[2])
        if target is None:
            return found[0]
        address = f"mailto:{found[2]}" if target["mail"] else found[2]
        if target["page"]:
            address = f"/page-{target['page']}-of-ours"
        words = _emphasized(html.escape(found[1]))
        return stash(f'<a href="{html.escape(address)}">{words}</a>')

    told = to_html(_NAMED.sub(named, said.replace("\ue000", "").replace("\ue001", "")))
    told = _emphasized(_ANCHOR.sub(lambda found: stash(found[0]), told))
    whole = clean_html(_STASHED.sub(lambda found: links[int(found[1])], told))
    return _TO_PAGE.sub(r'<a linktype="page" id="\1">', whole)


def _emphasized(words: str) -> str:
    return _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", words))
