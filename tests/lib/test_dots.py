"""A chart of answers day by day."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.dots import WIDTH, Mark, dots

SVG = "{http://www.w3.org/2000/svg}"
ANSWERS = ["for it", "undecided", "against it"]
DAYS = ["Nov 2", "Nov 3", "Nov 4"]


def drawn(counts, **more) -> ElementTree.Element:
    return parsed(dots(ANSWERS, DAYS, counts, title="Heard", **more))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - we have just drawn it


def radius(svg: ElementTree.Element) -> list[float]:
    return [float(each.attrib["r"]) for each in svg.iter(f"{SVG}circle")]


def test_who_hears_the_page_is_told_every_figure_day_after_day():
    svg = drawn({(2, 0): 5, (0, 2): 7, (1, 2): 2})
    told = svg.find(f"{SVG}desc").text
    assert told == "Nov 2, against it: 5; Nov 4, for it: 7; Nov 4, undecided: 2"


def test_four_times_as_many_make_a_dot_of_four_times_the_area():
    small, large = sorted(radius(drawn({(0, 0): 4, (0, 1): 1})))
    assert large / small == pytest.approx(2, abs=0.05)


def test_a_judgement_is_a_diamond_and_is_told():
    svg = drawn({}, marks=[Mark(1, 0, "Nov 3, our judgement: for it")])
    assert len(list(svg.iter(f"{SVG}polygon"))) == 1
    assert "our judgement" in svg.find(f"{SVG}desc").text


def test_nothing_heard_draws_the_empty_rows():
    assert radius(drawn({})) == []


def test_words_are_words_and_no_markup():
    assert "<b>" not in dots(["<b>"], ["<b>"], {(0, 0): 1}, title="<b>")


@given(
    days=st.integers(min_value=1, max_value=60),
    counts=st.dictionaries(
        st.tuples(st.integers(0, 2), st.integers(0, 59)), st.integers(1, 9_999), max_size=30
    ),
)
def test_nothing_is_drawn_outside_the_picture(days: int, counts: dict):
    within = {at: count for at, count in counts.items() if at[1] < days}
    labels = [f"d{n}" for n in range(days)]
    svg = parsed(dots(ANSWERS, labels, within, title="Heard"))
    for each in svg.iter(f"{SVG}circle"):
        assert float(each.attrib["cx"]) - float(each.attrib["r"]) >= 0
        assert float(each.attrib["cx"]) + float(each.attrib["r"]) <= WIDTH
