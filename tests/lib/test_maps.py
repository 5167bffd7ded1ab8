"""Maps: borders that fit together, at their place, and readable without color, eyes or a mouse."""

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyproj import Transformer
from shapely.geometry import Polygon

from amparo.lib.maps import shapes
from amparo.lib.maps.drawing import Fill, Mark, drawn, grouped, swatch
from amparo.lib.maps.looks import HARMS, LOOKS, MIXED, PROTECTS, UNKNOWN, patterns
from amparo.lib.maps.projecting import albers
from amparo.lib.maps.sheets import Area, Sheet, counties_sheet, country_sheet, state_sheet

SVG = "{http://www.w3.org/2000/svg}"
EARTH = 6_370_997  # metres, of the sphere
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'"))
SQUARE = Sheet(100, 100, {"27001": Area("M1 1h9v9h-9z", (5, 5), 81)})


def parsed(svg):
    return etree.fromstring(svg)


def rings_of(path):
    """The rings of a path as lists of points, read the way a browser does."""
    for piece in path.split("M")[1:]:
        start, _, steps = piece.partition("l")
        x, y = map(int, start.split())
        numbers = [int(each) for each in steps.rstrip("z").replace("-", " -").split()]
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        yield ring


def largest(rings):
    return max(Polygon(ring).area for ring in rings if len(ring) > 3)


@given(st.floats(-150, -60), st.floats(15, 70))
def test_a_place_lies_where_the_projection_of_a_library_puts_it(lon, lat):
    theirs = Transformer.from_crs(
        "+proj=longlat +R=6370997",
        f"+proj=aea +lat_0=37.5 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +R={EARTH}",
        always_xy=True,
    ).transform(lon, lat)
    x, y = albers(-96, 37.5, 29.5, 45.5)(lon, lat)
    assert (x * EARTH, -y * EARTH) == pytest.approx(theirs, abs=1)


def test_minnesota_has_its_87_counties_and_every_one_has_a_shape():
    sheet = state_sheet("27")
    assert len(sheet.areas) == 87
    for area in sheet.areas.values():
        for ring in rings_of(area.path):
            assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for x, y in ring)


def test_every_state_and_territory_is_on_the_sheet_of_the_country():
    assert len(country_sheet().areas) == 56
    assert len(counties_sheet().areas) == 3231


@pytest.mark.parametrize("state", ["27", "08", "19"])
def test_the_counties_of_a_state_fill_its_outline_without_gaps(state):
    here = shapes.counties()
    together = sum(largest(here.county(code)) for code in here.codes(state))
    assert together == pytest.approx(largest(here.outline(here.codes(state))), rel=0.001)


def test_a_county_around_a_city_of_its_own_has_a_hole():
    here = shapes.counties()
    fairfax, city = here.polygons("51059"), here.polygons("51600")
    assert any(len(rings) > 1 for rings in fairfax)
    whole = Polygon(fairfax[0][0], fairfax[0][1:])
    assert not whole.contains(Polygon(city[0][0]).representative_point())


def test_a_state_across_the_line_of_dates_is_one_piece():
    sheet = state_sheet("02")
    middles = [area.middle[0] for area in sheet.areas.values()]
    assert max(middles) - min(middles) < sheet.width
    assert sheet.areas["02016"].middle[0] < sheet.areas["02110"].middle[0]  # Aleutians, Juneau


def test_the_mark_of_a_county_lies_within_it():
    sheet = state_sheet("27")
    hennepin = max(rings_of(sheet.areas["27053"].path), key=len)
    assert Polygon(hennepin).contains(Polygon(hennepin).centroid)
    assert sheet.areas["27053"].middle == pytest.approx(Polygon(hennepin).centroid.coords[0], abs=1)


def test_nobody_knows_the_borders_of_a_state_that_is_none():
    assert state_sheet("99") is None
    assert state_sheet("") is None
    assert state_sheet("270") is None


def test_the_shapes_of_every_county_stay_below_100_kilobytes_on_the_wire():
    svg = grouped(counties_sheet(), {}, [], country_sheet(), title="t", told="d")
    assert len(brotli.compress(svg.encode(), quality=5)) < 100_000


@given(WORDS, WORDS)
def test_names_are_only_text_whatever_they_hold(said, title):
    fills = [Fill("27001", HARMS[0], said, "/en/?a=1&b=2")]
    marks = [Mark("27001", PROTECTS[0], said, is_cut=True)]
    root = parsed(drawn(SQUARE, fills, marks=marks, title=title, told=said))
    assert root.find(f"{SVG}title").text in (title, None)
    link = root.find(f"{SVG}a")
    assert link.get("aria-label") == said
    assert link.get("href") == "/en/?a=1&b=2"
    assert not root.findall(f".//{SVG}script")


def test_who_sees_no_colors_tells_every_look_from_every_other():
    drawn_as = {}
    for look in LOOKS:
        root = parsed(swatch(look))
        inside = [
            (child.tag, sorted((k, v) for k, v in child.attrib.items() if k != "class"))
            for pattern in root.iter(f"{SVG}pattern")
            for child in pattern
        ]
        drawn_as[look] = repr(inside)
    assert len(set(drawn_as.values())) == len(LOOKS)


def test_only_the_looks_that_are_used_are_defined():
    assert patterns([UNKNOWN]) == ""
    assert patterns([MIXED]).count("<pattern") == 1


def test_an_area_with_an_address_is_a_stop_of_the_keyboard_and_one_without_is_none():
    sheet = state_sheet("27")
    fills = [Fill("27053", MIXED, "Hennepin", "/h/"), Fill("27123", MIXED, "Ramsey")]
    root = parsed(drawn(sheet, fills, title="Map", told="told"))
    assert [link.get("aria-label") for link in root.iter(f"{SVG}a")] == ["Hennepin"]
    assert root.get("role") == "group"
    assert parsed(drawn(sheet, [], title="Map", told="told")).get("role") == "img"


def test_a_county_with_very_many_cities_says_how_many_instead_of_a_heap():
    one = [Mark("27001", MIXED, f"City {n}") for n in range(12)]
    root = parsed(drawn(SQUARE, [], marks=one, many="{count} cities", title="t", told="d"))
    assert [each.text for each in root.iter(f"{SVG}text")] == ["12"]
    assert "12 cities" in [each.text for each in root.iter(f"{SVG}title")]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7])
def test_no_mark_hides_another(count):
    sheet = state_sheet("27")
    marks = [Mark("27053", MIXED, f"City {n}") for n in range(count)]
    root = parsed(drawn(sheet, [], marks=marks, title="t", told="d"))
    at = {
        (float(each.get("cx")), float(each.get("cy")))
        for each in root.iter(f"{SVG}circle")
        if each.get("class") == "map-mark"
    }
    assert len(at) == count
    near = [(a, b) for a in at for b in at if a < b]
    assert all((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 >= 18**2 for a, b in near)


def test_where_protection_ends_the_mark_has_another_shape():
    cut = swatch(PROTECTS[1], is_mark=True, is_cut=True)
    whole = swatch(PROTECTS[1], is_mark=True)
    assert "map-cut" in cut
    assert "map-cut" not in whole
    assert "<circle" in whole
