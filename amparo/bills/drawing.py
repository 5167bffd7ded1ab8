"""The road of a bill as inline SVG; the list of steps beside it says the same in words.

A newcomer's mistake: a station known by its color. Done is a full circle with a check, here is a
ring with a dot, where it ended is a cross, and what lies ahead is empty.
"""

import html
from collections.abc import Sequence

from django.utils.translation import gettext as _

from amparo.bills.roads import Station

_STEP = 106
_TOP = 34
_LINES = 2
_LINE_HEIGHT = 19


def draw(stations: Sequence[Station], *, title: str) -> str:
    """The road from left to right."""
    width = _STEP * len(stations)
    told = "; ".join(f"{each.name}: {said(each)}" for each in stations)
    body = _track(stations) + "".join(_station(each, at) for at, each in enumerate(stations))
    return (
        f'<svg class="chart bill-road" viewBox="0 0 {width} 112" role="img" '
        f'aria-labelledby="road-name road-told" focusable="false">'
        f'<title id="road-name">{html.escape(title)}</title>'
        f'<desc id="road-told">{html.escape(told)}</desc>{body}</svg>'
    )


def said(station: Station) -> str:
    words = {
        "done": _("behind it"),
        "here": _("it is here now"),
        "ended": _("it ended here"),
        "ahead": _("still ahead"),
    }
    return words[station.state]


def _middle(at: int) -> int:
    return at * _STEP + _STEP // 2


def _track(stations: Sequence[Station]) -> str:
    pieces = []
    for at in range(len(stations) - 1):
        is_ahead = stations[at + 1].state == "ahead"
        dashes = ' stroke-dasharray="4 6"' if is_ahead else ""
        pieces.append(
            f'<line class="chart-axis" x1="{_middle(at) + 16}" x2="{_middle(at + 1) - 16}" '
            f'y1="{_TOP}" y2="{_TOP}" stroke="currentColor" stroke-width="2"{dashes}/>'
        )
    return "".join(pieces)


def _station(station: Station, at: int) -> str:
    x = _middle(at)
    lines = _wrapped(station.name)
    words = "".join(
        f'<text class="chart-label" x="{x}" y="{_TOP + 40 + _LINE_HEIGHT * row}" '
        f'text-anchor="middle" font-size="16">{html.escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return _sign(station.state, x) + words


def _sign(state: str, x: int) -> str:
    stroke = 'stroke="currentColor" stroke-width="2.5"'
    ring = f'<circle cx="{x}" cy="{_TOP}" r="14" fill="none" {stroke}/>'
    if state == "done":
        check = f"M{x - 6} {_TOP}l4 5l8 -10"
        full = f'<circle cx="{x}" cy="{_TOP}" r="14" fill="currentColor"/>'
        return f'{full}<path class="bill-check" d="{check}" fill="none" stroke-width="3"/>'
    if state == "here":
        return f'{ring}<circle cx="{x}" cy="{_TOP}" r="7" fill="currentColor"/>'
    if state == "ended":
        cross = f"M{x - 6} {_TOP - 6}l12 12M{x + 6} {_TOP - 6}l-12 12"
        return f'{ring}<path d="{cross}" fill="none" {stroke}/>'
    return ring


def _wrapped(words: str) -> list[str]:
    """Two lines at most, parted near the middle."""
    if len(words) <= 11 or " " not in words:
        return [words]
    spaces = [at for at, letter in enumerate(words) if letter == " "]
    middle = min(spaces, key=lambda at: abs(at - len(words) / 2))
    return [words[:middle], words[middle + 1 :]][:_LINES]
