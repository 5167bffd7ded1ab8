"""Boundaries from a file, whatever program wrote it: GeoJSON, TopoJSON, KML, KMZ, Shapefile.

A newcomer's mistake: to hand a stranger's file to GDAL and let it guess. Some of what GDAL reads
opens other files and asks other servers; here the first bytes decide, and only a Shapefile's own
parts ever reach GDAL.
"""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from amparo.lib.markup import clean_line
from amparo.lib.shapes import geojson, kml, shapefile, topojson
from amparo.lib.shapes.shape import CannotRead, Shape, mended

if TYPE_CHECKING:
    from pyproj import Transformer

MAX_BYTES = 50_000_000  # as sent
MAX_UNPACKED_BYTES = 200_000_000
DEGREES = "EPSG:4326"


def read_shapes(content: bytes, *, epsg: int | None = None, layer: str = "") -> list[Shape]:
    """Every feature of a file, in degrees, its area valid. Raises CannotRead.

    `epsg` says the projection where the file does not; `layer` which object of a TopoJSON is meant,
    the last (the finest) where it is not said.
    """
    if len(content) > MAX_BYTES:
        raise CannotRead("too-heavy")
    unpacked = _unpacked(content)
    projection, shapes = _parsed(unpacked, layer)
    if not (projection or epsg) and isinstance(unpacked, zipfile.ZipFile):
        raise CannotRead("no-projection")  # a Shapefile may be in any; the others mean degrees
    found = list(_whole(shapes, _turned(projection, epsg)))
    if not found:
        raise CannotRead("nothing")
    return found


def _parsed(content: bytes | zipfile.ZipFile, layer: str) -> tuple[str, list[Shape]]:
    """(its projection as it names it, its features as they stand)."""
    if isinstance(content, zipfile.ZipFile):
        inner = _member(content, ".kml")
        if inner is not None:
            return DEGREES, kml.parse(inner)
        return shapefile.parse(content, MAX_UNPACKED_BYTES)
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        return DEGREES, kml.parse(content)
    if start == b"{":
        data = _json(content)
        if data.get("type") == "Topology":
            return topojson.projection(data), topojson.parse(data, layer)
        return geojson.projection(data), geojson.parse(data)
    raise CannotRead("unknown-format")


def _unpacked(content: bytes) -> bytes | zipfile.ZipFile:
    if content[:2] == b"\x1f\x8b":
        return _gunzipped(content)
    if content[:4] != b"PK\x03\x04":
        return content
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise CannotRead("broken-file") from None


def _gunzipped(content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            plain = packed.read(MAX_UNPACKED_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise CannotRead("broken-file") from None
    if len(plain) > MAX_UNPACKED_BYTES:
        raise CannotRead("too-heavy")
    return plain


def _member(archive: zipfile.ZipFile, suffix: str) -> bytes | None:
    found = next((each for each in archive.infolist() if each.filename.endswith(suffix)), None)
    return shapefile.member(archive, found, MAX_UNPACKED_BYTES) if found else None


def _json(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotRead("encoding") from None
    except (ValueError, RecursionError):
        raise CannotRead("broken-file") from None
    if not isinstance(data, dict):
        raise CannotRead("unknown-format")
    return data


def _whole(shapes: list[Shape], turn: "Transformer | None") -> Iterator[Shape]:
    for number, shape in enumerate(map(_readable, shapes), start=1):
        where = _named(shape, number)
        turned = shape.geometry if turn is None else _projected(shape.geometry, turn)
        _in_degrees(turned, where, is_told=turn is not None)
        geometry, was_mended = mended(shapely.force_2d(turned), where)
        yield replace(shape, geometry=geometry, was_mended=was_mended)


def _readable(shape: Shape) -> Shape:
    """Its words without what no page can show, or what would turn a name around."""
    words = {clean_line(key): clean_line(value) for key, value in shape.properties.items()}
    return replace(shape, id=clean_line(shape.id), properties=words)


def _turned(projection: str, epsg: int | None) -> "Transformer | None":
    """What turns the file's numbers into degrees; nothing where they are degrees."""
    from pyproj import CRS, Transformer  # here: it takes 9 MB of a process
    from pyproj.exceptions import CRSError

    said = projection or (f"EPSG:{epsg}" if epsg else DEGREES)
    try:
        known = CRS.from_user_input(said)
    except CRSError:
        raise CannotRead("unknown-projection", said[:60]) from None
    if known == CRS.from_user_input(DEGREES) or known.to_authority() == ("OGC", "CRS84"):
        return None
    return Transformer.from_crs(known, DEGREES, always_xy=True)


def _projected(geometry: BaseGeometry, turn: "Transformer") -> BaseGeometry:
    def turned(points: Any) -> Any:
        return np.column_stack(turn.transform(points[:, 0], points[:, 1]))

    return shapely.transform(geometry, turned)


def _in_degrees(geometry: BaseGeometry, where: str, *, is_told: bool) -> None:
    if geometry.is_empty:
        return
    west, south, east, north = geometry.bounds
    fits = all(np.isfinite((west, south, east, north)))
    if not (fits and -180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise CannotRead("elsewhere" if is_told else "no-projection", where)


def _named(shape: Shape, number: int) -> str:
    """Which feature it was, for who has to look for it."""
    name = next((shape.properties[key] for key in ("name", "NAME") if key in shape.properties), "")
    return " ".join(part for part in (str(number), shape.id, name) if part)[:80]
