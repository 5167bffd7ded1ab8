"""Two printings side by side: paragraphs matched first, then words within those that differ.

A newcomer's mistake: comparing an omnibus word by word. A hundred thousand words take minutes;
paragraphs that stayed need no second look.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from amparo.lib.changes import Piece, compare_words

MOST_WORDS_TOGETHER = 3000  # of one paragraph; longer ones are shown whole, as gone and new
_NEAR = 1  # paragraphs that stayed, shown around a change


@dataclass(frozen=True)
class Row:
    """One paragraph of each side. `skipped` counts paragraphs alike that are not shown."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    is_same: bool = False
    skipped: int = 0


def compare(before: str, after: str) -> list[Row]:
    """The rows of both texts in reading order; [] where they say the same."""
    left, right = paragraphs(before), paragraphs(after)
    matcher = SequenceMatcher(None, _folded(left), _folded(right), autojunk=False)
    codes = matcher.get_opcodes()
    if all(tag == "equal" for tag, *_ in codes):
        return []
    return [
        row for at, code in enumerate(codes) for row in _rows(code, left, right, at, len(codes))
    ]


def paragraphs(text: str) -> list[str]:
    """Also where a text stands in one line: then by its sections and its lettered paragraphs."""
    found = [" ".join(each.split()) for each in re.split(r"\n\s*\n|\n(?=\s*[(\[A-Z])", text)]
    found = [each for each in found if each]
    if len(found) < 3 and len(text) > 600:
        found = [
            each
            for each in re.split(r"\s+(?=(?:Sec\.|Section|ARTICLE) \d|\([a-z0-9]\) )", text)
            if each
        ]
    return found


def _folded(texts: Sequence[str]) -> list[str]:
    return [each.casefold() for each in texts]


def _rows(
    code: tuple[str, int, int, int, int], left: list[str], right: list[str], at: int, of: int
) -> Iterator[Row]:
    tag, left_start, left_end, right_start, right_end = code
    if tag == "equal":
        yield from _same(right[right_start:right_end], is_first=at == 0, is_last=at == of - 1)
        return
    for one, other in zip_longest(left[left_start:left_end], right[right_start:right_end]):
        yield _changed(one or "", other or "")


def _same(texts: list[str], *, is_first: bool, is_last: bool) -> Iterator[Row]:
    head, tail = 0 if is_first else _NEAR, 0 if is_last else _NEAR
    hidden = len(texts) - head - tail
    for at, each in enumerate(texts):
        if hidden > 1 and at == head:
            yield Row(is_same=True, skipped=hidden)
        if hidden <= 1 or at < head or at >= len(texts) - tail:
            piece = (Piece("same", each),)
            yield Row(piece, piece, is_same=True)


def _changed(before: str, after: str) -> Row:
    if not before or not after or len(before.split()) + len(after.split()) > MOST_WORDS_TOGETHER:
        return Row(_whole("gone", before), _whole("new", after))
    pieces = compare_words(before, after)
    kept = sum(len(each.text) for each in pieces if each.kind == "same")
    if kept < 0.2 * max(len(before), len(after)) and not any(p.kind == "skipped" for p in pieces):
        return Row(_whole("gone", before), _whole("new", after))
    return Row(
        tuple(each for each in pieces if each.kind != "new"),
        tuple(each for each in pieces if each.kind != "gone"),
    )


def _whole(kind: str, text: str) -> tuple[Piece, ...]:
    if not text:
        return ()
    return (Piece("gone", text) if kind == "gone" else Piece("new", text),)
