"""A sheet filled in: SVG that works without scripts, by keyboard, by ear, and on paper.

Each area that has an address is a link with its own words, so that Tab goes from county to county
in the order given; the desc says everything once more for who hears the page. Words come from the
caller, already in the language. A newcomer's mistake: 3,200 links. The map of all counties is one
path for each look (`grouped`), and the states over it are the links.
"""

import html
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from amparo.lib.maps.looks import UNKNOWN, fill_of, patterns
from amparo.lib.maps.sheets import Area, Sheet

MARK = 9  # radius of a city's mark, in units of a state's sheet
MOST_MARKS = 7  # of one county; more are one mark that says how many


@dataclass(frozen=True)
class Fill:
    """What one area says."""

    code: str  # FIPS
    look: str
    said: str
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """A city in its county; `is_cut`, where its protection ends."""

    code: str  # FIPS of the county
    look: str
    said: str
    url: str = ""
    is_cut: bool = False


def drawn(
    sheet: Sheet,
    fills: Sequence[Fill],
    *,
    title: str,
    told: str,
    marks: Sequence[Mark] = (),
    many: str = "{count}",
    counts: Mapping[str, int] = MappingProxyType({}),
    css_class: str = "map",
) -> str:
    """Areas in the order of `fills`, those that say nothing as bare outlines, then the marks.

    `many` says of a county with too many marks how many there are ("{count} cities"); `counts` are
    numbers that stand on areas, which the words of their fills say too.
    """
    said = {fill.code for fill in fills}
    bare = "".join(area.path for code, area in sheet.areas.items() if code not in said)
    body = [
        patterns({fill.look for fill in fills} | {mark.look for mark in marks}),
        f'<path class="map-bare" d="{bare}" fill="none" stroke="currentColor"/>' if bare else "",
        *(_area(sheet.areas[fill.code], fill) for fill in fills if fill.code in sheet.areas),
        *_marks(sheet, marks, many),
        *(
            _counted(sheet.areas[code], count)
            for code, count in counts.items()
            if code in sheet.areas
        ),
        *_frames(sheet),
    ]
    has_links = any(f.url for f in fills) or any(m.url for m in marks)
    return _svg(sheet, "".join(body), title, told, css_class, has_links)


def grouped(
    sheet: Sheet,
    looks: Mapping[str, str],
    links: Sequence[Fill],
    outlines: Sheet,
    *,
    title: str,
    told: str,
    css_class: str = "map map-all",
) -> str:
    """Very many areas, one path for each look; `links` are drawn clear over them, by `outlines`."""
    paths: dict[str, list[str]] = defaultdict(list)
    for code, area in sheet.areas.items():
        paths[looks.get(code, UNKNOWN)].append(area.path)
    body = [
        patterns(paths),
        *(
            f'<path class="map-area" d="{"".join(paths[look])}" fill="{fill_of(look)}"'
            ' stroke="currentColor" stroke-width=".4"/>'
            for look in sorted(paths)
        ),
        *(_clear(outlines.areas[link.code], link) for link in links if link.code in outlines.areas),
        *_frames(sheet),
    ]
    return _svg(sheet, "".join(body), title, told, css_class, bool(links))


def swatch(look: str, *, is_mark: bool = False, is_cut: bool = False) -> str:
    """A small piece for the legend; its meaning stands beside it, so it is hidden from the ear."""
    shape = (
        _shape(20, 12, look, is_cut)
        if is_mark
        else f'<rect class="map-area" x="1" y="1" width="38" height="22" fill="{fill_of(look)}"'
        ' stroke="currentColor"/>'
    )
    return (
        '<svg class="map-swatch" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 24" width="40"'
        f' height="24" aria-hidden="true">{patterns([look])}{shape}</svg>'
    )


def _area(area: Area, fill: Fill) -> str:
    path = f'<path class="map-area" d="{area.path}" fill="{fill_of(fill.look)}"'
    return _linked(f'{path} stroke="currentColor"', "path", fill.said, fill.url)


def _clear(area: Area, link: Fill) -> str:
    path = f'<path class="map-line" d="{area.path}" fill="transparent" stroke="currentColor"'
    return _linked(path, "path", link.said, link.url)


def _linked(opened: str, tag: str, said: str, url: str) -> str:
    words = html.escape(said)
    if not url:
        return f"{opened}><title>{words}</title></{tag}>"
    return f'<a href="{html.escape(url)}" aria-label="{words}">{opened}><title>{words}</title></{tag}></a>'  # noqa: E501


def _marks(sheet: Sheet, marks: Iterable[Mark], many: str) -> Iterable[str]:
    by_county: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_county[mark.code].append(mark)
    for code, here in by_county.items():
        area = sheet.areas.get(code)
        if area is None:
            continue
        if len(here) > MOST_MARKS:
            yield _number(area, len(here), many)
            continue
        for (x, y), mark in zip(_spread(area, len(here)), here, strict=True):
            shape = _shape(x, y, mark.look, mark.is_cut)
            words = html.escape(mark.said)
            inside = f'<g class="map-city"><title>{words}</title>{shape}</g>'
            link = f'<a href="{html.escape(mark.url)}" aria-label="{words}">{inside}</a>'
            yield link if mark.url else inside


def _spread(area: Area, count: int) -> list[tuple[int, int]]:
    """Places around the middle of a county, so that no mark hides another."""
    (x, y), step = area.middle, 2 * MARK + 3
    if count == 1:
        return [(x, y)]
    if count == 2:
        return [(x - step // 2, y), (x + step // 2, y)]
    radius = step / (2 * math.sin(math.pi / count))
    turns = [2 * math.pi * number / count for number in range(count)]
    return [
        (round(x + radius * math.sin(turn)), round(y - radius * math.cos(turn))) for turn in turns
    ]


def _shape(x: int, y: int, look: str, is_cut: bool) -> str:
    """A circle; where protection ends a diamond, cut through."""
    ground = 'class="map-mark" stroke="currentColor" stroke-width="2"'
    if not is_cut:
        return (
            f'<circle cx="{x}" cy="{y}" r="{MARK}" class="map-paper" fill="#fff"/>'
            f'<circle cx="{x}" cy="{y}" r="{MARK}" fill="{fill_of(look)}" {ground}/>'
        )
    r = MARK + 2
    diamond = f"M{x - r} {y}l{r}-{r} {r} {r}-{r} {r}z"
    return (
        f'<path d="{diamond}" class="map-paper" fill="#fff"/>'
        f'<path d="{diamond}" fill="{fill_of(look)}" {ground}/>'
        f'<path d="M{x - r} {y + r}l{2 * r}-{2 * r}" fill="none" class="map-cut"'
        ' stroke="currentColor" stroke-width="3"/>'
    )


def _number(area: Area, count: int, many: str) -> str:
    title = f"<title>{html.escape(many.format(count=count))}</title>"
    return f'<g class="map-city">{title}{_counted(area, count)}</g>'


def _counted(area: Area, count: int) -> str:
    x, y = area.middle
    return (
        f'<circle cx="{x}" cy="{y}" r="{MARK + 4}" class="map-paper" fill="#fff"'
        ' stroke="currentColor" stroke-width="2"/>'
        f'<text class="map-label" x="{x}" y="{y + 5}" text-anchor="middle" font-size="15"'
        f' fill="currentColor">{count}</text>'
    )


def _frames(sheet: Sheet) -> Iterable[str]:
    for x, y, width, height in sheet.frames:
        yield (
            f'<path class="map-frame" d="M{x} {y}h{width}v{height}h-{width}z" fill="none"'
            ' stroke="currentColor"/>'
        )


def _svg(sheet: Sheet, body: str, title: str, told: str, css_class: str, has_links: bool) -> str:
    """An image has no children for who hears it: with links inside, it is a group."""
    role = "group" if has_links else "img"
    return (
        f'<svg class="{html.escape(css_class)}" xmlns="http://www.w3.org/2000/svg" role="{role}"'
        f' viewBox="0 0 {sheet.width} {sheet.height}">'
        f"<title>{html.escape(title)}</title><desc>{html.escape(told)}</desc>{body}</svg>"
    )


def located(sheet: Sheet, code: str) -> str:
    """Where one area lies among the others, in black for paper."""
    bare = "".join(area.path for area in sheet.areas.values())
    here = sheet.areas[code].path if code in sheet.areas else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}">'
        f'<path d="{bare}" fill="none" stroke="#000" stroke-width="1"/>'
        f'<path d="{here}" fill="#000"/></svg>'
    )
