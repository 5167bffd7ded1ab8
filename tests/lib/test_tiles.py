"""Tiles: every county has one, and what it has is said in words."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.tiles import COLUMNS, WIDTH, Tile, tiles

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'"))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314


@given(st.lists(st.tuples(NAMES, st.integers(0, 999)), max_size=90))
def test_every_county_has_a_tile_inside_the_picture(rows):
    root = parsed(tiles([Tile(*row) for row in rows], title="Where it passed"))
    frames = [each for each in root if each.get("class") == "chart-frame"]
    assert len(frames) == len(rows)
    bottom = float(root.get("viewBox").split()[3])
    for each in frames:
        assert float(each.get("x")) + float(each.get("width")) <= COLUMNS * WIDTH
        assert float(each.get("y")) + float(each.get("height")) <= bottom


def test_who_hears_the_page_hears_the_counties_that_have_something():
    root = parsed(tiles([Tile("Rice", 2), Tile("Polk", 0), Tile("Cook", 5)], title="Passed"))
    assert root.find(f"{SVG}desc").text == "Cook: 5; Rice: 2"


def test_a_tile_that_has_something_carries_its_number_and_a_bar():
    root = parsed(tiles([Tile("Rice", 2), Tile("Polk", 0)], title="Passed"))
    assert len([each for each in root if each.get("class") == "chart-bar"]) == 1
    assert [each.text for each in root.iter(f"{SVG}text")] == ["Rice", "2", "Polk"]


def test_a_long_name_is_cut_at_its_end():
    (text,) = parsed(tiles([Tile("Lake of the Woods", 0)], title="")).iter(f"{SVG}text")
    assert text.text == "Lake of the Wo…"
