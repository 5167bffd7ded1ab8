"""Who sits in Congress, by the numbers that its bills name sponsors with.

The numbers are of the Biographical Directory ("bioguide"). They come with names in the files of
`unitedstates/congress-legislators` (legislators-current and -historical as YAML, JSON or CSV; in
the public domain, its README read 2026-11-30), and in those of Open States, a YAML a person.
Birthdays, accounts and addresses are left where they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.reading import day_of, files_in, text_of, tidy
from amparo.bills.importers.records import PersonRecord, Record, TermRecord

SCHEME = "bioguide"
_NUMBER = re.compile(r"^[A-Z]\d{6}$")
_CHAMBERS = {"rep": "lower", "sen": "upper", "lower": "lower", "upper": "upper"}
_CONGRESS = "ocd-jurisdiction/country:us/government"
_NEEDED = {"bioguide_id", "type", "state"}
_LIST = re.compile(rb"\A\s*(?:---\s+)?- id:\s+bioguide:")
_OPEN_STATES = re.compile(rb"\A\s*(?:---\s+)?id: ocd-person/")


def is_yaml(content: bytes) -> bool:
    start = content[:500].removeprefix(b"\xef\xbb\xbf")
    return bool(_LIST.match(start) or _OPEN_STATES.match(start))


def is_zip(names: Iterable[str]) -> bool:
    return any(name.endswith((".yml", ".yaml")) for name in names)


def is_csv(words: str) -> bool:
    return set(words.partition("\n")[0].strip().split(",")) >= _NEEDED


def is_list(found: object) -> bool:
    first = found[0] if isinstance(found, list) and found else None
    ids = first.get("id") if isinstance(first, dict) else None
    return isinstance(ids, dict) and SCHEME in ids


def parse_yaml(content: bytes, name: str = "") -> Iterator[Record]:
    """A list of members, or one person of Open States; of hers who never sat there, nothing."""
    try:
        found = yaml.load(text_of(content), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead("yaml", name) from error
    if isinstance(found, dict):
        with of_record(name or tidy(found.get("name"))):
            people = list(_of_open_states(found))
        yield from people
        return
    yield from of_list(found)


def parse_zip(content: bytes) -> Iterator[Record]:
    """A folder of Open States, packed; committees among the people are passed over."""
    found = 0
    for name, unpacked in files_in(content):
        if name.endswith((".yml", ".yaml")) and is_yaml(unpacked):
            for each in parse_yaml(unpacked, name):
                found += 1
                yield each
    if not found:
        raise CannotRead("unknown")


def parse_csv(words: str) -> Iterator[Record]:
    """A line a member, with the last of her terms and no dates of it."""
    for at, row in enumerate(csv.DictReader(io.StringIO(words, newline="")), start=2):
        with of_record(f"{at}"):
            term = TermRecord(_chamber(row["type"], f"{at}"), _district(row), tidy(row["party"]))
            person = _person(row["bioguide_id"], _name_in(row, "_name"), [term], f"{at}")
        yield person


def of_list(found: Any) -> Iterator[Record]:
    if not is_list(found):
        raise CannotRead("unknown")
    for at, each in enumerate(found, start=1):
        with of_record(f"{at}"):
            number, name = each["id"][SCHEME], _name_in(each["name"], "")
            terms = [_term(term, f"{at}") for term in each["terms"]]
            person = _person(number, name, terms, f"{at}")
        yield person


def _of_open_states(person: dict[str, Any]) -> Iterator[Record]:
    numbers = [each for each in person.get("other_identifiers") or [] if each["scheme"] == SCHEME]
    party = next((each["name"] for each in person.get("party") or []), "")
    terms = [
        TermRecord(
            _CHAMBERS[role["type"]],
            tidy(role.get("district")),
            tidy(party),
            day_of(role.get("start_date"), "start_date"),
            day_of(role.get("end_date"), "end_date"),
        )
        for role in person.get("roles") or []
        if role.get("jurisdiction") == _CONGRESS and role.get("type") in _CHAMBERS
    ]
    if numbers and terms:
        terms.sort(key=lambda term: str(term.since or ""))
        yield _person(numbers[0]["identifier"], person.get("name"), terms, tidy(person["name"]))


def _person(number: object, name: object, terms: list[TermRecord], where: str) -> PersonRecord:
    own, said = tidy(number), tidy(name)
    if not _NUMBER.match(own) or not said:
        raise CannotRead("field", f"{where}: {SCHEME}, name")
    return PersonRecord(SCHEME, own, said[:160], tuple(terms))


def _name_in(found: dict[str, Any], ending: str) -> str:
    """As her chamber writes it, else put together."""
    whole = tidy(found.get("official_full") or found.get("full_name"))
    parts = (found.get(f"{part}{ending}") for part in ("first", "middle", "last"))
    return whole or tidy(" ".join(tidy(each) for each in (*parts, found.get("suffix")) if each))


def _term(term: dict[str, Any], where: str) -> TermRecord:
    return TermRecord(
        _chamber(term["type"], where),
        _district(term),
        tidy(term.get("party")),
        day_of(term.get("start"), where),
        day_of(term.get("end"), where),
    )


def _chamber(said: object, where: str) -> str:
    if said not in ("rep", "sen"):
        raise CannotRead("field", f"{where}: type {tidy(said)}")
    return _CHAMBERS[str(said)]


def _district(term: dict[str, Any]) -> str:
    """ "MN-2"; the state alone of a senator, and where one is elected at large."""
    state, number = tidy(term["state"])[:2], tidy(term.get("district"))
    is_numbered = term["type"] == "rep" and number not in ("", "0", "-1")
    return f"{state}-{number}" if is_numbered else state
