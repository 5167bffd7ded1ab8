"""Cities, townships and tribal nations: the Minnesota Secretary of State's table, or one's own.

The Secretary of State's has four columns and no header: county number, county, MCD FIPS code,
"City of Aitkin" (its layout file, read 2026-11-22). One's own has a header: kind, name, county,
fips, ocd_id. A county's number there is not read: its name is.
"""

from dataclasses import dataclass

from amparo.places.counties import state_fips
from amparo.places.importers.names import county_fips, county_fips_by_name
from amparo.places.importers.sheets import CannotImport, cells_of, table, text_of
from amparo.places.models import Kind


@dataclass(frozen=True)
class PlaceRow:
    """One line of a table: a place, and one county that it lies in ("" where none is told)."""

    kind: Kind
    name: str
    county_fips: str = ""
    fips: str = ""  # 7 digits; none for a tribal nation
    ocd_id: str = ""


_KINDS = {
    "city": Kind.CITY,
    "town": Kind.TOWN,
    "township": Kind.TOWN,
    "tribe": Kind.TRIBE,
    "tribal nation": Kind.TRIBE,
    "village": Kind.CITY,
    "unorganized": Kind.TOWN,
}
_COLUMNS = {
    "kind": ("type", "what"),
    "name": ("municipality", "place"),
    "county": ("county name",),
    "fips": ("fips code", "geoid"),
    "ocd_id": ("ocd id", "id"),
}


def parse(content: bytes, state: str) -> list[PlaceRow]:
    """Either table. Raises CannotImport."""
    text = text_of(content)
    first = text.lstrip().partition("\n")[0].split(";")
    rows = _secretarys(text, state) if _is_secretarys(first) else _own(content, state)
    if not rows:
        raise CannotImport("nothing")
    return rows


def _is_secretarys(first: list[str]) -> bool:
    return len(first) == 4 and first[0].isdigit() and first[2].strip().isdigit()


def _secretarys(text: str, state: str) -> list[PlaceRow]:
    by_name, digits, found = county_fips_by_name(state), state_fips(state), []
    for line, cells in cells_of(text, ";"):
        if len(cells) != 4:
            raise CannotImport("wrong-width", line)
        _number, county, mcd, called = cells
        if not (mcd.isdigit() and len(mcd) == 5):
            raise CannotImport("not-a-number", line, mcd)
        kind, name = _kind_of(called)
        found.append(PlaceRow(kind, name, county_fips(county, by_name, line), digits + mcd))
    return found


def _kind_of(called: str) -> tuple[Kind, str]:
    """ "City of Aitkin" is the city Aitkin; all others keep their whole names."""
    if called.startswith("City of "):
        return Kind.CITY, called.removeprefix("City of ")
    return Kind.TOWN, called


def _own(content: bytes, state: str) -> list[PlaceRow]:
    by_name, found = county_fips_by_name(state), []
    for row in table(content, _COLUMNS, needed=("kind", "name")):
        kind = _KINDS.get(row.need("kind").casefold())
        if kind is None:
            raise CannotImport("unknown-kind", row.line, row.get("kind"))
        fips = row.get("fips")
        if fips and not (fips.isdigit() and len(fips) == 7 and fips[:2] == state_fips(state)):
            raise CannotImport("not-a-number", row.line, fips)
        county = county_fips(row.get("county"), by_name, row.line) if row.get("county") else ""
        found.append(PlaceRow(kind, row.need("name"), county, fips, row.get("ocd_id")))
    return found
