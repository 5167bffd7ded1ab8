"""Numbers of bills as people and sources write them: "S.F. No. 1143", "SF1143" and "SF 1143".

A newcomer's mistake: comparing them as typed. `key_of` makes the one form that is stored, to find
them by.
"""

import re

_LETTERS_AND_NUMBER = re.compile(r"^([A-Za-z][A-Za-z. ]*?)\.?\s*(?:No\.?\s*)?0*(\d[\w-]*)$")
_LOWER = ("H", "A")  # House; Assembly
_UPPER = ("S",)


def said_of(identifier: str) -> str:
    """As people say it: "SF 1143" of "S.F. No. 1143" or "SF1143"; else what was given."""
    tidy = " ".join(identifier.split())
    found = _LETTERS_AND_NUMBER.match(tidy)
    if found is None:
        return tidy
    letters = re.sub(r"[^A-Za-z]", "", found[1]).upper()
    return f"{letters} {found[2]}"


def key_of(identifier: str) -> str:
    return re.sub(r"[^a-z0-9-]", "", said_of(identifier).lower())


def chamber_of(identifier: str) -> str:
    """ "lower" or "upper" by its first letter, "" where that does not say."""
    first = identifier.strip()[:1].upper()
    return "lower" if first in _LOWER else "upper" if first in _UPPER else ""


def pattern_of(identifier: str) -> re.Pattern[str]:
    """Finds the number in running text, however it is written there."""
    letters, _, number = said_of(identifier).partition(" ")
    if not number:
        return re.compile(rf"\b{re.escape(letters)}\b", re.IGNORECASE)
    spread = r"\.?\s?".join(map(re.escape, letters))
    return re.compile(rf"\b{spread}\.?\s?(?:No\.?\s?)?0*{re.escape(number)}(?![\w])", re.IGNORECASE)
