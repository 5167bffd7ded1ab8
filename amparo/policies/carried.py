"""What the files carry, row by row: facts with sources, rulings and agreements; custody; parts.

A newcomer's mistake: a list of them. The country may have half a million facts; whoever takes them
along reads them in pieces, and the house never holds more than one.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from amparo.policies.addresses import COUNTRY
from amparo.policies.factrows import fact_cells
from amparo.policies.models import Custody, Fact, Part

_PIECE = 500  # rows read at once
_OF_AGREEMENT = (
    "agreement_model", "agreement_signed_on", "agreement_ended_on", "agreement_document",
    "first_listed_on", "last_listed_on", "missing_from_list_of",
)  # fmt: skip
FACT_COLUMNS = (
    "state", "government", "kind", "fips", "ocd_id", "agency", "ori", "topic", "factor_key",
    "factor", "value_key", "value", "effect", "evidence", "approved_by", "starts_on",
    "start_is_known", "not_yet_on", "ends_on", "gone_on", "time", "state_of_fact", "note",
    "verified_on", "is_example", *_OF_AGREEMENT, "sources", "rulings", "page",
)  # fmt: skip
CUSTODY_COLUMNS = (
    "state", "agency", "agency_kind", "agency_of", "agency_ori", "jail", "jail_of", "jail_ori",
    "booked_by", "starts_on", "ends_on", "verified_on", "is_example", "source", "source_url",
    "quote",
)  # fmt: skip
PART_COLUMNS = (
    "state", "government", "kind", "fips", "program_key", "program_on_that_day", "program", "role",
    "on", "is_example", "source", "source_url", "quote",
)  # fmt: skip

Row = dict[str, Any]


def is_longer_than(most: int, code: str) -> bool:
    """Whether there are more facts than so many, without counting them all."""
    return _facts(code).order_by()[most : most + 1].exists()


def facts_of(code: str) -> Iterator[Row]:
    """Public facts, those of the past too, with what belongs to them in the language asked for."""
    for cells in fact_cells(code):
        yield dict(zip(FACT_COLUMNS, cells, strict=True))


def custody_of(code: str) -> Iterator[Row]:
    """Who books whom where, in the past too."""
    rows = Custody.objects.with_names()
    if code != COUNTRY:
        rows = rows.filter(agency__state=code.upper())
    for each in rows.order_by("agency__state", "agency__name", "starts_on", "pk").iterator(_PIECE):
        agency, jail = each.agency, each.jail
        cells = (
            agency.state, agency.name, agency.kind, agency.parent.name if agency.parent else "",
            agency.ori, jail.name, jail.parent.name if jail.parent else "", jail.ori,
            each.booked_by, each.starts_on, each.ends_on, each.verified_on, each.is_example,
            each.source.title, each.source.url, each.quote or each.source.quote,
        )  # fmt: skip
        yield dict(zip(CUSTODY_COLUMNS, cells, strict=True))


def parts_of(code: str) -> Iterator[Row]:
    """What each government did about each program, by the name that it had on that day."""
    rows = Part.objects.select_related("jurisdiction", "program", "source")
    if code != COUNTRY:
        rows = rows.filter(jurisdiction__state=code.upper())
    rows = rows.prefetch_related("program__names")
    for each in rows.order_by("jurisdiction__state", "jurisdiction__name", "on", "pk").iterator(
        _PIECE
    ):
        place, program = each.jurisdiction, each.program
        cells = (
            place.state, place.name, place.kind, place.fips, program.key, program.name_on(each.on),
            program.name, each.role, each.on, each.is_example, each.source.title, each.source.url,
            each.quote or each.source.quote,
        )  # fmt: skip
        yield dict(zip(PART_COLUMNS, cells, strict=True))


def flat(row: Row) -> list[Any]:
    """For a table: each source in one line of a cell (title, where, address), each ruling too."""
    said = {
        "sources": "; ".join(_joined(each, "title", "where", "url") for each in row["sources"]),
        "rulings": "; ".join(
            _joined(each, "kind", "title", "body", "number", "begun_on", "decided_on", "url")
            for each in row["rulings"]
        ),
    }
    return [said.get(name, row[name]) for name in FACT_COLUMNS]


def _joined(told: Row, *names: str) -> str:
    return ", ".join(str(told[name]) for name in names if told[name])


def _facts(code: str) -> "QuerySet[Fact]":
    facts = Fact.objects.public()
    return facts if code == COUNTRY else facts.filter(government__state=code.upper())
