"""How many parts a text message takes, and Spanish in letters that take few.

A message is set in the letters of GSM (3GPP TS 23.038: 160 a part, 153 where there are several) or,
as soon as one letter is not among them, in UCS-2 (70, or 67). A newcomer's mistake: "ñ" and "é"
are among them, "á", "í", "ó" and "ú" are not, so that one "í" more than doubles the price.
"""

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # two places each
GSM_ALONE, GSM_EACH = 160, 153
UCS_ALONE, UCS_EACH = 70, 67

_ALIKE = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
        "…": "...", "•": "-", "·": "-", "\N{NO-BREAK SPACE}": " ", "\t": " ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sms:
    """A text, and what it takes to send it."""

    text: str
    part_count: int
    place_count: int  # of places used, where a letter may take two
    is_plain: bool  # set in the letters of GSM

    @property
    def fits_one(self) -> bool:
        return self.part_count <= 1


def counted(text: str) -> Sms:
    """Tell how many parts a text takes, as telephones cut it: no letter is torn in two."""
    is_plain = all(letter in BASIC or letter in EXTENDED for letter in text)
    sizes = [_places(letter, is_plain) for letter in text]
    alone, each = (GSM_ALONE, GSM_EACH) if is_plain else (UCS_ALONE, UCS_EACH)
    total = sum(sizes)
    count = (1 if total else 0) if total <= alone else _parts(sizes, each)
    return Sms(text, count, total, is_plain)


def plain_letters(text: str) -> str:
    """The same words with as few other letters as can be: "Clinica" but "niñez" and "café"."""
    return "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text))


def _plain(letter: str) -> str:
    if letter in BASIC or letter in EXTENDED:
        return letter
    swapped = letter.translate(_ALIKE)
    if swapped != letter:
        return swapped
    bare = "".join(
        each for each in unicodedata.normalize("NFD", letter) if not unicodedata.combining(each)
    )
    return bare if bare and all(each in BASIC for each in bare) else letter


def _places(letter: str, is_plain: bool) -> int:
    if is_plain:
        return 2 if letter in EXTENDED else 1
    return 2 if ord(letter) > 0xFFFF else 1  # a surrogate pair


def _parts(sizes: list[int], room: int) -> int:
    count, left = 1, room
    for size in sizes:
        if size > left:
            count, left = count + 1, room
        left -= size
    return count
