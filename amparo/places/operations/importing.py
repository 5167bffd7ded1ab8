"""A file is looked at, then stored or let go. Looking changes nothing but the waiting file.

A newcomer's mistake: to store what the first look read. The file is read again, so that what is
stored is what it says, and a file that waits too long is gone.
"""

from datetime import datetime, timedelta

from django.db import transaction

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.places.importing import Looked, Options, kind_of
from amparo.places.models import Import, ImportState
from amparo.places.origins import Counts, Origin, Progress, silent

WAITS = timedelta(days=1)


class CannotStore(Exception):
    """It was stored or let go before."""


def look(
    kind: str, content: bytes, options: Options, origin: Origin, *, file_name: str, by: User,
    now: datetime,
) -> Import:  # fmt: skip
    """Keep a file that can be read, to be stored by a second step. Raises as its kind does."""
    kind_of(kind).look(content, options)
    return Import.objects.create(
        kind=kind,
        file_name=file_name[:200],
        content=content,
        options=options.as_json,
        brought_at=now,
        brought_by=by,
        **origin.as_columns,
    )


def looked_at(found: Import) -> Looked:
    """What is in a file that waits, for the page that shows it."""
    return kind_of(found.kind).look(bytes(found.content), Options.from_json(found.options))


@transaction.atomic
def store(found: Import, *, actor: Actor, progress: Progress = silent) -> Counts:
    """Store a file that waits, once. Raises CannotStore."""
    content = bytes(found.content)
    waiting = Import.objects.filter(pk=found.pk, state=ImportState.LOOKED_AT)
    if not waiting.update(state=ImportState.STORED, content=b""):
        raise CannotStore
    origin = Origin(found.source_title, found.source_url, found.checked_on)
    options = Options.from_json(found.options)
    counts = store_content(found.kind, content, options, origin, progress=progress)
    Import.objects.filter(pk=found.pk).update(report=counts)
    record("places.store_import", actor=actor, about=found, detail={"kind": found.kind})
    return counts


@transaction.atomic
def store_content(
    kind: str, content: bytes, options: Options, origin: Origin, *, progress: Progress = silent
) -> Counts:
    """Look at a file and store it in one go, as the command line does."""
    known = kind_of(kind)
    return known.store(known.look(content, options).rows, options, origin, progress)


@transaction.atomic
def let_go(found: Import, *, actor: Actor) -> None:
    """Do not store it, and forget the file."""
    waiting = Import.objects.filter(pk=found.pk, state=ImportState.LOOKED_AT)
    if waiting.update(state=ImportState.LET_GO, content=b""):
        record("places.let_import_go", actor=actor, about=found)


def forget_old(now: datetime) -> int:
    """Files that nobody stored within a day are gone."""
    old = Import.objects.filter(state=ImportState.LOOKED_AT, brought_at__lt=now - WAITS)
    return old.update(state=ImportState.LET_GO, content=b"")
