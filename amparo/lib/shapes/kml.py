"""KML: what election offices export from their maps.

A newcomer's mistake: to look for the namespace. Some offices declare it for a prefix that they
then do not use; here an element is known by its name alone.
"""

import io
from typing import Any

from lxml import etree

from amparo.lib.shapes.shape import CannotRead, Shape, area_of


def parse(content: bytes) -> list[Shape]:
    """Every placemark that has an area; labels set as points are passed over. Raises CannotRead."""
    found: list[Shape] = []
    try:
        for _event, element in etree.iterparse(
            io.BytesIO(content), events=("end",), resolve_entities=False, no_network=True
        ):
            if _name(element) == "Placemark":
                found.extend(_shape(element, len(found) + 1))
                element.clear()
    except etree.XMLSyntaxError as error:
        is_coding = "encoding" in str(error).lower() or "utf-8" in str(error).lower()
        raise CannotRead("encoding" if is_coding else "broken-file", _line(error)) from None
    return found


def _shape(placemark: Any, number: int) -> list[Shape]:
    properties = _properties(placemark)
    where = f"{number} {properties.get('name', '')}".strip()
    polygons = [_polygon(each, where) for each in placemark.iter() if _name(each) == "Polygon"]
    if not polygons:
        return []
    return [Shape(placemark.get("id", ""), properties, area_of(polygons, where))]


def _properties(placemark: Any) -> dict[str, str]:
    """Its name, and what stands in SimpleData or Data."""
    found: dict[str, str] = {}
    for element in placemark.iter():
        kind = _name(element)
        if kind in ("SimpleData", "Data"):
            found[element.get("name", "")] = "".join(element.itertext()).strip()
        elif kind == "name" and element.getparent() is placemark:
            found["name"] = (element.text or "").strip()
    return found


def _polygon(polygon: Any, where: str) -> list[list[tuple[float, ...]]]:
    outer = [_points(each, where) for each in _rings(polygon, "outerBoundaryIs")]
    inner = [_points(each, where) for each in _rings(polygon, "innerBoundaryIs")]
    return [*outer[:1], *inner]


def _rings(polygon: Any, side: str) -> list[Any]:
    sides = [each for each in polygon.iter() if _name(each) == side]
    return [each for part in sides for each in part.iter() if _name(each) == "coordinates"]


def _points(element: Any, where: str) -> list[tuple[float, ...]]:
    try:
        return [tuple(map(float, word.split(",")[:2])) for word in (element.text or "").split()]
    except ValueError:
        raise CannotRead("broken-ring", where) from None


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _line(error: etree.XMLSyntaxError) -> str:
    return str(error.lineno or "")
