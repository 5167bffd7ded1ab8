"""Counties as tables write them.

A newcomer's mistake: to compare names letter by letter. "ST. LOUIS", "Saint Louis County" and
"St. Louis" are one county.
"""

from amparo.places import counties
from amparo.places.importers.sheets import CannotImport


def county_fips_by_name(state: str) -> dict[str, str]:
    """FIPS codes by the names that tables write: "Aitkin", "Aitkin County", "ST. LOUIS"."""
    found: dict[str, str] = {}
    for fips, name in counties.counties(state):
        short = name.rpartition(" ")[0] or name
        found[folded(name)] = found[folded(short)] = fips
    return found


def folded(name: str) -> str:
    """A name as it compares: without points, capitals, and the ways of writing saint."""
    plain = name.casefold().replace(".", "").replace("’", "'").replace("saint ", "st ")
    return " ".join(plain.replace("'", "").split())


def county_fips(name: str, by_name: dict[str, str], line: int) -> str:
    """The code of a county told by its name or by the code itself. Raises CannotImport."""
    if name in by_name.values():
        return name
    if folded(name) not in by_name:
        raise CannotImport("unknown-county", line, name)
    return by_name[folded(name)]
