"""Write an entry into the log, and tell whether the log is whole.

The hash of an entry covers all of it and the hash before, so that a line cannot be altered, moved
or taken from the middle unseen. Lines cut off the end leave no trace in the rest: whoever needs to
prove the end writes the last hash down elsewhere (`ChainReport.head`).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, models, transaction
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.models import Entry

Detail = Mapping[str, str | int | list[str]]

_LOCK = 0x616D7061  # "ampa": PostgreSQL's advisory lock for the end of the chain
_CHUNK = 2000  # entries read at a time while verifying


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether every entry is what it was when it was written."""

    ok: bool
    count: int
    first_broken: int | None  # the number of the first entry that does not follow
    head: str  # hash of the last entry, "" where there is none


def record(
    verb: str,
    *,
    actor: Actor,
    about: models.Model | None = None,
    count: int | None = None,
    detail: Detail | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Entry:
    """Add an entry, in the caller's transaction where there is one: both stay or neither.

    `detail` holds what the act was (languages, numbers, names of keys), never who signed.
    """
    with transaction.atomic():
        _wait_for_the_end()
        last = Entry.objects.order_by("number").last()
        entry = Entry(
            number=last.number + 1 if last else 1,
            at=(now or timezone.now()).astimezone(UTC).replace(microsecond=0),
            verb=verb,
            actor_kind=actor.kind,
            actor_id=actor.id,
            actor_label=actor.label[:120],
            about_kind=about._meta.label_lower if about is not None else "",
            about_id=str(about.pk) if about is not None else "",
            count=count,
            detail=dict(detail or {}),
            reason=reason[:500],
            previous_hash=last.hash if last else "",
        )
        entry.hash = _hash(entry)
        entry.save(force_insert=True)
    return entry


def verify_chain() -> ChainReport:
    """Read the whole log from its beginning. A gap, a change and a wrong order all show."""
    count, previous = 0, ""
    for entry in Entry.objects.order_by("number").iterator(chunk_size=_CHUNK):
        follows = entry.number == count + 1 and entry.previous_hash == previous
        if not follows or entry.hash != _hash(entry):
            return ChainReport(False, Entry.objects.count(), entry.number, previous)
        count, previous = count + 1, entry.hash
    return ChainReport(ok=True, count=count, first_broken=None, head=previous)


def _wait_for_the_end() -> None:
    """Let nobody else add an entry until this transaction is over.

    SQLite's transactions begin as IMMEDIATE and are alone already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _hash(entry: Entry) -> str:
    words = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(),
        "verb": entry.verb,
        "actor": [entry.actor_kind, entry.actor_id, entry.actor_label],
        "about": [entry.about_kind, entry.about_id],
        "count": entry.count,
        "detail": entry.detail,
        "reason": entry.reason,
        "previous": entry.previous_hash,
    }
    text = json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
