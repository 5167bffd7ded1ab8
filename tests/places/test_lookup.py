"""The lookup agrees with the official record of every precinct: sampled here, whole as a proof.

Three ways to one answer: the boundaries, the Secretary of State's table, by which a visitor finds
her precinct by name, and the small outlines, by which her click on the map is answered.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from amparo.lib.shapes import Locator, Shape, read_shapes
from amparo.lib.shapes.outlines import outlined, unpacked
from amparo.places.counties import county_name
from amparo.places.importers import boundaries
from amparo.places.importers import precincts as tables
from amparo.places.importers.names import folded
from tests.places.test_outlines import inside

District = tuple[str, str]
Rings = list[list[tuple[float, float]]]
SAMPLE = "mn-cd[26]-*.kml"  # counties before and behind McLeod and St. Louis, in the alphabet
# Names that only a guess would pair: "1-A Baudette Unorg" for what the table numbers otherwise,
# "Baldwin City P-2" where the table has a township, "Robbinsdale W-1 P-1" for its whole ward.
OTHERWISE_NAMED = 42
TOLERANCE = 0.005  # of precincts whose middle the outlines place beside the border that is theirs

WORDS = {
    "township": "twp", "unorganized": "unorg", "hts": "heights", "prec": "p", "precinct": "p",
    "east": "e", "west": "w", "north": "n", "south": "s",
}  # fmt: skip
KINDS = {
    "congress": "Congressional District",
    "senate": "MN Senate District",
    "house": "MN House District",
}


@pytest.fixture
def rows(shared_data: Path) -> list[boundaries.BoundaryRow]:
    folder = shared_data / "districts"
    legislative = (folder / "mn_legislative_districts_2022.geojson.gz").read_bytes()
    congress = (folder / "mn_congressional_districts_2022.geojson").read_bytes()
    return [
        *boundaries.parse(legislative, "MN"),
        *boundaries.parse(congress, "MN", kind="congress"),
    ]


@pytest.fixture
def districts(rows: list[boundaries.BoundaryRow]) -> Locator[District]:
    return Locator([((row.kind.value, row.code), row.area) for row in rows])


def precincts(shared_data: Path, pattern: str) -> Iterator[Shape]:
    for path in sorted((shared_data / "districts/mn_sos_2024").glob(pattern)):
        yield from read_shapes(path.read_bytes())


def recorded(precinct: Shape) -> set[District]:
    return {(kind, precinct.properties[column]) for kind, column in KINDS.items()}


def agrees(locator: Locator[District], precinct: Shape) -> bool:
    point = precinct.geometry.representative_point()
    return set(locator.at(point.x, point.y)) == recorded(precinct)


def called(county: str, precinct: str) -> tuple[str, str]:
    """A precinct's name as both write it: "W-01 P-01" is "W1 P1", "Adams City" is "Adams",
    "Hovland P-2" is "Hovland Prec 2", "Libby Twp P-East" is "Libby Twp E"."""
    pieces = re.findall(r"\d+|[a-z]+", folded(precinct))
    words = [WORDS.get(each, each.lstrip("0") or "0") for each in pieces]
    kept = [
        word
        for word, after in zip(words, [*words[1:], ""], strict=True)
        if word != "city" and (word != "p" or after.isdigit())
    ]
    return folded(county.removesuffix(" County")), " ".join(kept)


def by_table(shared_data: Path) -> dict[tuple[str, str], list[set[District]]]:
    content = (shared_data / "districts/mn_sos_2024/Precincts_2024").read_bytes()
    found = defaultdict(list)
    for row in tables.parse(content, "MN"):
        lies = {(kind.value, code) for kind, code in row.districts if kind.value in KINDS}
        found[called(county_name(row.county_fips), row.name)].append(lies)
    return found


def said_by_the_table(shared_data: Path, pattern: str) -> tuple[int, int]:
    """(precincts of which both know one by this name, how many of them say the same)."""
    table, same = by_table(shared_data), []
    for each in precincts(shared_data, pattern):
        rows = table.get(called(each.properties["County"], each.properties["name"]), [])
        same += [rows[0] == recorded(each)] if len(rows) == 1 else []
    return len(same), sum(same)


def small(rows: list[boundaries.BoundaryRow]) -> list[tuple[District, Rings]]:
    """What the page's script has: each kind made small together, as the house does it."""
    by_kind = defaultdict(list)
    for row in rows:
        by_kind[row.kind.value].append(row)
    return [
        ((kind, row.code), unpacked(rings))
        for kind, told in by_kind.items()
        for row, rings in zip(told, outlined([row.area for row in told]), strict=True)
    ]


def clicked(areas: list[tuple[District, Rings]], x: float, y: float) -> set[District]:
    boxes = (
        (district, rings)
        for district, rings in areas
        if min(p[0] for ring in rings for p in ring) <= x <= max(p[0] for r in rings for p in r)
    )
    return {district for district, rings in boxes if inside(rings, x, y)}


def answered_by_clicks(
    shared_data: Path, rows: list[boundaries.BoundaryRow], pattern: str
) -> tuple[int, int]:
    areas, right = small(rows), []
    for each in precincts(shared_data, pattern):
        point = each.geometry.representative_point()
        right.append(clicked(areas, point.x, point.y) == recorded(each))
    return len(right), sum(right)


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


@pytest.mark.data
def test_the_table_by_which_one_is_found_by_name_says_the_same(shared_data):
    found, same = said_by_the_table(shared_data, SAMPLE)

    assert found > 500
    assert same == found


@pytest.mark.data
def test_a_click_on_the_small_outlines_is_answered_as_the_record_says(shared_data, rows):
    clicks, right = answered_by_clicks(shared_data, rows, SAMPLE)

    assert clicks > 500
    assert clicks - right <= TOLERANCE * clicks


@pytest.mark.data
@pytest.mark.proof
def test_every_precinct_is_answered_alike_by_the_table_and_by_a_click(shared_data, rows):
    found, same = said_by_the_table(shared_data, "*.kml")
    clicks, right = answered_by_clicks(shared_data, rows, "*.kml")

    assert found == 2777 - OTHERWISE_NAMED
    assert same == found
    assert (clicks, clicks - right <= TOLERANCE * clicks) == (2777, True)
