"""What can be said against a record before anything is stored.

A newcomer's mistake: leaving it to the database. A file is stored a few records at a time, so what
is wrong with it has to be found while nothing of it is there yet.
"""

from collections.abc import Iterator

from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import (
    BillRecord,
    LooseText,
    PersonRecord,
    Record,
    SessionRecord,
    TextRecord,
)
from amparo.bills.models.sessions import CONGRESS
from amparo.bills.naming import key_of, said_of
from amparo.bills.operations.texts import MOST_CHARACTERS
from amparo.places.counties import state_fips

MOST_LETTERS = 40  # of a bill's number
Known = dict[tuple[str, str], tuple[str, SessionRecord | None]]  # (feed, its id): which bill it is


def judge(record: Record, seen: Known) -> None:
    """Raises CannotRead for what would be in the way of storing it. `seen` is of this file."""
    if isinstance(record, BillRecord):
        is_first(record, seen)
    if isinstance(record, PersonRecord):
        _only(record.scheme, record.number, (record.name, None), seen)
    if isinstance(record, BillRecord | LooseText):
        if isinstance(record, BillRecord) or record.identifier:
            number_of(record.identifier)
        session = record.session
        if session and session.state != CONGRESS and not state_fips(session.state):
            raise CannotRead("state", session.state)
    for text in _texts(record):
        if len(text.body) > MOST_CHARACTERS:
            raise CannotRead("long", text.label)


def is_first(record: BillRecord, seen: Known) -> bool:
    """False for the same bill a second time; another bill under its id is an error of the file."""
    return _only(record.feed, record.external_id, (record.identifier, record.session), seen)


def _only(feed: str, number: str, which: tuple[str, SessionRecord | None], seen: Known) -> bool:
    is_known = (feed, number) in seen
    known = seen.setdefault((feed, number), which)
    if known != which:
        raise CannotRead("duplicate", f"{number}: {known[0]}, {which[0]}")
    return not is_known


def number_of(identifier: str) -> str:
    """A bill's number as people say it. Raises CannotRead where it is none."""
    said = said_of(identifier)[:MOST_LETTERS]
    if not key_of(said):
        raise CannotRead("field", said or "identifier")
    return said


def name_of(record: Record) -> str:
    """What people call it, as far as the record says."""
    named = getattr(record, "identifier", "") or getattr(record, "bill_id", "")
    text = getattr(record, "text", None)
    return " · ".join(filter(None, (named, text.label if text else "")))


def _texts(record: Record) -> Iterator[TextRecord]:
    if isinstance(record, BillRecord):
        yield from record.texts
    elif isinstance(record, LooseText):
        yield record.text
