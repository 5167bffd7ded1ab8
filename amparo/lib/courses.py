"""Several counts over the same days, as lines: a chart like those of lib.charts.

A newcomer's mistake: telling lines apart by color. Each has dashes of its own, its name at the top,
and its last count at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.lib.charts import LETTER, WIDTH, Say, drawing, written

RIGHT, HIGH = WIDTH - 70, 226  # where lines end; how high the plot is
_KEY = 28  # a line of the names at the top
_DASHES = ("", "14 7", "3 6", "20 6 3 6", "8 3", "2 10")


@dataclass(frozen=True)
class Course:
    """One line: what it is, and its count at each label."""

    name: str
    counts: Sequence[int]


def courses(
    labels: Sequence[str],
    lines: Sequence[Course],
    *,
    title: str,
    say: Say = str,
    css_class: str = "chart",
) -> str:
    """The lines over their common scale, from nothing to the largest count."""
    top = 34 + _KEY * len(lines)
    bottom = top + HIGH
    most = max((max(line.counts, default=0) for line in lines), default=0) or 1
    body = f'<path class="chart-axis" d="M8 {bottom}H{RIGHT}" stroke="currentColor"/>'
    body += "".join(_key(number, line.name) for number, line in enumerate(lines))
    body += "".join(_line(number, line, bottom, most) for number, line in enumerate(lines))
    body += _ends(lines, bottom, most, say)
    if labels:
        body += written("chart-label", 8, bottom + 28, labels[0])
        body += written("chart-label", RIGHT, bottom + 28, labels[-1], "end")
    return drawing(bottom + 40, title, _told(labels, lines, say), body, css_class)


def _told(labels: Sequence[str], lines: Sequence[Course], say: Say) -> str:
    return "; ".join(
        f"{line.name}: "
        + ", ".join(f"{label} {say(n)}" for label, n in zip(labels, line.counts, strict=True))
        for line in lines
    )


def _key(number: int, name: str) -> str:
    y = 18 + _KEY * number
    shown = name if len(name) <= 52 else f"{name[:51].rstrip()}…"
    return _dashed(number, f"0,{y} 46,{y}") + written("chart-label", 56, y + 7, shown)


def _line(number: int, line: Course, bottom: int, most: int) -> str:
    step = (RIGHT - 8) / max(len(line.counts) - 1, 1)
    at = [(8 + n * step, bottom - HIGH * count / most) for n, count in enumerate(line.counts)]
    return _dashed(number, " ".join(f"{x:.1f},{y:.1f}" for x, y in at))


def _dashed(number: int, points: str) -> str:
    dashes = _DASHES[number % len(_DASHES)]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline class="chart-course" fill="none" stroke="currentColor" stroke-width="4"{dash}'
        f' points="{points}"/>'
    )


def _ends(lines: Sequence[Course], bottom: int, most: int, say: Say) -> str:
    """The last counts, moved apart where they would cover each other."""
    last = [line.counts[-1] for line in lines if line.counts]
    drawn, lowest = [], 0.0
    for count in sorted(last, reverse=True):
        lowest = max(bottom - HIGH * count / most + 7, lowest + LETTER)
        drawn.append(written("chart-value", RIGHT + 10, lowest, say(count)))
    return "".join(drawn)
