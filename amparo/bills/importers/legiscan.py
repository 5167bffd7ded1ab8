"""LegiScan: the JSON of its API, one object a file, and the ZIP files of its datasets.

What it has and Open States lacks: amendments, "same as" bills, `change_hash`. Its data is CC BY 4.0
(legiscan.com, read 2026-11-22). A newcomer's mistake: reading files in any order. People come
first, because a roll call names them by number.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.kinds import chamber_of, kind_of, option_of
from amparo.bills.importers.markup import read_page, read_words
from amparo.bills.importers.pdf import words_of_pdf
from amparo.bills.importers.reading import (
    count_of,
    day_of,
    files_in,
    json_of,
    tidy,
    web_address,
    words_sent,
)
from amparo.bills.importers.records import (
    BillRecord,
    HearingRecord,
    LooseText,
    LooseVote,
    MemberRecord,
    Record,
    RelationRecord,
    SessionRecord,
    Skipped,
    SponsorRecord,
    StepRecord,
    TextRecord,
    VoteRecord,
)

FEED = "legiscan"
_ORDER = ("person", "people", "bill", "vote", "roll_call", "text")
People = dict[int, dict[str, Any]]


def parse(content: bytes) -> Iterator[Record]:
    """Records of one JSON object, or of a dataset's ZIP file."""
    if content[:2] == b"PK":
        yield from _dataset(content)
        return
    yield from of_object(json_of(content), {})


def is_ours(found: object) -> bool:
    return isinstance(found, dict) and bool({"bill", "text", "roll_call", "person"} & found.keys())


def _dataset(content: bytes) -> Iterator[Record]:
    """The files of a ZIP in the order in which they lean on each other."""
    people: People = {}
    waiting: dict[int, list[tuple[str, bytes]]] = {}
    for name, unpacked in files_in(content):
        if not name.endswith(".json"):
            continue
        at = _place(name)
        if at < 2:
            _keep_person(json_of(unpacked, name), people)
        else:
            waiting.setdefault(at, []).append((name, unpacked))
    if not waiting and not people:
        raise CannotRead("unknown")
    for at in sorted(waiting):
        for name, unpacked in waiting[at]:
            yield from of_object(json_of(unpacked, name), people)


def _place(name: str) -> int:
    folders = name.lower().split("/")
    return next((at for at, word in enumerate(_ORDER) if word in folders), 2)


def _keep_person(found: Any, people: People) -> None:
    person = found.get("person") if isinstance(found, dict) else None
    if isinstance(person, dict) and person.get("people_id"):
        with of_record(f"people_id {person['people_id']}"):
            people[int(person["people_id"])] = person


def of_object(found: Any, people: People) -> Iterator[Record]:
    """Its records. Raises CannotRead, also where anything stands in a place that we do not know."""
    if not is_ours(found):
        raise CannotRead("unknown")
    _keep_person(found, people)
    with of_record(_name_of(found)):
        records = list(_records(found, people))
    yield from records


def _name_of(found: dict[str, Any]) -> str:
    """The record as its file names it, for whoever has to look there."""
    inner = next((each for each in found.values() if isinstance(each, dict)), {})
    names = ("bill_number", "doc_id", "amendment_id", "roll_call_id", "people_id", "bill_id")
    return next((f"{name} {tidy(inner[name])}" for name in names if inner.get(name)), "LegiScan")


def _records(found: dict[str, Any], people: People) -> Iterator[Record]:
    if isinstance(found.get("bill"), dict):
        yield _bill(found["bill"], people)
    if isinstance(found.get("text"), dict):
        yield _text(found["text"])
    if isinstance(found.get("roll_call"), dict):
        yield _roll_call(found["roll_call"], people)
    if isinstance(found.get("person"), dict):
        yield Skipped(f"person {tidy(found['person'].get('name'))}")


def bill_of(bill: Any, people: People) -> BillRecord:
    with of_record(_name_of({"bill": bill})):
        return _bill(bill, people)


def _bill(bill: dict[str, Any], people: People) -> BillRecord:
    for person in bill.get("sponsors") or []:
        people.setdefault(int(person.get("people_id") or 0), person)
    number = tidy(bill.get("bill_number"))
    if not number or not bill.get("bill_id"):
        raise CannotRead("field", "bill_number, bill_id")
    return BillRecord(
        feed=FEED,
        external_id=str(bill["bill_id"]),
        session=_session(bill),
        identifier=number,
        title=tidy(bill.get("description") or bill.get("title")),
        url=web_address(bill.get("state_link") or bill.get("url")),
        change_hash=tidy(bill.get("change_hash"))[:64],
        subjects=tuple(tidy(each.get("subject_name")) for each in bill.get("subjects") or []),
        steps=tuple(_steps(bill)),
        sponsors=tuple(_sponsor(each) for each in bill.get("sponsors") or []),
        texts=(*_texts(bill), *_amendments(bill)),
        votes=None,  # the bill has counts only: the roll calls come in files of their own
        relations=tuple(
            RelationRecord("companion", tidy(each.get("sast_bill_number")))
            for each in bill.get("sasts") or []
            if each.get("sast_bill_number")
        ),
        hearings=tuple(_hearing(each) for each in bill.get("calendar") or []),
    )


def _session(bill: dict[str, Any]) -> SessionRecord:
    session = bill.get("session") or {}
    state = tidy(bill.get("state")).upper()
    first, last = int(session.get("year_start") or 0), int(session.get("year_end") or 0)
    if len(state) != 2:
        raise CannotRead("state", tidy(bill.get("bill_number")))
    if not 1800 < first <= max(first, last) < 2200:
        raise CannotRead("field", "session")
    name = tidy(session.get("session_title") or session.get("session_name"))
    digits = [int(word[0]) for word in name.split() if word[:1].isdigit() and not word.isdigit()]
    special = (digits[-1] if digits else 1) if int(session.get("special") or 0) else 0
    called = tidy(session.get("session_name"))[:160]
    return SessionRecord(state, first, max(first, last), special, called)


def _steps(bill: dict[str, Any]) -> Iterator[StepRecord]:
    """The history; a bill's progress says what the words of a line may not."""
    for each in bill.get("history") or []:
        words = tidy(each.get("action"))
        if words:
            chamber = chamber_of(each.get("chamber"))
            yield StepRecord(words, day_of(each.get("date"), "history"), kind_of(words), chamber)


def _sponsor(each: dict[str, Any]) -> SponsorRecord:
    role = "chief" if each.get("sponsor_type_id") == 1 else "author"
    role = "committee" if each.get("committee_sponsor") else role
    return SponsorRecord(
        name=tidy(each.get("name"))[:160],
        role=role,
        chamber=chamber_of({1: "H", 2: "S"}.get(int(each.get("role_id") or 0), "")),
        party=tidy(each.get("party"))[:40],
        district=_district(each),
    )


def _district(each: dict[str, Any]) -> str:
    """ "062" of "SD-062": the house's own number, without zeros before it."""
    return tidy(each.get("district")).rpartition("-")[2].lstrip("0")[:20]


def _texts(bill: dict[str, Any]) -> Iterator[TextRecord]:
    for each in bill.get("texts") or []:
        yield TextRecord(
            key=f"doc-{each.get('doc_id')}",
            label=tidy(each.get("type")) or "Text",
            on=day_of(each.get("date"), "texts"),
            url=web_address(each.get("state_link") or each.get("url")),
            media_type=tidy(each.get("mime")),
            kind="law" if tidy(each.get("type")) in ("Chaptered", "Enacted") else "version",
        )


def _amendments(bill: dict[str, Any]) -> Iterator[TextRecord]:
    for each in bill.get("amendments") or []:
        yield TextRecord(
            key=f"amendment-{each.get('amendment_id')}",
            label=tidy(each.get("title") or each.get("description"))[:200] or "Amendment",
            kind="amendment",
            on=day_of(each.get("date"), "amendments"),
            chamber=chamber_of(each.get("chamber")),
            url=web_address(each.get("state_link") or each.get("url")),
            media_type=tidy(each.get("mime")),
        )


def _hearing(each: dict[str, Any]) -> HearingRecord:
    try:
        said = tidy(each.get("time"))
        hour = time.fromisoformat(said).replace(tzinfo=None) if said else None
    except ValueError:
        hour = None
    return HearingRecord(
        title=(tidy(each.get("description")) or tidy(each.get("type")))[:200],
        on=day_of(each.get("date"), "calendar"),
        hour=hour,
        place=tidy(each.get("location"))[:300],
    )


def _roll_call(roll: dict[str, Any], people: People) -> LooseVote:
    passed = roll.get("passed")
    vote = VoteRecord(
        key=f"roll-{roll.get('roll_call_id')}",
        motion=tidy(roll.get("desc"))[:500],
        on=day_of(roll.get("date"), "roll_call"),
        chamber=chamber_of(roll.get("chamber")),
        has_passed=None if passed is None else bool(passed),
        yes=count_of(roll.get("yea"), "yea"),
        no=count_of(roll.get("nay"), "nay"),
        other=count_of(roll.get("nv"), "nv") + count_of(roll.get("absent"), "absent"),
        members=tuple(_member(each, people) for each in roll.get("votes") or []),
    )
    return LooseVote(FEED, str(roll.get("bill_id")), vote)


def _member(each: dict[str, Any], people: People) -> MemberRecord:
    number = int(each.get("people_id") or 0)
    person = people.get(number, {})
    name = tidy(person.get("name")) or f"LegiScan {number}"
    option = option_of(tidy(each.get("vote_text")))
    return MemberRecord(name[:160], option, _district(person), tidy(person.get("party"))[:40])


def _text(found: dict[str, Any]) -> LooseText:
    """A printing with its words. They come packed; a wrong packing is an error of the file."""
    try:
        content = base64.b64decode(found.get("doc") or "", validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise CannotRead("encoding", f"doc_id {found.get('doc_id')}") from error
    mime = tidy(found.get("mime"))
    body, marks = words_of(content, mime)
    on: date | None = day_of(found.get("date"), "text")
    label = tidy(found.get("type")) or "Text"
    is_amendment = "amendment_id" in found
    key = f"amendment-{found['amendment_id']}" if is_amendment else f"doc-{found.get('doc_id')}"
    text = TextRecord(
        key, label, kind="amendment" if is_amendment else "version", on=on, media_type=mime,
        body=body, marks=marks,
    )  # fmt: skip
    return LooseText(FEED, text, bill_id=str(found.get("bill_id")))


def words_of(content: bytes, mime: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The words and marks of a document that a feed sent, by its media type."""
    if "pdf" in mime or content[:5] == b"%PDF-":
        return words_of_pdf(content), ()
    page = words_sent(content)
    if "html" not in mime:
        plain = read_words(page)
        return plain.body, tuple(plain.marks)
    read = read_page(page)
    marks = tuple(read.marks)
    if "<em>" in page and not marks:  # California prints what is new in italics
        read = read_page(page.replace("<em>", "<ins>").replace("</em>", "</ins>"))
        marks = tuple(read.marks)
    return read.body, marks
