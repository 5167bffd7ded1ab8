"""Where a resolution passed, on the borders of the state's counties and in a list.

A newcomer's mistake: the map alone. It shows one state; the list beside it has every county that is
known, and is what a reader without pictures has.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.lib.maps.drawing import Fill, drawn
from amparo.lib.maps.sheets import state_sheet
from amparo.places.counties import county_name, state_fips
from amparo.pledges.models import Adoption
from amparo.web.models import Coalition
from amparo.web.numbers import in_digits

PASSED = "protects-2"  # stripes: a copier keeps them


@dataclass(frozen=True)
class PassedMap:
    """`rows` are (county, how many bodies), the most first; `svg` is "" where nothing is drawn."""

    svg: SafeString
    rows: list[tuple[str, int]]


def passed_map(passed: Iterable[Adoption]) -> PassedMap | None:
    """None where nobody told in which county."""
    counts = Counter(each.county for each in passed if each.county)
    if not counts:
        return None
    named = ((county_name(fips), count) for fips, count in counts.items())
    rows = sorted(named, key=lambda row: (-row[1], row[0]))
    return PassedMap(_drawn(counts, rows), rows)


def _drawn(counts: Counter[str], rows: list[tuple[str, int]]) -> SafeString:
    sheet = state_sheet(state_fips(Coalition.here().state))
    if sheet is None or not any(fips in sheet.areas for fips in counts):
        return SafeString("")
    fills = [Fill(fips, PASSED, _said(county_name(fips), counts[fips])) for fips in sorted(counts)]
    drawing = drawn(
        sheet,
        fills,
        title=_("Where it passed, by county"),
        told="; ".join(_said(name, count) for name, count in rows),
        counts=counts,
    )
    return mark_safe(drawing)  # noqa: S308 - lib.maps escapes every word


def _said(name: str, count: int) -> str:
    return f"{name}: {in_digits(count)}"
