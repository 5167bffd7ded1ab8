"""Texts of law as the words that count, each with the way back to its characters.

What a printer or a clerk adds is no wording: line numbers, marks of new text, enumerators, and an
amendment's "Page 37, after line 2, insert:". Struck text is gone. A newcomer's mistake: cutting
these out of the text first; the offsets would lead nowhere. They are covered by spaces.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\d+(?:[.\-]\d+)*[a-z]*|[^\W\d_]+(?:'[^\W\d_]+)*")
MOST_KNOWN = 300_000  # tokens whose numbers are remembered

Codes = NDArray[np.uint32]  # a number for each word

# Everywhere: enumerators "(a)", "(iv)", "(12)"; section heads "Sec. 2.", "Section 1.", "§ 4."
_ENUMERATOR = re.compile(r"\((?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,3})\)")
_HEAD = re.compile(
    r"(?:sec(?:tion)?|subd(?:ivision)?|art(?:icle)?|§+)\.?\s*"
    r"(?:\d+[a-z]?|[ivxlc]+|\.{2,})\.?(?=\s|$)"
)
_BEFORE_A_HEAD = frozenset('"“.;')  # or a space, or the beginning
_BLANKS = re.compile(r"\.{3,}|_{3,}")

# Minnesota: "1.12" before a printed line; marks of the Revisor; an amendment's instructions
_PRINTED_LINE = re.compile(r"^[ \t]*\d{1,4}\.\d{1,2}(?=[ \t]|$)", re.MULTILINE)
_STRUCK = re.compile(r"deleted text begin\b.*?(?:\bdeleted text end\b|\Z)", re.DOTALL)
_MARKS = re.compile(r"\bnew text (?:begin|end)\b")
_FORMULAS = re.compile(
    r"\ba bill for an act\b(?:\s+relating to\b)?"
    r"|\bbe it enacted by the legislature of the state of minnesota\b:?"
    r"|\b(?:proposing coding for new law in|amending|repealing)\s+minnesota (?:statutes|rules)\b"
    r"(?:\s+\d{4}(?:\s+supplement)?)?(?:[\s,;]+(?:and|as a chapter|chapters?|sections?|"
    r"subdivisions?|article|by adding [^;]{0,60}|\d+[a-z]*(?:\.\d+)?))*"
)
_INSTRUCTION = re.compile(
    r"\bpages?\s+\d+\s*,\s*(?:after|before|delete|line|lines|strike|reinstate)\b[^\"“\n]{0,120}?"
    r"(?:\b(?:insert|delete)\b[^\"“\n:]{0,40}:?|(?=\n|\Z))"
    r"|\bmoves to amend\b[^:\n]{0,160}(?::|\n)"
    r"|\brenumber the sections in sequence[^\n.]{0,80}\.?|\bamend the title accordingly\b\.?",
    re.MULTILINE,
)

_NEW = re.compile(r"\bnew text begin\b(.*?)(?:\bnew text end\b|\Z)", re.DOTALL)

_MINNESOTAS = (
    (("deleted text begin",), _STRUCK),
    (("bill for an act", "be it enacted", "minnesota statutes", "minnesota rules"), _FORMULAS),
    (("page", "moves to amend", "renumber the", "amend the title"), _INSTRUCTION),
    (("new text",), _MARKS),
)

Stretch = tuple[int, int]
Mark = tuple[int, int, str]


@dataclass(frozen=True)
class Words:
    """Words of a text, folded; word `n` is `text[starts[n]:ends[n]]` as it was printed."""

    text: str
    counted: str  # the text in small letters, what does not count covered by spaces

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.counted))

    @property
    def starts(self) -> tuple[int, ...]:
        return self._places[0]

    @property
    def ends(self) -> tuple[int, ...]:
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Looked for when they are asked for: most texts are only searched through."""
        spans = [match.span() for match in _WORD.finditer(self.counted)]
        return tuple(start for start, _end in spans), tuple(end for _start, end in spans)

    @cached_property
    def numbers(self) -> NDArray[np.uint64]:
        """Each word as a number of 64 bits, the same from one start to the next."""
        tokens = self.counted.split()
        return np.fromiter(chain.from_iterable(map(_known.__getitem__, tokens)), np.uint64)

    @cached_property
    def codes(self) -> Codes:
        """Half of each number: enough to tell the words of two texts apart, and half as large."""
        return self.numbers.astype(np.uint32)

    def characters(self, first: int, last: int) -> Stretch:
        """Where the words from `first` to before `last` stand in the text."""
        if first >= last:
            return (0, 0)
        return self.starts[first], self.ends[last - 1]

    def between(self, start: int, end: int) -> Stretch:
        """The words that begin within these characters: first, and one after the last."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def read(
    text: str, *, legislature: str = "", is_new_only: bool = False, marks: Sequence[Mark] = ()
) -> Words:
    """Return the words that count.

    `legislature`: "mn" knows Minnesota's printing; "" only what all share. `marks` are stretches
    that the printing has as "struck" or "new", in rising order. `is_new_only` leaves standing law
    out where the text marks what is new; a text without marks counts whole.
    """
    counted = _folded(text)
    if struck := [(start, end) for start, end, kind in marks if kind == "struck"]:
        counted = _without(counted, struck)
    if is_new_only and (new := _new_of(counted, marks)):
        counted = _only(counted, new)
    if legislature == "mn":
        counted = _without_minnesotas_printing(counted)
    counted = _without_what_all_print(counted)
    return Words(text, counted)


def _folded(text: str) -> str:
    """In small letters, of the same length, so that every place stays the place it was."""
    low = text.lower().replace("’", "'")
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) > 1 else c.lower() for c in text).replace("’", "'")


def _new_of(counted: str, marks: Sequence[Mark]) -> list[Stretch]:
    given = [(start, end) for start, end, kind in marks if kind == "new"]
    return given or [match.span(1) for match in _NEW.finditer(counted)]


def _without(counted: str, stretches: list[Stretch]) -> str:
    kept, last = [], 0
    for start, end in stretches:
        kept += [counted[last:start], " " * (min(end, len(counted)) - start)]
        last = end
    return "".join([*kept, counted[last:]])


def _only(counted: str, stretches: list[Stretch]) -> str:
    kept, last = [], 0
    for start, end in stretches:
        kept += [" " * (start - last), counted[start:end]]
        last = end
    return "".join([*kept, " " * (len(counted) - last)])


def _without_minnesotas_printing(counted: str) -> str:
    """A pattern is tried only where its words stand at all: that is ten times quicker."""
    for words, pattern in _MINNESOTAS:
        if any(each in counted for each in words):
            counted = pattern.sub(_covered, counted)
    return _PRINTED_LINE.sub(_covered, counted)


def _without_what_all_print(counted: str) -> str:
    counted = _ENUMERATOR.sub(_covered, counted)
    counted = _HEAD.sub(_covered_head(counted), counted)
    if "..." in counted or "___" in counted:
        counted = _BLANKS.sub(_covered, counted)
    return counted


def _covered(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _covered_head(counted: str) -> Callable[[re.Match[str]], str]:
    """Cover a head only where a word begins: an "article" within "particle 4" is none."""

    def cover(match: re.Match[str]) -> str:
        before = counted[match.start() - 1] if match.start() else " "
        is_head = before.isspace() or before in _BEFORE_A_HEAD
        return _covered(match) if is_head else match[0]

    return cover


class _Known(dict[str, tuple[int, ...]]):
    """The numbers of the words of what stands between two spaces; law repeats itself."""

    def __missing__(self, token: str) -> tuple[int, ...]:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = self[token] = tuple(map(_number, _WORD.findall(token)))
        return found


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


_known = _Known()
