"""Lists of agencies: the FBI's public list with ORI, or a table of one's own.

The FBI's names a city or a county and says in another column that it is the police or the sheriff
(Crime Data Explorer, law enforcement employees, read 2026-11-22). One's own says the kind itself.
A newcomer's mistake: one agency per name. A state patrol stands there a dozen times under one name,
each with its own ORI; the ORI is what is never shared.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from amparo.places.importers.sheets import CannotImport, Row, table
from amparo.places.models import Kind
from amparo.policies.importers.agencies import (
    Listed,
    Placed,
    city_name,
    county_fips,
    known,
    place,
    proper_name,
    state_code,
)

ORI = re.compile(r"[A-Z]{2}[A-Z0-9]{7}")
_COLUMNS = {
    "name": ("pub agency name", "agency", "agency name", "ncic agency name"),
    "kind": ("what",),
    "type": ("agency type name", "agency type"),
    "state": ("state abbr", "state postal abbr"),
    "county": ("county name",),
    "city": ("municipality",),
    "ori": ("ori9", "ori code"),
}
_KINDS = {
    "sheriff": Kind.SHERIFF,
    "police": Kind.POLICE,
    "jail": Kind.JAIL,
    "agency": Kind.AGENCY,
}
_NAMES_ITSELF = re.compile(
    r"\b(?:police|public safety|sheriff|marshal|patrol|constable|jail|department)\b", re.I
)
_NOT_SAID = "NOT SPECIFIED"


@dataclass(frozen=True)
class AgencyRow:
    """One agency: as it is called, and what it is and whose."""

    line: int
    listed: Listed
    placed: Placed


def parse(content: bytes, state: str) -> list[AgencyRow]:
    """Either list; `state` where no column says one. Raises CannotImport."""
    told = [_row(row, state) for row in table(content, _COLUMNS, needed=("name",))]
    rows = list({each.listed.ori or each.line: each for each in told}.values())
    if not rows:
        raise CannotImport("nothing")
    return _told_apart(rows)


def _row(row: Row, state: str) -> AgencyRow:
    code = state_code(row.get("state")) if row.get("state") else state
    if not code:
        raise CannotImport("missing-value", row.line, "state")
    ori = known(row.get("ori")).upper()
    if ori and not ORI.fullmatch(ori):
        raise CannotImport("not-a-number", row.line, ori)
    named = proper_name(row.need("name").rstrip(":"))
    if row.get("kind"):
        return _own(row, code, named, ori)
    return _fbis(row, code, named, ori)


def _own(row: Row, state: str, named: str, ori: str) -> AgencyRow:
    kind = _KINDS.get(row.get("kind").casefold())
    if kind is None:
        raise CannotImport("unknown-kind", row.line, row.get("kind"))
    county = known(row.get("county"))
    fips = county_fips(state, county)
    if county and not fips:
        raise CannotImport("unknown-county", row.line, county)
    city = city_name(row.get("city")) if row.get("city") else ""
    is_town = city.endswith(" Township")
    listed = Listed(state, named, county, ori=ori)
    return AgencyRow(row.line, listed, Placed(kind, fips, city, is_town))


def _fbis(row: Row, state: str, named: str, ori: str) -> AgencyRow:
    """A county's is the sheriff's, a city's the police; all others are what their names say."""
    what, county = row.get("type").casefold(), row.get("county")
    one_county = "" if _NOT_SAID in county.upper() or re.search(r"[;,]", county) else county
    level = "State Agency" if what in ("state police", "other state agency") else ""
    if what == "county" and not _NAMES_ITSELF.search(named):
        named = f"{named.removesuffix(' County')} County Sheriff's Office"
    elif what == "city" and not _NAMES_ITSELF.search(named):
        named = f"{named} Police Department"
    listed = Listed(state, named, one_county, level, ori)
    placed = place(listed)
    if level:
        placed = Placed(Kind.POLICE)  # its stations stand in counties, and are none of theirs
    elif what == "county" and not placed.county:
        raise CannotImport("unknown-county", row.line, row.need("name"))
    return AgencyRow(row.line, listed, placed)


def _told_apart(rows: Iterable[AgencyRow]) -> list[AgencyRow]:
    """Several of one name are told apart by what is their own."""
    told = list(rows)
    counted = Counter(each.listed.key for each in told)
    return [each if counted[each.listed.key] == 1 else _by_ori(each) for each in told]


def _by_ori(row: AgencyRow) -> AgencyRow:
    listed = row.listed
    if not listed.ori:
        raise CannotImport("missing-value", row.line, "ori")
    named = f"{listed.named} ({listed.ori})"
    return AgencyRow(row.line, Listed(listed.state, named, ori=listed.ori), row.placed)
