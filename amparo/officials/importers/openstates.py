"""People of Open States: one YAML, or a zip of them (https://github.com/openstates/people, CC0).

A newcomer's mistake: to keep all that a file tells. Birthdays, photographs and names of accounts
are no business of ours; how to reach an office is.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from amparo.officials.importers.people import PersonRow, phone_or_nothing
from amparo.officials.seats import Seat
from amparo.places import ocdids
from amparo.places.counties import states
from amparo.places.importers.sheets import MAX_BYTES, CannotImport
from amparo.places.models.districts import code_of

MOST_FILES = 20_000
LARGEST_FILE = 200_000  # bytes of one person
_FEDERAL = "ocd-jurisdiction/country:us/government"
_OF_STATE = {
    "upper": Seat.STATE_SENATOR,
    "lower": Seat.STATE_REPRESENTATIVE,
    "governor": Seat.GOVERNOR,
    "lt_governor": Seat.LT_GOVERNOR,
    "attorney general": Seat.ATTORNEY_GENERAL,
    "secretary of state": Seat.SECRETARY_OF_STATE,
    "mayor": Seat.MAYOR,
}
_FEDERAL_SEATS = {"upper": Seat.US_SENATOR, "lower": Seat.US_REPRESENTATIVE}


def parse(content: bytes, state: str, today: date) -> list[PersonRow]:
    """Who holds a seat of the state today, of its cities, or of Congress. Raises CannotImport."""
    people = [each for each in _documents(content) if _is_person(each)]
    if not people:
        raise CannotImport("not-people")
    found = [row for each in people for row in _rows(each, state.lower(), today)]
    if not found:
        raise CannotImport("nothing")
    return found


def _documents(content: bytes) -> Iterator[Any]:
    if len(content) > MAX_BYTES:
        raise CannotImport("too-heavy")
    if content[:4] != b"PK\x03\x04":
        yield _loaded(content, "")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [
                each for each in archive.infolist() if each.filename.endswith((".yml", ".yaml"))
            ]
            if len(files) > MOST_FILES:
                raise CannotImport("too-many-rows")
            for info in files:
                if info.file_size > LARGEST_FILE:
                    raise CannotImport("too-heavy", word=info.filename)
                yield _loaded(archive.read(info), info.filename)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError):
        raise CannotImport("not-people") from None


def _loaded(content: bytes, name: str) -> Any:
    try:
        return yaml.load(content.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        raise CannotImport("encoding", word=name) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise CannotImport("not-people", word=name) from None


def _is_person(told: Any) -> bool:
    return isinstance(told, dict) and str(told.get("id", "")).startswith("ocd-person/")


def _rows(person: Mapping[str, Any], state: str, today: date) -> Iterator[PersonRow]:
    seen = set()
    for role in _maps(person, "roles"):
        seat, place, district = _seat(role, state)
        since, ends = _day(role.get("start_date")), _day(role.get("end_date"))
        holds = (since is None or since <= today) and (ends is None or ends > today)
        if seat is None or not holds or (seat, place, district) in seen:
            continue
        seen.add((seat, place, district))
        yield _row(person, seat, place, district, since, ends)


def _row(
    person: Mapping[str, Any], seat: Seat, place: str, district: str,
    since: date | None, ends: date | None,
) -> PersonRow:  # fmt: skip
    main, in_district = _offices(person)
    email = str(person.get("email") or "")
    return PersonRow(
        seat=seat,
        name=str(person.get("name") or "").strip()[:120],
        place=place,
        district=district,
        ocd_id=str(person["id"])[:60],
        party=_party(person),
        phone=phone_or_nothing(str(main.get("voice") or "")),
        district_phone=phone_or_nothing(str(in_district.get("voice") or "")),
        email=email if "@" in email and "/" not in email else "",
        address="\n".join(part.strip() for part in str(main.get("address") or "").split(";")),
        website=_first_url(person, "links"),
        since_on=since,
        term_ends_on=ends,
        source_title="Open States",
        source_url=_first_url(person, "sources"),
    )


def _seat(role: Mapping[str, Any], state: str) -> tuple[Seat | None, str, str]:
    """(which seat, the id of a city, the district); no seat where it is none of this state."""
    kind, where = str(role.get("type", "")), str(role.get("jurisdiction", ""))
    district = str(role.get("district") or "")
    if where == _FEDERAL:
        of, _dash, number = district.partition("-")
        is_ours = of.lower() == state or district.lower() == _state_name(state)
        seat = _FEDERAL_SEATS.get(kind) if is_ours else None
        return seat, "", code_of(number) if seat == Seat.US_REPRESENTATIVE else ""
    division = where.replace("ocd-jurisdiction/", "ocd-division/").removesuffix("/government")
    if not f"{division}/".startswith(f"{ocdids.of_state(state)}/"):
        return None, "", ""
    seat = _OF_STATE.get(kind)
    return seat, division if seat == Seat.MAYOR else "", code_of(district)


def _state_name(state: str) -> str:
    return next((name.lower() for code, name in states() if code.lower() == state), "")


def _offices(person: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """(where it is reached first, the office in the district)."""
    offices = list(_maps(person, "offices"))
    in_district = [each for each in offices if each.get("classification") == "district"]
    main = [each for each in offices if each not in in_district]
    return (main or in_district or [{}])[0], (in_district or [{}])[0] if main else {}


def _maps(person: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    told = person.get(key) or ()
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _first_url(person: Mapping[str, Any], key: str) -> str:
    urls = (str(each.get("url") or "") for each in _maps(person, key))
    return next((url for url in urls if url.startswith(("https://", "http://"))), "")[:300]


def _party(person: Mapping[str, Any]) -> str:
    """The party that has not ended."""
    parties = [each for each in _maps(person, "party") if not each.get("end_date")]
    return str(parties[0].get("name") or "")[:80] if parties else ""


def _day(told: Any) -> date | None:
    if isinstance(told, date):
        return told
    try:
        return date.fromisoformat(str(told)[:10]) if told else None
    except ValueError:
        return None
