"""Charts that can be heard, printed and read on a small phone."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.charts import (
    WIDTH,
    Bar,
    Flow,
    Point,
    bars,
    thermometer,
    time_series,
    ups_and_downs,
)

SVG = "{http://www.w3.org/2000/svg}"
COUNTS = st.integers(0, 10**7)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'"))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314


def series(points: list[Point]) -> str:
    return time_series(
        points, title="Firmas", count_name="firmas por semana", total_name="firmas en total"
    )


@given(st.lists(st.tuples(WORDS, COUNTS), max_size=60))
def test_every_week_is_drawn_inside_the_chart_and_told_in_words(
    weeks: list[tuple[str, int]],
) -> None:
    root = parsed(series([Point(*week) for week in weeks]))
    height = float(root.get("viewBox", "").split()[3])
    rects = [each for each in root.iter(f"{SVG}rect") if each.get("class") == "chart-bar"]
    assert len(rects) == len(weeks) + 1  # and the legend's
    for rect in rects:
        x, y, w, h = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + w <= WIDTH
        assert 0 <= y <= y + h <= height
    told = root.findtext(f"{SVG}desc") or ""
    assert all(str(count) in told for _, count in weeks)


@given(st.lists(st.tuples(WORDS, COUNTS, COUNTS), max_size=30))
def test_bars_stay_inside_and_say_their_numbers(rows: list[tuple[str, int, int]]) -> None:
    root = parsed(bars([Bar(*row) for row in rows], title="Por condado", second_name="papel"))
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= WIDTH
    values = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "chart-value"]
    assert values == [str(count + second) for _, count, second in rows]


@given(st.lists(st.tuples(WORDS, COUNTS, COUNTS, COUNTS, COUNTS), max_size=60))
def test_what_came_and_went_is_drawn_inside_the_chart_and_told_in_words(
    weeks: list[tuple[str, int, int, int, int]],
) -> None:
    names = ("llegaron", "de listas", "se fueron", "en total")
    root = parsed(ups_and_downs([Flow(*week) for week in weeks], title="La lista", names=names))
    height = float(root.get("viewBox", "").split()[3])
    for rect in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
        assert -0.1 <= x <= x + w <= WIDTH + 0.1
        assert -0.1 <= y <= y + h <= height + 0.1
    told = root.findtext(f"{SVG}desc") or ""
    assert all(str(number) in told for week in weeks for number in week[1:])


def test_nobody_who_went_draws_no_bar_down() -> None:
    names = ("came", "lists", "went", "all")
    svg = ups_and_downs([Flow("a", 5, 0, 5)], title="x", names=names)
    assert svg.count('"chart-bar-down"') == 1, "the legend's alone"


@given(COUNTS, st.integers(1, 10**7), st.floats(0, 1))
def test_the_thermometer_never_runs_over(count: int, goal: int, share: float) -> None:
    paper = int(count * share)
    root = parsed(thermometer(count, goal, paper=paper, title="Meta", words="…"))
    assert all(
        float(rect.get("x", "0")) + float(rect.get("width", "0")) <= WIDTH
        for rect in root.iter(f"{SVG}rect")
    )


def test_half_the_goal_fills_half_the_thermometer_and_paper_is_hatched() -> None:
    root = parsed(thermometer(500, 1000, paper=100, title="Meta", words="500 de 1000"))
    by_class = {rect.get("class"): rect for rect in root.iter(f"{SVG}rect") if rect.get("x")}
    assert float(by_class["chart-bar"].get("width", "0")) == pytest.approx(636 * 0.4, abs=0.1)
    assert float(by_class["chart-bar-2"].get("width", "0")) == pytest.approx(636 * 0.1, abs=0.1)
    assert by_class["chart-bar-2"].get("fill") == "url(#chart-hatch)"


def test_past_the_goal_a_mark_shows_where_it_was() -> None:
    assert "chart-goal" in thermometer(1200, 1000, title="Meta", words="1200")
    assert "chart-goal" not in thermometer(1000, 1000, title="Meta", words="1000")


def test_a_chart_can_be_heard_and_asks_no_stylesheet() -> None:
    drawings = [
        series([Point("1 oct", 3)]),
        bars([Bar("Hennepin", 3, 1)], title="Por condado", second_name="papel"),
        thermometer(1, 2, title="Meta", words="1 de 2"),
    ]
    for svg in drawings:
        root = parsed(svg)
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc")
        assert "style" not in svg


def test_numbers_are_written_as_the_language_writes_them() -> None:
    svg = bars([Bar("Hennepin", 12345)], title="t", say=lambda n: f"{n:,}".replace(",", " "))
    assert ">12 345<" in svg


def test_few_signatures_have_whole_numbers_on_the_scale() -> None:
    assert ">0.5<" not in series([Point("1 oct", 1)])
    assert ">1<" in series([Point("1 oct", 1)])
