"""One import of a file: read whole first, then stored a stretch at a time.

SQLite lets one writer in, and people sign while a session comes in. So a transaction lasts a
moment (`A_STRETCH`), and says in the run how far it is: whoever takes it up goes on there.

A newcomer's mistake: storing while reading. What is wrong with a file must be found while nothing
of it is there; only what the database itself refuses is named, and left out. And going on with a
`FileImport` that raised: it may have counted what was undone.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import DatabaseError, transaction
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.importers import choosing
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import BillRecord, Record
from amparo.bills.models import ImportRun, ImportState
from amparo.bills.operations.importing import Into, Report, Work, store_one
from amparo.bills.operations.judging import Known, is_first, judge, name_of
from amparo.lib.portions import Portion
from amparo.web.pagecache import bump

log = logging.getLogger(__name__)

A_STRETCH = 0.15  # seconds: others who write wait for so long
A_BREATH = 0.11  # seconds: in which they come in, as SQLite looks again after 0.1 at most
AHEAD = 30  # records read before a stretch, so that it only writes
TAKEN_UP = "taken_up"  # among a run's counts: how often, since anything of it was stored


@dataclass
class FileImport:
    """An import under way in this process. What is known of it elsewhere stands in `run`."""

    run: ImportRun
    file: BinaryIO  # read when its turn comes, and from its beginning
    actor: Actor
    now: datetime
    _seen: Known = field(default_factory=dict)
    _reading: Iterator[Record] | None = None
    _read_count: int = 0
    _ahead: list[Record] = field(default_factory=list)
    _wrote_at: float = -A_BREATH

    def go_on(self, portion: Portion) -> bool:
        """Read or store until the portion is over; True once it is done.

        Raises CannotRead where the file is bad, and then nothing of it was stored.
        """
        if not self.run.total_count and not self._judge(portion):
            return False
        return self._skip(portion) and self._store(portion)

    def _judge(self, portion: Portion) -> bool:
        """Read the whole file and store nothing; True once it was found good."""
        for each in self._rest():
            judge(each, self._seen)
            if self._read_count == 1:
                self._note(feed=choosing.feed_of(each))
            if portion.is_over:
                self._note(done_count=self._read_count)
                return False
        if not self._read_count:
            raise CannotRead("empty")
        self._note(done_count=0, total_count=self._read_count)
        self._reading, self._read_count, self._seen = None, 0, {}
        return True

    def _next(self) -> Record | None:
        if self._reading is None:
            self.file.seek(0)
            self._reading = iter(choosing.parse(self.file.read(), self.run.what))
        each = next(self._reading, None)
        self._read_count += each is not None
        return each

    def _rest(self) -> Iterator[Record]:
        while (each := self._next()) is not None:
            yield each

    def _skip(self, portion: Portion) -> bool:
        """Pass over what whoever began has stored; False where that takes longer."""
        while self._read_count < self.run.done_count and (each := self._next()) is not None:
            if isinstance(each, BillRecord):
                is_first(each, self._seen)
            if portion.is_over:
                return False
        return True

    def _store(self, portion: Portion) -> bool:
        """Store stretches until the portion is over; True once nothing is left."""
        work = Work(self.now, Report(), Into(session=self.run.into), seen=self._seen)
        while self._read_ahead():
            time.sleep(max(0.0, self._wrote_at + A_BREATH - time.monotonic()))
            self._stretch(work)
            if portion.is_over:
                return False
        self._end()
        return True

    def _read_ahead(self) -> bool:
        self._ahead += islice(self._rest(), AHEAD - len(self._ahead))
        return bool(self._ahead)

    def _stretch(self, work: Work) -> None:
        """Store what a moment allows, with where we are, at once or not at all."""
        until, done = Portion(A_STRETCH), 0
        report = Report(dict(self.run.counts), list(self.run.lines))
        report.counts.pop(TAKEN_UP, None)
        with transaction.atomic():
            for each in self._ahead:
                report.take(_stored(each, work))
                done += 1
                if until.is_over:
                    break
            so_far = self.run.done_count + done
            self._note(done_count=so_far, counts=report.counts, lines=report.lines)
            transaction.on_commit(bump)
        self._wrote_at = time.monotonic()
        del self._ahead[:done]

    def _note(self, **facts: Any) -> None:
        ImportRun.objects.filter(pk=self.run.pk).update(**facts)
        for name, value in facts.items():
            setattr(self.run, name, value)

    def _end(self) -> None:
        finish(self.run, Report(self.run.counts, self.run.lines))
        detail = {"file": self.run.what, "feed": self.run.feed}
        count = self.run.done_count
        record("bills.import", actor=self.actor, about=self.run, count=count, detail=detail)


def finish(run: ImportRun, report: Report | None, error: str = "") -> None:
    """It is over: well, with its report; or not, and why."""
    run.state = ImportState.FAILED if report is None else ImportState.DONE
    run.ended_at = timezone.now()
    run.error = error
    if report is not None:
        run.counts, run.lines = report.counts, report.lines
        run.done_count = run.total_count = report.counts.get("read", 0)
    run.save()


def _stored(each: Record, work: Work) -> Report:
    """What storing one record changed; one that the database refuses is left out, by name."""
    work.report = Report()
    try:
        with transaction.atomic():
            _store_one(each, work)
    except CannotRead as error:
        work.sessions.clear()  # one of them may have been made for it, and is gone
        work.report = Report({"read": 1})
        work.report.add("refused", about=name_of(each), why=error.kept)
    return work.report


def _store_one(each: Record, work: Work) -> None:
    """A mistake of ours is of this record too, and stops no other."""
    try:
        store_one(each, work)
    except (CannotRead, DatabaseError):
        raise
    except Exception as error:
        log.error("Storing a record failed: %s", type(error).__name__)
        raise CannotRead("shape", name_of(each)) from error
