"""Bills of Congress, a line each with all its printings, as researchers keep them.

A line: `bill` ("116hr1158"), and `versions` with `v` (the Government Publishing Office's letters),
`date`, `text`, `sponsor` (her number in the Biographical Directory), and `same_as_prev` where a
printing has the words of the one before. The session is of the United States, which the two letters
"US" stand for everywhere here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.markup import read_words
from amparo.bills.importers.reading import day_of, storable, tidy
from amparo.bills.importers.records import (
    BillRecord,
    Record,
    SessionRecord,
    SponsorRecord,
    StepRecord,
    TextRecord,
)

FEED = "file"
_ID = re.compile(r"^(?P<congress>\d{1,3})(?P<kind>[a-z]{1,8})-?(?P<number>\d{1,5})$")
_MEMBER = re.compile(r"^[A-Z]\d{6}$")
_KINDS = ("hr", "s", "hres", "sres", "hjres", "sjres", "hconres", "sconres")
_PRINTINGS = {  # govinfo.gov/help/bills, read 2026-11-30
    "ih": "Introduced in House", "is": "Introduced in Senate", "rh": "Reported in House",
    "rs": "Reported in Senate", "eh": "Engrossed in House", "es": "Engrossed in Senate",
    "rfh": "Referred in House", "rfs": "Referred in Senate", "rds": "Received in Senate",
    "rdh": "Received in House", "pcs": "Placed on Calendar Senate", "enr": "Enrolled Bill",
    "pch": "Placed on Calendar House", "eah": "Engrossed Amendment House",
    "eas": "Engrossed Amendment Senate", "cps": "Considered and Passed Senate",
    "ath": "Agreed to House", "ats": "Agreed to Senate", "cph": "Considered and Passed House",
}  # fmt: skip
_STEPS = {  # what a printing proves
    "ih": "introduced", "is": "introduced", "rh": "reported", "rs": "reported", "eh": "passed",
    "es": "passed", "rds": "received", "rdh": "received",
}  # fmt: skip


def parse(lines: Iterable[str]) -> Iterator[Record]:
    for at, line in enumerate(lines, start=1):
        if line.strip():
            yield bill_of(_object(line, at))


def is_ours(found: object) -> bool:
    return isinstance(found, dict) and {"bill", "versions"} <= found.keys()


def bill_of(found: dict[str, Any]) -> BillRecord:
    with of_record(tidy(found.get("bill"))):
        return _bill(found)


def _object(line: str, at: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CannotRead("json", f"{at}") from error
    if not isinstance(found, dict) or not is_ours(found):
        raise CannotRead("field", f"{at}: bill, versions")
    return found


def _bill(found: dict[str, Any]) -> BillRecord:
    own = tidy(found["bill"])
    named = _ID.match(own)
    if named is None or named["kind"] not in _KINDS:
        raise CannotRead("field", own)
    texts = tuple(_texts(found["versions"] or []))
    number = f"{named['kind'].upper()} {int(named['number'])}"
    return BillRecord(
        feed=FEED,
        external_id=f"us-{own}",
        session=session_of(int(named["congress"])),
        identifier=number,
        title=_title(texts) or number,
        steps=tuple(_steps(found["versions"] or [])),
        sponsors=_sponsors(found["versions"] or [], named["kind"]),
        texts=texts,
    )


def session_of(congress: int) -> SessionRecord:
    """The 116th sat in 2019 and 2020."""
    first = 1789 + 2 * (congress - 1)
    if not 1800 < first < 2200:
        raise CannotRead("field", f"{congress}")
    return SessionRecord("US", first, first + 1, 0, f"{_ordinal(congress)} Congress")


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"


def _texts(versions: list[dict[str, Any]]) -> Iterator[TextRecord]:
    """Printings with words of their own; one that repeats another is a step and no text."""
    for each in versions:
        read = read_words(storable(str(each.get("text") or "")))
        if each.get("same_as_prev") or not read.body.strip():
            continue
        code = tidy(each["v"])
        yield TextRecord(
            key=f"congress-{code}"[:80],
            label=_PRINTINGS.get(code, code.upper())[:200],
            on=day_of(each.get("date"), "date"),
            chamber=_chamber(code),
            media_type="text/plain",
            body=read.body,
            marks=tuple(read.marks),
        )


def _steps(versions: list[dict[str, Any]]) -> Iterator[StepRecord]:
    for each in versions:
        code = tidy(each["v"])
        if code in _STEPS:
            on = day_of(each.get("date"), "date")
            yield StepRecord(_PRINTINGS[code], on, _STEPS[code], _chamber(code))


def _sponsors(versions: list[dict[str, Any]], kind: str) -> tuple[SponsorRecord, ...] | None:
    """Whoever put it forward, by her number; None where no printing says who."""
    told = (tidy(each.get("sponsor")) for each in versions)
    number = next((each for each in told if _MEMBER.match(each)), "")
    if not number:
        return None
    chamber = "lower" if kind.startswith("h") else "upper"
    return (SponsorRecord(f"Bioguide {number}", "chief", chamber, number=f"bioguide-{number}"),)


def _chamber(code: str) -> str:
    return {"h": "lower", "s": "upper"}.get(code[-1:], "")


def _title(texts: tuple[TextRecord, ...]) -> str:
    """The line below its number in the first printing."""
    lines = texts[0].body.splitlines() if texts else []
    return next((tidy(line)[:2_000] for line in lines[1:] if line.strip()), "")
