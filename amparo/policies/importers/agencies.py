"""Names of agencies as sheets write them: when two are one, what kind it is, whose it is.

A newcomer's mistake: the county's column as the truth. It holds typing errors ("Frankin County"),
and lists change it from day to day. An agency is known by its state and its own name; the county
in that name is looked for among the real ones first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Indel

from amparo.places.counties import counties, state_name, states
from amparo.places.models import Kind

ALIKE = 0.95  # "indialantic" and "indiatlantic"; "clay" and "cray" are not
_EMPTY = {"", "NA", "N/A", "#N/A", "#NA", "-1", "NONE"}
_DROPPED = {
    *("office", "offic", "department", "dept", "division", "bureau", "services"),
    *("of", "the", "and", "s"),
}
_SAME = {"saint": "st", "sainte": "ste", "ft": "fort", "twp": "township", "sheriffs": "sheriff"}
_COUNTY = re.compile(r"(?P<name>[\w .'’-]+?) (?:county|parish)\b", re.IGNORECASE)
_CITY = re.compile(
    r"^(?:(?:city|town|village|borough|township) of )?(?P<name>.+?)"
    r"(?: borough)? (?:police|public safety|department of public safety|marshal)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\b(?:university|college|airport|port authority|school)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Listed:
    """An agency as one row of a sheet tells of it."""

    state: str  # two letters
    named: str
    county: str = ""  # as written; "" where the sheet has none
    level: str = ""  # "County", "Municipality", "State Agency", or the FBI's kind
    ori: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.state, plain_name(self.named)


@dataclass(frozen=True)
class Placed:
    """What it is: its kind, and its government by county (FIPS), by city's name, or the state."""

    kind: str
    county: str = ""
    city: str = ""


def known(cell: str) -> str:
    """The cell, or nothing where it says that it knows nothing."""
    return "" if cell.strip().upper() in _EMPTY else " ".join(cell.split())


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """What stays the same however it is written: no case, no apostrophes, no "office of the"."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", name.lower()))
    kept = [_SAME.get(word, word) for word in words]
    return " ".join(_singular(word) for word in kept if word not in _DROPPED)


def state_code(name: str) -> str:
    """Two letters of a state as sheets name it; "" where there is none such."""
    plain = " ".join(name.split()).upper()
    return _states().get(plain, plain if plain in _states().values() else "")


def place(listed: Listed) -> Placed:
    """Its kind and its government, by its name first, by the sheet's columns where that is mute."""
    kind = _kind(listed.named)
    fips = _county_of(listed)
    named = _CITY.match(listed.named)
    if kind != Kind.POLICE or not named or _is_no_city(listed, named["name"]):
        return Placed(kind, fips)
    return Placed(kind, fips, city_name(named["name"]))


def city_name(written: str) -> str:
    """ "st cloud" as "St. Cloud", "ST. LOUIS PARK" as "St. Louis Park"; else as written."""
    words = " ".join(written.split())
    if words == words.lower() or words == words.upper():
        words = re.sub(r"[\w'’]+", lambda word: word[0].capitalize(), words)
    return re.sub(r"\b(St|Ste|Ft)(?=\s)", r"\1.", words)


def county_fips(state: str, written: str) -> str:
    """The county of this name; a single typing error is forgiven where one county alone is near."""
    names = _county_names(state)
    plain = _plain_county(written)
    if not plain or plain in names:
        return names.get(plain, "")
    near = process.extract(plain, names.keys(), scorer=Indel.normalized_similarity, limit=2)
    if near and near[0][1] >= 0.85 and (len(near) == 1 or near[1][1] < near[0][1]):
        return names[near[0][0]]
    return ""


def same_but_for_typing(name: str, others: Iterable[str], state: str) -> str:
    """Which of the plain names is this one with a typing error; "" where none is.

    Two that name two real counties are two, however near their letters are.
    """
    mine = _real_county(state, name)
    for other in others:
        if Indel.normalized_similarity(name, other) < ALIKE:
            continue
        theirs = _real_county(state, other)
        if not (mine and theirs and mine != theirs):
            return other
    return ""


def _kind(name: str) -> str:
    plain = plain_name(name)
    if re.search(r"\bsheriff\b", plain):
        return Kind.SHERIFF
    if re.search(r"\b(jail|detention|correction|correctional|prison)\b", plain):
        return Kind.JAIL
    if re.search(r"\b(police|public safety|marshal|constable|patrol)\b", plain):
        return Kind.POLICE
    return Kind.AGENCY


def _is_no_city(listed: Listed, name: str) -> bool:
    """The police of a county, a state, a school or an airport."""
    own = state_name(listed.state)
    of_state = re.fullmatch(rf"{re.escape(own)}(?: state| highway| capitol)?", name, re.IGNORECASE)
    other = _COUNTY.match(listed.named) or _SCHOOL.search(listed.named)
    return bool(of_state or other or "state" in listed.level.lower())


def _county_of(listed: Listed) -> str:
    own = _COUNTY.search(listed.named)
    if own:
        said = own["name"].rpartition(" of ")[2] or own["name"]
        exact = _county_names(listed.state).get(_plain_county(said), "")
        if exact:
            return exact
    by_column = county_fips(listed.state, listed.county)
    return by_column or (county_fips(listed.state, own["name"]) if own else "")


def _real_county(state: str, plain: str) -> str:
    before = plain.partition(" county")[0] if " county" in plain else ""
    return _county_names(state).get(before, "")


def _plain_county(written: str) -> str:
    plain = plain_name(written)
    for ending in (" county", " parish", " borough", " census area", " municipality"):
        plain = plain.removesuffix(ending)
    return plain


def _singular(word: str) -> str:
    return word.rstrip("s") if len(word) > 3 else word


@lru_cache(maxsize=64)
def _county_names(state: str) -> dict[str, str]:
    """Plain name → FIPS; an independent city that shares a county's name gives way to it."""
    names: dict[str, str] = {}
    for fips, name in counties(state):
        is_city = name.lower().endswith(" city")
        plain = _plain_county(name.removesuffix(" city") if is_city else name)
        if not is_city or plain not in names:
            names[plain] = fips
    return names


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {name.upper(): code for code, name in states()}
