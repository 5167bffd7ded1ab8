"""The road of a provision on paper: the picture, every stop with its source, the wording itself.

A newcomer's mistake: one side of a dispute. Where sources disagree, the sheet has both.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.evidence.citing import without_marks
from amparo.lib.qrcodes import qr_svg
from amparo.lib.typesetting import typeset
from amparo.lib.typesetting.kept import kept
from amparo.sightings.pictures import name_of, picture_of
from amparo.sightings.roads import Point, Road

PRINT = Path(__file__).parent / "print"


@dataclass(frozen=True)
class StopPrinted:
    when: str
    where: str
    what: str  # "entered, 100 %"
    note: str
    disputed: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class RoadSheet:
    """All that the sheet says, in one language."""

    language: str
    coalition: str
    title: str
    does: str
    span: str  # "In 4 bills, 2009–2025"
    picture: str  # SVG
    stops: tuple[StopPrinted, ...]
    wording: str
    wording_language: str
    address: str


def sheet_of(road: Road, coalition: str) -> RoadSheet:
    watch, language = road.watch, get_language() or "en"
    years = f"{road.years[0]}–{road.years[1]}" if road.years else ""
    return RoadSheet(
        language=language,
        coalition=coalition,
        title=watch.name,
        does=without_marks(watch.said.does) if watch.said else "",
        span=years,
        picture=str(picture_of(road)).replace("currentColor", "black"),
        stops=tuple(_printed(point) for point in road.points),
        wording=watch.body,
        wording_language=watch.text.language if watch.text else "en",
        address=settings.SITE_URL + reverse("sightings:road", args=[watch.key]),
    )


@kept
def sheet_pdf(sheet: RoadSheet) -> bytes:
    code = qr_svg(sheet.address, title=sheet.title).replace("currentColor", "black")
    files = {"qr.svg": code.encode(), "road.svg": sheet.picture.encode()}
    return typeset(PRINT / "road.typ", _data(sheet), language=sheet.language, files=files)


def _printed(point: Point) -> StopPrinted:
    language = get_language() or "en"
    percent = "" if point.percent is None or point.is_end else f"{point.percent} %"
    said = point.stop.said if point.stop else None
    told = [said.note if said else "", *(claim.sentence for claim in point.claims)]
    return StopPrinted(
        when=point.when.in_words(language, today=timezone.localdate()),
        where=name_of(point) + (f" ({point.bill.session.name})" if point.bill else ""),
        what=", ".join(filter(None, [point.movement_said, percent])),
        note=without_marks("\n".join(filter(None, told))),
        disputed=tuple(_disputed(point)),
        source=point.source.title if point.source else point.text.source_url if point.text else "",
    )


def _disputed(point: Point) -> list[str]:
    """Each claim with what it stands on, then why they differ."""
    lines = []
    for dispute in point.disputes:
        for claim in dispute.claims:
            sources = "; ".join(cited.source.title for cited in claim.cited_sources.all())
            lines.append(f"{claim.sentence} ({sources})" if sources else claim.sentence)
        if (text := dispute.disagreement.text()) and text.why:
            lines.append(text.why)
    return lines


def _data(sheet: RoadSheet) -> dict[str, Any]:
    words = {
        "road": _("The road of a provision"),
        "stops": _("Stop by stop"),
        "disagree": _("Sources disagree"),
        "source": _("Source:"),
        "wording": _("The wording"),
        "legend": _(
            "The fuller a circle, the more of the wording is there. A cross: it left. A square: it "
            "became law. A dashed line: it moved to another bill."
        ),
        "read": _("The road as it is today:"),
        "picture": _("The road of “%(name)s”") % {"name": sheet.title},
    }
    stops = [vars(stop) | {"disputed": list(stop.disputed)} for stop in sheet.stops]
    return {**vars(sheet), "picture": bool(sheet.picture), "stops": stops, "words": words}
