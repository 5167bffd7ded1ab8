"""A table of facts: columns found by their names, then by hand; every row judged by itself.

A newcomer's mistake: a table that is half read. Rows with an error are told with their line and
left out only when somebody says so; by itself the import takes all rows or none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_noop

from amparo.places.models import Jurisdiction, Kind
from amparo.policies.importers.agencies import known, plain_name, state_code
from amparo.policies.importers.reading import Table
from amparo.policies.importers.sheets import day_of
from amparo.policies.models import Evidence, Factor, FactorValue

FIELDS: Mapping[str, tuple[str, ...]] = {  # field → names by which a column is taken for it
    "place": (
        "jurisdiction",
        "place",
        "county",
        "city",
        "name",
        "jurisdicción",
        "lugar",
        "condado",
    ),
    "state": ("state", "estado"),
    "fips": ("fips", "geoid", "fips code"),
    "factor": ("factor", "policy", "question", "política"),
    "value": ("value", "answer", "valor", "respuesta"),
    "evidence": ("evidence", "kind of evidence", "prueba"),
    "starts_on": ("from", "start", "starts_on", "effective from", "effective date", "desde"),
    "ends_on": ("to", "until", "end", "ends_on", "effective to", "hasta"),
    "approved_by": ("approved by", "approving body", "approved_by", "aprobado por"),
    "source": ("source", "source title", "fuente"),
    "url": ("url", "link", "source url", "address", "enlace"),
    "quote": ("quote", "quotation", "cita"),
    "note": ("note", "notes", "nota"),
}
MOST = 10_000  # rows of one table: they are written in one go, and others wait meanwhile
NEEDED = ("place", "factor", "value", "starts_on", "source")
TROUBLES = {  # code → what the preview says; translated where it is shown
    "place": gettext_noop("No such place: write its full name, or its FIPS code."),
    "state": gettext_noop(
        "The counties of this state are not here yet: bring them under Districts, files."
    ),
    "places": gettext_noop("Several places are called so: add a column with the state or FIPS."),
    "factor": gettext_noop("No such factor."),
    "value": gettext_noop("This is no answer to that factor."),
    "evidence": gettext_noop("No such kind of evidence."),
    "starts_on": gettext_noop("This is not a day. It should look like 2027-05-31."),
    "ends_on": gettext_noop("It ends before it begins, or its last day cannot be read."),
    "source": gettext_noop("A fact stands on a source: its title is missing."),
    "url": gettext_noop("An address begins with https:// or http://."),
    "twice": gettext_noop("Another row of this file says the same."),
}


@dataclass(frozen=True)
class FactRow:
    """A row that can be brought in."""

    line: int
    place: Jurisdiction
    value: FactorValue
    evidence: str
    starts_on: date
    ends_on: date | None
    approved_by: str
    source: str
    url: str
    quote: str
    note: str

    @property
    def sameness(self) -> tuple[int, int, str, date]:
        return self.place.pk, self.value.pk, self.evidence, self.starts_on


@dataclass
class ReadFacts:
    rows: list[FactRow] = field(default_factory=list)
    troubles: list[tuple[int, str, str]] = field(default_factory=list)  # (line, code, cell)


def guess(header: Sequence[str]) -> dict[str, int]:
    """Which column is which, by its name: field → position."""
    plain = [cell.strip().lower().replace("_", " ") for cell in header]
    found: dict[str, int] = {}
    for name, called in FIELDS.items():
        names = [each.replace("_", " ") for each in called]
        free = (at for each in names for at, cell in enumerate(plain)
                if cell == each and at not in found.values())  # fmt: skip
        at = next(free, None)
        if at is not None:
            found[name] = at
    return found


def read_facts(table: Table, mapping: Mapping[str, int], state: str) -> ReadFacts:
    """Judge every row. `state` is where a place is looked for that names none."""
    reader = _Reader(state)
    found, seen = ReadFacts(), set()
    for place, row in enumerate(table.rows):
        line = place + table.first_line
        cells = {name: row[at] for name, at in mapping.items() if at < len(row)}
        if "url" in cells:
            cells["url"] = table.address(place, mapping["url"])
        read = reader.read(line, cells)
        if isinstance(read, FactRow) and read.sameness in seen:
            found.troubles.append((line, "twice", ""))
        elif isinstance(read, FactRow):
            seen.add(read.sameness)
            found.rows.append(read)
        else:
            found.troubles.append((line, *read))
    return found


class _Reader:
    """Everything that rows are looked up in, read once."""

    def __init__(self, state: str) -> None:
        self.state = state
        self.factors: dict[str, Factor] = {}
        self.values: dict[tuple[int, str], FactorValue] = {}
        for factor in Factor.objects.with_words():
            for name in (factor.key, *(text.name for text in factor.texts.all())):
                self.factors[name.lower()] = factor
            for value in factor.values.all():
                for name in (value.key, *(text.name for text in value.texts.all())):
                    self.values[factor.pk, name.lower()] = value
        self.evidence = {str(each.value): each.value for each in Evidence}
        self.evidence |= {str(each.label).lower(): each.value for each in Evidence}
        self.by_name: dict[str, list[Jurisdiction]] = {}
        self.by_fips: dict[str, Jurisdiction] = {}
        self.states: set[str] = set()
        for place in Jurisdiction.objects.select_related("parent__parent"):
            self.by_name.setdefault(plain_name(place.name), []).append(place)
            if place.kind == Kind.STATE:
                self.states.add(place.state)
            if place.fips and place.kind in (Kind.STATE, Kind.COUNTY, Kind.CITY, Kind.TOWN):
                self.by_fips[place.fips] = place

    def read(self, line: int, cells: Mapping[str, str]) -> "FactRow | tuple[str, str]":
        """The row, or (what is wrong, the cell where it is)."""
        place = self._place(cells)
        factor = self.factors.get(cells.get("factor", "").strip().lower())
        value = self.values.get((factor.pk if factor else 0, cells.get("value", "").lower()))
        evidence = self.evidence.get(cells.get("evidence", "").strip().lower() or "policy", "")
        starts, ends = self._days(cells)
        url = known(cells.get("url", ""))
        wrong = {
            "factor": factor is None,
            "value": value is None,
            "evidence": not evidence,
            "starts_on": starts is None,
            "ends_on": ends is None,
            "source": not known(cells.get("source", "")),
            "url": bool(url) and not url.startswith(("https://", "http://")),
        }
        if isinstance(place, str):
            return place, cells.get("place", "")
        code = next((name for name, is_so in wrong.items() if is_so), "")
        if code or value is None or starts is None:
            return code, cells.get(code, "")
        return FactRow(
            line, place, value, evidence, starts, ends if isinstance(ends, date) else None,
            known(cells.get("approved_by", ""))[:200], known(cells["source"])[:300], url[:500],
            cells.get("quote", ""), cells.get("note", ""),
        )  # fmt: skip

    def _place(self, cells: Mapping[str, str]) -> "Jurisdiction | str":
        fips = known(cells.get("fips", ""))
        if fips:
            found = self.by_fips.get(fips.zfill(5)) or self.by_fips.get(fips)
            return found or "place"
        name, _comma, code = cells.get("place", "").partition(",")
        state = state_code(cells.get("state", "") or code) or self.state
        named = self.by_name.get(plain_name(name)) or self.by_name.get(plain_name(f"{name} County"))
        here = [each for each in named or [] if each.state == state]
        if not here:
            return "place" if state in self.states else "state"
        return here[0] if len(here) == 1 else "places"

    @staticmethod
    def _days(cells: Mapping[str, str]) -> "tuple[date | None, date | bool | None]":
        """(first, last); False as the last day says that there is none, None that it is wrong."""
        starts = day_of(cells.get("starts_on", ""))
        written = known(cells.get("ends_on", ""))
        if not written:
            return starts, False
        ends = day_of(written)
        return starts, ends if ends and (starts is None or ends >= starts) else None
