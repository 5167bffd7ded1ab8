"""Every public fact as a file: CSV and XLSX for people, JSON and GeoJSON for programs.

Each carries its licence and how to cite it. A newcomer's mistake: a name as it stands. A cell that
a spreadsheet would run is neutralized (lib.csvs), in XLSX it is text whatever it begins with.
"""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from amparo.lib.csvs import Cell, stream_csv
from amparo.lib.dates import day_in_words
from amparo.lib.maps.shapes import Ring, counties
from amparo.policies.addresses import COUNTRY, url_of
from amparo.policies.models import Fact, FactSource
from amparo.policies.wording import time_of
from amparo.web.models import Coalition

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
MOST_SOURCES = 20  # of one fact in a cell
_COLUMNS = (
    "state", "government", "kind", "fips", "ocd_id", "agency", "ori", "topic", "factor_key",
    "factor", "value_key", "value", "effect", "evidence", "approved_by", "starts_on",
    "start_is_known", "not_yet_on", "ends_on", "gone_on", "time", "state_of_fact", "note",
    "verified_on", "is_example", "sources", "page",
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    called: str
    content_type: str


FORMS = {
    "csv": Form("CSV", "text/csv; charset=utf-8"),
    "xlsx": Form("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": Form("GeoJSON", "application/geo+json"),
    "json": Form("JSON", "application/json"),
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


def written(form: str, code: str, today: date) -> bytes:
    """The file of a state, or of the country."""
    if form == "csv":
        return b"".join(_csv(code, today))
    return {"xlsx": _xlsx, "json": _json, "geojson": _geojson}[form](code, today)


def rows_of(code: str) -> Iterator[dict[str, Any]]:
    """Public facts, those of the past too, with what belongs to them in the language asked for."""
    facts = Fact.objects.public().with_words()
    if code != COUNTRY:
        facts = facts.filter(government__state=code.upper())
    for fact in facts.order_by(
        "government__state", "government__name", "factor__order", "pk"
    ).iterator(2000):
        yield dict(zip(_COLUMNS, _cells(fact), strict=True))


def _cells(fact: Fact) -> Sequence[Any]:
    place, agency = fact.government, fact.jurisdiction
    is_agency = agency.pk != place.pk
    return (
        place.state, place.name, place.kind, place.fips, place.ocd_id or "",
        agency.name if is_agency else "", agency.ori if is_agency else "",
        fact.factor.topic, fact.factor.key, fact.factor.name, fact.value.key, fact.value.name,
        fact.value.effect, fact.evidence, fact.approved_by, fact.starts_on, fact.is_start_known,
        fact.not_yet_on, fact.ends_on, fact.gone_on, time_of(fact), fact.state, fact.note,
        fact.verified_on, fact.is_example,
        [_source(each) for each in list(fact.cited_sources.all())[:MOST_SOURCES]],
        settings.SITE_URL + url_of(place),
    )  # fmt: skip


def _source(each: FactSource) -> dict[str, Any]:
    source = each.source
    return {
        "title": source.title,
        "publisher": source.publisher,
        "published_on": source.published_on,
        "url": source.url,
        "where": each.where,
        "quote": each.quote or source.quote,
        "read_on": each.read_on,
        "is_against": each.is_against,
    }


def _flat(row: dict[str, Any]) -> list[Cell]:
    """Sources in one cell: title, where, address."""
    said = "; ".join(
        ", ".join(filter(None, [each["title"], each["where"], each["url"]]))
        for each in row["sources"]
    )
    return [said if name == "sources" else row[name] for name in _COLUMNS]


def _csv(code: str, today: date) -> Iterator[bytes]:
    """The citation stands in the last row, so that the first stays the header."""
    rows: Iterable[Sequence[Cell]] = (
        *([_COLUMNS]), *(_flat(row) for row in rows_of(code)), [citation(code, today)]
    )  # fmt: skip
    yield from stream_csv(rows)


def _xlsx(code: str, today: date) -> bytes:
    book = Workbook(write_only=True)
    facts = book.create_sheet("facts")
    facts.append([_text(facts, name) for name in _COLUMNS])
    for row in rows_of(code):
        facts.append([_cell(facts, each) for each in _flat(row)])
    about = book.create_sheet("about")
    for said in (citation(code, today), LICENCE, LICENCE_URL):
        about.append([_text(about, said)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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


def _json(code: str, today: date) -> bytes:
    return _dumped({**_head(code, today), "facts": list(rows_of(code))})


def _geojson(code: str, today: date) -> bytes:
    """A feature for each county with its facts; what has no border of ours has no geometry."""
    shapes = counties()
    by_place: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows_of(code):
        by_place.setdefault((row["fips"], row["page"]), []).append(row)
    features = [
        {
            "type": "Feature",
            "id": page,
            "geometry": _geometry(shapes.polygons(fips)) if len(fips) == 5 else None,
            "properties": {
                **{name: rows[0][name] for name in ("state", "government", "kind", "fips", "page")},
                "facts": rows,
            },
        }
        for (fips, page), rows in by_place.items()
    ]
    counties.cache_clear()
    return _dumped({"type": "FeatureCollection", **_head(code, today), "features": features})


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


def _dumped(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, default=_plain, indent=1).encode()


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
