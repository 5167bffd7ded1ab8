"""Areas made small enough for a page: simplified together, on a grid, as steps from point to point.

A newcomer's mistake: to simplify each area alone. Neighbors would overlap or leave gaps, and a
click between them would find both or none. `coverage_simplify` moves a shared border once.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

GRID = 0.0002  # degrees of latitude that one step of the grid is: 22 meters
WIDER = 1.4  # a degree of longitude is shorter: about the same distance at 44 degrees
TOLERANCE = 0.004  # degrees; the root of the smallest triangle that stays

Ring = list[int]  # x, y of the first point, then steps: dx, dy, dx, dy, …


def outlined(areas: Sequence[BaseGeometry], tolerance: float = TOLERANCE) -> list[list[Ring]]:
    """The rings of each area, outer ones and holes: a point that crosses them oddly is inside."""
    if not areas:
        return []
    return [_rings(each) for each in shapely.coverage_simplify(list(areas), tolerance)]


def unpacked(rings: Sequence[Ring]) -> list[list[tuple[float, float]]]:
    """The points of rings in degrees, as the page's script reads them."""
    found = []
    for ring in rings:
        points = np.cumsum(np.array(ring).reshape(-1, 2), axis=0) * [GRID * WIDER, GRID]
        found.append([(float(x), float(y)) for x, y in points])
    return found


def _rings(area: BaseGeometry) -> list[Ring]:
    polygons = [each for each in shapely.get_parts(area) if isinstance(each, shapely.Polygon)]
    lines = [ring for each in polygons for ring in (each.exterior, *each.interiors)]
    found = [_steps(shapely.get_coordinates(line)) for line in lines]
    return [ring for ring in found if len(ring) >= 6]


def _steps(points: "np.ndarray") -> Ring:
    """Points on the grid without repetition, the closing one left out."""
    on_grid = np.round(points / [GRID * WIDER, GRID]).astype(int)
    moves = np.any(np.diff(on_grid, axis=0) != 0, axis=1)
    kept = on_grid[:-1][moves]
    if len(kept) < 3:
        return []
    steps: Ring = np.vstack([kept[:1], np.diff(kept, axis=0)]).flatten().tolist()
    return steps
