"""A script as a caller reads it: points numbered, slots filled, short enough for a minute.

A newcomer's mistake: `str.format` on words that somebody typed. Slots are an allow-list; whatever
else stands in braces stays as it is, and the desk's form points it out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.callins.models import CallInText, CallTarget
from amparo.evidence.citing import without_marks
from amparo.lib.speech import count_words, seconds_to_say, words_a_minute

SLOTS = {"office": "office", "oficina": "office", "bill": "bill", "proyecto": "bill",
         "ley": "bill", "name": "name", "nombre": "name"}  # fmt: skip
LONGEST_MAILTO = 1_800  # letters of a link that every mail program takes

_SLOT = re.compile(r"\{\s*([^\W\d_]+)\s*\}")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+")


@dataclass(frozen=True)
class Script:
    """What one says to one office, in one language."""

    language: str
    opening: str
    points: list[str]
    closing: str
    voicemail: str

    @property
    def spoken(self) -> str:
        return "\n".join([self.opening, *self.points, self.closing])

    @property
    def seconds(self) -> int:
        return seconds_to_say(self.spoken, self.language)


@dataclass(frozen=True)
class Letter:
    """What one writes instead of calling."""

    language: str
    to: str  # an e-mail address, "" where we know none
    subject: str
    salutation: str
    paragraphs: list[str]
    closing: str
    signature: str

    @property
    def text(self) -> str:
        """As one copies it."""
        return "\n\n".join([self.salutation, *self.paragraphs, self.closing, self.signature])

    @property
    def mailto(self) -> str:
        """A link that opens a mail with all of it; with its subject alone where it is too long."""
        whole = self._mailto({"subject": self.subject, "body": self.text.replace("\n", "\r\n")})
        return whole if len(whole) <= LONGEST_MAILTO else self._mailto({"subject": self.subject})

    def _mailto(self, query: Mapping[str, str]) -> str:
        return f"mailto:{quote(self.to, safe='@')}?{urlencode(query, quote_via=quote)}"


def script_for(text: CallInText, target: CallTarget | None, *, name: str = "") -> Script:
    """The script of a text for one target; `name` is what stands where the caller says hers."""
    with override(text.language):
        slots = slots_for(text, target, name or "[" + _("your name") + "]")
    points = [fill(point, slots) for point in points_of(text.points)]
    opening, closing = fill(text.opening, slots), fill(text.closing, slots)
    voicemail = fill(text.voicemail, slots) or " ".join(
        part for part in (opening, *points[:1], closing) if part
    )
    return Script(text.language, opening, points, closing, voicemail)


def letter_for(text: CallInText, target: CallTarget, *, name: str = "") -> Letter:
    """The letter of a text to one target: its own words, or the points of the script."""
    with override(text.language):
        signature = name or "[" + _("your name") + "]"
        slots = slots_for(text, target, signature)
        addressee = ", ".join(part for part in (target.name, target.title) if part)
        body = fill(text.letter, slots).strip()
        return Letter(
            language=text.language,
            to=(target.official.email if target.official else "") or target.office.email,
            subject=text.title,
            salutation=pgettext("letter", "To %(name)s:") % {"name": addressee},
            paragraphs=re.split(r"\n\s*\n", body)
            if body
            else [fill(each, slots) for each in points_of(text.points)],
            closing=pgettext("letter", "Sincerely,"),
            signature=signature if name else signature + "\n[" + _("your city or town") + "]",
        )


def slots_for(text: CallInText, target: CallTarget | None, name: str) -> dict[str, str]:
    """What the page puts in place of the slots; the page's language has to be the text's."""
    office = _("the office")
    if target is not None:
        office = " ".join(part for part in (target.title, target.name) if part)
    return {"office": office, "bill": text.callin.bill or _("the bill"), "name": name}


def fill(text: str, slots: Mapping[str, str]) -> str:
    """Put values into the slots that we know; what else stands in braces stays.

    What is read aloud or sent has no notes.
    """

    def value(found: re.Match[str]) -> str:
        return slots.get(SLOTS.get(found[1].casefold(), ""), found[0])

    return _SLOT.sub(value, without_marks(text))


def unknown_slots(text: str) -> list[str]:
    """What stands in braces and would not be filled."""
    return [found[0] for found in _SLOT.finditer(text) if found[1].casefold() not in SLOTS]


def points_of(text: str) -> list[str]:
    """A point a line; numbers and bullets that somebody typed are left out."""
    lines = (_NUMBERED.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


@dataclass(frozen=True)
class Measure:
    """How long a script is."""

    words: int
    seconds: int
    most: int  # words in a minute

    @property
    def is_too_long(self) -> bool:
        return self.words > self.most


def measure(parts: list[str], language: str) -> Measure:
    """How long it takes to say what was typed; a slot counts as the two words it becomes."""
    said = _SLOT.sub("slot slot", "\n".join(parts))
    return Measure(count_words(said), seconds_to_say(said, language), words_a_minute(language))
