"""A point among the districts of a state, by the tree and by trying each; the lookup page's weight.

The districts are a grid of as many areas as Minnesota has, each with a few hundred points, because
the real files may not be shipped; with ../shared/data beside the project the real ones are taken.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import shapely

from amparo.lib.shapes import Locator, read_shapes
from bench.table import Row

Points = list[tuple[float, float]]

POINTS = 4_000
SIDE = 15  # of the grid: 225 districts
REAL = Path(__file__).resolve().parents[2] / "shared/data/districts"


def run(is_postgres: bool) -> Iterator[Row]:
    areas = _real() or _grid()
    tree = Locator(list(enumerate(areas)))
    points = _points(areas)
    shapely.prepare(areas)
    by_tree = _timed(lambda x, y: tree.at(x, y), points)
    by_hand = _timed(lambda x, y: [a for a in areas if a.intersects(shapely.Point(x, y))], points)
    middle, slow = statistics.median(by_hand), statistics.median(by_tree)
    yield Row(f"a point tried in each of {len(areas)} districts, median", middle, " µs")
    yield Row("a point by the tree, median", slow, " µs", slow / middle, "trying each")
    yield Row("a point by the tree, 99 of 100 within (at most 500)", by_tree[-POINTS // 100], " µs")


def _timed(
    find: Callable[[float, float], object], points: list[tuple[float, float]]
) -> list[float]:
    """Microseconds of the processor for each, the quickest first."""
    found = []
    for x, y in points:
        began = time.thread_time()
        find(x, y)
        found.append((time.thread_time() - began) * 1e6)
    return sorted(found)


def _points(areas: list[shapely.Geometry]) -> Points:
    west, south, east, north = shapely.total_bounds(areas)
    chance = random.Random(7)
    return [(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(POINTS)]


def _grid() -> list[shapely.Geometry]:
    boxes = [shapely.box(x, y, x + 1, y + 1) for x in range(SIDE) for y in range(SIDE)]
    return [shapely.segmentize(each, 0.01) for each in boxes]


def _real() -> list[shapely.Geometry]:
    names = ("mn_legislative_districts_2022.geojson.gz", "mn_congressional_districts_2022.geojson")
    paths = [REAL / name for name in names if (REAL / name).exists()]
    return [shape.geometry for path in paths for shape in read_shapes(path.read_bytes())]
