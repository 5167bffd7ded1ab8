"""TopoJSON: areas that share their borders, as arcs of whole numbers.

A newcomer's mistake: an arc numbered ~3 (that is -4) is arc 3 read backwards
(https://github.com/topojson/topojson-specification, read 2026-11-22).
"""

from itertools import accumulate
from typing import Any

from amparo.lib.shapes.geojson import projection
from amparo.lib.shapes.shape import CannotRead, Shape, area_of, told

__all__ = ["Points", "parse", "projection"]

Points = list[tuple[float, float]]


def parse(data: dict[str, Any], layer: str = "") -> list[Shape]:
    """The features of one of its objects, of the largest where none is named.

    What the grid of whole numbers made a line (a city of two square miles, in a map of the country)
    is left out.
    """
    try:
        arcs = _arcs(data)
        found = _object(data.get("objects"), layer)
        geometries = found.get("geometries", [found])
        shapes = [_shape(each, arcs, number) for number, each in enumerate(geometries, start=1)]
        return [each for each in shapes if each is not None]
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead("broken-file") from None


def _object(objects: Any, layer: str) -> dict[str, Any]:
    """The object of that name; without one the one with most geometries."""
    if not isinstance(objects, dict) or not objects:
        raise CannotRead("nothing")
    if layer:
        if layer not in objects:
            raise CannotRead("nothing", layer)
        named: dict[str, Any] = objects[layer]
        return named
    most: dict[str, Any] = max(objects.values(), key=lambda each: len(each.get("geometries", ())))
    return most


def _arcs(data: dict[str, Any]) -> list[Points]:
    transform = data.get("transform")
    if not transform:
        return [[(point[0], point[1]) for point in arc] for arc in data["arcs"]]
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    return [
        [(x * wide + west, y * high + south) for x, y in accumulate(_pairs(arc), _moved)]
        for arc in data["arcs"]
    ]


def _pairs(arc: list[list[float]]) -> Points:
    return [(point[0], point[1]) for point in arc]


def _moved(here: tuple[float, float], step: tuple[float, float]) -> tuple[float, float]:
    return here[0] + step[0], here[1] + step[1]


def _shape(feature: dict[str, Any], arcs: list[Points], number: int) -> Shape | None:
    kind, where = feature.get("type"), f"{number} {feature.get('id', '')}".strip()
    if kind not in ("Polygon", "MultiPolygon"):
        raise CannotRead("no-area", where)
    polygons = [feature["arcs"]] if kind == "Polygon" else feature["arcs"]
    rings = [[_ring(ring, arcs) for ring in each] for each in polygons]
    if not any(len(set(ring)) > 2 for polygon in rings for ring in polygon):
        return None
    area = area_of(rings, where)
    return Shape(str(feature.get("id", "")), told(feature.get("properties")), area)


def _ring(numbers: list[int], arcs: list[Points]) -> Points:
    """The arcs of a ring one after another; each begins where the last one ended."""
    points: Points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points
