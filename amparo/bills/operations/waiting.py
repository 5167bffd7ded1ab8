"""Imports that are too large for a browser to wait for: kept as a file until the worker runs them.

A newcomer's mistake: progress in the table. An import is one transaction, so nobody would see a
number before its end; how far it is lies in the store in RAM, which the desk reads.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from amparo.audit.actors import WORKER, Actor
from amparo.audit.operations import record
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import Feed, ImportRun, ImportState, Session
from amparo.bills.operations.importing import Into
from amparo.bills.operations.running import carry_out, finish
from amparo.keyring.runtime import runtime

KEPT = timedelta(hours=6)  # how far an import is


def put_off(
    chunks: Iterable[bytes], *, name: str, into: Session | None, actor: Actor, now: datetime
) -> ImportRun:
    """Keep a file for the worker, which looks every few seconds: its row comes once it is whole."""
    run = ImportRun(
        feed=Feed.FILE,
        what=name.rpartition("/")[2][:200],
        into=into,
        started_by=actor.label,
        state=ImportState.WAITING,
        began_at=now,
    )
    path = _file(run)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(chunks)
    run.save()
    record("bills.import_later", actor=actor, about=run, detail={"file": run.what})
    return run


def run_waiting(now: datetime, *, at_most: int | None = None) -> int:
    """Import what waits, the oldest first, or so many of it; how many files that were."""
    _give_up_interrupted()
    count = 0
    waiting = ImportRun.objects.filter(state=ImportState.WAITING).order_by("began_at")
    for run in waiting[:at_most]:
        mine = ImportRun.objects.filter(pk=run.pk, state=ImportState.WAITING)
        if mine.update(state=ImportState.RUNNING):
            _import(run, now)
            count += 1
    return count


def done_so_far(run: ImportRun, now: datetime) -> int:
    """How many records are done, of an import that runs."""
    kept = runtime().store.get(_name(run), now)
    return int(kept) if kept else 0


def _import(run: ImportRun, now: datetime) -> None:
    def note(done: int) -> None:
        runtime().store.put(_name(run), str(done).encode(), now + KEPT)

    try:
        content = _file(run).read_bytes()
        carry_out(
            run, content, run.what, into=Into(session=run.into), actor=WORKER, now=now,
            progress=note,
        )  # fmt: skip
    except CannotRead:
        pass  # the run says why
    except OSError:  # the file is gone, as after a backup was restored
        finish(run, None, CannotRead("interrupted").kept)
    finally:
        runtime().store.drop(_name(run))
        _file(run).unlink(missing_ok=True)


def _give_up_interrupted() -> None:
    """What was running when the worker was stopped has stored nothing, and says so."""
    for run in ImportRun.objects.filter(state=ImportState.RUNNING):
        if _file(run).exists():
            finish(run, None, CannotRead("interrupted").kept)
            _file(run).unlink(missing_ok=True)


def _file(run: ImportRun) -> Path:
    folder: Path = settings.DATA_DIR / "imports"
    return folder / str(run.pk)


def _name(run: ImportRun) -> str:
    return f"bills.import.{run.pk}"
