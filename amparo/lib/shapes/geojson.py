"""GeoJSON (RFC 7946), and the older kind that names a projection of its own."""

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from amparo.lib.shapes.shape import CannotRead, Shape, area_of, told


def parse(data: dict[str, Any]) -> list[Shape]:
    """Its features as they stand; a bare geometry counts as one. Raises CannotRead."""
    kind = data.get("type")
    features = data.get("features") if kind == "FeatureCollection" else [data]
    if not isinstance(features, list):
        raise CannotRead("broken-file")
    return [_shape(each, number) for number, each in enumerate(features, start=1)]


def projection(data: dict[str, Any]) -> str:
    """The projection that it names, as programs did before 2016; "" where it names none."""
    crs = data.get("crs")
    if isinstance(crs, dict):
        properties = crs.get("properties")
        crs = properties.get("name") if isinstance(properties, dict) else ""
    return crs if isinstance(crs, str) else ""


def area(geometry: Any, where: str) -> BaseGeometry:
    """The area of a GeoJSON geometry. Raises CannotRead."""
    if not isinstance(geometry, dict):
        raise CannotRead("no-area", where)
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        parts = [each for each in geometry.get("geometries") or [] if _is_area(each)]
        return shapely.union_all([area(each, where) for each in parts])
    if kind not in ("Polygon", "MultiPolygon"):
        raise CannotRead("no-area", where)
    if not isinstance(coordinates, list):
        raise CannotRead("broken-ring", where)
    try:
        return area_of([coordinates] if kind == "Polygon" else coordinates, where)
    except TypeError:
        raise CannotRead("broken-ring", where) from None


def _is_area(geometry: Any) -> bool:
    """Lines that a program left beside an area are no part of it."""
    return isinstance(geometry, dict) and geometry.get("type") in ("Polygon", "MultiPolygon")


def _shape(feature: Any, number: int) -> Shape:
    where = str(number)
    if not isinstance(feature, dict):
        raise CannotRead("broken-file", where)
    is_feature = feature.get("type") == "Feature"
    properties = feature.get("properties") if is_feature else {}
    if properties is not None and not isinstance(properties, dict):
        raise CannotRead("broken-file", where)
    geometry = area(feature.get("geometry") if is_feature else feature, where)
    return Shape(str(feature.get("id", "")), told(properties), geometry)
