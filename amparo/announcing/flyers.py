"""The flyer as PDF and the picture as PNG, made from facts and kept in memory.

Plain values in, paper out. A newcomer's mistake: typesetting at every download. Anybody may ask, so
what was made is kept (lib.typesetting.kept) while its words stay the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from amparo.announcing.wording import words_in
from amparo.lib.announcing import Facts, shortened
from amparo.lib.dates import words_of
from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset, typeset_png
from amparo.lib.typesetting.kept import kept
from amparo.web.addresses import with_source

PRINT = Path(__file__).parent / "print"
# What a page has room for, in letters; more would be too small to be read on a wall
SUMMARY_MOST, ROW_MOST, ROWS_MOST, LINE_MOST, HOSTS_MOST = 420, 160, 6, 110, 220
PICTURE_SUMMARY_MOST = 170


class Size(StrEnum):
    LETTER = "letter"
    HALF = "half"  # two to a letter, to be cut


class Ink(StrEnum):
    COLOR = "color"
    BLACK = "black"  # for a copier


class Shape(StrEnum):
    WIDE = "wide"
    TALL = "tall"
    SQUARE = "square"


PIXELS = {Shape.WIDE: (1200, 630), Shape.TALL: (1080, 1350), Shape.SQUARE: (1080, 1080)}


@dataclass(frozen=True)
class Flyer:
    """What is printed: one side for each language."""

    sides: tuple[Facts, ...]
    size: Size
    ink: Ink


@kept
def flyer_pdf(flyer: Flyer) -> bytes:
    """The flyer as a tagged PDF. Raises lib.typesetting.CannotTypeset."""
    return typeset(
        PRINT / "flyer.typ",
        _flyer_data(flyer),
        language=flyer.sides[0].language,
        files=_files(flyer.sides),
    )


def flyer_preview(flyer: Flyer, *, dots_per_inch: int = 60) -> list[bytes]:
    """Its sides as PNG."""
    data, language = _flyer_data(flyer), flyer.sides[0].language
    files = _files(flyer.sides)
    return typeset_png(
        PRINT / "flyer.typ", data, language=language, files=files, dots_per_inch=dots_per_inch
    )


@kept
def picture_png(facts: Facts, shape: Shape) -> bytes:
    """The picture that goes along when a page is shared. Raises CannotTypeset."""
    width, height = PIXELS[shape]
    side = {**_side(facts), "summary": shortened(facts.summary, PICTURE_SUMMARY_MOST)}
    data = {
        "title": facts.title,
        "coalition": facts.coalition,
        "host": urlsplit(facts.url).netloc,
        "side": side,
        "width": width,
        "height": height,
    }
    files = {"look.typ": (PRINT / "look.typ").read_bytes()}
    pages = typeset_png(
        PRINT / "picture.typ", data, language=facts.language, files=files, dots_per_inch=72
    )
    return pages[0]


def _flyer_data(flyer: Flyer) -> dict[str, Any]:
    first = flyer.sides[0]
    return {
        "title": first.title,
        "coalition": first.coalition,
        "size": flyer.size,
        "ink": flyer.ink,
        "sides": [_side(facts) for facts in flyer.sides],
    }


def _files(sides: Sequence[Facts]) -> dict[str, bytes]:
    codes = {
        f"qr-{number}.svg": qr_svg(with_source(facts.url, "flyer"), title=facts.title)
        .replace("currentColor", "black")
        .encode()
        for number, facts in enumerate(sides)
    }
    return {"look.typ": (PRINT / "look.typ").read_bytes(), **codes}


def _side(facts: Facts) -> dict[str, Any]:
    """One side as the templates read it: nothing longer than a page can hold."""
    return {
        "language": facts.language.split("-")[0],
        "kind": " · ".join(filter(None, (facts.kind, facts.cost))),
        "title": facts.title,
        "summary": shortened(facts.summary, SUMMARY_MOST),
        "tear": _tear(facts),
        "when": shortened(facts.when, LINE_MOST),
        "hours": shortened(facts.hours, LINE_MOST),
        "place": shortened(facts.place, LINE_MOST),
        "address": shortened(facts.address, LINE_MOST),
        "door": shortened(facts.door, LINE_MOST),
        "rows": _rows(facts),
        "come": shortened(facts.come, ROW_MOST),
        "phone": facts.phone,
        "hosts": shortened(facts.hosts, HOSTS_MOST),
        "url": facts.url,
        "words": _words(facts.language),
    }


def _tear(facts: Facts) -> dict[str, str] | None:
    words = words_of(facts.language)
    if facts.on is None or words is None:
        return None
    return {
        "weekday": words.weekdays[facts.on.weekday()],
        "number": str(facts.on.day),
        "month": words.months[facts.on.month - 1],
    }


def _rows(facts: Facts) -> list[tuple[str, str]]:
    words = words_in(facts.language)
    pairs = [*facts.more, (words.bring, facts.bring), (words.access, facts.access)]
    return [(label, shortened(said, ROW_MOST)) for label, said in pairs if said][:ROWS_MOST]


def _words(language: str) -> dict[str, str]:
    with override(language):
        return {
            "scan": _("All about it, and how to take part:"),
            "hosts": pgettext("announcement", "Hosts") + ":",
        }
