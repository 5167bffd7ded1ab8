"""The letters that one process has in hand: claimed a group at a time, counted off one by one.

A claim is one durable commit for a group, before SMTP hears of anybody in it, and writes down with
it what became of the group before. Who of a group was begun, and how that ended, stands in RAM
(lib.logbook). So a killed process leaves one letter of which nobody knows; a power cut, which takes
the RAM, leaves its group. Neither sends twice.

A newcomer would let go of all that a vanished process had claimed and not begun. It may only do so
once that process is known to be dead: one that merely hangs still sends what it holds.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from amparo.lib.logbook import Logbook, left_behind
from amparo.mailouts.audiences import lines_of
from amparo.mailouts.models import MARK_BYTES, Handed, MailOut
from amparo.supporters.wishes import note_written

T = TypeVar("T")

AT_ONCE = 250  # people in hand, and rows in a statement, at most

_KEY_BYTES = MARK_BYTES + 16  # her mark, her card
_UNTOUCHED, _BEGUN, _SENT = b"-", b"b", b"s"
_ENDS = {
    Handed.State.SENT: _SENT,
    Handed.State.REFUSED: b"r",
    Handed.State.LATER: b"l",
    Handed.State.UNCERTAIN: b"u",
}
_STATES = {letter: state for state, letter in _ENDS.items()} | {_BEGUN: Handed.State.UNCERTAIN}

_CLAIM = """
    INSERT INTO mailouts_handed (id, mailout_id, mark, state)
    SELECT column1, column2, column3, 'sending' FROM (VALUES {places}) AS taken
    WHERE EXISTS (
        SELECT 1 FROM mailouts_mailout WHERE id = %s AND run = %s AND state = 'sending'
    ) ON CONFLICT DO NOTHING RETURNING mark
"""
_CLAIM_AGAIN = """
    UPDATE mailouts_handed SET state = 'sending'
    WHERE mailout_id = %s AND mark IN ({places}) AND state = 'later' AND EXISTS (
        SELECT 1 FROM mailouts_mailout WHERE id = %s AND run = %s AND state = 'sending'
    ) RETURNING mark
"""


class Hand:
    """One process's hand. `close` it when nothing more goes; a killed one is read by `settle`."""

    def __init__(self, mailout: MailOut, run: UUID) -> None:
        self._mailout_id, self._run = mailout.pk, run
        self._is_to_list = any(line.is_of_list for line in lines_of(mailout))
        self._book = Logbook(_book(mailout.pk, run), key_bytes=_KEY_BYTES, first=_UNTOUCHED)
        self._cards: dict[bytes, UUID] = {}  # of whoever is in hand
        self._untouched: set[bytes] = set()
        self._ended: dict[bytes, Handed.State] = {}

    def take(self, cards: Mapping[bytes, UUID], *, is_again: bool) -> dict[UUID, bytes]:
        """Take people in hand, committed; return the cards and marks of those who were free.

        Nobody, where this process may hand nothing over any more. What was in hand before is
        written down first, and who was not begun is let go.
        """
        self._book.begin(mark + card.bytes for mark, card in cards.items())
        with transaction.atomic():
            self._write_down()
            taken = self._claimed(list(cards), is_again=is_again)
        self._cards, self._untouched, self._ended = dict(cards), set(taken), {}
        return {cards[mark]: mark for mark in taken}

    def begin(self, mark: bytes) -> None:
        """From now on nobody knows, until it has ended."""
        self._note(mark, _BEGUN)
        self._untouched.discard(mark)

    def end(self, mark: bytes, state: Handed.State) -> None:
        self._note(mark, _ENDS[state])
        self._ended[mark] = state

    def let_go(self, mark: bytes) -> None:
        """Nothing was said to anybody: she is as good as untouched."""
        self._note(mark, _UNTOUCHED)
        self._untouched.add(mark)

    def put_down(self) -> None:
        """Write down what has ended, and let go of whoever was not begun."""
        with transaction.atomic():
            self._write_down()
        self._untouched, self._ended = set(), {}

    def close(self) -> None:
        self.put_down()
        self._book.close()

    def _claimed(self, marks: Sequence[bytes], *, is_again: bool) -> set[bytes]:
        if not marks:
            return set()
        mailout, run = _adapted(self._mailout_id, self._run)
        if is_again:
            sql, values = _CLAIM_AGAIN.format(places=_places(marks, "%s")), [mailout, *marks]
        else:
            sql = _CLAIM.format(places=_places(marks, "(%s, %s, %s)"))
            values = [each for mark in marks for each in (*_adapted(uuid.uuid4()), mailout, mark)]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, mailout, run])
            return {bytes(mark) for (mark,) in cursor.fetchall()}

    def _note(self, mark: bytes, letter: bytes) -> None:
        self._book.note(mark + self._cards[mark].bytes, letter)

    def _write_down(self) -> None:
        for state in _ENDS:
            marks = [mark for mark, each in self._ended.items() if each == state]
            _change(self._mailout_id, marks, state)
            if state == Handed.State.SENT and marks and self._is_to_list:
                note_written([self._cards[mark] for mark in marks], month=timezone.localdate())
        _change(self._mailout_id, self._untouched, None)


def settle(mailout: MailOut) -> int:
    """Write down what dead processes had in hand; return how many of them nobody knows about.

    Whatever no note tells of is uncertain: its process lives, or the RAM is gone with the power.
    """
    noted: dict[bytes, bytes] = {}
    for path in _books(mailout.pk):
        noted |= left_behind(path, key_bytes=_KEY_BYTES)
    marks: dict[bytes, list[bytes]] = {letter: [] for letter in (*_STATES, _UNTOUCHED)}
    for key, letter in noted.items():
        marks.setdefault(letter, []).append(key[:MARK_BYTES])
    went = [UUID(bytes=key[MARK_BYTES:]) for key, letter in noted.items() if letter == _SENT]
    with transaction.atomic():
        for letter, state in _STATES.items():
            _change(mailout.pk, marks[letter], state)
        _change(mailout.pk, marks[_UNTOUCHED], None)
        for some in _portions(went):
            note_written(some, month=timezone.localdate())
        in_flight = Handed.objects.filter(mailout=mailout, state=Handed.State.SENDING)
        unknown = in_flight.update(state=Handed.State.UNCERTAIN)
    return unknown


def _change(mailout_id: UUID, marks: Collection[bytes], state: Handed.State | None) -> None:
    """Move people out of a hand: into a state, or (None) out of the table."""
    for some in _portions(marks):
        rows = Handed.objects.filter(mailout=mailout_id, mark__in=some, state=Handed.State.SENDING)
        if state is None:
            rows.delete()
        else:
            rows.update(state=state)


def _book(mailout_id: UUID, run: UUID) -> Path:
    directory: Path = settings.RUNTIME_DIR
    return directory / f"letter-{mailout_id.hex}-{run.hex}.hand"


def _books(mailout_id: UUID) -> list[Path]:
    directory: Path = settings.RUNTIME_DIR
    return sorted(directory.glob(f"letter-{mailout_id.hex}-*.hand"))


def _portions(things: Iterable[T]) -> Iterator[list[T]]:
    each = iter(things)
    while some := list(islice(each, AT_ONCE)):
        yield some


def _places(marks: Sequence[bytes], place: str) -> str:
    return ", ".join([place] * len(marks))


def _adapted(*ids: UUID) -> list[str | UUID]:
    """As the database keeps them: SQLite has no type for a UUID."""
    return [each.hex if connection.vendor == "sqlite" else each for each in ids]
