"""In which of many areas a point lies.

A newcomer's mistake: to ask for one area. A point on a border lies in none or in both; who asks
has to say so to whoever stands there.
"""

from collections.abc import Sequence
from typing import Generic, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

T = TypeVar("T")


class Locator(Generic[T]):
    """Areas by a tree of their boxes; each is known by whatever `names` gives for it."""

    def __init__(self, areas: Sequence[tuple[T, BaseGeometry]]) -> None:
        self._names = [name for name, _area in areas]
        self._shapes = np.array([area for _name, area in areas], dtype=object)
        shapely.prepare(self._shapes)
        middles = shapely.centroid(shapely.envelope(self._shapes))
        # Each is indexed when it is first asked; asked now, nobody waits for it later
        shapely.intersects_xy(self._shapes, shapely.get_x(middles), shapely.get_y(middles))
        self._tree = shapely.STRtree(self._shapes)

    def at(self, longitude: float, latitude: float) -> list[T]:
        """The areas that a point lies in, borders included, in the order in which they came."""
        near = self._tree.query(shapely.Point(longitude, latitude))
        near.sort()
        # The tree's own predicate would not use that the areas are prepared, and take ten times
        holds = shapely.intersects_xy(self._shapes[near], longitude, latitude)
        return [self._names[index] for index in near[holds].tolist()]
