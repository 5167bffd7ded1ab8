"""What a letter may say of the person who reads it: an allow-list, never `str.format`.

`{name}` becomes her name; `{name|neighbor}` says what stands where she gave none. While a letter is
being set, each stands as one private character, which no markup takes apart and nobody can type:
typed ones are removed first. Whatever else stands in braces stays, and the form points it out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amparo.evidence.citing import without_marks

SLOTS = {"name": "name", "nombre": "name", "town": "town", "ciudad": "town",
         "county": "county", "condado": "county", "agreed": "agreed",
         "acuerdo": "agreed"}  # fmt: skip
SHOWN = {
    "en": ("{name}", "{town}", "{county}", "{agreed}"),
    "es": ("{nombre}", "{ciudad}", "{condado}", "{acuerdo}"),
}

_SLOT = re.compile(r"\{\s*([^\W\d_]+)\s*(?:\|([^{}\n]{0,60}))?\}")
_IN_ADDRESS = re.compile(  # also what mail programs make into one by themselves
    r"(?:\w://|www\.|[\w-]{2}\.[a-z]{2,}[/?#:])\S*\{\s*[^\W\d_]+"  # "example.org/{name}"
    r"|\{\s*[^\W\d_]+\s*(?:\|[^{}\n]*)?\}(?:\S*@|\.[\w-]+\.[a-z]{2})",  # "{name}.example.org"
    re.IGNORECASE,
)
_FIRST = 0xE000  # of Unicode's private letters
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: of which fact, and what stands where there is none."""

    fact: str
    instead: str = ""

    def said(self, facts: Mapping[str, str]) -> str:
        return facts.get(self.fact) or self.instead


class Marks:
    """The slots of one letter, each with the character that stands for it."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []

    def mark(self, slot: Slot) -> str:
        if slot not in self.slots:
            self.slots.append(slot)
        return chr(_FIRST + self.slots.index(slot))

    def marked(self, typed: str) -> str:
        """What was typed, with a character for each placeholder that we know.

        A letter has no notes, so marks of claims go.
        """

        def value(found: re.Match[str]) -> str:
            fact = SLOTS.get(found[1].casefold())
            return self.mark(Slot(fact, (found[2] or "").strip())) if fact else found[0]

        return _SLOT.sub(value, _PRIVATE.sub("", without_marks(typed)))

    def parts(self, marked: str) -> "list[str | Slot]":
        """The text between the marks, and the slots, in turn."""
        pieces = re.split("([\ue000-\uf8ff])", marked)
        return [
            self.slots[ord(piece) - _FIRST] if _PRIVATE.fullmatch(piece) else piece
            for piece in pieces
            if piece
        ]


def unknown(typed: str) -> list[str]:
    """What stands in braces and would not be filled."""
    return [each[0] for each in _SLOT.finditer(typed) if each[1].casefold() not in SLOTS]


def any_in(typed: str) -> bool:
    """Does anything in it look as if it were to be filled?"""
    return _SLOT.search(typed) is not None


def in_addresses(typed: str) -> bool:
    """Does an address hold a placeholder? It would tell the other side who reads."""
    return _IN_ADDRESS.search(typed) is not None


def plain(typed: str) -> str:
    """What is read by nobody in particular: what stands instead of each fact."""
    marks = Marks()
    said = marks.parts(marks.marked(typed))
    return "".join(each.said({}) if isinstance(each, Slot) else each for each in said)
