"""What was removed for good, kept with the keys and outside the main backup.

`restore` reads it before anything is served, so that an old backup brings nobody back.
"""

from collections.abc import Iterable
from uuid import UUID

from amparo.keyring.models import Removed

KEYSPACE = "keyspace"


def note_removed(kind: str, ids: Iterable[UUID | str]) -> None:
    """Remember that these are gone; may be said twice. `kind` is a model's label or a word."""
    rows = [Removed(kind=kind, removed_id=str(each)) for each in ids]
    Removed.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def removed(kind: str) -> set[str]:
    """Return the ids of this kind that must not come back."""
    return set(Removed.objects.filter(kind=kind).values_list("removed_id", flat=True))


def is_removed(kind: str, removed_id: UUID | str) -> bool:
    return Removed.objects.filter(kind=kind, removed_id=str(removed_id)).exists()
