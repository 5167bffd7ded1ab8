"""What changed between two wordings of a text, word by word, for the person who was about to sign.

A newcomer's mistake: comparing letters. People read words, and a moved comma is a word changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

NEARBY_WORDS = 12  # kept on each side of a change, so that it can be placed

_WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Piece:
    kind: Literal["same", "gone", "new", "skipped"]
    text: str


def compare_words(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; long runs that stayed the same are skipped."""
    left, right = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, _bare(left), _bare(right), autojunk=False)
    pieces = list(_pieces(matcher, left, right))
    if all(piece.kind == "same" for piece in pieces):
        return []
    return [short for place, piece in enumerate(pieces) for short in _shorten(piece, place, pieces)]


def _bare(words: list[str]) -> list[str]:
    """Without what stands between them: a line break is no change of words."""
    return [word.rstrip() for word in words]


def _pieces(matcher: "SequenceMatcher[str]", left: list[str], right: list[str]) -> Iterator[Piece]:
    for tag, left_start, left_end, right_start, right_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(right[right_start:right_end]))
            continue
        if left_end > left_start:
            yield Piece("gone", "".join(left[left_start:left_end]))
        if right_end > right_start:
            yield Piece("new", "".join(right[right_start:right_end]))


def _shorten(piece: Piece, place: int, pieces: list[Piece]) -> Iterator[Piece]:
    words = _WORDS.findall(piece.text)
    is_first, is_last = place == 0, place == len(pieces) - 1
    head = 0 if is_first else NEARBY_WORDS
    tail = 0 if is_last else NEARBY_WORDS
    if piece.kind != "same" or len(words) <= head + tail:
        yield piece
        return
    if head:
        yield Piece("same", "".join(words[:head]))
    yield Piece("skipped", "")
    if tail:
        yield Piece("same", "".join(words[-tail:]))
