"""Open States: the JSON of its scrapers, of its bulk downloads and of API v3; its CSV in a ZIP.

The data is in the public domain (open.pluralpolicy.com, read 2026-11-22). There is no amendment in
it anywhere, and Minnesota's House votes come without an identifier: their key is made here.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.kinds import chamber_of, kind_of, option_of
from amparo.bills.importers.reading import count_of, day_of, json_of, tidy, web_address
from amparo.bills.importers.records import (
    BillRecord,
    LooseVote,
    MemberRecord,
    Record,
    RelationRecord,
    SessionRecord,
    SponsorRecord,
    StepRecord,
    TextRecord,
    VoteRecord,
)
from amparo.places.counties import states

FEED = "openstates"
_STATE = re.compile(r"/(?:state|district|territory):([a-z]{2})\b")
_YEARS = re.compile(r"(?:19|20)\d{2}")
_SPECIAL = re.compile(
    r"(?:s|special|extraordinary)\D{0,10}(\d)|(\d)(?:st|nd|rd|th)? ?(?:special|s\b)", re.I
)
_RELATIONS = {
    "companion": "companion", "prior-session": "carried_over", "replaced-by": "related",
    "replaces": "replaces",
}  # fmt: skip


def parse(content: bytes) -> Iterator[Record]:
    """Records of a bill, a vote, a list of either, or a page of the API."""
    yield from of_json(json_of(content))


def of_json(found: Any) -> Iterator[Record]:
    listed = found.get("results", [found]) if isinstance(found, dict) else found
    if not isinstance(listed, list) or not listed:
        raise CannotRead("unknown")
    for each in listed:
        if not is_ours(each):
            raise CannotRead("unknown")
        with of_record(_name_of(each)):
            record = _record(each)
        yield record


def _name_of(each: dict[str, Any]) -> str:
    return tidy(each.get("identifier") or each.get("motion_text") or each.get("id"))


def _record(each: dict[str, Any]) -> Record:
    if "motion_text" in each:
        return LooseVote(FEED, _bill_of_vote(each), vote_of(each, ""))
    return bill_of(each)


def is_ours(found: object) -> bool:
    if not isinstance(found, dict):
        return False
    is_bill = "identifier" in found and ("legislative_session" in found or "session" in found)
    return is_bill or "motion_text" in found


def bill_of(bill: dict[str, Any]) -> BillRecord:
    number, title = tidy(bill.get("identifier")), tidy(bill.get("title"))
    if not number or not title:
        raise CannotRead("field", number or "identifier")
    session = session_of(bill)
    own = tidy(bill.get("id")) or tidy(bill.get("_id"))
    return BillRecord(
        feed=FEED,
        external_id=own
        if own.startswith("ocd-bill/")
        else f"{session.state}/{session.key}/{number}",
        session=session,
        identifier=number,
        title=title,
        url=_first_url(bill.get("sources")) or web_address(bill.get("openstates_url")),
        change_hash=_hash(tidy(bill["updated_at"])) if bill.get("updated_at") else "",
        subjects=tuple(tidy(each) for each in bill.get("subject") or []),
        steps=_listed(bill, "actions", _step),
        sponsors=_listed(bill, "sponsorships", _sponsor),
        texts=tuple(_texts(bill)),
        votes=_votes(bill, number),
        relations=tuple(_relations(bill)) if "related_bills" in bill else None,
    )


def session_of(bill: dict[str, Any]) -> SessionRecord:
    said = bill.get("legislative_session") or bill.get("session")
    key = tidy(said.get("identifier") if isinstance(said, dict) else said)
    years = [int(year) for year in _YEARS.findall(key)]
    if not years:
        raise CannotRead("field", f"legislative_session {key}")
    special = _SPECIAL.search(key)
    number = int(special[1] or special[2]) if special else 0
    last = years[0] if number else years[-1]
    return SessionRecord(state_of(bill), years[0], max(years[0], last), number)


def state_of(bill: dict[str, Any]) -> str:
    said = bill.get("jurisdiction")
    text = str(said.get("id") or said.get("name")) if isinstance(said, dict) else str(said or "")
    found = _STATE.search(text)
    if found:
        return found[1].upper()
    named = {name.lower(): code for code, name in states()}
    code = named.get(text.strip().lower(), text.strip().upper())
    if code not in named.values():
        raise CannotRead("state", tidy(bill.get("identifier")))
    return code


def _listed(bill: dict[str, Any], name: str, make: Any) -> Any:
    """None where the source leaves the list out: the API does, unless it is asked for it."""
    return tuple(make(each) for each in bill[name] or []) if name in bill else None


def _chamber(each: dict[str, Any]) -> str:
    said = each.get("organization") or each.get("from_organization") or ""
    if isinstance(said, dict):
        return chamber_of(said.get("classification"))
    found = re.search(r'"classification": ?"(\w+)"', str(said))
    return chamber_of(found[1] if found else said)


def _step(each: dict[str, Any]) -> StepRecord:
    words = tidy(each.get("description"))
    bodies = [
        tidy(one.get("name"))
        for one in each.get("related_entities") or []
        if one.get("entity_type") in ("organization", "committee")
    ]
    kind = kind_of(words, each.get("classification"))
    on = day_of(each.get("date"), "actions")
    return StepRecord(words, on, kind, _chamber(each), bodies[0] if bodies else "")


def _sponsor(each: dict[str, Any]) -> SponsorRecord:
    person = each.get("person") or {}
    role = "chief" if each.get("primary") in (True, "True", "t") else "author"
    role = "committee" if each.get("entity_type") in ("organization", "committee") else role
    current = person.get("current_role") or {} if isinstance(person, dict) else {}
    return SponsorRecord(
        tidy(each.get("name"))[:160],
        role,
        chamber_of(current.get("org_classification")),
        tidy(person.get("party") if isinstance(person, dict) else "")[:40],
        tidy(current.get("district"))[:20],
    )


def _texts(bill: dict[str, Any]) -> Iterator[TextRecord]:
    """Printings by their addresses: Open States has no words of them."""
    for each in bill.get("versions") or []:
        links = sorted(
            each.get("links") or [], key=lambda link: "html" not in str(link.get("media_type"))
        )
        url = web_address(links[0].get("url")) if links else ""
        note = tidy(each.get("note")) or "Version"
        yield TextRecord(
            key=f"version-{_hash(note + (url or tidy(each.get('date'))))[:16]}",
            label=note[:200],
            kind=_text_kind(note),
            on=day_of(each.get("date"), "versions"),
            url=url,
            media_type=tidy(links[0].get("media_type")) if links else "",
        )


def _text_kind(note: str) -> str:
    low = note.lower()
    if "conference" in low or "ccr" in low:
        return "conference_report"
    if "amendment" in low:
        return "amendment"
    return "law" if low.startswith(("chapter", "enacted", "session law")) else "version"


def _votes(bill: dict[str, Any], number: str) -> tuple[VoteRecord, ...] | None:
    found = bill.get("votes") if "votes" in bill else bill.get("vote_events")
    return None if found is None else tuple(vote_of(each, number) for each in found)


def vote_of(each: dict[str, Any], number: str) -> VoteRecord:
    counts = {
        str(one.get("option")): count_of(one.get("value"), "value")
        for one in each.get("counts") or []
    }
    motion = tidy(each.get("motion_text"))[:500]
    own = tidy(each.get("identifier"))
    key = own or _hash(f"{number}|{motion}|{each.get('start_date')}|{_chamber(each)}")[:24]
    members = {
        tidy(one.get("voter_name"))[:160]: option_of(tidy(one.get("option")))
        for one in each.get("votes") or []
        if tidy(one.get("voter_name"))
    }
    return VoteRecord(
        key=key[:70],
        motion=motion,
        on=day_of(each.get("start_date"), "votes"),
        chamber=_chamber(each),
        has_passed=each.get("result") in ("pass", "passed"),
        yes=counts.get("yes", 0),
        no=counts.get("no", 0),
        other=sum(value for option, value in counts.items() if option not in ("yes", "no")),
        members=tuple(MemberRecord(name, option) for name, option in members.items()),
    )


def _bill_of_vote(each: dict[str, Any]) -> str:
    """A vote of the scrapers names its bill by number; the session is its own."""
    said = each.get("bill_identifier") or each.get("bill")
    number = tidy(said.get("identifier") if isinstance(said, dict) else said)
    session = session_of(each)
    return f"{session.state}/{session.key}/{number}"


def _relations(bill: dict[str, Any]) -> Iterator[RelationRecord]:
    own = session_of(bill).key
    for each in bill.get("related_bills") or []:
        session = session_of({**bill, "legislative_session": each.get("legislative_session")}).key
        kind = _RELATIONS.get(str(each.get("relation_type")), "related")
        yield RelationRecord(kind, tidy(each.get("identifier")), "" if session == own else session)


def _first_url(sources: object) -> str:
    listed = sources if isinstance(sources, list) else []
    return next((web_address(each.get("url")) for each in listed if each.get("url")), "")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
