"""A chart of answers day by day: a row for each answer, a column for each day, dots by how many.

A newcomer's mistake: drawing a mean. Three for and three against are not six undecided; the dots
show both. Like `charts`, it takes its words and colors from outside, and reads on paper without.
"""

import html
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

WIDTH = 640  # of the drawing, as of the other charts
LETTER = 20
ROW = 52
LARGEST = 22  # radius of the largest dot
LEFT = 210  # room for the names of the answers
TOP = 26  # ... and for a count above the first row
FEW = 5  # a day with fewer answers than these does not fill its place

Say = Callable[[int], str]


@dataclass(frozen=True)
class Mark:
    """A judgement on a day: drawn as a diamond in the row of the answer that it stands for."""

    day: int  # which column
    answer: int  # which row
    words: str  # what somebody who hears the chart is told


def dots(
    answers: Sequence[str],
    days: Sequence[str],
    counts: Mapping[tuple[int, int], int],
    *,
    title: str,
    marks: Sequence[Mark] = (),
    say: Say = str,
    css_class: str = "chart",
) -> str:
    """Draw `counts` by (row of the answer, column of the day); the area of a dot is its count."""
    plot = _Plot(len(answers), max(1, len(days)))
    most = max(counts.values(), default=1)
    body = (
        _rows(answers, plot)
        + _days(days, plot)
        + "".join(_dot(plot, at, count, most, say) for at, count in sorted(counts.items()) if count)
        + "".join(_diamond(plot, mark) for mark in marks)
    )
    told = "; ".join([*_told(answers, days, counts, say), *(mark.words for mark in marks)])
    return (
        f'<svg class="{html.escape(css_class)}" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {WIDTH} {plot.height}" font-size="{LETTER}">'
        f"<title>{html.escape(title)}</title><desc>{html.escape(told)}</desc>{body}</svg>"
    )


@dataclass(frozen=True)
class _Plot:
    rows: int
    columns: int

    @property
    def height(self) -> int:
        return TOP + self.rows * ROW + 36

    @property
    def step(self) -> float:
        return (WIDTH - LEFT) / self.columns

    def x(self, column: int) -> float:
        return LEFT + (column + 0.5) * self.step

    def y(self, row: int) -> float:
        return TOP + (row + 0.5) * ROW

    def radius(self, count: int, most: int) -> float:
        largest = min(LARGEST, self.step / 2)
        return max(largest * math.sqrt(count / max(most, FEW)), min(largest, 4))


def _rows(answers: Sequence[str], plot: _Plot) -> str:
    lines = "".join(_line(plot.y(row)) for row in range(len(answers)))
    names = (_text("chart-label", 0, plot.y(n) + 7, name) for n, name in enumerate(answers))
    return lines + "".join(names)


def _days(days: Sequence[str], plot: _Plot) -> str:
    """The first day, and of those after it the ones that have room."""
    room = max((len(day) for day in days), default=1) * LETTER * 0.55
    every = max(1, math.ceil((room + LETTER) / plot.step))
    shown = [(n, day) for n, day in enumerate(days) if n % every == 0]
    return "".join(
        _text("chart-label", min(plot.x(n), WIDTH - room / 2), plot.height - 8, day, "middle")
        for n, day in shown
    )


def _dot(plot: _Plot, at: tuple[int, int], count: int, most: int, say: Say) -> str:
    row, column = at
    radius = plot.radius(count, most)
    circle = (
        f'<circle class="chart-bar" cx="{_n(plot.x(column))}" cy="{_n(plot.y(row))}"'
        f' r="{_n(radius)}" fill="currentColor"/>'
    )
    if count == 1:
        return circle
    return circle + _text(
        "chart-value", plot.x(column), plot.y(row) - radius - 3, say(count), "middle"
    )


def _diamond(plot: _Plot, mark: Mark) -> str:
    x, y, half = plot.x(mark.day), plot.y(mark.answer), 13
    points = " ".join(
        f"{_n(px)},{_n(py)}"
        for px, py in ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    )
    return (
        f'<polygon class="chart-goal" points="{points}" fill="none"'
        ' stroke="currentColor" stroke-width="4"/>'
    )


def _told(
    answers: Sequence[str], days: Sequence[str], counts: Mapping[tuple[int, int], int], say: Say
) -> list[str]:
    by_day = sorted((column, row, count) for (row, column), count in counts.items() if count)
    return [f"{days[column]}, {answers[row]}: {say(count)}" for column, row, count in by_day]


def _line(y: float) -> str:
    return (
        f'<line class="chart-axis" x1="{LEFT}" y1="{_n(y)}" x2="{WIDTH}" y2="{_n(y)}"'
        ' stroke="currentColor" stroke-width="1"/>'
    )


def _text(css_class: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return (
        f'<text class="{css_class}" x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"'
        f' fill="currentColor">{html.escape(words)}</text>'
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
