"""What every reader of boundaries gives, and what it says when it cannot.

A newcomer's mistake: to take `properties` for anything but text. A number that a program wrote as
7.0 and one that another wrote as "07" are both told as text; who imports decides what they mean.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import shapely
from shapely.geometry.base import BaseGeometry

Reason = Literal[
    "too-heavy",  # more bytes than we take, packed or unpacked
    "unknown-format",
    "broken-file",  # it says what it is, and is not
    "encoding",  # its letters are not those that it says
    "no-projection",  # its numbers are no degrees, and it does not say what they are
    "unknown-projection",
    "elsewhere",  # its projection cannot be the one that it says
    "broken-ring",  # an area that cannot be mended
    "no-area",  # points or lines only
    "nothing",
]


class CannotRead(ValueError):
    """A file of boundaries that we do not take; `reason` says why, `where` which feature it was."""

    def __init__(self, reason: Reason, where: str = "") -> None:
        super().__init__(f"{reason}: {where}" if where else reason)
        self.reason = reason
        self.where = where


@dataclass(frozen=True)
class Shape:
    """One feature: its id and properties as text, and its area in degrees."""

    id: str
    properties: Mapping[str, str]
    geometry: BaseGeometry
    was_mended: bool = False


def told(properties: Mapping[str, Any] | None) -> dict[str, str]:
    """Properties as text: whole numbers without a point, nothing as ""."""
    return {str(key): _text(value) for key, value in (properties or {}).items()}


def mended(geometry: BaseGeometry, where: str) -> tuple[BaseGeometry, bool]:
    """An area that is valid, and whether it had to be made so. Raises CannotRead.

    Rings that cross themselves are untied; what is left of them as lines and points falls away.
    """
    if shapely.get_dimensions(geometry) < 2 and not geometry.is_empty:
        raise CannotRead("no-area", where)
    if geometry.is_valid and not geometry.is_empty:
        return geometry, False
    whole = _areas(shapely.make_valid(geometry))
    if whole.is_empty or whole.area <= 0:
        raise CannotRead("broken-ring", where)
    return whole, True


def area_of(polygons: Iterable[Iterable[Any]], where: str) -> BaseGeometry:
    """The area of polygons, each an outer ring and its holes. Raises CannotRead.

    A ring that is not closed is closed. One that a coarser grid made a line (islands, mostly)
    falls away, unless nothing is left.
    """
    rings = [[_closed(ring, where) for ring in polygon] for polygon in polygons]
    parts = [
        shapely.Polygon(outer, [hole for hole in holes if len(hole) > 3])
        for outer, *holes in filter(None, rings)
        if len(outer) > 3
    ]
    if not parts:
        raise CannotRead("broken-ring", where)
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _closed(ring: Any, where: str) -> list[tuple[float, float]]:
    try:
        points = [(float(point[0]), float(point[1])) for point in ring]
    except (TypeError, ValueError, IndexError, KeyError):
        raise CannotRead("broken-ring", where) from None
    if points and points[0] != points[-1]:
        points.append(points[0])
    return points


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(geometry) if shapely.get_dimensions(part) == 2]
    flat = [each for part in parts for each in shapely.get_parts(part)]
    polygons = [each for each in flat if isinstance(each, shapely.Polygon)]
    return shapely.union_all(polygons)


def _text(value: Any) -> str:
    if value is None or value != value:  # a number that is none
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
