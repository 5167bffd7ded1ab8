"""One look at a feed, an item after another, for as long as a portion lasts.

A newcomer's mistake: keeping the place only at the end. It is kept with what every item brought, in
one transaction, so that a look that breaks or whose time is up goes on at the very next item.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.audit.operations import record
from amparo.bills.feeds import OF_ALL, Item, Look, Told
from amparo.bills.fetching import CannotFetch, QuotaSpent
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import BillRecord, Record
from amparo.bills.models import FeedWatch, ImportRun
from amparo.bills.operations import troubles
from amparo.bills.operations.importing import Into, Report, store
from amparo.bills.operations.running import finish
from amparo.lib.portions import Portion

log = logging.getLogger(__name__)

MOST_IN_A_ROW = 5  # things that a feed does not give: then it is the feed


@dataclass
class Looking:
    """A look that goes on: `queue` is what is still to be asked."""

    watch: FeedWatch
    look: Look
    now: datetime
    total: Report = field(default_factory=Report)
    failed_in_a_row: int = 0

    def go_on(self, portion: Portion) -> bool:
        """Ask until the portion is over; True once nothing is left. Raises what stops a feed."""
        queue = self._queue()
        while queue:
            item = queue.pop(0)
            try:
                told = self._ask(item)
            except (CannotFetch, CannotRead) as error:
                self._fail(item, error, queue)
            else:
                self.failed_in_a_row = 0
                queue = _joined(told.more, queue)
                self._keep(item, told, queue)
            if portion.is_over:
                break
        return not queue

    def _queue(self) -> list[Item]:
        """Where the last portion ended; else the feed's beginning and what failed before."""
        kept = self.watch.cursor.get("todo")
        if kept:
            return [Item(*each) for each in kept]
        first = self.look.begin()
        cut = 1 if first and first[0].kind in OF_ALL else 0
        return _joined(first[:cut], _joined(troubles.due(self.watch, self.now), first[cut:]))

    def _ask(self, item: Item) -> Told:
        told = self._told(item)
        for failed, why in told.failed:
            troubles.note(self.watch, failed, why, self.now)
        return told

    def _told(self, item: Item) -> Told:
        """What the feed says of it. A mistake of ours is of this item too, and stops no other."""
        try:
            return self.look.ask(item)
        except (CannotFetch, CannotRead, DatabaseError):
            raise
        except Exception as error:
            log.error("Asking for %s failed: %s", item.name, type(error).__name__)
            raise CannotRead("shape", item.about or item.name) from error

    def _keep(self, item: Item, told: Told, queue: list[Item]) -> None:
        """What it brought and where we are, at once or not at all."""
        try:
            with transaction.atomic():
                reports = [self._store(told)] if told.records else []
                troubles.settle(self.watch, [item, *map(_item_of, told.records)])
                self._keep_place(queue, told.keep)
        except CannotRead as error:
            if len(told.records) < 2 and item.kind not in OF_ALL:
                self._fail(item, error, queue)
                return
            reports = list(self._one_by_one(told))
            self._keep_place(queue, told.keep)
        for each in reports:
            self.total.take(each)

    def _store(self, told: Told) -> Report:
        try:
            return store(told.records, self.now, into=Into(bill=told.into))
        except (CannotRead, DatabaseError):
            raise
        except Exception as error:
            log.error("Storing what %s said failed: %s", self.watch, type(error).__name__)
            raise CannotRead("shape", type(error).__name__) from error

    def _one_by_one(self, told: Told) -> Sequence[Report]:
        """Each record by itself: one of them was in the way of all."""
        reports = []
        for each in told.records:
            try:
                with transaction.atomic():
                    reports.append(self._store(Told([each], into=told.into)))
            except CannotRead as error:
                troubles.note(self.watch, _item_of(each), error, self.now)
        return reports

    def _fail(self, item: Item, error: CannotFetch | CannotRead, queue: list[Item]) -> None:
        """Note it and go on; or, where it is the feed that fails, put it back and stop."""
        if _is_of_feed(item, error):
            self._keep_place([item, *queue], {})
            raise error
        troubles.note(self.watch, item, error, self.now)
        if item.kind == "words" and isinstance(error, CannotFetch) and error.is_of_all:
            queue[:] = [each for each in queue if each.kind != "words"]  # that host is busy
        self._keep_place(queue, {})
        if isinstance(error, CannotFetch) and item.kind != "words":
            self.failed_in_a_row += 1
            if self.failed_in_a_row >= MOST_IN_A_ROW:
                raise error

    def _keep_place(self, queue: list[Item], keep: Any) -> None:
        watch, client = self.watch, self.look.client
        cursor = {**watch.cursor, **keep, "etags": client.etags}
        cursor["todo"] = [each.kept for each in queue]
        watch.cursor = {name: value for name, value in cursor.items() if value}
        watch.asked_on, watch.asked_count = timezone.localdate(self.now), client.asked
        watch.save(update_fields=["cursor", "asked_on", "asked_count"])

    def note_run(self, *, is_over: bool) -> None:
        """A report of the whole look, where anything came in; its portions add to one."""
        run = ImportRun.objects.filter(pk=self.watch.cursor.get("run")).first()
        if run is None and not self.total.has_changes:
            return
        run = run or ImportRun(feed=self.watch.feed, what=str(self.watch), began_at=self.now)
        report = Report(run.counts, run.lines)
        report.take(self.total)
        finish(run, report)
        self.watch.cursor = {**self.watch.cursor, "run": str(run.pk)}
        if is_over:
            self.watch.cursor.pop("run")
            record("bills.import", actor=WORKER, about=run, count=report.counts.get("read"))
        self.watch.save(update_fields=["cursor"])


def _is_of_feed(item: Item, error: CannotFetch | CannotRead) -> bool:
    if item.kind in OF_ALL or isinstance(error, QuotaSpent):
        return True
    return item.kind != "words" and isinstance(error, CannotFetch) and error.is_of_all


def _joined(first: Sequence[Item], then: Sequence[Item]) -> list[Item]:
    """Both, each item once: as it was told of first."""
    seen: dict[str, Item] = {}
    for each in (*first, *then):
        seen.setdefault(each.name, each)
    return list(seen.values())


def _item_of(each: Record) -> Item:
    if isinstance(each, BillRecord):
        return Item("bill", each.external_id, mark=each.change_hash, about=each.identifier)
    return Item("bill", getattr(each, "bill_id", ""))
