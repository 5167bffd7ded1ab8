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

LONGEST_NAME = 120  # letters: what is longer is a cell that went wrong
ALIKE = 0.95  # "indialantic" and "indiatlantic"; "clay" and "cray" are not
_EMPTY = {"", "NA", "N/A", "#N/A", "#NA", "-1", "NONE"}
_DROPPED = {
    *("office", "offic", "department", "dept", "division", "bureau", "services"),
    *("of", "the", "and", "s"),
}
# As plain_name leaves them; the longest first
_ENDINGS = (
    *("city borough", "censu area", "county", "parish"),
    *("borough", "municipality", "municipio", "planning region"),
)
_SAME = {"saint": "st", "sainte": "ste", "ft": "fort", "twp": "township", "sheriffs": "sheriff"}
_COUNTY = re.compile(r"(?P<name>[\w .'’-]+?) (?:county|parish)\b", re.IGNORECASE)
_ALASKAN = re.compile(
    r"(?P<name>[\w .'’-]+?) (?:borough|census area|municipality)\b", re.IGNORECASE
)
# Words between a city's name and what its agency is: "Ocala Department of Public Safety"
_FILLER = r"(?: (?:borough|metropolitan|department|dept|division|bureau|office|of|the))*"
_CITY = re.compile(
    r"^(?:(?:city|town|village|borough|municipality) of )?(?P<name>.+?)"
    rf"{_FILLER} (?:police|public safety|marshal|sheriff)\b",
    re.IGNORECASE,
)
_TOWNSHIP = re.compile(
    r"^(?:charter )?township of (?P<of>.+)$|^(?P<name>.+?) (?:charter )?(?:township|twp)\b",
    re.IGNORECASE,
)
_WARD = re.compile(r" (?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth) ward$", re.I)
_CONSTABLE = re.compile(r"\b(?:office of|state|offices?|con(?:sta|stb)\w*(?:['’]s)*)(?!\w)", re.I)
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
    """What it is: its kind, and its government by county (FIPS), by city's name, or the state.

    A township's name repeats from county to county; a city's does not.
    """

    kind: str
    county: str = ""
    city: str = ""
    is_town: bool = False


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
    if _is_of_state(listed):
        return Placed(kind)  # the column says where its headquarters stand
    fips, name = _county_of(listed), _municipal_name(listed, kind)
    if not name or kind == Kind.JAIL:
        return Placed(kind, fips)
    independent = _independent(listed.state).get(plain_name(name).removesuffix(" city"), "")
    if independent:
        return Placed(kind, independent)
    township = _TOWNSHIP.match(name)
    if township:
        called = city_name(township["of"] or township["name"])
        return Placed(kind, fips, f"{called} Township", is_town=True)
    return Placed(kind, fips, city_name(name)) if kind == Kind.POLICE else Placed(kind, fips)


def city_name(written: str) -> str:
    """ "st cloud" and "Saint Cloud" as "St. Cloud", "Ft Myers" as "Fort Myers"; else as written.

    The census writes them so, and ids are made of its names.
    """
    words = proper_name(written)
    words = re.sub(r"\bSaint(?=\s)", "St.", words)
    return re.sub(r"\bFt\.?(?=\s)", "Fort", words)


def proper_name(written: str) -> str:
    """As a sheet writes it; where it shouts or whispers, with capitals."""
    words = " ".join(written.split())
    if words == words.lower() or words == words.upper():
        words = re.sub(r"[\w'’]+", lambda word: word[0].capitalize(), words)
    return re.sub(r"\b(St|Ste|Ft)(?=\s)", r"\1.", words)


def county_fips(state: str, written: str) -> str:
    """The county of this name; a single typing error is forgiven where one county alone is near."""
    plain = _plain_county(written)
    exact = _county_names(state).get(plain, "")
    if not plain or exact:
        return exact
    near = process.extract(
        _bare(written), _bare_names(state), scorer=Indel.normalized_similarity, limit=2
    )
    if near and near[0][1] >= 0.85 and (len(near) == 1 or near[1][1] < near[0][1]):
        return str(near[0][2])
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
    if re.search(r"\b(police|public safety|marshal|constable|constbale|patrol)\b", plain):
        return Kind.POLICE
    return Kind.AGENCY


def _municipal_name(listed: Listed, kind: str) -> str:
    """The city or township whose agency it is; "" of a county's, a school's or an airport's."""
    if _county_word(listed.state).match(listed.named) or _SCHOOL.search(listed.named):
        return ""
    if "/" in listed.named:
        return ""  # of two cities: the county's, that no third one is made of their names
    constable = kind == Kind.POLICE and re.search(r"\bconst", listed.named, re.IGNORECASE)
    if constable:
        left = _CONSTABLE.sub(" ", listed.named).replace(state_name(listed.state), " ")
        left = " ".join(left.split())
        return "" if _COUNTY.search(left) else _WARD.sub("", left)
    named = _CITY.match(listed.named)
    return named["name"] if named else ""


def _is_of_state(listed: Listed) -> bool:
    """An agency of the state itself: so the sheet says, or its name begins with the state's."""
    own = re.escape(state_name(listed.state))
    more = r"(?: (?:of|state|highway|capitol|department|office|division|bureau|the)\b.*)?"
    named = re.fullmatch(
        rf"{own}{more}{_FILLER}(?: (?:police|public safety|patrol)\b.*)?", listed.named, re.I
    )
    is_so = bool(named) or "state agency" in listed.level.lower()
    return is_so and not _COUNTY.search(listed.named)


def _county_of(listed: Listed) -> str:
    own = _county_word(listed.state).search(listed.named)
    names = _county_names(listed.state)
    words = plain_name(own["name"]).split() if own else []
    endings = [names.get(" ".join(words[at:]), "") for at in range(len(words))]
    if any(endings[:1]):
        return endings[0]
    by_column = county_fips(listed.state, listed.county)
    # "Metro Police Authority of Genesee County": the longest ending that is a county
    return (
        by_column
        or next(filter(None, endings), "")
        or county_fips(listed.state, own["name"] if own else "")
    )


def _county_word(state: str) -> "re.Pattern[str]":
    """Boroughs are counties in Alaska, and towns in Pennsylvania."""
    return _ALASKAN if state == "AK" else _COUNTY


def _real_county(state: str, plain: str) -> str:
    before = plain.partition(" county")[0] if " county" in plain else ""
    return _county_names(state).get(before, "")


def _plain_county(written: str) -> str:
    plain = plain_name(written)
    ending = next((each for each in _ENDINGS if plain.endswith(f" {each}")), "")
    return plain.removesuffix(f" {ending}") if ending else plain


def _bare(written: str) -> str:
    """Its letters as written, without what it is, to look for a typing error in them."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", written.lower()))
    return re.sub(r" (?:county|parish|borough|census area|municipality)$", "", " ".join(words))


def _singular(word: str) -> str:
    return word.rstrip("s") if len(word) > 3 else word


@lru_cache(maxsize=64)
def _county_names(state: str) -> dict[str, str]:
    """Plain name → FIPS. "Richmond City" is the independent city, "Richmond" the county."""
    names: dict[str, str] = {}
    for plain, fips in _independent(state).items():
        names[plain] = names[f"{plain} city"] = fips
    for fips, name in counties(state):
        if fips not in names.values():
            names[_plain_county(name)] = fips
    return names


@lru_cache(maxsize=64)
def _bare_names(state: str) -> dict[str, str]:
    """FIPS → the letters of a county's name."""
    return {fips: _bare(name) for fips, name in counties(state)}


@lru_cache(maxsize=64)
def _independent(state: str) -> dict[str, str]:
    """Cities that are counties of their own: Richmond, Baltimore, Anchorage, Juneau."""
    found = re.compile(r" (?:city|city and borough|municipality)$", re.IGNORECASE)
    return {
        plain_name(found.sub("", name)): fips
        for fips, name in counties(state)
        if found.search(name)
    }


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {name.upper(): code for code, name in states()}
