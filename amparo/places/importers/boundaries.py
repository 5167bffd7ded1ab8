"""Boundaries as offices publish them: which property says which district an area is.

A newcomer's mistake: one file, one kind. Minnesota's legislative districts come in one file with a
property that says the chamber; a file of precincts tells no district's boundary, but its
commissioner districts are the precincts put together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from amparo.lib.shapes import CannotRead, Shape, read_shapes
from amparo.places.importers.names import county_fips, county_fips_by_name
from amparo.places.importers.sheets import CannotImport
from amparo.places.models import DistrictKind
from amparo.places.models.districts import LONGEST_CODE, code_of

_CHAMBERS = {
    "house": DistrictKind.HOUSE,
    "lower": DistrictKind.HOUSE,
    "senate": DistrictKind.SENATE,
    "upper": DistrictKind.SENATE,
}
_CODES: Mapping[DistrictKind, Sequence[str]] = {
    DistrictKind.CONGRESS: ("cd119fp", "cd118fp", "cd116fp", "congdist", "congressional district"),
    DistrictKind.SENATE: ("sldust", "mnsendist", "mn senate district", "senatedist"),
    DistrictKind.HOUSE: ("sldlst", "mnlegdist", "mn house district", "housedist"),
    DistrictKind.COMMISSIONER: ("ctycomdist", "county commissioner district", "commdist"),
    DistrictKind.WARD: ("ward", "ward_num", "wardnumber"),
    DistrictKind.SCHOOL: ("sdnumber", "unsdlea", "schooldist"),
}
_ANY_CODE = ("district", "dist", "code", "number", "id", "name")
_OF_PRECINCTS = ("precinct", "precinctid", "mn house district", "mnlegdist")
_COUNTIES = ("county", "countyname", "county name", "cntyname")


@dataclass(frozen=True)
class BoundaryRow:
    """A district's area; `place` is the county's or city's FIPS code, "" for the state's."""

    kind: DistrictKind
    code: str
    place: str
    area: BaseGeometry
    was_mended: bool = False
    is_piece: bool = False  # put together from precincts: another file may hold the rest of it


def parse(
    content: bytes, state: str, *, kind: str = "", code: str = "", place: str = "",
    epsg: int | None = None,
) -> list[BoundaryRow]:  # fmt: skip
    """The districts of a file; `kind` and `code` (a property's name) where it does not tell.

    Raises CannotRead for its areas and CannotImport for its words.
    """
    shapes = read_shapes(content, epsg=epsg)
    _refuse_elsewhere(shapes)
    told = [_told(each) for each in shapes]
    chosen = DistrictKind(kind) if kind else None
    if chosen is None and "chamber" in told[0]:
        return _put_together([_of_chamber(*pair) for pair in zip(shapes, told, strict=True)])
    chosen = chosen or _kind_told(told[0])
    if chosen is None:
        raise CannotImport("unknown-kind", word=", ".join(told[0])[:80])
    is_piece = any(word in told[0] for word in _OF_PRECINCTS)
    key = code.casefold() or _code_property(chosen, told)
    counties = county_fips_by_name(state) if chosen == DistrictKind.COMMISSIONER else {}
    rows = []
    for number, (shape, words) in enumerate(zip(shapes, told, strict=True), start=1):
        if not words.get(key):
            raise CannotImport("missing-value", number, code or key)
        where = place or (_county(words, counties, number) if counties else "")
        rows.append(replace(_row(chosen, words[key], where, shape), is_piece=is_piece))
    return _put_together(rows)


def properties_of(content: bytes, epsg: int | None = None) -> list[str]:
    """What a file tells of its areas, for who has to say which of it is the district."""
    return list(read_shapes(content, epsg=epsg)[0].properties)


def _told(shape: Shape) -> dict[str, str]:
    words = {key.casefold(): value for key, value in shape.properties.items()}
    return words if not shape.id else {"id": shape.id, **words}


def _of_chamber(shape: Shape, words: Mapping[str, str]) -> BoundaryRow:
    kind = _CHAMBERS.get(words.get("chamber", "").casefold())
    if kind is None or not words.get("district"):
        raise CannotImport("unknown-kind", word=words.get("chamber", ""))
    return _row(kind, words["district"], "", shape)


def _row(kind: DistrictKind, told: str, place: str, shape: Shape) -> BoundaryRow:
    code = code_of(told)
    if len(code) > LONGEST_CODE:
        raise CannotImport("not-a-number", word=code[:80])
    return BoundaryRow(kind, code, place, shape.geometry, shape.was_mended)


def _kind_told(words: Mapping[str, str]) -> DistrictKind | None:
    """By the names of its properties; a precinct's, that has all of them, for the commissioners."""
    if any(key in words for key in _CODES[DistrictKind.COMMISSIONER]):
        return DistrictKind.COMMISSIONER
    return next((kind for kind, keys in _CODES.items() if any(key in words for key in keys)), None)


def _code_property(kind: DistrictKind, told: Sequence[Mapping[str, str]]) -> str:
    for key in (*_CODES[kind], *_ANY_CODE):
        if all(words.get(key) for words in told):
            return key
    raise CannotImport("missing-column", word=", ".join(told[0])[:80])


def _county(words: Mapping[str, str], known: dict[str, str], number: int) -> str:
    name = next((words[key] for key in _COUNTIES if words.get(key)), "")
    return county_fips(name, known, number)


def _put_together(rows: Sequence[BoundaryRow]) -> list[BoundaryRow]:
    """One row a district, its parts put together."""
    parts: dict[tuple[DistrictKind, str, str], list[BoundaryRow]] = defaultdict(list)
    for row in rows:
        parts[row.kind, row.place, row.code].append(row)
    return [_joined(each) for each in parts.values()]


def _joined(rows: Sequence[BoundaryRow]) -> BoundaryRow:
    area = shapely.union_all([row.area for row in rows]) if len(rows) > 1 else rows[0].area
    return replace(rows[0], area=area, was_mended=any(row.was_mended for row in rows))


def _refuse_elsewhere(shapes: Sequence[Shape]) -> None:
    """Degrees in no state or territory: the two numbers changed places, or a wrong zone."""
    for number, shape in enumerate(shapes, start=1):
        west, south, east, north = shape.geometry.bounds
        is_there = (east < -60 or west > 140) and -16 < south <= north < 73
        if not is_there:
            raise CannotRead("elsewhere", str(number))
