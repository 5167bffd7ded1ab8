"""Keeping sources, and a copy of each for the day when its address is dead.

A newcomer's mistake: two rows for one document. `save_source` is for changing one; look first
whether its address is here already (`with_address`).
"""

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.keys import free_key
from amparo.evidence.models import Source
from amparo.web.pagecache import bump


class CannotRemove(Exception):
    """Something still cites this."""


@transaction.atomic
def save_source(source: Source, *, actor: Actor) -> Source:
    """Keep a source; a new one gets the key by which texts cite it."""
    verb = "evidence.add" if source._state.adding else "evidence.change"
    if not source.key:
        source.key = free_key(Source, f"{source.publisher} {source.title}", source.published_on)
    if not source.read_by and actor.kind == "person":
        source.read_by = actor.label
    source.save()
    record(verb, actor=actor, about=source)
    transaction.on_commit(bump)
    return source


@transaction.atomic
def keep_copy(source: Source, content: bytes, *, suffix: str, actor: Actor) -> Source:
    """Keep a copy of the document with the code that tells whether another one is the same."""
    before = source.archived.name
    source.archived_sha256 = hashlib.sha256(content).hexdigest()
    source.archived.save(f"{source.key}{suffix}", ContentFile(content), save=False)
    source.save(update_fields=["archived", "archived_sha256"])
    record(
        "evidence.keep_copy", actor=actor, about=source, detail={"sha256": source.archived_sha256}
    )
    storage = source.archived.storage
    if before and before != source.archived.name:
        transaction.on_commit(lambda: storage.delete(before))
    transaction.on_commit(bump)
    return source


@transaction.atomic
def remove_source(source: Source, *, actor: Actor) -> None:
    """Delete a source that nothing cites, with its copy. Raises CannotRemove."""
    record("evidence.remove", actor=actor, about=source)
    copy, storage = source.archived.name, source.archived.storage
    try:
        source.delete()
    except ProtectedError as error:
        raise CannotRemove from error
    if copy:
        transaction.on_commit(lambda: storage.delete(copy))


def with_address(url: str) -> Source | None:
    """The source at this address, where one is kept."""
    return Source.objects.filter(url=url).first() if url else None


def read_again(source: Source, *, on: date, actor: Actor) -> Source:
    """Somebody of ours has read it again at its address, and it still says so."""
    source.read_on, source.read_by = on, actor.label
    return save_source(source, actor=actor)
