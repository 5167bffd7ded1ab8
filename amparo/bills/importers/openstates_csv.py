"""Open States' bulk CSV: a ZIP file with a table a thing, joined here by the bills' ids."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.openstates import bill_of
from amparo.bills.importers.reading import files_in, text_of
from amparo.bills.importers.records import Record

_TABLES = (
    "bills", "bill_actions", "bill_sponsorships", "bill_versions", "bill_version_links",
    "bill_sources", "votes", "vote_people", "vote_counts",
)  # fmt: skip
_NEEDED = ("id", "identifier", "title", "session_identifier")
Row = dict[str, Any]


def parse(content: bytes) -> Iterator[Record]:
    tables = {name: _rows(unpacked) for name, unpacked in _tables(content)}
    bills = tables.get("bills")
    if not bills:
        raise CannotRead("unknown")
    if missing := [name for name in _NEEDED if name not in bills[0]]:
        raise CannotRead("csv", ", ".join(missing))
    parts = {name: _by(rows, _joined(name)) for name, rows in tables.items() if name != "bills"}
    for row in bills:
        yield bill_of(_bill(row, parts))


def is_ours(names: list[str]) -> bool:
    return any(_table(name) == "bills" for name in names)


def _tables(content: bytes) -> Iterator[tuple[str, bytes]]:
    for name, unpacked in files_in(content):
        table = _table(name)
        if table:
            yield table, unpacked


def _table(name: str) -> str:
    """ "bill_actions" of "MN/2025-2026/MN_2025-2026_bill_actions.csv"."""
    stem = name.rpartition("/")[2].removesuffix(".csv")
    longest = sorted(_TABLES, key=len, reverse=True)
    return next((t for t in longest if name.endswith(".csv") and stem.endswith(f"_{t}")), "")


def _rows(unpacked: bytes) -> list[Row]:
    try:
        return list(csv.DictReader(io.StringIO(text_of(unpacked))))
    except csv.Error as error:
        raise CannotRead("csv", str(error)) from error


def _joined(table: str) -> str:
    if table in ("vote_people", "vote_counts"):
        return "vote_event_id"
    return "version_id" if table == "bill_version_links" else "bill_id"


def _by(rows: list[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get(column) or "", []).append(row)
    return found


def _bill(row: Row, parts: dict[str, dict[str, list[Row]]]) -> Row:
    """One bill as the JSON of Open States has it."""

    def of(table: str, key: str) -> list[Row]:
        return parts.get(table, {}).get(key, [])

    versions = [
        {**each, "links": of("bill_version_links", each["id"])}
        for each in of("bill_versions", row["id"])
    ]
    votes = [
        {**each, "votes": of("vote_people", each["id"]), "counts": of("vote_counts", each["id"])}
        for each in of("votes", row["id"])
    ]
    return {
        "id": row["id"],
        "identifier": row["identifier"],
        "title": row["title"],
        "legislative_session": row["session_identifier"],
        "jurisdiction": row.get("jurisdiction") or row.get("organization_jurisdiction") or "",
        "actions": [_action(each) for each in of("bill_actions", row["id"])],
        "sponsorships": of("bill_sponsorships", row["id"]),
        "versions": versions,
        "sources": of("bill_sources", row["id"]),
        "votes": votes,
    }


def _action(row: Row) -> Row:
    """A list in a cell is written as PostgreSQL writes it: {a,b}, or as Python does."""
    classes = [
        word.strip(" '\"") for word in (row.get("classification") or "").strip("{}[]").split(",")
    ]
    return {**row, "classification": classes}
