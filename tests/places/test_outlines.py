"""Boundaries made small for the page still tell where a point lies."""

import pytest
import shapely

from amparo.lib.shapes.outlines import outlined, unpacked


def inside(rings, x: float, y: float) -> bool:
    """As the page's script counts: inside is where a ray crosses an odd number of lines."""
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [ring[-1], *ring[:-1]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


@pytest.fixture
def areas():
    """A ring around a hole, and what fills the hole; borders with many needless points."""
    hole = shapely.segmentize(shapely.box(-93.2, 44.2, -93.0, 44.4), 0.001)
    around = shapely.segmentize(shapely.box(-93.6, 44.0, -92.6, 44.6), 0.001).difference(hole)
    return [around, hole]


def test_an_area_with_a_hole_leaves_the_hole_to_its_neighbor(areas):
    around, hole = (unpacked(rings) for rings in outlined(areas))

    for x, y, is_around in [(-93.5, 44.3, True), (-93.1, 44.3, False), (-92.7, 44.1, True)]:
        assert inside(around, x, y) is is_around
        assert inside(hole, x, y) is not is_around


def test_needless_points_are_gone_and_neighbors_share_what_stays(areas):
    around, hole = (unpacked(rings) for rings in outlined(areas))

    assert sum(map(len, around)) < 20
    assert set(hole[0]) <= {point for ring in around for point in ring}


def test_nothing_is_outlined_as_nothing():
    assert outlined([]) == []
