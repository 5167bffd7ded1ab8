"""Borders of counties, read from the topology that comes along.

A newcomer's mistake: keeping every county as a ring of its own. Neighbors share their borders
(arcs), so that no gap opens between them, and a state's outline is the arcs that only one of its
counties has.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Point = tuple[float, float]  # degrees east, degrees north
Ring = list[Point]


@dataclass(frozen=True)
class Topology:
    """`arcs` as lines of points; `shapes` of each county: polygons of rings (the first is outside,
    the others are holes) of numbers of arcs, ~n being backwards."""

    arcs: list[Ring]
    shapes: dict[str, list[list[list[int]]]]

    def codes(self, state: str = "") -> list[str]:
        """FIPS codes of all counties, or of a state's, given by its two digits."""
        return sorted(code for code in self.shapes if code.startswith(state))

    def county(self, code: str) -> list[Ring]:
        """All rings, holes included."""
        return [ring for polygon in self.polygons(code) for ring in polygon]

    def polygons(self, code: str) -> list[list[Ring]]:
        shapes = self.shapes.get(code, [])
        return [[self.joined(ring) for ring in polygon] for polygon in shapes]

    def outline(self, codes: Iterable[str]) -> list[Ring]:
        """The borders of several counties taken together."""
        return [self.joined(ring) for ring in self._closed(self._outer(codes))]

    def joined(self, ring: Sequence[int]) -> Ring:
        """A ring's points; each arc begins where the one before it ended."""
        points: Ring = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    def _outer(self, codes: Iterable[str]) -> list[int]:
        polygons = (polygon for code in codes for polygon in self.shapes[code])
        used = [number for polygon in polygons for ring in polygon for number in ring]
        times = Counter(number if number >= 0 else ~number for number in used)
        return [n for n in used if times[n if n >= 0 else ~n] == 1]

    def _closed(self, arcs: list[int]) -> Iterator[list[int]]:
        """The arcs put end to end, until each chain comes back to where it began."""
        waiting: dict[Point, list[int]] = {}
        for number in arcs:
            waiting.setdefault(self._ends(number)[0], []).append(number)
        while waiting:
            here = next(iter(waiting))
            start, chain = here, []
            while here in waiting:
                chain.append(waiting[here].pop())
                if not waiting[here]:
                    del waiting[here]
                here = self._ends(chain[-1])[1]
                if here == start:
                    break
            yield chain

    def _ends(self, number: int) -> tuple[Point, Point]:
        arc = self.arcs[number if number >= 0 else ~number]
        return (arc[0], arc[-1]) if number >= 0 else (arc[-1], arc[0])


@lru_cache(maxsize=1)
def counties() -> Topology:
    """All counties. About 10 MB while it is held: let go of it by `counties.cache_clear()`."""
    packed = files("amparo.lib.maps").joinpath("data", "us-counties.topojson.gz").read_bytes()
    return topology(json.loads(gzip.decompress(packed)))


def topology(read: dict[str, Any]) -> Topology:
    """A TopoJSON document with an object `counties`, its steps made into degrees."""
    transform = read["transform"]
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]

    def place(x: int, y: int) -> Point:
        return round(x * kx + dx, 6), round(y * ky + dy, 6)

    shapes = read["objects"]["counties"]["geometries"]
    return Topology(
        arcs=[_walked(arc, place) for arc in read["arcs"]],
        shapes={each["id"]: _polygons(each) for each in shapes},
    )


def _walked(steps: list[list[int]], place: Callable[[int, int], Point]) -> Ring:
    x = y = 0
    points: Ring = []
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        points.append(place(x, y))
    return points


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    return [shape["arcs"]] if shape["type"] == "Polygon" else list(shape["arcs"])
