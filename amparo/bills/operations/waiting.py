"""Files that are imported: kept until they are done, by whoever has them in hand.

A file is held by a lock of the operating system: a process that ends, however it ends, lets go of
it, and the worker goes on where it was. A newcomer's mistake: taking a run that says "running" for
one that somebody is at.
"""

import fcntl
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError

from amparo.audit.actors import WORKER, Actor
from amparo.audit.operations import record
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import Feed, ImportRun, ImportState, Session
from amparo.bills.operations.running import TAKEN_UP, FileImport, finish
from amparo.lib.portions import Portion

log = logging.getLogger(__name__)

MOST_TRIES = 5
_UNDER_WAY = (ImportState.WAITING, ImportState.RUNNING)


@dataclass
class Held:
    """A file that this process has in hand, and how far it has come with it."""

    file: BinaryIO
    going: FileImport

    @property
    def run(self) -> ImportRun:
        return self.going.run

    def go_on(self, portion: Portion) -> bool:
        """True once it is over: done, or refused and the run says why."""
        if self.run.state == ImportState.WAITING:
            ImportRun.objects.filter(pk=self.run.pk).update(state=ImportState.RUNNING)
            self.run.state = ImportState.RUNNING
        is_over = True
        try:
            is_over = self.going.go_on(portion)
        except CannotRead as error:
            finish(self.run, None, error.kept)
        except (DatabaseError, OSError, KeyboardInterrupt, SystemExit):
            self.let_go()
            raise
        except Exception as error:  # a mistake of ours: it would be made again and again
            log.error("Importing %s failed: %s", self.run.pk, type(error).__name__)
            finish(self.run, None, type(error).__name__)
        if is_over:
            _path(self.run).unlink(missing_ok=True)
            self.let_go()
        return is_over

    def let_go(self) -> None:
        """Whoever looks next goes on after what was stored."""
        self.file.close()


_held: dict[UUID, Held] = {}  # by the worker, between two of its portions


def put_off(
    chunks: Iterable[bytes], *, name: str, into: Session | None, actor: Actor, now: datetime
) -> ImportRun:
    """Keep a file for the worker, which looks every few seconds."""
    held = hold(chunks, name=name, into=into, actor=actor, now=now)
    record("bills.import_later", actor=actor, about=held.run, detail={"file": held.run.what})
    held.let_go()
    return held.run


def hold(
    chunks: Iterable[bytes], *, name: str, into: Session | None, actor: Actor, now: datetime
) -> Held:
    """Keep a file and have it in hand: its row comes once it is whole, and nobody else takes it."""
    run = ImportRun(
        feed=Feed.FILE,
        what=name.rpartition("/")[2][:200],
        into=into,
        started_by=actor.label,
        state=ImportState.WAITING,
        began_at=now,
    )
    path = _path(run)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = path.open("w+b")
    fcntl.flock(file, fcntl.LOCK_EX)
    file.writelines(chunks)
    file.flush()
    run.save()
    return Held(file, FileImport(run, file, actor, now))


def run_waiting(now: datetime, *, portion: Portion | None = None) -> int:
    """Go on with what waits or was left, the oldest first, until the portion is over; how many
    files are done with."""
    until, count = portion or Portion(), 0
    for run in ImportRun.objects.filter(state__in=_UNDER_WAY).order_by("began_at"):
        held = _held.pop(run.pk, None) or _take_up(run, now)
        if held is None:
            continue
        if held.go_on(until):
            count += 1
        else:
            _held[run.pk] = held
        if until.is_over:
            break
    return count


def _take_up(run: ImportRun, now: datetime) -> Held | None:
    """The file of a run, where nobody else is at it."""
    file = _open(run)
    run.refresh_from_db()  # somebody may just have ended it
    if file and not run.is_over and _is_worth_trying(run):
        return Held(file, FileImport(run, file, WORKER, now))
    if file:
        file.close()
    elif not run.is_over and not _path(run).exists():  # as after a backup was restored
        finish(run, None, CannotRead("interrupted").kept)
    return None


def _open(run: ImportRun) -> BinaryIO | None:
    try:
        file = _path(run).open("rb")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _is_worth_trying(run: ImportRun) -> bool:
    """Not where it ended several times without a step: it may be what stops the server."""
    if run.state == ImportState.WAITING:
        return True
    tries = run.counts.get(TAKEN_UP, 0) + 1
    if tries > MOST_TRIES:
        finish(run, None, CannotRead("interrupted").kept)
        _path(run).unlink(missing_ok=True)
        return False
    run.counts = {**run.counts, TAKEN_UP: tries}
    run.save(update_fields=["counts"])
    return True


def _path(run: ImportRun) -> Path:
    folder: Path = settings.DATA_DIR / "imports"
    return folder / str(run.pk)
