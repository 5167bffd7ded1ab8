"""A road drawn from top to bottom: stops on lanes, one lane for each bill that carries something.

Inline SVG in the manner of `charts`: no scripts, no color needed, legible on paper. How much of a
thing is at a stop is told by how much of its circle is filled, that it left by a cross, that it
became law by a square; a dashed line is a move from one lane to another. Words come from the
caller, already in the language, and say all of it once more for people who hear the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amparo.lib.charts import WIDTH, drawing, written

ROW, LANE, RADIUS, LETTER = 96, 40, 15, 25  # units of the drawing
MOST_LANES = 5


@dataclass(frozen=True)
class Stop:
    """`carrier` names the lane; `share` is 0 to 1, None where nobody knows."""

    carrier: str
    name: str
    below: str  # when, how much, what happened
    share: float | None = None
    is_end: bool = False  # it left here
    is_law: bool = False


def road(stops: Sequence[Stop], *, title: str, css_class: str = "chart way") -> str:
    """Draw the stops in their order."""
    lanes = lanes_of([stop.carrier for stop in stops])
    width = max(lanes, default=0) + 1
    places = [(_x(lane), _y(row)) for row, lane in enumerate(lanes)]
    body = "".join(_lines(stops, places)) + "".join(
        _mark(stop, x, y) + _words(stop, _x(width), y)
        for stop, (x, y) in zip(stops, places, strict=True)
    )
    told = "; ".join(f"{stop.name}: {stop.below}" for stop in stops)
    larger = f'<g font-size="{LETTER}">{body}</g>'
    return drawing(max(len(stops), 1) * ROW, title, told, larger, css_class)


def lanes_of(carriers: Sequence[str]) -> list[int]:
    """A lane for each stop: a carrier keeps its own, and never takes that of the one before."""
    last = {carrier: at for at, carrier in enumerate(carriers)}
    taken: dict[str, int] = {}
    for at, carrier in enumerate(carriers):
        if carrier in taken:
            continue
        before = carriers[at - 1] if at else None
        busy = {lane for other, lane in taken.items() if last[other] >= at or other == before}
        free = (lane for lane in range(MOST_LANES) if lane not in busy)
        taken[carrier] = next(free, MOST_LANES - 1)
    return [taken[carrier] for carrier in carriers]


def _lines(stops: Sequence[Stop], places: list[tuple[int, int]]) -> Iterator[str]:
    """Between stops of one carrier, and, dashed, from wherever it was to a new carrier."""
    seen: dict[str, int] = {}
    for at, stop in enumerate(stops):
        if stop.carrier in seen:
            yield _line(places[seen[stop.carrier]], places[at])
        elif at and not stop.is_end:
            yield _line(places[at - 1], places[at], is_move=True)
        seen[stop.carrier] = at


def _line(start: tuple[int, int], end: tuple[int, int], *, is_move: bool = False) -> str:
    (x1, y1), (x2, y2) = start, end
    dashes = ' stroke-dasharray="4 7"' if is_move else ""
    width = 3 if is_move else 5
    middle = (y1 + y2) / 2
    way = f"M{x1} {y1}C{x1} {middle:g} {x2} {middle:g} {x2} {y2}"
    return (
        f'<path class="chart-line" d="{way}" fill="none" stroke="currentColor" '
        f'stroke-width="{width}"{dashes}/>'
    )


def _mark(stop: Stop, x: int, y: int) -> str:
    if stop.is_law:
        side = 2 * RADIUS
        return (
            f'<rect class="chart-bar" x="{x - RADIUS}" y="{y - RADIUS}" width="{side}" '
            f'height="{side}" fill="currentColor"/>'
        )
    ring = (
        f'<circle class="chart-ground chart-frame" cx="{x}" cy="{y}" r="{RADIUS}" fill="none" '
        'stroke="currentColor" stroke-width="3"/>'
    )
    return ring + (_cross(x, y) if stop.is_end else _filled(stop, x, y))


def _cross(x: int, y: int) -> str:
    a = RADIUS // 2
    return (
        f'<path class="chart-goal" d="M{x - a} {y - a}L{x + a} {y + a}M{x - a} {y + a}L{x + a} '
        f'{y - a}" fill="none" stroke="currentColor" stroke-width="4"/>'
    )


def _filled(stop: Stop, x: int, y: int) -> str:
    """An inner circle whose area is the share."""
    if not stop.share:
        return ""
    radius = (RADIUS - 3) * stop.share**0.5
    return f'<circle class="chart-bar" cx="{x}" cy="{y}" r="{radius:.1f}" fill="currentColor"/>'


def _words(stop: Stop, x: int, y: int) -> str:
    room = int((WIDTH - x) / 12.5)  # letters of 25 units
    name = written("chart-value", x, y - 4, _shortened(stop.name, room))
    return name + written("chart-label", x, y + 26, _shortened(stop.below, room))


def _shortened(words: str, room: int) -> str:
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def _x(lane: int) -> int:
    return LANE // 2 + 2 + lane * LANE


def _y(row: int) -> int:
    return row * ROW + ROW // 2
