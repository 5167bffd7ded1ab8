"""The country on a day: states by their own law, every county at once, and counts by state.

A newcomer's mistake: giving a state the answer of most of its counties. A state has a law of its
own or none; what its counties do is counted beside it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.lib.maps.drawing import Fill, drawn, grouped
from amparo.lib.maps.sheets import counties_sheet, country_sheet
from amparo.places.counties import counties, state_fips, states
from amparo.places.models import Jurisdiction, Kind
from amparo.policies.questions import Question
from amparo.policies.readings import Entry, Reading
from amparo.policies.statemaps import Line, legend_of, picture

STATES, COUNTIES = "states", "counties"


@dataclass(frozen=True)
class StateRow:
    """One state: its own answer, and how many of its counties stand at each entry."""

    name: str
    url: str
    entry: Entry
    said: str
    counts: Sequence[int]
    total: int

    @property
    def swatch(self) -> SafeString:
        return picture(self.entry)


@dataclass(frozen=True)
class CountryMap:
    svg: SafeString
    legend: list[Line]
    columns: list[Entry]  # of the counts
    rows: list[StateRow]
    totals: list[int]
    has_examples: bool = False


@dataclass(frozen=True)
class _Known:
    """Governments by code: states by two letters, counties by FIPS."""

    states: dict[str, int]
    counties: dict[str, int]

    @classmethod
    def read(cls) -> "_Known":
        wanted = Jurisdiction.objects.filter(kind__in=(Kind.STATE, Kind.COUNTY)).order_by()
        found = cls({}, {})
        for pk, kind, state, fips in wanted.values_list("pk", "kind", "state", "fips"):
            if kind == Kind.STATE:
                found.states[state] = pk
            else:
                found.counties[fips] = pk
        return found


def country_map(question: Question, on: date, *, level: str) -> CountryMap:
    """By states or by counties; the table is the same for both."""
    reading, known = question.read(on), _Known.read()
    columns = _columns(reading, known)
    rows = {code: _row(code, name, reading, known, columns) for code, name in states()}
    shown = known.counties if level == COUNTIES else known.states
    everything = _all_counties() if level == COUNTIES else [code for code, _name in states()]
    return CountryMap(
        svg=_svg(question, reading, known, rows, level),
        legend=legend_of(reading, [shown.get(code) for code in everything]),
        columns=columns,
        rows=list(rows.values()),
        totals=[sum(row.counts[at] for row in rows.values()) for at in range(len(columns))],
        has_examples=bool(reading.examples),
    )


def _columns(reading: Reading, known: _Known) -> list[Entry]:
    """What at least one county answers, in the order of the scale."""
    given = Counter(reading.entries[pk] for pk in known.counties.values() if pk in reading.entries)
    return sorted(given, key=lambda entry: entry.order)


def _row(
    code: str, name: str, reading: Reading, known: _Known, columns: Sequence[Entry]
) -> StateRow:
    own = known.states.get(code)
    here = _by_state(code)
    counts = Counter(reading.of(known.counties.get(fips)).key for fips in here)
    return StateRow(
        name=name,
        url=reverse("policies:state", args=[code.lower()]),
        entry=reading.of(own),
        said=reading.words(own),
        counts=[counts[entry.key] for entry in columns],
        total=len(here),
    )


def _svg(
    question: Question, reading: Reading, known: _Known, rows: dict[str, StateRow], level: str
) -> SafeString:
    links = [
        Fill(state_fips(code), row.entry.look, _words(row, reading, level), row.url)
        for code, row in rows.items()
    ]
    told = "; ".join(f"{row.name}: {row.said}" for row in rows.values() if row.entry.order < 999)
    if level == STATES:
        drawing = drawn(country_sheet(), links, title=question.title, told=told)
    else:
        looks = {fips: reading.of(pk).look for fips, pk in known.counties.items()}
        drawing = grouped(
            counties_sheet(), looks, links, country_sheet(), title=question.title, told=told
        )
    return mark_safe(drawing)  # noqa: S308 - lib.maps escapes every word


def _words(row: StateRow, reading: Reading, level: str) -> str:
    if level == STATES:
        return f"{row.name}: {row.said}"
    answered = sum(row.counts)
    return _("%(state)s: something is known of %(count)s of %(total)s counties") % {
        "state": row.name, "count": answered, "total": row.total,
    }  # fmt: skip


def _by_state(code: str) -> list[str]:
    return [fips for fips, _name in counties(code)]


def _all_counties() -> list[str]:
    return [fips for code, _name in states() for fips in _by_state(code)]
