"""Tables of precincts: which districts each one lies in.

The Minnesota Secretary of State's has ten columns and no header: county number, precinct number,
name, congressional, legislative and commissioner district, judicial, soil and water, MCD FIPS code,
school district (its layout file, read 2026-11-22). A county's number counts as FIPS codes do, not
by the alphabet: 43 is McLeod, 69 St. Louis. A legislative district 62A is House 62A inside
Senate 62 (Minnesota Statutes 2.031), and "W-2" in a precinct's name is the city's ward.
One's own table has a header, and a county by name or code in each line.
"""

import re
from dataclasses import dataclass

from amparo.places.counties import counties, state_fips
from amparo.places.importers.names import county_fips, county_fips_by_name
from amparo.places.importers.sheets import CannotImport, cells_of, table, text_of
from amparo.places.models import DistrictKind
from amparo.places.models.districts import code_of

_WIDTH = 10
_WARD = re.compile(r"\bW(?:ARD)?[- ]?0*(\d+)\b", re.IGNORECASE)
_COLUMNS = {
    "county": ("county name", "county fips"),
    "precinct": ("precinct id", "code", "id"),
    "name": ("precinct name",),
    "municipality": ("mcd fips", "mcd", "place", "place fips", "city"),
    "congress": ("congressional district", "cd"),
    "senate": ("senate district", "sldu"),
    "house": ("house district", "sldl", "legislative district"),
    "commissioner": ("commissioner district", "county commissioner district"),
    "ward": ("city ward",),
    "school": ("school district", "school district number"),
}


@dataclass(frozen=True)
class PrecinctRow:
    """A precinct and its districts by kind; `municipality` is seven digits, "" where unknown."""

    county_fips: str
    code: str
    name: str
    municipality: str
    districts: tuple[tuple[DistrictKind, str], ...]


def parse(content: bytes, state: str) -> list[PrecinctRow]:
    """Either table. Raises CannotImport."""
    text = text_of(content)
    first = text.lstrip().partition("\n")[0].split(";")
    is_secretarys = len(first) == _WIDTH and first[0].strip().isdigit()
    rows = _secretarys(text, state) if is_secretarys else _own(content, state)
    if not rows:
        raise CannotImport("nothing")
    return rows


def _secretarys(text: str, state: str) -> list[PrecinctRow]:
    numbered = sorted(fips for fips, _name in counties(state))
    found = []
    for line, cells in cells_of(text, ";"):
        if len(cells) != _WIDTH:
            raise CannotImport("wrong-width", line)
        county, code, name, congress, legislative, commissioner, _j, _s, mcd, school = cells
        if not county.isdigit() or not 0 < int(county) <= len(numbered):
            raise CannotImport("unknown-county", line, county)
        if not (mcd.isdigit() and len(mcd) == 5):
            raise CannotImport("not-a-number", line, mcd)
        said = {
            DistrictKind.CONGRESS: congress,
            DistrictKind.SENATE: legislative.rstrip("ABab"),
            DistrictKind.HOUSE: legislative,
            DistrictKind.COMMISSIONER: commissioner,
            DistrictKind.WARD: _ward(name),
            DistrictKind.SCHOOL: school,
        }
        fips = state_fips(state) + mcd
        found.append(
            PrecinctRow(numbered[int(county) - 1], code, name.title(), fips, _districts(said))
        )
    return found


def _own(content: bytes, state: str) -> list[PrecinctRow]:
    by_name, found = county_fips_by_name(state), []
    for row in table(content, _COLUMNS, needed=("county", "precinct", "name")):
        fips = row.get("municipality")
        if fips and not (fips.isdigit() and len(fips) == 7):
            raise CannotImport("not-a-number", row.line, fips)
        said = {kind: row.get(kind.value) for kind in DistrictKind}
        county = county_fips(row.need("county"), by_name, row.line)
        found.append(
            PrecinctRow(county, row.need("precinct"), row.need("name"), fips, _districts(said))
        )
    return found


def _ward(name: str) -> str:
    found = _WARD.search(name)
    return found[1] if found else ""


def _districts(said: dict[DistrictKind, str]) -> tuple[tuple[DistrictKind, str], ...]:
    return tuple((kind, code_of(code)) for kind, code in said.items() if code.strip())
