"""The Minnesota Revisor of Statutes: its XML of a bill, its HTML of a printing, House amendments.

XML as at api.revisor.mn.gov/bills/v1/94/2025/0/SF/1832/, pages as at
www.revisor.mn.gov/bills/94/2025/0/HF/16/versions/0/ and house.mn.gov/amend/H2432A15.htm (read
2026-11-22; older pages with their line numbers too). A newcomer's mistake: a session by its number
alone. The 87th sat in 2011 and 2012, and in a special session of 2011 that numbered its bills anew.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.kinds import kind_of
from amparo.bills.importers.markup import read_page
from amparo.bills.importers.reading import count_of, day_of, text_of, tidy, web_address, xml_of
from amparo.bills.importers.records import (
    BillRecord,
    LooseText,
    Record,
    RelationRecord,
    SessionRecord,
    SponsorRecord,
    StepRecord,
    TextRecord,
    VoteRecord,
)

FEED = "revisor"
_CHAMBERS = (("house", "lower"), ("senate", "upper"))
_PAGE = "//*[@id='document'] | //*[@id='legContainerMain'] | //main"
TITLE = re.compile(
    r"(?P<type>[HS])\.?\s?F\.?\s*(?:No\.?)?\s*(?P<number>\d+),?\s*(?P<label>.*?)\s*[-–]\s*"
    r"(?P<legislature>\d{2,3})\w* Legislat\w+(?: Session)?\s*"
    r"\((?P<first>\d{4})\s*[-–]\s*(?P<last>\d{4})\)"
    r"(?P<more>.*)",
    re.DOTALL,
)
_AMENDS = re.compile(
    r"moves to amend\s+(?:the \w+ \w+ amendment \([\w-]+\) to\s+)?(?P<type>[HS])\.\s?F\.\s?No\.\s?"
    r"(?P<number>\d+)(?:,\s*(?P<printing>[^,]+))?",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[HS]\d{4}(?:DE\d|A\d{1,3}(?:-\d+)?)\b")
_COUNTS = re.compile(r"(\d{1,3})\s*-\s*(\d{1,3})")
_ENGROSSMENTS = {
    "0": "Introduced",
    "1": "1st engrossment",
    "2": "2nd engrossment",
    "3": "3rd engrossment",
}


def parse_xml(content: bytes) -> Iterator[Record]:
    """One bill, from the status XML."""
    yield bill_of(_fields(xml_of(content)))


def parse_page(content: bytes) -> Iterator[Record]:
    """One printing or one amendment, from its page of HTML."""
    page = text_of(content)
    read = read_page(page, root=_PAGE)
    if not read.body.strip():
        raise CannotRead("empty")
    amends = _AMENDS.search(read.body[:4000])
    title = TITLE.search(_title_of(page))
    if amends:
        code = _CODE.search(page)
        label = code[0] if code else "Amendment"
        text = TextRecord(
            key=f"amendment-{label if code else _hash(read.body)}",
            label=label,
            kind="amendment",
            chamber=_chamber(amends["type"]),
            media_type="text/html",
            body=read.body,
            marks=tuple(read.marks),
        )
        yield LooseText(FEED, text, identifier=f"{amends['type']}F {amends['number']}")
        return
    if title is None:
        raise CannotRead("unknown")
    label = tidy(title["label"]).removeprefix("as ").capitalize() or "Version"
    text = TextRecord(
        key=text_key(label),
        label=label,
        kind="conference_report" if "conference" in label.lower() else "version",
        chamber=_chamber(title["type"]),
        media_type="text/html",
        body=read.body,
        marks=tuple(read.marks),
    )
    special = re.search(r"(\d)\w* Special", title["more"])
    session = session_of(
        int(title["legislature"]), int(title["first"]), int(special[1]) if special else 0
    )
    yield LooseText(FEED, text, session=session, identifier=f"{title['type']}F {title['number']}")


def is_page(page: str) -> bool:
    return bool(TITLE.search(_title_of(page)) or _AMENDS.search(page))


def session_of(legislature: int, year: int, special: int) -> SessionRecord:
    """The 94th is 2025–2026: two years each, and the 86th began in 2009."""
    first = 2009 + 2 * (legislature - 86)
    if not 1857 <= (year if special else first) <= 2200:
        raise CannotRead("field", f"SESSION_NUMBER {legislature}")
    name = f"{legislature}th Legislature ({first}–{first + 1})"
    if special:
        return SessionRecord("MN", year, year, special, f"{name}, special session {special}")
    return SessionRecord("MN", first, first + 1, 0, name)


def bill_of(fields: Any) -> BillRecord:
    """A bill from the XML's fields, by their names in small letters."""
    with of_record("FILE_NUMBER"):
        name = f"{tidy(fields.get('file_type'))} {tidy(fields.get('file_number'))}"
    with of_record(name):
        return _bill(fields)


def _bill(fields: dict[str, Any]) -> BillRecord:
    kind, number = tidy(fields.get("file_type")), tidy(fields.get("file_number")).lstrip("0")
    if kind not in ("HF", "SF") or not number.isdigit():
        raise CannotRead("field", "FILE_TYPE, FILE_NUMBER")
    session = _session(fields)
    other = tidy(fields.get("companion_number")).lstrip("0")
    other_kind = tidy(fields.get("companion_type")) or ("HF" if kind == "SF" else "SF")
    steps = tuple(_steps(fields))
    return BillRecord(
        feed=FEED,
        external_id=f"{session.key}/{kind}{number}",
        session=session,
        identifier=f"{kind} {number}",
        title=tidy(fields.get("description")),
        url=f"https://www.revisor.mn.gov/bills/bill.php?b={'House' if kind == 'HF' else 'Senate'}"
        f"&f={kind}{number}&ssn={session.special}&y={session.first_year}",
        change_hash=hashlib.sha256(repr(sorted(fields.items(), key=str)).encode()).hexdigest(),
        steps=steps,
        sponsors=tuple(_sponsors(fields, kind)),
        texts=tuple(_texts(fields)),
        votes=tuple(_votes(fields)),
        relations=(RelationRecord("companion", f"{other_kind} {other}"),) if other else (),
    )


def _session(fields: dict[str, Any]) -> SessionRecord:
    legislature, year = tidy(fields.get("session_number")), tidy(fields.get("session_year"))
    special = tidy(fields.get("session_type")) or "0"
    if not legislature.isdigit() or not special.isdigit():
        raise CannotRead("field", "SESSION_NUMBER")
    begun = 2009 + 2 * (int(legislature) - 86)
    return session_of(int(legislature), int(year) if year.isdigit() else begun, int(special))


def _by_chamber(fields: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found = fields.get(name)
    for house, chamber in _CHAMBERS:
        for each in (found.get(house) or []) if isinstance(found, dict) else []:
            yield chamber, each


def _steps(fields: dict[str, Any]) -> Iterator[StepRecord]:
    for chamber, each in _by_chamber(fields, "actions"):
        committee = tidy(each.get("committee_name"))
        words = " ".join(
            filter(None, (tidy(each.get("action_text")), committee, tidy(each.get("roll_call"))))
        )
        if words:
            on = day_of(each.get("action_date"), "ACTION_DATE")
            yield StepRecord(words, on, kind_of(words), chamber, committee)


def _votes(fields: dict[str, Any]) -> Iterator[VoteRecord]:
    """Counts only: the Revisor's roll calls name no members."""
    for chamber, each in _by_chamber(fields, "actions"):
        counts = _COUNTS.search(tidy(each.get("roll_call")))
        if counts:
            on, motion = (
                day_of(each.get("action_date"), "ACTION_DATE"),
                tidy(each.get("action_text"))[:500],
            )
            yes, no = count_of(counts[1]), count_of(counts[2])
            key = f"{chamber}-{on}-{each.get('action_number')}"
            yield VoteRecord(key, motion, on, chamber, yes > no, yes, no)


def _sponsors(fields: dict[str, Any], kind: str) -> Iterator[SponsorRecord]:
    """The first of each chamber is the chief author there."""
    first: set[str] = set()
    for chamber, each in _by_chamber(fields, "authors"):
        name = tidy(each.get("member_name"))[:160]
        if name:
            yield SponsorRecord(name, "author" if chamber in first else "chief", chamber)
            first.add(chamber)


def _texts(fields: dict[str, Any]) -> Iterator[TextRecord]:
    for each in fields.get("text_versions") or []:
        number, sort = tidy(each.get("document_engrossment")), tidy(each.get("document_type"))
        label = _ENGROSSMENTS.get(number, f"{number}th engrossment")
        is_conference = sort.startswith("c") or "ccr" in tidy(each.get("document_name")).lower()
        if is_conference:
            label = "Conference committee report"
        elif sort.startswith("u"):
            label = f"Unofficial, {label}"
        yield TextRecord(
            key=text_key(label),
            label=label,
            kind="conference_report" if is_conference else "version",
            on=day_of(each.get("date_insert"), "DATE_INSERT"),
            url=web_address(each.get("html_uri")),
            media_type="text/html",
        )


def text_key(label: str) -> str:
    """One key for a printing, whether its list or its own page tells of it."""
    low = label.lower().replace("as introduced", "introduced")
    is_unofficial = "unofficial" in low
    number = re.search(r"\d+", low)
    if "conference" in low:
        return f"conference-{number[0] if number else 0}"
    at = "0" if "introduced" in low else number[0] if number else re.sub(r"\W+", "-", low)[:40]
    return f"{'unofficial' if is_unofficial else 'official'}-{at}"


def _chamber(letter: str) -> str:
    return "lower" if letter.upper() == "H" else "upper"


def _title_of(page: str) -> str:
    found = re.search(r"<title[^>]*>(.*?)</title>", page[:20_000], re.DOTALL | re.IGNORECASE)
    return tidy(found[1]) if found else ""


def _fields(root: Element) -> dict[str, Any]:
    """The XML as the fields that `bill_of` reads; a tag's case does not matter."""
    flat = {each.tag.lower(): (each.text or "") for each in root.iter() if not len(each)}
    found: dict[str, Any] = {name: flat.get(name, "") for name in (
        "session_number", "session_year", "session_type", "file_type", "file_number",
        "description", "companion_type", "companion_number",
    )}  # fmt: skip
    for name, item in (("actions", "action"), ("authors", "author")):
        found[name] = {house: _items(root, name, house, item) for house, _chamber in _CHAMBERS}
    found["text_versions"] = [_row(each) for each in root.iter() if each.tag.lower() == "document"]
    return found


def _items(root: Element, name: str, house: str, item: str) -> list[dict[str, str]]:
    return [
        _row(each)
        for group in root.iter()
        if group.tag.lower() == name
        for part in group
        if part.tag.lower() == house
        for each in part
        if each.tag.lower() == item
    ]


def _row(element: Element) -> dict[str, str]:
    own = {name.lower(): value for name, value in element.attrib.items()}
    return own | {each.tag.lower(): (each.text or "") for each in element}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
