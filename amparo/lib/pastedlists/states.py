"""The states as people write them, in English and Spanish: in full, by two letters, with dots.

Names and codes: U.S. Postal Service, Publication 28, appendix B (read 2026-11). A newcomer's
mistake: taking "New York" in a name for a place set apart from it; `mentioned` and `state_of` are
two questions.
"""

import re
import unicodedata

NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska",
    "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VI": "Virgin Islands", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
_OTHERWISE = {
    "DC": ("Washington DC", "Distrito de Columbia", "Washington, D.C."),
    "HI": ("Hawái", "Hawai'i"),
    "LA": ("Luisiana",),
    "MS": ("Misisipi",),
    "MO": ("Misuri",),
    "NV": ("Nevada",),
    "NJ": ("Nueva Jersey",),
    "NM": ("Nuevo México",),
    "NH": ("Nuevo Hampshire",),
    "NY": ("Nueva York", "New York State"),
    "NC": ("Carolina del Norte",),
    "ND": ("Dakota del Norte",),
    "OR": ("Oregón",),
    "PA": ("Pensilvania",),
    "SC": ("Carolina del Sur",),
    "SD": ("Dakota del Sur",),
    "TX": ("Tejas",),
    "VI": ("Islas Vírgenes",),
    "WA": ("Washington State", "Estado de Washington"),
    "WV": ("Virginia Occidental",),
}
# Where Spanish has a name of its own for it: which of the above
_SPANISH = {code: int(code == "DC") for code in _OTHERWISE if code not in ("NV", "TX", "WA")}
# Towns so large that a list names them without their state. The Census Bureau's estimates of 2020.
_TOWNS = {
    "albuquerque": "NM", "atlanta": "GA", "austin": "TX", "baltimore": "MD", "boston": "MA",
    "brooklyn": "NY", "chicago": "IL", "cincinnati": "OH", "cleveland": "OH", "dallas": "TX",
    "denver": "CO", "detroit": "MI", "el paso": "TX", "fresno": "CA", "honolulu": "HI",
    "houston": "TX", "indianapolis": "IN", "las vegas": "NV", "los angeles": "CA",
    "memphis": "TN", "miami": "FL", "milwaukee": "WI", "minneapolis": "MN", "nashville": "TN",
    "new orleans": "LA", "new york city": "NY", "oakland": "CA", "oklahoma city": "OK",
    "omaha": "NE", "philadelphia": "PA", "phoenix": "AZ", "pittsburgh": "PA",
    "sacramento": "CA", "salt lake city": "UT", "san antonio": "TX", "san diego": "CA",
    "san francisco": "CA", "san jose": "CA", "san juan": "PR", "seattle": "WA",
    "st. louis": "MO", "st. paul": "MN", "tucson": "AZ",
}  # fmt: skip
# Words that look like a state and are none: "Kansas City" is in two of them.
_NOT_STATES = re.compile(
    r"\b(kansas city|washington (?:heights|square|park|county)|george washington)\b"
)
_IN_NAMES = {"nyc": "NY", "nys": "NY", "d.c.": "DC", "n.y.": "NY", "n.c.": "NC", "n.j.": "NJ"}
_WORDS_TOO = {"AL", "DE", "HI", "IN", "LA", "ME", "OK", "OR", "PA", "MA", "CO", "ID", "MI", "OH"}


def folded(text: str) -> str:
    """The text without accents, capitals and needless spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


_BY_NAME = {folded(name): code for code, name in NAMES.items()} | {
    folded(name): code for code, names in _OTHERWISE.items() for name in names
}
_LONGEST_FIRST = sorted(_BY_NAME, key=len, reverse=True)
_MENTIONED = re.compile(
    r"(?<![\w])(" + "|".join(re.escape(name) for name in _LONGEST_FIRST) + r")(?![\w])"
)


def state_name(code: str, language: str) -> str:
    """What a state is called in a language; the code itself where it is none of ours."""
    if language == "es" and code in _SPANISH:
        return _OTHERWISE[code][_SPANISH[code]]
    return NAMES.get(code, code)


def state_of(text: str) -> str:
    """The code of the state that this is the name of, and nothing else; "" where it is none."""
    plain = text.strip(" .,:;")
    if plain.replace(".", "") in NAMES:
        return plain.replace(".", "")
    return _BY_NAME.get(folded(plain), "")


def town_state(town: str) -> str:
    """The state of a large town that needs none beside it; "" of any other."""
    return _TOWNS.get(folded(town), "")


def mentioned(name: str) -> str:
    """The one state that a name speaks of: "Immigrant Law Center of Minnesota". "" for several."""
    plain = _NOT_STATES.sub(" ", folded(name))
    found = {_BY_NAME[each] for each in _MENTIONED.findall(plain)}
    found |= {_IN_NAMES[word] for word in plain.replace(",", " ").split() if word in _IN_NAMES}
    if not found and not name.isupper():
        words = re.findall(r"(?<![\w.])[A-Z]{2}(?![\w.])", name)
        found = {word for word in words if word in NAMES and word not in _WORDS_TOO}
    return found.pop() if len(found) == 1 else ""
