"""The lookup agrees with the official record of every precinct: sampled here, whole as a proof."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amparo.lib.shapes import Locator, Shape, read_shapes
from amparo.places.importers import boundaries

KINDS = {
    "congress": "Congressional District",
    "senate": "MN Senate District",
    "house": "MN House District",
}


@pytest.fixture
def districts(shared_data: Path) -> Locator[tuple[str, str]]:
    folder = shared_data / "districts"
    legislative = (folder / "mn_legislative_districts_2022.geojson.gz").read_bytes()
    congress = (folder / "mn_congressional_districts_2022.geojson").read_bytes()
    rows = [
        *boundaries.parse(legislative, "MN"),
        *boundaries.parse(congress, "MN", kind="congress"),
    ]
    return Locator([((row.kind.value, row.code), row.area) for row in rows])


def precincts(shared_data: Path, pattern: str) -> Iterator[Shape]:
    for path in sorted((shared_data / "districts/mn_sos_2024").glob(pattern)):
        yield from read_shapes(path.read_bytes())


def agrees(locator: Locator[tuple[str, str]], precinct: Shape) -> bool:
    point = precinct.geometry.representative_point()
    told = {(kind, precinct.properties[column]) for kind, column in KINDS.items()}
    return set(locator.at(point.x, point.y)) == told


@pytest.mark.data
def test_every_precinct_of_minneapolis_and_around_lies_where_its_record_says(
    districts, shared_data
):
    found = [agrees(districts, each) for each in precincts(shared_data, "mn-cd5-*.kml")]

    assert (len(found), all(found)) == (217, True)


@pytest.mark.data
@pytest.mark.proof
def test_every_precinct_polygon_lies_where_its_record_says(districts, shared_data):
    found = [agrees(districts, each) for each in precincts(shared_data, "*.kml")]

    assert (len(found), sum(found)) == (2777, 2777)
