"""Words by which a line is told apart: what belongs to names, what to persons, what is a place.

A newcomer's mistake: growing these lists for one line. What they miss is put right by hand in a
second; what they take wrongly has to be found first.
"""

import re

from amparo.lib.pastedlists.states import folded

# Words of organizations: whatever holds one of them is part of a name and no town.
OF_ORGANIZATIONS = {
    "action", "advocacy", "advocates", "aid", "alianza", "alliance", "america", "american",
    "area", "asociacion", "assembly", "association", "board", "caucus", "center", "centre",
    "centro", "chapter", "church", "clinic", "club", "coalicion", "coalition", "college",
    "comite", "committee", "community", "comunidad", "conference", "congregation", "consejo",
    "cooperative", "council", "counsel", "defenders", "defense", "department", "education",
    "families", "federation", "fellowship", "forum", "foundation", "freedom", "friends", "fund",
    "fundacion", "guild", "health", "hope", "house", "iglesia", "immigrant", "immigrants",
    "inc", "initiative", "institute", "interfaith", "justice", "labor", "latino", "law",
    "league", "legal", "llc", "llp", "local", "ministries", "ministry", "mission", "movement",
    "movimiento", "national", "neighbors", "network", "office", "offices", "organization",
    "organizacion", "partners", "partnership", "peace", "police", "program", "project",
    "proyecto", "red", "reform", "resource", "rights", "school", "section", "services",
    "sindicato", "sisters", "society", "solidarity", "support", "synagogue", "team", "temple",
    "trust", "union", "united", "unidos", "university", "women", "workers", "youth",
}  # fmt: skip
_SMALL = {"de", "del", "la", "las", "los", "el", "of", "the", "y", "du"}
_SUFFIX = re.compile(r"(inc|llc|llp|ltd|p\.?c|corp|esq|jr|sr|ph\.?d|m\.?d|co)\.?", re.IGNORECASE)
_COUNTY = re.compile(r"(?:[A-ZÁÉÍÓÚÑ][\w'’.-]+ ){1,3}(?:Co\.|County|Condado)")
_GOVERNMENTS = {"city", "county", "town", "village", "ciudad", "condado"}  # "City of Reno" governs
_OF_A_TOWN = re.compile(r"[^\W\d_a-z](?:[^\W\d_]|[.'’-])*")
_DEGREE = re.compile(r"(?:[A-Z]\.? ?){1,2}[A-Za-z]{0,4}\.?|[A-Z]{2,5}|Jr\.?|Esq\.?|Ph\.?D\.?")
_NOTE = re.compile(
    r"identification|identificaci[oó]n|formerly|antes|affiliat|afiliaci[oó]n|purposes|list in form",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"(?:The )?(?:Most |Right |Very )?(?:Rev(?:erend)?|Fr|Father|Sr|Sister|Br|Brother|Hermana|"
    r"Padre|Rabbi|Rabina?|Imam|Im[aá]n|Pastora?|Bishop|Archbishop|Obispo|Deacon|Cantor|Chief|Jef[ea]|"
    r"Sheriff|Alguacil|Mayor|Alcald(?:e|esa)|Judge|Juez|Jueza|Senator|Sen|Senadora?|"
    r"Representative|Rep|Assembly(?:member|man|woman)|Council ?(?:[Mm]ember|man|woman|or)|Concejal|"
    r"Commissioner|Comisionad[oa]|Supervisor|Alder(?:man|woman|person)|Governor|Gov|Gobernadora?|Hon|"
    r"Dr|Dra|Prof|Professor)\.? "
)
_PERSON = re.compile(
    r"[A-ZÁÉÍÓÚÑ][\w'’-]*\.?(?: (?:[A-ZÁÉÍÓÚÑ][\w'’-]*\.?|de|del|la|van|von|y)){1,5}"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&.+/-]{1,14}")


def is_note(text: str) -> bool:
    """Something said about a name: "for identification purposes only", "formerly …"."""
    return bool(_NOTE.search(text))


def is_acronym(text: str) -> bool:
    return (
        bool(_ACRONYM.fullmatch(text))
        and sum(each.isupper() for each in text) >= 2
        and not _SUFFIX.fullmatch(text)
    )


def is_county(text: str) -> bool:
    return bool(_COUNTY.fullmatch(text))


def is_town(text: str) -> bool:
    """Could this be a town? A few capitalized words, none of them of the kind that names have."""
    words = text.split()
    if not 1 <= len(words) <= 4 or len(text) > 32 or _SUFFIX.fullmatch(text):
        return False
    if is_county(text):
        return True
    if folded(words[0]) in _GOVERNMENTS:
        return False
    plain = {folded(word).strip(".,") for word in words}
    return not OF_ORGANIZATIONS & plain and all(
        folded(word) in _SMALL or _OF_A_TOWN.fullmatch(word) for word in words
    )


def split_person(text: str) -> tuple[str, str] | None:
    """A person with a title, and what follows the name and its degrees; None for anything else."""
    title = _TITLES.match(text)
    if title is None:
        return None
    parts = text.split(", ")
    name = parts[0][title.end() :]
    if not _PERSON.fullmatch(name) or OF_ORGANIZATIONS.intersection(folded(name).split()):
        return None
    last = 1
    while last < len(parts) and _DEGREE.fullmatch(parts[last].strip()):
        last += 1
    return ", ".join(parts[:last]), ", ".join(parts[last:])
