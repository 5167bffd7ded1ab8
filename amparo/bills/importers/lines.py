"""Texts a line each (JSON Lines), and a whole Minnesota bill as one JSON: what researchers keep.

A line: `text`, and `id` or `state`, `session`, `bill`; `date`, `kind`, `label`, `url` and
`complete_provision` where they are known. A bill: `canonical_bill` with the Revisor's fields and
`bill_text` with its sections, as the project alethical keeps them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from amparo.bills.importers import revisor
from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.markup import read_words
from amparo.bills.importers.reading import (
    day_of,
    json_of,
    storable,
    text_of,
    tidy,
    web_address,
)
from amparo.bills.importers.records import (
    BillRecord,
    LooseText,
    Record,
    SessionRecord,
    Skipped,
    TextRecord,
)
from amparo.bills.provisions import Part

FEED = "file"
_ID = re.compile(
    r"^(?P<state>[A-Z]{2})-(?P<when>\d{2,4})-(?:(?P<special>\d{4}s\d)-)?"
    r"(?P<kind>[HS])[FB]?(?P<number>\d+)(?P<amendment>A\d+|DE\d)?(?:-(?P<label>\w+))?$"
)
_KINDS = {"amendment": "amendment", "floor amendment": "amendment", "bill version": "version",
          "conference report": "conference_report"}  # fmt: skip


def parse(content: bytes) -> Iterator[Record]:
    for at, line in enumerate(text_of(content).splitlines(), start=1):
        if line.strip():
            with of_record(f"{at}"):
                record = _text(_object(line, at), at)
            yield record


def parse_bill(content: bytes) -> Iterator[Record]:
    """A whole bill with the words of its last printing, or that printing in parts alone."""
    found = json_of(content)
    with of_record(tidy(found.get("page_title"))):
        records = list(_records(found))
    yield from records


def _records(found: dict[str, Any]) -> Iterator[Record]:
    if "rag_sections" in found:
        yield from _printing(found, found["rag_sections"], "clean_text", "section_heading")
        return
    bill, text = found["canonical_bill"], found.get("bill_text") or {}
    yield _bill(bill)
    if text.get("sections"):
        yield from _printing({**found, **text}, text["sections"], "text", "heading")


def is_ours(found: object) -> bool:
    return isinstance(found, dict) and bool({"canonical_bill", "rag_sections"} & found.keys())


def _object(line: str, at: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CannotRead("json", f"{at}") from error
    if not isinstance(found, dict) or not tidy(found.get("text")):
        raise CannotRead("field", f"{at}: text")
    return found


def _text(found: dict[str, Any], at: int) -> LooseText:
    own = tidy(found.get("id"))
    named = _ID.match(own)
    read = read_words(storable(str(found["text"])))
    amendment = named["amendment"] if named else ""
    label = tidy(found.get("label")) or amendment or (named["label"] if named else "") or own
    text = TextRecord(
        key=f"line-{own or at}"[:80],
        label={"intro": "Introduced", "e1": "1st engrossment"}.get(label, label)[:200],
        kind=_KINDS.get(tidy(found.get("kind")), "model" if not named else "version"),
        on=day_of(found.get("date"), f"{at}: date"),
        url=web_address(found.get("url")),
        media_type="text/plain",
        body=read.body,
        marks=tuple(read.marks),
        is_complete=bool(found.get("complete_provision", True)),
    )
    if named is None:
        return LooseText(
            FEED, text, session=_session_said(found), identifier=tidy(found.get("bill"))
        )
    letter = "F" if named["state"] == "MN" else "B"
    number = f"{named['kind']}{letter} {int(named['number'])}"
    return LooseText(FEED, text, session=_session(named), identifier=number)


def _session(named: re.Match[str]) -> SessionRecord:
    when, special = named["when"], named["special"]
    year = int(special[:4]) if special else int(when)
    if named["state"] != "MN":
        return SessionRecord(named["state"], year, year)
    legislature = int(when) if year < 1000 or special else 86 + (year - 2009) // 2
    return revisor.session_of(legislature, year, int(special[-1]) if special else 0)


def _session_said(found: dict[str, Any]) -> SessionRecord | None:
    state, key = tidy(found.get("state")).upper(), tidy(found.get("session"))
    years = [int(year) for year in re.findall(r"\d{4}", key)]
    if len(state) != 2 or not years:
        return None
    special = re.search(r"s(\d)$", key)
    return SessionRecord(state, years[0], years[-1], int(special[1]) if special else 0)


def _bill(fields: dict[str, Any]) -> BillRecord:
    return revisor.bill_of(fields)


def _printing(
    found: dict[str, Any], sections: list[dict[str, Any]], words: str, heading: str
) -> Iterator[Record]:
    """The printing put together from its sections, which become its provisions."""
    page_title = tidy(sections[0].get("page_title") or found.get("page_title"))
    title = revisor.TITLE.search(page_title)
    if title is None:
        yield Skipped(page_title)
        return
    pieces: list[str] = []
    parts: list[Part] = []
    length = 0
    for each in sections:
        whole = f"{tidy(each.get(heading))}\n{storable(str(each.get(words) or ''))}"
        said = read_words(whole).body.strip()
        article = str(each.get("section_id") or "").split(".")
        number = tidy(each.get(heading)).split(". ")[0].rstrip(".")
        where = f"Article {article[1]}, " if len(article) > 1 and article[1] != "0" else ""
        coded = re.match(r"\[?(\d+[A-Z]?\.\d+)", tidy(each.get("statute_heading")).strip("[ "))
        if said:
            parts.append(
                Part(
                    f"{where}{number}"[:80],
                    _rest(each.get(heading)),
                    coded[1] if coded else "",
                    length,
                    length + len(said),
                )
            )
            pieces.append(said)
            length += len(said) + 2
    label = tidy(title["label"])
    text = TextRecord(
        key=revisor.text_key(label), label=label, body="\n\n".join(pieces), parts=tuple(parts),
        url=web_address(found.get("source_url") or found.get("version_source_url")),
        media_type="text/plain",
    )  # fmt: skip
    session = revisor.session_of(int(title["legislature"]), int(title["first"]), 0)
    yield LooseText(
        "revisor", text, session=session, identifier=f"{title['type']}F {title['number']}"
    )


def _rest(heading: object) -> str:
    """ "APPROPRIATIONS" of "Section 1. APPROPRIATIONS."."""
    return tidy(heading).partition(". ")[2].strip(" .")[:300]
