"""Every public fact as a file: CSV and XLSX for people, JSON and GeoJSON for programs.

Each carries its licence and how to cite it. A newcomer's mistake: a name as it stands. A cell that
a spreadsheet would run is neutralized (lib.csvs), in XLSX it is text whatever it begins with. All
but XLSX go out while they are read; XLSX is one piece, and is refused where it would be too large.
"""

import io
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from amparo.lib.csvs import Cell, stream_csv
from amparo.lib.dates import day_in_words
from amparo.lib.maps.shapes import Ring, counties
from amparo.policies.carried import (
    CUSTODY_COLUMNS,
    FACT_COLUMNS,
    PART_COLUMNS,
    Row,
    custody_of,
    facts_of,
    flat,
    is_longer_than,
    parts_of,
)
from amparo.web.models import Coalition

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
MOST_IN_A_BOOK = 50_000  # facts; a book is written whole
LARGE = 20_000  # facts; one file of more goes out at a time
_OF_PLACE = ("state", "government", "kind", "fips", "page")


class CannotWrite(Exception):
    """`reason`: "large" (take the CSV), "busy" (somebody takes a large file just now)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Form:
    called: str
    content_type: str


CSV = Form("CSV", "text/csv; charset=utf-8")
FORMS = {
    "csv": CSV,
    "xlsx": Form("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": Form("GeoJSON", "application/geo+json"),
    "json": Form("JSON", "application/json"),
}
TABLES: dict[str, tuple[Sequence[str], Callable[[str], Iterator[Row]]]] = {
    "custody": (CUSTODY_COLUMNS, custody_of),  # beside the facts, a CSV each
    "programs": (PART_COLUMNS, parts_of),
}


def citation(code: str, today: date) -> str:
    """How to cite the file: who, what, of which day, where."""
    said = _("%(who)s, “What governments do with ICE”, as of %(day)s, %(address)s (%(licence)s)")
    return said % {
        "who": Coalition.here().name,
        "day": day_in_words(today, get_language() or "en"),
        "address": settings.SITE_URL + reverse("policies:state", args=[code]),
        "licence": LICENCE,
    }  # fmt: skip


def pieces(form: str, code: str, today: date) -> Iterable[bytes]:
    """The file of a state, or of the country, in pieces. Raises CannotWrite."""
    if form == "xlsx" and is_longer_than(MOST_IN_A_BOOK, code):
        raise CannotWrite("large")
    if is_longer_than(LARGE, code):
        return _OneAtATime(_WRITERS[form](code, today))
    return _in_language(_WRITERS[form](code, today))


def table(what: str, code: str, today: date) -> Iterable[bytes]:
    """Custody or parts in programs as CSV."""
    columns, rows_of = TABLES[what]
    rows = ([row[name] for name in columns] for row in rows_of(code))
    return _in_language(stream_csv(chain([columns], rows, [[citation(code, today)]])))


class _OneAtATime:
    """A large file, while no other goes out of this process; `close` comes however it ends."""

    _free = threading.BoundedSemaphore(1)

    def __init__(self, content: Iterator[bytes]) -> None:
        if not self._free.acquire(blocking=False):
            raise CannotWrite("busy")
        self.content, self.is_open = _in_language(content), True

    def __iter__(self) -> Iterator[bytes]:
        return self.content

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self._free.release()


def _in_language(content: Iterator[bytes]) -> Iterator[bytes]:
    """A file goes out after the request has ended: it stays in the language that was asked for."""
    language = get_language() or "en"
    return _held(content, language)


def _held(content: Iterator[bytes], language: str) -> Iterator[bytes]:
    while True:
        with override(language):
            piece = next(content, None)
        if piece is None:
            return
        yield piece


def _csv(code: str, today: date) -> Iterator[bytes]:
    """The citation stands in the last row, so that the first stays the header."""
    rows: Iterable[Sequence[Cell]] = chain(
        [FACT_COLUMNS], map(flat, facts_of(code)), [[citation(code, today)]]
    )
    return stream_csv(rows)


def _xlsx(code: str, today: date) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    _fill(book.create_sheet("facts"), FACT_COLUMNS, map(flat, facts_of(code)))
    for name, (columns, rows_of) in TABLES.items():
        rows = ([row[column] for column in columns] for row in rows_of(code))
        _fill(book.create_sheet(name), columns, rows)
    about = book.create_sheet("about")
    for said in (citation(code, today), LICENCE, LICENCE_URL):
        about.append([_text(about, said)])
    out = io.BytesIO()
    book.save(out)
    yield out.getvalue()


def _fill(sheet: Any, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    for row in chain([columns], rows):
        sheet.append([_cell(sheet, each) for each in row])


def _cell(sheet: Any, value: Cell) -> Any:
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet: Any, value: str) -> Any:
    """Text that stays text, also where it begins with an equals sign."""
    cell = WriteOnlyCell(sheet, value=_without_controls(value))
    cell.data_type = "s"
    return cell


def _without_controls(value: str) -> str:
    """XML, which XLSX is, knows no control characters."""
    return "".join(sign for sign in value if sign >= " " or sign in "\n\t")[:32_000]


def _json(code: str, today: date) -> Iterator[bytes]:
    return _object(_head(code, today), {"facts": facts_of(code), **_tables(code)})


def _geojson(code: str, today: date) -> Iterator[bytes]:
    """A feature for each county with its facts; what has no border of ours has no geometry."""
    head = {"type": "FeatureCollection", **_head(code, today)}
    return _object(head, {"features": _features(code), **_tables(code)})


def _tables(code: str) -> dict[str, Iterator[Row]]:
    return {name: rows_of(code) for name, (_columns, rows_of) in TABLES.items()}


def _features(code: str) -> Iterator[Row]:
    shapes = counties()
    for page, group in groupby(facts_of(code), key=lambda row: row["page"]):
        rows = list(group)
        fips = rows[0]["fips"]
        yield {
            "type": "Feature",
            "id": page,
            "geometry": _geometry(shapes.polygons(fips)) if len(fips) == 5 else None,
            "properties": {**{name: rows[0][name] for name in _OF_PLACE}, "facts": rows},
        }
    counties.cache_clear()


def _geometry(polygons: list[list[Ring]]) -> dict[str, Any] | None:
    """Outsides against the clock, holes with it, as RFC 7946 wants; ours run the other way."""
    whole = [[ring[::-1] for ring in rings if len(ring) > 3] for rings in polygons]
    found = [rings for rings in whole if rings]
    return {"type": "MultiPolygon", "coordinates": found} if found else None


def _head(code: str, today: date) -> dict[str, Any]:
    return {
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "citation": citation(code, today),
        "as_of": today,
    }


def _object(head: dict[str, Any], lists: dict[str, Iterator[Row]]) -> Iterator[bytes]:
    """One object of JSON whose lists are written as they are read."""
    yield _dumped(head)[:-1].rstrip()
    for name, rows in lists.items():
        yield f',\n"{name}": ['.encode()
        for at, row in enumerate(rows):
            yield (b",\n" if at else b"\n") + _dumped(row)
        yield b"]"
    yield b"}\n"


def _dumped(told: Row) -> bytes:
    return json.dumps(told, ensure_ascii=False, default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


_WRITERS: dict[str, Callable[[str, date], Iterator[bytes]]] = {
    "csv": _csv, "xlsx": _xlsx, "json": _json, "geojson": _geojson,
}  # fmt: skip
