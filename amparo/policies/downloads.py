"""Every public fact as a file: CSV and XLSX for people, JSON and GeoJSON for programs.

Each carries its licence and how to cite it, and goes out while it is read. A newcomer's mistake: a
name as it stands. A cell that a spreadsheet would run is neutralized (lib.csvs), in XLSX it is text
whatever it begins with (lib.books).
"""

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

from amparo.lib.books import stream_book
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
PIECE = 64 * 1024  # bytes that go out at once
LARGE = 20_000  # facts; one file of more goes out at a time
_OF_PLACE = ("state", "government", "kind", "fips", "page")


class CannotWrite(Exception):
    """`reason`: "busy" (somebody takes a large file just now), "many" (one network too often)."""

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
    if is_longer_than(LARGE, code):
        return _OneAtATime(_WRITERS[form](code, today))
    return _in_language(_WRITERS[form](code, today))


def table(what: str, code: str, today: date) -> Iterable[bytes]:
    """Custody or parts in programs as CSV."""
    columns, rows_of = TABLES[what]
    rows = _listed(columns, rows_of(code))
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
    is_done = False
    while not is_done:
        kept = bytearray()
        with override(language):
            while len(kept) < PIECE and not is_done:
                piece = next(content, None)
                is_done = piece is None
                kept += piece or b""
        if kept:
            yield bytes(kept)


def _csv(code: str, today: date) -> Iterator[bytes]:
    """The citation stands in the last row, so that the first stays the header."""
    rows: Iterable[Sequence[Cell]] = chain(
        [FACT_COLUMNS], map(flat, facts_of(code)), [[citation(code, today)]]
    )
    return stream_csv(rows)


def _xlsx(code: str, today: date) -> Iterator[bytes]:
    said = [[each] for each in (citation(code, today), LICENCE, LICENCE_URL)]
    beside = [
        (name, columns, _listed(columns, rows_of(code)))
        for name, (columns, rows_of) in TABLES.items()
    ]
    facts = map(flat, facts_of(code))
    return stream_book([("facts", FACT_COLUMNS, facts), *beside, ("about", None, said)])


def _listed(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    return ([row[name] for name in columns] for row in rows)


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
    return _encode(told).encode()


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


_encode = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
_WRITERS: dict[str, Callable[[str, date], Iterator[bytes]]] = {
    "csv": _csv, "xlsx": _xlsx, "json": _json, "geojson": _geojson,
}  # fmt: skip
