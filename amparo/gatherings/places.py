"""Where a gathering is, as one person may be told: everybody, or who said that she comes.

A newcomer's mistake: `gathering.address` in a template. Where `hides_place` is set, the address,
the door and the link go only to those who come; `place_of` is the one way to them.
"""

from dataclasses import dataclass

from django.db.models.fields.files import ImageFieldFile

from amparo.gatherings.dates import Occurrence
from amparo.gatherings.models import Gathering, GatheringText
from amparo.web.languages import in_language


@dataclass(frozen=True)
class Place:
    """Where to go, in one language. Empty is what nobody said or what is not told here."""

    name: str = ""
    area: str = ""
    address: str = ""
    door: str = ""
    parking: str = ""
    accessibility: str = ""
    geo_url: str = ""
    online_url: str = ""
    sketch: ImageFieldFile | None = None
    sketch_shows: str = ""
    is_hidden: bool = False

    @property
    def line(self) -> str:
        """Name and address in one line, or the part of town where these are not told."""
        told = ", ".join(filter(None, [self.name, self.address]))
        return told or self.area


def place_of(
    gathering: Gathering,
    language: str,
    *,
    occurrence: Occurrence | None = None,
    is_coming: bool = False,
) -> Place:
    """Where it is, on one date or on every date. `is_coming`: told to somebody who comes."""
    text = in_language(gathering.texts.all(), language)
    area, accessibility = (text.area, text.accessibility) if text else ("", "")
    if gathering.hides_place and not is_coming:
        return Place(area=area, accessibility=accessibility, is_hidden=True)
    if occurrence is not None and occurrence.has_own_place:
        return _of_date(occurrence, language, gathering.online_url)
    return _of_every_date(gathering, text, area, accessibility)


def _of_date(occurrence: Occurrence, language: str, online_url: str) -> Place:
    """Another place on one date: door and parking of the usual one would lead astray."""
    change = occurrence.change
    texts = (each for each in change.texts.all() if each.place) if change else ()
    text = in_language(texts, language)
    return Place(
        name=text.place if text else "",
        address=change.address if change else "",
        online_url=online_url,
    )


def _of_every_date(
    gathering: Gathering, text: GatheringText | None, area: str, accessibility: str
) -> Place:
    return Place(
        name=text.place if text else "",
        area=area,
        address=gathering.address,
        door=text.door if text else "",
        parking=text.parking if text else "",
        accessibility=accessibility,
        geo_url=_geo(gathering),
        online_url=gathering.online_url,
        sketch=gathering.sketch or None,
        sketch_shows=text.sketch_shows if text else "",
    )


def _geo(gathering: Gathering) -> str:
    """A link that opens the map on the phone itself, and asks no server of ours or theirs."""
    if gathering.latitude is None or gathering.longitude is None:
        return ""
    return f"geo:{gathering.latitude},{gathering.longitude}"  # RFC 5870
