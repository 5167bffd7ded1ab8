"""Open Civic Data ids of states and counties, made from their census names.

A newcomer's mistake: dropping the kind from the name of every county alike. Louisiana has parishes,
Alaska boroughs and census areas, Virginia independent cities: the id says which
(https://github.com/opencivicdata/ocd-division-ids, read 2026-11-22).
"""

import re

COUNTRY = "ocd-division/country:us"
_NOT_STATES = {"DC": "district", "PR": "territory", "GU": "territory", "VI": "territory",
               "AS": "territory", "MP": "territory"}  # fmt: skip
_KINDS = (
    (" County", "county"),
    (" Parish", "parish"),
    (" City and Borough", "borough"),
    (" Borough", "borough"),
    (" Municipality", "borough"),
    (" Census Area", "census_area"),
    (" Municipio", "municipio"),
    (" city", "place"),
    (" City", "place"),
)
_DROPPED = re.compile(r"[.'’]")


def of_state(state: str) -> str:
    code = state.upper()
    return f"{COUNTRY}/{_NOT_STATES.get(code, 'state')}:{code.lower()}"


def of_county(state: str, name: str) -> str:
    """The id of a county by its census name: "St. Louis County" gives county:st_louis."""
    for ending, kind in _KINDS:
        if name.endswith(ending):
            return f"{of_state(state)}/{kind}:{_folded(name.removesuffix(ending))}"
    return f"{of_state(state)}/county:{_folded(name)}"


def of_place(state: str, name: str) -> str:
    """The id of a city or town."""
    return f"{of_state(state)}/place:{_folded(name)}"


def _folded(name: str) -> str:
    return _DROPPED.sub("", name).lower().replace(" ", "_")
