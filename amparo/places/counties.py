"""The counties of every state, for forms and figures: from a package, without a database.

A newcomer's mistake: keeping a county by its name. It is kept by its FIPS code of five digits;
names of counties repeat from state to state (Source: U.S. Census Bureau, counties of 2020, by the
package addfips).
"""

import csv
from functools import lru_cache
from importlib.resources import files

_YEAR = 2020  # of the list; Connecticut's planning regions of 2022 are not in it


def counties(state: str) -> list[tuple[str, str]]:
    """(FIPS code, name) of a state's counties by name; none for a state that nobody knows."""
    digits = state_fips(state)
    found = [(fips, name) for fips, name in _counties().items() if fips[:2] == digits]
    return sorted(found, key=lambda pair: pair[1])


def county_name(fips: str) -> str:
    """Its full name, "Hennepin County"; the code itself where it is unknown."""
    return _counties().get(fips, fips)


def is_county(fips: str, state: str) -> bool:
    return fips in _counties() and fips[:2] == state_fips(state)


def states() -> list[tuple[str, str]]:
    """(two letters, name) of every state and territory, by name."""
    return sorted(((code, name) for code, (_, name) in _states().items()), key=lambda pair: pair[1])


def state_fips(state: str) -> str:
    """Two digits of a state given by its two letters; "" where there is none such."""
    return _states().get(state.upper(), ("", ""))[0]


def state_name(state: str) -> str:
    return _states().get(state.upper(), ("", state))[1]


@lru_cache(maxsize=1)
def _counties() -> dict[str, str]:
    return {row["statefp"] + row["countyfp"]: row["name"] for row in _rows(f"counties_{_YEAR}.csv")}


@lru_cache(maxsize=1)
def _states() -> dict[str, tuple[str, str]]:
    return {row["postal"]: (row["fips"], row["name"]) for row in _rows("states.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("addfips") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
