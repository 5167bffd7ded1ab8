"""A map where there are no borders to draw: one tile a county, in the order of the alphabet.

A newcomer's mistake: a shade for how many. Shades do not survive a copier, and a screen reader says
nothing of them: a tile that has something carries a bar below its name and the number itself.
"""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

COLUMNS = 4
WIDTH, HEIGHT = 160, 48  # of a tile; four of them are as wide as the charts
LETTER = 18
LONGEST = 15  # letters of a name that fit


@dataclass(frozen=True)
class Tile:
    name: str
    count: int


def tiles(
    rows: Sequence[Tile], *, title: str, say: Callable[[int], str] = str, css_class: str = "chart"
) -> str:
    """The tiles as SVG; its words name only those that have something, the largest first."""
    named = sorted((row for row in rows if row.count), key=lambda row: (-row.count, row.name))
    told = "; ".join(f"{row.name}: {say(row.count)}" for row in named)
    height = max(1, -(-len(rows) // COLUMNS)) * HEIGHT
    body = "".join(_tile(row, place, say) for place, row in enumerate(rows))
    return (
        f'<svg class="{html.escape(css_class)}" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' viewBox="0 0 {COLUMNS * WIDTH} {height}" font-size="{LETTER}">'
        f"<title>{html.escape(title)}</title><desc>{html.escape(told)}</desc>{body}</svg>"
    )


def _tile(row: Tile, place: int, say: Callable[[int], str]) -> str:
    x, y = (place % COLUMNS) * WIDTH, (place // COLUMNS) * HEIGHT
    frame = (
        f'<rect class="chart-frame" x="{x + 2}" y="{y + 2}" width="{WIDTH - 4}"'
        f' height="{HEIGHT - 4}" fill="none" stroke="currentColor"/>'
    )
    words = frame + _text(x + 8, y + 24, _shortened(row.name), "start")
    if not row.count:
        return words
    bar = (
        f'<rect class="chart-bar" x="{x + 2}" y="{y + HEIGHT - 14}" width="{WIDTH - 4}"'
        f' height="12" fill="currentColor"/>'
    )
    number = _text(x + WIDTH - 8, y + 24, say(row.count), "end", weight=' font-weight="700"')
    return words + bar + number


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _text(x: int, y: int, words: str, anchor: str, weight: str = "") -> str:
    return (
        f'<text class="chart-label" x="{x}" y="{y}" text-anchor="{anchor}"{weight}'
        f' fill="currentColor">{html.escape(words)}</text>'
    )
