"""Sheets to fill: a state with its counties, or the country; every area a ready SVG path.

Coordinates are whole units of a sheet 640 wide (a state) or 960 (the country), and points that fall
on the same unit are dropped: that is what makes a page small. Sheets are made once and kept.

A newcomer's mistake: fitting a state to its whole extent. Hawaii's reaches 2,000 km of reefs where
nobody lives; `_is_far` leaves them out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from amparo.lib.maps.projecting import Bounds, Flat, Project, albers, bounds_of, local, turned
from amparo.lib.maps.shapes import Ring, counties

STATE_WIDTH, COUNTRY_WIDTH = 640, 960
TALLEST = 760  # of a state's sheet


@dataclass(frozen=True)
class Area:
    path: str  # SVG path data
    middle: tuple[int, int]  # where a mark stands
    size: float  # of its largest piece, in square units


@dataclass(frozen=True)
class Sheet:
    width: int
    height: int
    areas: dict[str, Area]
    lines: str = ""  # outlines of states, over the counties
    frames: list[tuple[int, int, int, int]] = field(default_factory=list)  # of what lies elsewhere


@lru_cache(maxsize=64)
def state_sheet(digits: str) -> Sheet | None:
    """The counties of a state, given by its two digits; None where no border is known."""
    shapes = {code: _near(counties().county(code)) for code in counties().codes(digits)}
    if not shapes or len(digits) != 2:
        return None
    project = local(point for rings in shapes.values() for ring in rings for point in ring)
    laid = {code: _laid(rings, project) for code, rings in shapes.items()}
    bounds = _around(laid.values())
    height = min(TALLEST, round(STATE_WIDTH * bounds.height / bounds.width) or 1)
    fit = _fitted(bounds, Bounds(4, 4, STATE_WIDTH - 4, height - 4))
    return Sheet(STATE_WIDTH, height, {code: _area(rings, fit) for code, rings in laid.items()})


@lru_cache(maxsize=1)
def country_sheet() -> Sheet:
    """The states, Alaska and Hawaii in frames of their own, the territories beside them."""
    areas: dict[str, Area] = {}
    for place in _places():
        for digits, rings in place.laid.items():
            areas[digits] = _area(rings, place.fit)
    return Sheet(COUNTRY_WIDTH, 600, areas, frames=_frames())


@lru_cache(maxsize=1)
def counties_sheet() -> Sheet:
    """Every county of the country, with the states' outlines."""
    areas: dict[str, Area] = {}
    lines = []
    for place in _places():
        for digits, rings in place.laid.items():
            lines.append(_drawn(rings, place.fit))
            for code in counties().codes(digits):
                laid = _laid(_near(counties().county(code)), place.project)
                areas[code] = _area(laid, place.fit)
    sheet = Sheet(COUNTRY_WIDTH, 600, areas, lines="".join(lines), frames=_frames())
    counties.cache_clear()
    return sheet


@dataclass(frozen=True)
class _Fit:
    """How a flat place becomes a point of the sheet."""

    scale: float
    across: float
    down: float

    def at(self, point: Flat) -> tuple[int, int]:
        x, y = point
        return round(x * self.scale + self.across), round(y * self.scale + self.down)


@dataclass(frozen=True)
class _Place:
    """A part of the country's sheet: which states, by which projection, in which frame."""

    project: Project
    fit: _Fit
    laid: dict[str, list[list[Flat]]]


@dataclass(frozen=True)
class _Box:
    states: tuple[str, ...]
    bounds: Bounds
    project: Project | None = None  # otherwise one that fits


_MAIN = albers(-96, 37.5, 29.5, 45.5)  # the Census Bureau's own for the lower 48
_BOXES = (
    _Box(("02",), Bounds(8, 458, 208, 592), albers(-154, 50, 55, 65)),
    _Box(("15",), Bounds(220, 516, 316, 592), None),
    _Box(("72", "78"), Bounds(826, 554, 952, 592), None),
    _Box(("60",), Bounds(520, 568, 562, 592), None),
    _Box(("66",), Bounds(572, 560, 596, 592), None),
    _Box(("69",), Bounds(606, 536, 642, 592), None),
)


@lru_cache(maxsize=1)
def _places() -> list[_Place]:
    elsewhere = {digits for box in _BOXES for digits in box.states}
    here = sorted({code[:2] for code in counties().codes()} - elsewhere)
    main = _Box(tuple(here), Bounds(8, 8, COUNTRY_WIDTH - 8, 592), _MAIN)
    return [_place(box) for box in (main, *_BOXES)]


def _place(box: _Box) -> _Place:
    shapes = {digits: _outline(digits) for digits in box.states}
    every = [point for rings in shapes.values() for ring in rings for point in ring]
    project = box.project or local(every)
    laid = {digits: _laid(rings, project) for digits, rings in shapes.items()}
    inside = box.bounds
    room = Bounds(inside.left + 4, inside.top + 4, inside.right - 4, inside.bottom - 4)
    return _Place(project, _fitted(_around(laid.values()), room), laid)


def _outline(digits: str) -> list[Ring]:
    return _near(counties().outline(counties().codes(digits)))


def _frames() -> list[tuple[int, int, int, int]]:
    rooms = [box.bounds for box in _BOXES]
    return [(int(b.left), int(b.top), int(b.width), int(b.height)) for b in rooms]


def _near(rings: list[Ring]) -> list[Ring]:
    """Without reefs and rocks far away, which would make the rest small."""
    return [ring for ring in rings if not _is_far(ring)]


def _is_far(ring: Ring) -> bool:
    """Northwestern Hawaii, and Rose Atoll of American Samoa."""
    lon, lat = ring[0]
    return (18 < lat < 30 and -180 < lon < -161) or (lat < -14.4 and turned(lon, -168.5) > 0)


def _laid(rings: Iterable[Ring], project: Project) -> list[list[Flat]]:
    return [[project(*point) for point in ring] for ring in rings]


def _around(laid: Iterable[list[list[Flat]]]) -> Bounds:
    return bounds_of(point for rings in laid for ring in rings for point in ring)


def _fitted(bounds: Bounds, room: Bounds) -> _Fit:
    scale = min(room.width / bounds.width, room.height / bounds.height)
    (x, y), (at_x, at_y) = bounds.middle, room.middle
    return _Fit(scale, at_x - x * scale, at_y - y * scale)


def _area(laid: Sequence[Sequence[Flat]], fit: _Fit) -> Area:
    rings = [[fit.at(point) for point in ring] for ring in laid]
    largest = max(rings, key=lambda ring: abs(_size(ring)), default=[(0, 0)])
    return Area(_path(rings), _middle(largest), abs(_size(largest)))


def _drawn(laid: Sequence[Sequence[Flat]], fit: _Fit) -> str:
    return _path([[fit.at(point) for point in ring] for ring in laid])


def _path(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Relative moves; a piece too small to be a shape of its own is left out if others stay."""
    drawn = [path for ring in rings if (path := _ring(ring))]
    return "".join(drawn) or _speck(rings)


def _ring(points: Sequence[tuple[int, int]]) -> str:
    kept = _without_standing(points)
    if len(kept) < 3:
        return ""
    (x, y), said = kept[0], []
    for next_x, next_y in kept[1:]:
        said.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    steps = " ".join(said).replace(" -", "-")
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z"


def _without_standing(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without points on the same unit as the one before, nor those on a straight line."""
    kept: list[tuple[int, int]] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _is_straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def _is_straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    (ax, ay), (bx, by), (cx, cy) = a, b, c
    across = (bx - ax) * (cy - by) == (by - ay) * (cx - bx)
    return across and (bx - ax) * (cx - bx) >= 0 and (by - ay) * (cy - by) >= 0


def _speck(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """A square of two units, for a place smaller than that."""
    x, y = rings[0][0] if rings else (0, 0)
    return f"M{x - 1} {y - 1}h2v2h-2z"


def _size(ring: Sequence[tuple[int, int]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def _middle(ring: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The middle of its area; of its points where it has no area."""
    size = _size(ring)
    if abs(size) < 1:
        return ring[0]
    x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        weight = ax * by - bx * ay
        x, y = x + (ax + bx) * weight, y + (ay + by) * weight
    return round(x / (6 * size)), round(y / (6 * size))
