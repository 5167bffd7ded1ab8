"""Open States' bulk CSV: a ZIP file with a table a thing, joined here by the bills' ids."""

import ast
import csv
import io
from collections.abc import Iterator
from typing import Any

from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.openstates import bill_of
from amparo.bills.importers.reading import files_in, text_of, tidy
from amparo.bills.importers.records import Record

_TABLES = (
    "bills", "bill_actions", "bill_sponsorships", "bill_versions", "bill_version_links",
    "bill_sources", "bill_related_bills", "votes", "vote_people", "vote_counts", "organizations",
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
    joined = [name for name in tables if name not in ("bills", "organizations")]
    parts = {name: _by(tables[name], _joined(name)) for name in joined}
    bodies = {row.get("id") or "": row for row in tables.get("organizations", [])}
    for row in bills:
        with of_record(tidy(row.get("identifier"))):
            record = bill_of(_bill(row, parts, bodies))
        yield record


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


def _bill(row: Row, parts: dict[str, dict[str, list[Row]]], bodies: dict[str, Row]) -> Row:
    """One bill as the JSON of Open States has it."""

    def of(table: str, key: str) -> list[Row]:
        return parts.get(table, {}).get(key, [])

    versions = [
        {**each, "links": of("bill_version_links", each["id"])}
        for each in of("bill_versions", row["id"])
    ]
    votes = [
        {
            **_placed(each, bodies),
            "votes": of("vote_people", each["id"]),
            "counts": of("vote_counts", each["id"]),
        }
        for each in of("votes", row["id"])
    ]
    related = [each for each in of("bill_related_bills", row["id"]) if each.get("identifier")]
    return {
        "id": row["id"],
        "identifier": row["identifier"],
        "title": row["title"],
        "legislative_session": row["session_identifier"],
        "jurisdiction": row.get("jurisdiction") or row.get("organization_jurisdiction") or "",
        "subject": _list(row.get("subject")),
        "actions": [_action(_placed(each, bodies)) for each in of("bill_actions", row["id"])],
        "sponsorships": of("bill_sponsorships", row["id"]),
        "versions": versions,
        "sources": of("bill_sources", row["id"]),
        "votes": votes,
        **({"related_bills": related} if "bill_related_bills" in parts else {}),
    }


def _placed(row: Row, bodies: dict[str, Row]) -> Row:
    """Chambers and committees stand in a table of their own; a committee sits in its parent."""
    body = bodies.get(row.get("organization_id") or "", {})
    if body.get("classification") != "committee":
        return {**row, "organization": row.get("organization") or body.get("classification") or ""}
    chamber = bodies.get(body.get("parent_id") or "", {}).get("classification") or ""
    committee = {"name": body.get("name"), "entity_type": "committee"}
    return {**row, "organization": chamber, "related_entities": [committee]}


def _action(row: Row) -> Row:
    return {**row, "classification": _list(row.get("classification"))}


def _list(cell: Any) -> list[str]:
    """A list in a cell is written as PostgreSQL writes it: {a,"b c"}, or as Python does."""
    said = str(cell or "").strip()
    if said.startswith("["):
        return [str(word) for word in ast.literal_eval(said)]
    words = next(csv.reader([said.strip("{}")], skipinitialspace=True), [])
    return [word.strip() for word in words if word.strip()]
