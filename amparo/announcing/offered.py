"""Which flyers and pictures there are to download, as lists of links for page and desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amparo.announcing.flyers import Ink, Shape, Size
from amparo.lib.announcing import Facts
from amparo.web.templatetags.web import language_name, language_said

BOTH = "both"


@dataclass(frozen=True)
class Makes:
    """Where a flyer and a picture are to be had: of the public, or of the desk."""

    flyer_at: Callable[[str, str, str], str]  # size, ink, sides
    picture_at: Callable[[str, str], str]  # shape, language


@dataclass(frozen=True)
class Made:
    """A row of downloads: what it is, and each form of it."""

    name: str
    links: Sequence[tuple[str, str]]


def makes(facts: Sequence[Facts], at: Makes) -> list[Made]:
    """Flyers by language (and both on two sides), then pictures by language."""
    sides = [(each.language, language_name(each.language).capitalize()) for each in facts]
    if len(sides) > 1:
        sides.insert(0, (BOTH, _("Both languages, front and back")))
    return [
        *(Made(name, _flyers(at, code)) for code, name in sides),
        *(Made(_picture_named(each), _pictures(at, each.language)) for each in facts),
    ]


def _picture_named(facts: Facts) -> str:
    return _("Picture to share in %(language)s") % {"language": language_said(facts.language)}


def _pictures(at: Makes, language: str) -> list[tuple[str, str]]:
    return [
        (_("Wide, for links"), at.picture_at(Shape.WIDE, language)),
        (_("Tall, for Instagram and WhatsApp"), at.picture_at(Shape.TALL, language)),
        (_("Square, for anywhere"), at.picture_at(Shape.SQUARE, language)),
    ]


def _flyers(at: Makes, sides: str) -> list[tuple[str, str]]:
    named = (
        (pgettext("flyer", "Whole page, color"), Size.LETTER, Ink.COLOR),
        (pgettext("flyer", "Whole page, for a copier"), Size.LETTER, Ink.BLACK),
        (pgettext("flyer", "Half pages, color"), Size.HALF, Ink.COLOR),
        (pgettext("flyer", "Half pages, for a copier"), Size.HALF, Ink.BLACK),
    )
    return [(name, at.flyer_at(size, ink, sides)) for name, size, ink in named]
