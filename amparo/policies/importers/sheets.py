"""ICE's lists of 287(g) agreements: its own XLSX, copies of it as CSV, one day or many.

Only what an agreement is gets read: columns such as zip or budget are left where they are. A
newcomer's mistake: the day of import as the day of the list. It stands in the file's name, in a
column, or is asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from amparo.policies.importers.agencies import LONGEST_NAME, Listed, known, state_code
from amparo.policies.importers.reading import CannotRead, Table
from amparo.policies.models.agreements import Model

COLUMNS: Mapping[str, tuple[str, ...]] = {  # what we call it → what sheets call it
    "state": ("state",),
    "agency": ("law enforcement agency", "agency", "agency name"),
    "model": ("support type", "type of agreement", "model", "type"),
    "county": ("county",),
    "level": ("agency type", "agency_type", "type"),
    "signed": ("signed", "date signed", "signed on"),
    "url": ("moa", "moa link", "document"),
    "ori": ("ori",),
    "date": ("date", "snapshot", "listed on"),
}
NEEDED = ("state", "agency", "model")
MODELS = {
    "jail enforcement model": Model.JAIL,
    "warrant service officer": Model.WARRANT,
    "task force model": Model.TASK_FORCE,
}
_IN_NAME = (
    re.compile(r"(?P<y>20\d\d)[-_]?(?P<m>\d\d)[-_]?(?P<d>\d\d)[ _-]?(?P<part>am|pm)?", re.I),
    re.compile(r"(?P<m>\d\d)[-_]?(?P<d>\d\d)[-_]?(?P<y>20\d\d)[ _-]?(?P<part>am|pm)?", re.I),
)
_DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d%Y", "%m/%d/%y", "%m-%d-%Y")


@dataclass(frozen=True)
class Entry:
    """One agreement in one list."""

    agency: Listed
    model: str
    signed_on: date | None
    url: str
    line: int


@dataclass
class Day:
    """One list as it stood on a half day; rows that cannot be read are told, one by one."""

    listed_on: date
    part: str
    name: str
    entries: list[Entry] = field(default_factory=list)
    twice: int = 0  # rows that say again what another row says
    troubles: list[tuple[int, str]] = field(default_factory=list)  # (line, what)

    @property
    def order(self) -> tuple[date, str]:
        return self.listed_on, self.part


def read_days(tables: Iterable[Table], asked: date | None = None) -> list[Day]:
    """The lists of all tables by their days, earliest first. Raises CannotRead."""
    days: dict[tuple[date, str], Day] = {}
    for table in tables:
        for day in _days_of(table, asked):
            if day.order in days:
                raise CannotRead("twice", f"{table.name}: {day.listed_on} {day.part}".strip())
            days[day.order] = day
    return [days[order] for order in sorted(days)]


def columns_of(table: Table) -> dict[str, int]:
    """Where each thing stands. Raises CannotRead with what is missing."""
    header = [cell.lower() for cell in table.header]
    found: dict[str, int] = {}
    for name, candidates in COLUMNS.items():
        free = [at for at in range(len(header)) if at not in found.values()]
        at = next((at for each in candidates for at in free if header[at] == each), None)
        if at is not None:
            found[name] = at
    missing = [COLUMNS[name][0] for name in NEEDED if name not in found]
    if missing:
        raise CannotRead("columns", f"{table.name}: {', '.join(missing).upper()}")
    return found


def day_in_name(name: str) -> tuple[date, str] | None:
    """participatingAgencies07182025pm.xlsx: July 18, 2025, in the afternoon."""
    for pattern in _IN_NAME:
        for match in pattern.finditer(name):
            try:
                day = date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            return day, (match["part"] or "").lower()
    return None


def day_of(cell: str) -> date | None:
    """A day as sheets write it, "7/72025" too where it can only be one day."""
    for pattern in _DAYS:
        try:
            return datetime.strptime(cell.strip(), pattern).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    return None


def _days_of(table: Table, asked: date | None) -> list[Day]:
    columns = columns_of(table)
    whole = day_in_name(table.name) or ((asked, "") if asked else None)
    if "date" not in columns and whole is None:
        raise CannotRead("no-day", table.name)
    rows: dict[tuple[date, str], list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for place, row in enumerate(_with_addresses(table, columns)):
        line = place + table.first_line
        at = _half_day(row[columns["date"]]) if "date" in columns else whole
        if at is None:
            raise CannotRead("day", f"{table.name}: {line}")
        rows[at].append((line, row))
    return [_day(at, table.name, rows[at], columns) for at in rows]


def _with_addresses(table: Table, columns: Mapping[str, int]) -> Iterable[tuple[str, ...]]:
    """Where the document's column says "link", the address that lies behind it."""
    at = columns.get("url")
    for place, row in enumerate(table.rows):
        yield row if at is None else (*row[:at], table.address(place, at), *row[at + 1 :])


def _half_day(cell: str) -> tuple[date, str] | None:
    """ "2025-05-16 am" """
    written, _space, part = cell.strip().partition(" ")
    day = day_of(written)
    return (day, part.lower()) if day and part.lower() in ("", "am", "pm") else None


def _day(
    at: tuple[date, str],
    name: str,
    rows: list[tuple[int, tuple[str, ...]]],
    columns: Mapping[str, int],
) -> Day:
    day = Day(*at, name)
    seen: dict[tuple[tuple[str, str], str], int] = {}
    for line, row in rows:
        entry = _entry(line, {each: row[where] for each, where in columns.items()})
        if isinstance(entry, str):
            day.troubles.append((line, entry))
            continue
        said = (entry.agency.key, entry.model)
        if said in seen:
            day.twice += 1
            continue
        seen[said] = line
        day.entries.append(entry)
    return day


def _entry(line: int, cells: Mapping[str, str]) -> Entry | str:
    """The agreement of a row, or what is wrong with it: "state", "agency", "long", "model"."""
    state = state_code(cells["state"])
    model = MODELS.get(" ".join(cells["model"].lower().split()))
    signed, written = None, known(cells.get("signed", ""))
    if written and written.lower() not in ("pending", "tbd"):
        signed = day_of(written)
    named = known(cells["agency"])
    wrong = {
        "state": not state,
        "agency": not named,
        "long": len(named) > LONGEST_NAME,
        "model": model is None,
    }
    trouble = next((name for name, is_so in wrong.items() if is_so), "")
    if trouble or model is None:
        return trouble
    agency = Listed(
        state,
        named,
        known(cells.get("county", "")),
        known(cells.get("level", "")),
        known(cells.get("ori", "")).upper(),
    )
    url = cells.get("url", "").strip()
    return Entry(agency, model, signed, url if url.startswith("https://") else "", line)
