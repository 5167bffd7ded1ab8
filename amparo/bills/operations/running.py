"""One import from its bytes to its report, kept whether it went well or not.

A newcomer's mistake: keeping the run within the transaction of the import. Where that is undone,
the report of why must stay.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.importers import choosing
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import Record
from amparo.bills.models import Feed, ImportRun, ImportState
from amparo.bills.operations.importing import Into, Progress, Report, store


def run_import(
    content: bytes,
    *,
    name: str,
    into: Into | None = None,
    actor: Actor,
    now: datetime,
    progress: Progress | None = None,
) -> ImportRun:
    """Read and store a file. Raises CannotRead; the run says so, and nothing else is stored."""
    run = _begin(name, actor, now)
    carry_out(run, content, name, into=into, actor=actor, now=now, progress=progress)
    return run


def carry_out(
    run: ImportRun,
    content: bytes,
    name: str,
    *,
    into: Into | None,
    actor: Actor,
    now: datetime,
    progress: Progress | None,
) -> None:
    try:
        feed, records = _first_feed(choosing.parse(content, name))
        run.feed = feed
        report = store(records, now, into=into, progress=progress)
    except CannotRead as error:
        finish(run, None, error.kept)
        raise
    except Exception as error:
        finish(run, None, type(error).__name__)
        raise
    finish(run, report)
    detail = {"file": run.what, "feed": run.feed}
    record("bills.import", actor=actor, about=run, count=report.counts.get("read"), detail=detail)


def _begin(name: str, actor: Actor, now: datetime) -> ImportRun:
    return ImportRun.objects.create(
        feed=Feed.FILE,
        what=name.rpartition("/")[2][:200],
        started_by=actor.label if actor.kind != "worker" else "",
        state=ImportState.RUNNING,
        began_at=now,
    )


def finish(run: ImportRun, report: Report | None, error: str = "") -> None:
    run.state = ImportState.FAILED if report is None else ImportState.DONE
    run.ended_at = timezone.now()
    run.error = error
    if report is not None:
        run.counts, run.lines = report.counts, report.lines
        run.done_count = run.total_count = report.counts.get("read", 0)
    run.save()


def _first_feed(records: Iterator[Record]) -> tuple[str, Iterable[Record]]:
    """The feed of the first record, and all of them still to be read."""
    first = next(records, None)
    if first is None:
        raise CannotRead("empty")
    return choosing.feed_of(first), chain([first], records)
