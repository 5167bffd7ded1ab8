"""The picture that goes along when a map or the page of a government is shared.

Plain values in, PNG out. A newcomer's mistake: the page's own SVG as it is. Its colors come from
the site's stylesheet, which no other program has; here they are put in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.announcing.flyers import PRINT as LOOKS
from amparo.lib.announcing import shortened
from amparo.lib.dates import day_in_words
from amparo.lib.maps.drawing import located
from amparo.lib.maps.sheets import state_sheet
from amparo.lib.typesetting import typeset_png
from amparo.lib.typesetting.kept import kept
from amparo.places.counties import state_name
from amparo.places.models import Jurisdiction
from amparo.policies.custody import Verdict
from amparo.policies.questions import Question
from amparo.policies.shown import Page
from amparo.policies.statemaps import Line
from amparo.web.models import Coalition
from amparo.web.numbers import in_digits

PRINT = Path(__file__).parent / "print"
MOST_LINES, MOST_SAID = 5, 170
CLAY = "#a23f1d"
# The site's own tokens, of its light theme (amparo/web/static/web)
COLORS = (
    ".map-area,.map-bare,.map-mark,.map-line{stroke:#221e19;stroke-width:1}"
    ".map-all .map-area{stroke:#857a6b;stroke-width:.4}"
    ".map-protects{fill:#1c5638;color:#1c5638}path.map-protects{fill:none;stroke:#1c5638}"
    ".map-harms{fill:#6b2458}.map-mixed{stroke:#855400}.map-paper{fill:#fbf7ef}"
    ".map-paper-line{stroke:#fbf7ef}.map-neither{fill:#d8cdbb}.map-cut{stroke:#6b2458}"
    ".map-label{fill:#221e19}"
)


@dataclass(frozen=True)
class MapPicture:
    """What stands on it, in one language. `lines`: swatch, label, how many."""

    language: str
    coalition: str
    eyebrow: str
    title: str
    said: str
    lines: tuple[tuple[str, str, str], ...]
    map: str  # SVG
    is_broad: bool = False


@kept
def picture_png(picture: MapPicture) -> bytes:
    """1200 by 630 pixels. Raises lib.typesetting.CannotTypeset."""
    files = {"look.typ": (LOOKS / "look.typ").read_bytes()}
    if picture.map:
        files["map.svg"] = _colored(picture.map).encode()
    for number, (swatch, _label, _count) in enumerate(picture.lines):
        files[f"swatch-{number}.svg"] = _colored(swatch).encode()
    pages = typeset_png(
        PRINT / "picture.typ",
        _data(picture),
        language=picture.language,
        files=files,
        dots_per_inch=72,
    )
    return pages[0]


def picture_of_map(
    name: str, question: Question, on: date, svg: str, legend: Sequence[Line], *, is_broad: bool
) -> MapPicture:
    """A map on a day, in the language of the moment; `name` says of what."""
    language = get_language() or settings.LANGUAGE_CODE
    counted = sorted((line for line in legend if line.count), key=lambda line: -line.count)
    kept_lines = [line for line in legend if line in counted[:MOST_LINES]]
    return MapPicture(
        language=language,
        coalition=Coalition.here().name,
        eyebrow=f"{name} · {day_in_words(on, language)}",
        title=question.title,
        said="" if kept_lines else shortened(question.about, MOST_SAID),
        lines=tuple(_lines(kept_lines)),
        map=str(svg),
        is_broad=is_broad,
    )


def picture_of_place(page: Page) -> MapPicture:
    """One government: its name, what is known, where it lies in its state."""
    place, language = page.place, get_language() or settings.LANGUAGE_CODE
    return MapPicture(
        language=language,
        coalition=Coalition.here().name,
        eyebrow=" · ".join(filter(None, [str(place.get_kind_display()), state_name(place.state)])),
        title=_("%(name)s and ICE") % {"name": place.name},
        said=shortened(_what_is_known(page), MOST_SAID),
        lines=(),
        map=_where(place),
    )


def _lines(legend: Iterable[Line]) -> Iterable[tuple[str, str, str]]:
    for line in legend:
        yield str(line.swatch), line.entry.label, in_digits(line.count)


def _what_is_known(page: Page) -> str:
    """What happens to whoever is arrested there; else the first answers."""
    chain = next((each for each in page.chains if len(each.links) > 1 or each.ends_at), None)
    if chain is not None:
        ends = chain.ends_at if chain.verdict == Verdict.ENDS else None
        return f"{chain.verdict.label}: {ends.place.name}" if ends else str(chain.verdict.label)
    answered = [each for section in page.sections for each in section.answered]
    said = [f"{each.factor.name}: {each.facts[0].value.name}" for each in answered[:2]]
    return " · ".join(said) or _("What it does with ICE, since when, and by which source.")


def _where(place: Jurisdiction) -> str:
    counties = [place.fips] if len(place.fips) == 5 else []
    counties += [each.fips for each in place.counties.all()]
    sheet = state_sheet(counties[0][:2]) if counties else None
    drawn = located(sheet, counties[0]) if sheet else ""
    return drawn.replace('fill="#000"', f'fill="{CLAY}"')


def _colored(svg: str) -> str:
    opened, _angle, rest = svg.partition(">")
    return f"{opened}><style>{COLORS}</style>{rest}".replace("currentColor", "#221e19")


def _data(picture: MapPicture) -> dict[str, Any]:
    return {
        "title": picture.title,
        "eyebrow": picture.eyebrow,
        "said": picture.said,
        "legend": [{"file": f"swatch-{number}.svg", "label": label, "count": count}
                   for number, (_svg, label, count) in enumerate(picture.lines)],
        "map": "map.svg" if picture.map else "",
        "broad": picture.is_broad,
        "coalition": picture.coalition,
        "host": urlsplit(settings.SITE_URL).netloc,
    }  # fmt: skip
