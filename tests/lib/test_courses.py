"""Counts over time as lines: told in words, told apart without color."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.courses import Course, courses

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'"))


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314


def test_who_hears_the_page_hears_every_count():
    root = parsed(courses(["March", "April"], [Course("never", [1, 3])], title="Counties"))
    assert root.find(f"{SVG}desc").text == "never: March 1, April 3"


def test_lines_have_dashes_of_their_own():
    lines = [Course(str(n), [n, n]) for n in range(6)]
    root = parsed(courses(["a", "b"], lines, title="t"))
    dashes = [each.get("stroke-dasharray") for each in root.iter(f"{SVG}polyline")]
    assert len(set(dashes)) == 6


@given(NAMES, st.lists(st.integers(0, 5000), min_size=1, max_size=12))
def test_every_line_stays_inside_the_picture_and_names_are_only_text(name, counts):
    labels = [str(n) for n in range(len(counts))]
    root = parsed(courses(labels, [Course(name, counts)], title=name))
    height = float(root.get("viewBox").split()[3])
    for line in root.iter(f"{SVG}polyline"):
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= 640
            assert 0 <= y <= height


def test_the_last_counts_do_not_cover_each_other():
    lines = [Course(str(n), [7]) for n in range(4)]
    root = parsed(courses(["today"], lines, title="t"))
    at = [
        float(each.get("y"))
        for each in root.iter(f"{SVG}text")
        if each.get("class") == "chart-value"
    ]
    assert all(b - a >= 20 for a, b in pairwise(at))
