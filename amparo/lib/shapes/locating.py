"""In which of many areas a point lies.

A newcomer's mistake: to ask for one area. A point on a border lies in none or in both; who asks
has to say so to whoever stands there.
"""

from collections.abc import Sequence
from typing import Generic, TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

T = TypeVar("T")


class Locator(Generic[T]):
    """Areas by a tree of their boxes; each is known by whatever `names` gives for it."""

    def __init__(self, areas: Sequence[tuple[T, BaseGeometry]]) -> None:
        self._names = [name for name, _area in areas]
        shapes = [area for _name, area in areas]
        shapely.prepare(shapes)
        self._tree = shapely.STRtree(shapes)

    def at(self, longitude: float, latitude: float) -> list[T]:
        """The areas that a point lies in, borders included, in the order in which they came."""
        found = self._tree.query(shapely.Point(longitude, latitude), predicate="intersects")
        return [self._names[index] for index in sorted(found.tolist())]
