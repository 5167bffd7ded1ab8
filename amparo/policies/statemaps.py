"""A state's map on a day: its counties and cities by one question, and the same as a table.

A newcomer's mistake: leaving out what nobody looked into. Every county has its row and its shape,
and says that it is not known.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.lib.maps.drawing import Fill, Mark, drawn, swatch
from amparo.lib.maps.sheets import state_sheet
from amparo.places.counties import counties, state_fips
from amparo.places.models import AGENCIES, Jurisdiction, Kind
from amparo.policies.addresses import url_of
from amparo.policies.models import Fact
from amparo.policies.questions import Question
from amparo.policies.readings import Entry, Reading

CITIES = (Kind.CITY, Kind.TOWN, Kind.TRIBE)


@dataclass(frozen=True)
class Row:
    """One government in the table; `facts` are those that answer, where a factor was asked."""

    name: str
    url: str
    entry: Entry
    said: str
    facts: Sequence[Fact] = ()

    @property
    def swatch(self) -> SafeString:
        return picture(self.entry)


@dataclass(frozen=True)
class Line:
    """A line of the legend, with how many stand there."""

    entry: Entry
    count: int

    @property
    def swatch(self) -> SafeString:
        return picture(self.entry)


@dataclass(frozen=True)
class StateMap:
    svg: SafeString
    legend: list[Line]
    rows: list[Row]
    cities: list[Row]
    own: list[Row]  # the state itself, where it has an answer
    has_cuts: bool = False
    has_examples: bool = False


@dataclass
class _Places:
    """Governments of a state: its counties by FIPS code, its cities, itself."""

    counties: dict[str, Jurisdiction] = field(default_factory=dict)
    cities: list[Jurisdiction] = field(default_factory=list)
    state: Jurisdiction | None = None


def state_map(code: str, question: Question, on: date) -> StateMap:
    """The map of the state with these two letters."""
    reading = question.read(on, state=code)
    places = _places(code, reading)
    facts = _facts(question, code, on)
    named = [(fips, places.counties.get(fips), name) for fips, name in counties(code)]
    rows = {
        fips: _row(place.name if place else name, place, reading, facts)
        for fips, place, name in named
    }
    cities = [(place, _row(place.name, place, reading, facts)) for place in places.cities]
    own = [places.state] if places.state and places.state.pk in reading.entries else []
    return StateMap(
        svg=_svg(code, question, rows, cities),
        legend=legend_of(reading, [place.pk if place else None for _f, place, _n in named]),
        rows=list(rows.values()),
        cities=[row for _place, row in cities],
        own=[_row(place.name, place, reading, facts) for place in own],
        has_cuts=any(row.entry.is_cut for _place, row in cities),
        has_examples=bool(reading.examples),
    )


def picture(entry: Entry) -> SafeString:
    return mark_safe(swatch(entry.look, is_cut=entry.is_cut, is_mark=entry.is_cut))  # noqa: S308


def _places(code: str, reading: Reading) -> _Places:
    """Cities stand on the map where something is known of them."""
    found = _Places()
    rows = Jurisdiction.objects.filter(state=code).exclude(kind__in=AGENCIES)
    for place in rows.exclude(kind__in=CITIES):
        if place.kind == Kind.COUNTY:
            found.counties[place.fips] = place
        elif place.kind == Kind.STATE:
            found.state = place
    cities = rows.filter(kind__in=CITIES, pk__in=list(reading.entries))
    found.cities = list(cities.order_by("name").prefetch_related("counties"))
    return found


def _facts(question: Question, code: str, on: date) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    if question.factor is not None:
        rows = Fact.objects.public().on(on).filter(factor=question.factor, government__state=code)
        for fact in rows.with_words():
            found[fact.government_id].append(fact)
    return found


def _row(
    name: str, place: Jurisdiction | None, reading: Reading, facts: dict[int, list[Fact]]
) -> Row:
    pk = place.pk if place else 0
    url = url_of(place) if place else ""
    return Row(name, url, reading.of(pk), reading.words(pk), facts.get(pk, []))


def legend_of(reading: Reading, shown: Iterable[int | None]) -> list[Line]:
    """Every answer that there is, also one that nobody gives: so the whole scale is known."""
    counts = dict(reading.counted(shown))
    entries = {entry.key: entry for entry in (*reading.scale, *counts)}
    ordered = sorted(entries.values(), key=lambda entry: entry.order)
    return [
        Line(entry, counts.get(entry, 0))
        for entry in ordered
        if entry.order < 900 or counts.get(entry)
    ]


def _svg(
    code: str,
    question: Question,
    rows: dict[str, Row],
    cities: Sequence[tuple[Jurisdiction, Row]],
) -> SafeString:
    sheet = state_sheet(state_fips(code))
    if sheet is None:
        return SafeString("")
    fills = [Fill(fips, row.entry.look, _words(row), row.url) for fips, row in rows.items()]
    drawing = drawn(
        sheet,
        fills,
        title=question.title,
        told=_told(list(rows.values())),
        marks=[mark for place, row in cities for mark in _marks(place, row)],
        many=_("{count} cities and towns"),
    )
    return mark_safe(drawing)  # noqa: S308 - lib.maps escapes every word


def _marks(place: Jurisdiction, row: Row) -> Iterable[Mark]:
    """In the first of its counties; one that nobody placed is in the table alone."""
    for county in list(place.counties.all())[:1]:
        yield Mark(county.fips, row.entry.look, _words(row), row.url, row.entry.is_cut)


def _words(row: Row) -> str:
    return f"{row.name}: {row.said}"


def _told(rows: Sequence[Row]) -> str:
    """What a picture would show at a glance: how many counties stand where."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.entry.label] += 1
    return "; ".join(f"{label}: {_many(count)}" for label, count in counts.items())


def _many(count: int) -> str:
    return ngettext("%(n)s county", "%(n)s counties", count) % {"n": count}
