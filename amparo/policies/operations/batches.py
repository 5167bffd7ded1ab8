"""An import from its file to its end: kept for the preview, brought in, taken back.

A newcomer's mistake: a batch that is taken back by halves. Where somebody worked on one of its rows
since, nothing is taken back, and the number of such rows is said.
"""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.lib.markup import clean_line
from amparo.policies.models import Batch, Fact, FactChange, Sheet, What
from amparo.policies.operations.agencies import remove_unused
from amparo.policies.operations.figures import count_again
from amparo.policies.operations.histories import SAID, write_histories
from amparo.web.pagecache import bump

_OWN = Q(what=What.ADDED) | Q(what=What.ENDED, why__startswith=SAID)  # imports write them


class CannotUndo(Exception):
    """Somebody has worked on `count` of its rows since."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class CannotBringIn(Exception):
    """The file was brought in or thrown away a moment ago."""


def claim(batch: Batch, *, now: datetime) -> None:
    """Take a file that waits, once: to be called in the transaction that brings it in."""
    today = timezone.localdate(now)
    if not Batch.objects.filter(pk=batch.pk, imported_on__isnull=True).update(imported_on=today):
        raise CannotBringIn
    batch.imported_on = today


@transaction.atomic
def begin_batch(kind: str, name: str, content: bytes, *, actor: Actor, now: datetime) -> Batch:
    """Keep a file, which was read without error, until somebody has looked at what it would do."""
    batch = Batch(
        kind=kind,
        file_name=clean_line(name)[:200] or "file",
        sha256=hashlib.sha256(content).hexdigest(),
        begun_on=timezone.localdate(now),
        who=actor.label[:150],
    )
    batch.file.save(f"{batch.sha256[:16]}", ContentFile(content), save=False)
    batch.save()
    return batch


@transaction.atomic
def discard(batch: Batch) -> None:
    """Throw a file away that nobody brought in."""
    if batch.imported_on is None:
        drop_file(batch)
        batch.delete()


def drop_file(batch: Batch) -> None:
    """Once brought in or thrown away, the file goes; its hash stays."""
    if batch.file.name:
        name, storage = batch.file.name, batch.file.storage
        batch.file = None
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def undo(batch: Batch, *, actor: Actor, now: datetime) -> int:
    """Take back everything that it brought; return how many facts went. Raises CannotUndo."""
    worked = _worked_on(batch)
    if worked:
        raise CannotUndo(worked)
    waiting = Batch.objects.filter(pk=batch.pk, imported_on__isnull=False, undone_on__isnull=True)
    if not waiting.update(undone_on=timezone.localdate(now)):
        return 0
    before = Fact.objects.count()
    factors = list(batch.facts.values_list("factor_id", flat=True).distinct())
    if batch.sheets.exists():
        _forget_sheets(batch, actor, now)
    else:
        batch.facts.all().delete()
        count_again(factors, today=timezone.localdate(now))
    removed = before - Fact.objects.count()
    remove_unused(batch.counts.get("places", []))
    record("policies.undo", actor=actor, about=batch, count=removed, now=now)
    transaction.on_commit(bump)
    return removed


def _forget_sheets(batch: Batch, actor: Actor, now: datetime) -> None:
    """History is made anew from the lists that stay; then nothing points at these any more."""
    kept = Sheet.objects.exclude(batch=batch)
    write_histories(batch=batch, actor=actor, now=now, sheets=list(kept.select_related("source")))
    batch.sheets.all().delete()


def _worked_on(batch: Batch) -> int:
    """How many of its facts somebody has worked on since: verified, corrected, ended them."""
    changed = FactChange.objects.filter(fact__batch=batch).exclude(_OWN)
    ruled = Fact.objects.filter(batch=batch, rulings__isnull=False)
    rows = Fact.objects.filter(Q(pk__in=changed.values("fact")) | Q(pk__in=ruled.values("pk")))
    return rows.distinct().count()
