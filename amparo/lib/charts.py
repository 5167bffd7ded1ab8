"""Charts drawn by the server as inline SVG: no scripts, no style attributes, legible on paper.

Color comes from the page by class (chart-bar, chart-bar-2, chart-line, chart-axis, chart-label,
chart-value); without any stylesheet they read in black on white, and the second kind of bar is
hatched, so that it stays told apart in grayscale. Each chart carries a title and its figures in
words, for people who hear the page. Words come from the caller, already in the language.
"""

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH = 640  # of the drawing; letters of 20 units stay about 10 px on a phone of 320 px
LETTER = 20
Say = Callable[[int], str]  # a number as the language writes it


@dataclass(frozen=True)
class Point:
    """One week (or day) of a series: what stands below it, and how many."""

    label: str
    count: int


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart; `second` is the hatched part, on top of `count`."""

    label: str
    count: int
    second: int = 0

    @property
    def total(self) -> int:
        return self.count + self.second


@dataclass(frozen=True)
class Flow:
    """One week of something that grows and shrinks; `second` is the hatched part of what came."""

    label: str
    came: int
    went: int
    total: int  # at its end
    second: int = 0


def time_series(
    points: Sequence[Point],
    *,
    title: str,
    count_name: str,
    total_name: str,
    say: Say = str,
    css_class: str = "chart",
) -> str:
    """Bars for each week and a line of the sum so far, each with a scale of its own.

    Bars are measured on the left, the line on the right. The names say what is counted:
    "signatures a week", "signatures in all".
    """
    told = "; ".join(f"{point.label}: {say(point.count)}" for point in points)
    plot = _Plot(left=70, right=WIDTH - 84, top=54, bottom=300)
    body = _legend(count_name, total_name)
    if points:
        body += _series(points, plot, say)
    return drawing(340, title, f"{count_name}. {told}", body, css_class)


def bars(
    rows: Sequence[Bar],
    *,
    title: str,
    say: Say = str,
    second_name: str = "",
    css_class: str = "chart",
) -> str:
    """Horizontal bars with their names above them, so that long names fit a phone."""
    longest = max((row.total for row in rows), default=0) or 1
    body = _pattern() + "".join(_row(row, number, longest, say) for number, row in enumerate(rows))
    told = "; ".join(_told_row(row, say, second_name) for row in rows)
    return drawing(max(len(rows), 1) * _ROW, title, told, body, css_class)


def ups_and_downs(
    weeks: Sequence[Flow],
    *,
    title: str,
    names: tuple[str, str, str, str],
    say: Say = str,
    css_class: str = "chart",
) -> str:
    """Bars up for what came and down for what went, and a line of how many there are.

    `names`: what came, its hatched part, what went, how many in all.
    """
    came, second, went, total = names
    told = "; ".join(
        f"{week.label}: {came} {say(week.came)}, {second} {say(week.second)}, "
        f"{went} {say(week.went)}, {total} {say(week.total)}"
        for week in weeks
    )
    plot = _Plot(left=70, right=WIDTH - 84, top=92, bottom=330)
    body = _flow_legend(names) + (_pattern() + _flows(weeks, plot, say) if weeks else "")
    return drawing(370, title, told, body, css_class)


def thermometer(
    count: int,
    goal: int,
    *,
    paper: int = 0,
    title: str,
    words: str,
    css_class: str = "thermometer",
) -> str:
    """How far it is to the goal. `count` includes `paper`, which is shown hatched at its end.

    Past the goal the bar is full and a mark shows where the goal was.
    """
    scale = (WIDTH - 4) / max(goal, count, 1)
    online, on_paper = (count - paper) * scale, paper * scale
    parts = [
        _pattern(),
        _rect("chart-ground", 2, 6, WIDTH - 4, 24),
        _rect("chart-bar", 2, 6, online, 24),
        _rect("chart-bar-2", 2 + online, 6, on_paper, 24) if paper else "",
        _line("chart-goal", 2 + goal * scale, 0, 2 + goal * scale, 36, width=3)
        if count > goal
        else "",
        _rect("chart-frame", 2, 6, WIDTH - 4, 24, fill="none"),
    ]
    return drawing(36, title, words, "".join(parts), css_class)


@dataclass(frozen=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float

    def step(self, count: int) -> float:
        """Width of a week; few weeks stand close together instead of filling the sheet."""
        return min((self.right - self.left) / count, 72)

    def y(self, value: float, most: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / most


def _flows(weeks: Sequence[Flow], plot: _Plot, say: Say) -> str:
    """The bars share one scale around their zero; the line has its own, on the right."""
    most_up = _round_up(max(week.came + week.second for week in weeks))
    most_down = max(week.went for week in weeks)
    most_down = _round_up(most_down) if most_down else 0
    per_one = (plot.bottom - plot.top) / (most_up + most_down)
    zero, step = plot.top + most_up * per_one, plot.step(len(weeks))
    drawn = [
        _flow(week, plot.left + n * step + step * 0.12, step * 0.76, zero, per_one)
        for n, week in enumerate(weeks)
    ]
    most = _round_up(max(week.total for week in weeks))
    path = " ".join(
        f"{_n(plot.left + (n + 0.5) * step)},{_n(plot.y(week.total, most))}"
        for n, week in enumerate(weeks)
    )
    marks = [(plot.top, most_up), (zero, 0), *([(plot.bottom, most_down)] if most_down else [])]
    axis = "".join(
        _line("chart-axis", plot.left, y, plot.right, y)
        + written("chart-value", plot.left - 8, y + 6, say(value), "end")
        for y, value in marks
    )
    ends = written("chart-value", plot.right + 8, plot.top + 6, say(most)) + written(
        "chart-value", plot.right + 8, plot.bottom + 6, say(0)
    )
    labels = _dates([Point(week.label, week.total) for week in weeks], plot)
    return "".join(drawn) + axis + _polyline(path) + ends + labels


def _flow(week: Flow, x: float, width: float, zero: float, per_one: float) -> str:
    came, second, went = week.came * per_one, week.second * per_one, week.went * per_one
    return (
        (_rect("chart-bar", x, zero - came, width, came) if came else "")
        + (_rect("chart-bar-2", x, zero - came - second, width, second) if second else "")
        + (_rect("chart-bar-down", x, zero, width, went) if went else "")
    )


def _flow_legend(names: tuple[str, str, str, str]) -> str:
    came, second, went, total = names
    middle = WIDTH / 2
    return (
        _rect("chart-bar", 0, 8, 18, 18)
        + written("chart-label", 26, 24, came)
        + _rect("chart-bar-2", middle, 8, 18, 18)
        + written("chart-label", middle + 26, 24, second)
        + _rect("chart-bar-down", 0, 42, 18, 18)
        + written("chart-label", 26, 58, went)
        + _line("chart-line", middle, 51, middle + 18, 51, width=4)
        + written("chart-label", middle + 26, 58, total)
    )


def _polyline(path: str) -> str:
    return (
        '<polyline class="chart-line" fill="none" stroke="currentColor" stroke-width="4"'
        f' points="{path}"/>'
    )


_ROW = 68


def _row(row: Bar, number: int, longest: int, say: Say) -> str:
    top, room = number * _ROW, WIDTH - 110
    first, second = row.count * room / longest, row.second * room / longest
    return (
        written("chart-label", 0, top + 24, _shortened(row.label))
        + _rect("chart-bar", 0, top + 34, max(first, 2 if row.count else 0), 22)
        + (_rect("chart-bar-2", first, top + 34, second, 22) if row.second else "")
        + written("chart-value", first + second + 10, top + 52, say(row.total))
    )


def _told_row(row: Bar, say: Say, second_name: str) -> str:
    second = f" ({second_name}: {say(row.second)})" if row.second else ""
    return f"{row.label}: {say(row.total)}{second}"


def _series(points: Sequence[Point], plot: _Plot, say: Say) -> str:
    sums = _sums(points)
    most, most_in_all = _round_up(max(p.count for p in points)), _round_up(sums[-1])
    step = plot.step(len(points))
    drawn = [
        _rect("chart-bar", plot.left + n * step + step * 0.12, plot.y(p.count, most), step * 0.76,
              plot.bottom - plot.y(p.count, most))
        for n, p in enumerate(points)
    ]  # fmt: skip
    path = " ".join(
        f"{_n(plot.left + (n + 0.5) * step)},{_n(plot.y(total, most_in_all))}"
        for n, total in enumerate(sums)
    )
    return (
        "".join(drawn)
        + _polyline(path)
        + _scales(plot, most, most_in_all, say)
        + _dates(points, plot)
    )


def _scales(plot: _Plot, most: int, most_in_all: int, say: Say) -> str:
    parts = []
    for share in (0, 0.5, 1):
        y = plot.y(share, 1)
        parts.append(_line("chart-axis", plot.left, y, plot.right, y))
        parts.append(written("chart-value", plot.left - 8, y + 6, say(round(most * share)), "end"))
        parts.append(written("chart-value", plot.right + 8, y + 6, say(round(most_in_all * share))))
    return "".join(parts)


def _dates(points: Sequence[Point], plot: _Plot) -> str:
    """The first label, and of those after it the ones that have room."""
    step = plot.step(len(points))
    room = max(len(point.label) for point in points) * LETTER * 0.55  # of the longest, about
    every = max(1, math.ceil((room + LETTER) / step))
    return "".join(
        written(
            "chart-label",
            _inside(plot.left + (n + 0.5) * step, room),
            plot.bottom + 28,
            point.label,
            "middle",
        )
        for n, point in enumerate(points)
        if n % every == 0
    )


def _inside(x: float, room: float) -> float:
    """The middle of a label, moved so far that nothing of it is cut off."""
    return min(max(x, room / 2), WIDTH - room / 2)


def _legend(count_name: str, total_name: str) -> str:
    return (
        _rect("chart-bar", 0, 8, 18, 18)
        + written("chart-label", 26, 24, count_name)
        + _line("chart-line", WIDTH - 30, 17, WIDTH, 17, width=4)
        + written("chart-label", WIDTH - 38, 24, total_name, "end")
    )


def _sums(points: Sequence[Point]) -> list[int]:
    total, sums = 0, []
    for point in points:
        total += point.count
        sums.append(total)
    return sums


def _round_up(value: int) -> int:
    """The next even number of the form 2, 4, 10, 20, 40, 50, 100…: halves stay whole."""
    power = 10 ** max(len(str(value)) - 1, 0)
    return next(int(s * power) for s in (1, 2, 4, 5, 6, 8, 10, 20) if s * power >= max(value, 2))


def _shortened(label: str, length: int = 52) -> str:
    return label if len(label) <= length else label[: length - 1].rstrip() + "…"


def drawing(height: int, title: str, told: str, body: str, css_class: str) -> str:
    return (
        f'<svg class="{html.escape(css_class)}" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {WIDTH} {height}" font-size="{LETTER}">'
        f"<title>{html.escape(title)}</title><desc>{html.escape(told)}</desc>{body}</svg>"
    )


def _pattern() -> str:
    """Stripes for the second kind of bar; the same id in two charts means the same stripes."""
    return (
        '<defs><pattern id="chart-hatch" width="8" height="8" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="chart-bar" width="4" height="8"'
        ' fill="currentColor"/></pattern></defs>'
    )


def _rect(css_class: str, x: float, y: float, width: float, height: float, fill: str = "") -> str:
    paint = fill or _PAINT.get(css_class, "currentColor")
    edge = ' stroke="currentColor"' if css_class in _EDGED else ""
    return (
        f'<rect class="{css_class}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}"'
        f' height="{_n(height)}" fill="{paint}"{edge}/>'
    )


_PAINT = {"chart-bar-2": "url(#chart-hatch)", "chart-bar-down": "none", "chart-ground": "none"}
_EDGED = {"chart-bar-2", "chart-bar-down", "chart-frame"}


def _line(css_class: str, x1: float, y1: float, x2: float, y2: float, width: float = 1) -> str:
    return (
        f'<line class="{css_class}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        f' stroke="currentColor" stroke-width="{_n(width)}"/>'
    )


def written(css_class: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return (
        f'<text class="{css_class}" x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"'
        f' fill="currentColor">{html.escape(words)}</text>'
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
