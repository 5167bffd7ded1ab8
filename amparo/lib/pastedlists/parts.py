"""What one line says of one signer: name, town, state, letters, note, and for a person the office.

The end of a line is taken apart from right to left: what stands in brackets, behind a dash, behind
a comma. A newcomer's mistake: taking off what nobody recognized. It stays in the name.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from amparo.lib.pastedlists.states import mentioned, state_of, town_state
from amparo.lib.pastedlists.vocabulary import (
    is_acronym,
    is_county,
    is_note,
    is_town,
    split_person,
)

_BRACKETS = re.compile(r"^(?P<rest>.+?)\s*[(\[]\s*(?P<inside>[^()\[\]]+?)\s*[)\]]$")
_COMMA = re.compile(r"^(?P<rest>.+),\s*(?P<tail>[^,]+)$")
_DASH = re.compile(r"\s[-–—]\s*|[-–—]\s+|[–—]")  # "P.C.- New York", never "Anti-Racism"
_LAST_CODE = re.compile(r"^(?P<rest>.+) (?P<code>[A-Z]{2})$")
_TURNS = 6  # more than that nobody hangs on a name


class StateFrom(StrEnum):
    """Where the state was read."""

    LINE = "line"  # set apart on the line
    HEADING = "heading"
    TOWN = "town"  # a large town beside the name
    NAME = "name"  # the name speaks of it


@dataclass(frozen=True, slots=True)
class Parts:
    """One signer. `office` is what a person signs by; `is_person` tells one from a group."""

    name: str
    city: str = ""
    state: str = ""
    state_from: StrEnum | None = None
    acronym: str = ""
    note: str = ""
    office: str = ""
    is_person: bool = False
    is_national: bool = False


def understand(line: str) -> Parts:
    """Take one line apart; `line` is not blank and has no bullet before it."""
    parts = Parts(line)
    for _turn in range(_TURNS):
        smaller = _take(parts)
        if smaller is None:
            break
        parts = smaller
    return _with_state(_as_person(parts))


def _take(parts: Parts) -> Parts | None:
    """Take one thing off the end; None where nothing can be recognized."""
    return _take_brackets(parts) or _take_dash(parts) or _take_comma(parts)


def _take_brackets(parts: Parts) -> Parts | None:
    found = _BRACKETS.match(parts.name)
    if found is None:
        return None
    rest, inside = found["rest"].rstrip(" ,"), found["inside"]
    shorter = replace(parts, name=rest)
    if is_note(inside):
        return replace(shorter, note="; ".join(filter(None, (inside, parts.note))))
    if is_acronym(inside) and not parts.acronym and not _is_bare_state(inside, rest):
        return replace(shorter, acronym=inside)
    return _place(shorter, inside)


def _is_bare_state(inside: str, rest: str) -> bool:
    """ "(NJ)" is a state, unless the letters are those of the name itself."""
    initials = "".join(word[0] for word in rest.split() if word[0].isupper())
    return bool(state_of(inside)) and initials != inside


def _take_dash(parts: Parts) -> Parts | None:
    found = list(_DASH.finditer(parts.name))
    if not found or not found[-1].start():
        return None
    rest = parts.name[: found[-1].start()].rstrip(" ,-–—")
    tail = parts.name[found[-1].end() :].strip()
    if not rest or not tail:
        return None
    shorter = replace(parts, name=rest)
    if is_acronym(tail) and tail.isupper() and not state_of(tail):
        return None if parts.acronym else replace(shorter, acronym=tail)
    return _place(shorter, tail) or (_town(shorter, tail) if is_town(tail) else None)


def _take_comma(parts: Parts) -> Parts | None:
    found = _COMMA.match(parts.name)
    if found is None:
        return _take_code(parts)
    rest, tail = found["rest"].rstrip(" ,"), found["tail"].strip()
    shorter = replace(parts, name=rest)
    if parts.state and not parts.city and is_town(tail) and not state_of(tail):
        return replace(shorter, city=tail)
    if parts.state and state_of(tail) and not parts.city:
        return replace(shorter, city=tail) if "," in rest or tail == "New York" else None
    if placed := _place(shorter, tail):
        return placed
    is_apart = rest.endswith((")", "]")) or town_state(tail) or is_county(tail)
    return _town(shorter, tail) if is_apart and is_town(tail) and not parts.state else None


def _take_code(parts: Parts) -> Parts | None:
    """ "Pax Christi NJ": the letters stay in the name, of which they are a part."""
    found = _LAST_CODE.match(parts.name)
    if found is None or parts.state or parts.name.isupper() or found["code"] in ("LA", "OK"):
        return None
    state = state_of(found["code"])
    return replace(parts, state=state, state_from=StateFrom.LINE) if state else None


def _place(shorter: Parts, tail: str) -> Parts | None:
    """Read "Ohio", "Albion, NY", "Tucson Arizona"; None where it is no such thing."""
    if shorter.state:
        return None
    if state := state_of(tail):
        return replace(shorter, state=state, state_from=StateFrom.LINE)
    words = tail.replace(",", " ").split()
    for length in (1, 2, 3):
        town, state = " ".join(words[:-length]), state_of(" ".join(words[-length:]))
        if state and town and is_town(town):
            return replace(shorter, city=town, state=state, state_from=StateFrom.LINE)
    return None


def _town(shorter: Parts, tail: str) -> Parts | None:
    if shorter.city:
        return None
    state = town_state(tail)
    if shorter.state or not state:
        return replace(shorter, city=tail)
    return replace(shorter, city=tail, state=state, state_from=StateFrom.TOWN)


def _as_person(parts: Parts) -> Parts:
    found = split_person(parts.name)
    if found is None:
        return parts
    return replace(parts, name=found[0], office=found[1], is_person=True)


def _with_state(parts: Parts) -> Parts:
    """Look into the name for what stands nowhere else."""
    last = parts.name.casefold().replace(",", " ").split()[-1:]
    if last in (["national"], ["nacional"]):
        parts = replace(parts, is_national=True)
    if parts.state or parts.is_national:
        return parts
    state = mentioned(f"{parts.name} {parts.office}")
    return replace(parts, state=state, state_from=StateFrom.NAME) if state else parts
