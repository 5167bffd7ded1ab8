"""Keys of claims and sources: short words that stand in texts and never change."""

from datetime import date

from django.db import models
from django.utils.text import slugify

LONGEST = 48


def free_key(model: type[models.Model], words: str, on: date | None = None) -> str:
    """A key from these words and the year, that no other row has."""
    plain = "-".join(filter(None, [_short(words), str(on.year) if on else ""])) or "fact"
    taken = set(model._default_manager.filter(key__startswith=plain).values_list("key", flat=True))
    if plain not in taken:
        return plain
    return next(key for at in range(2, 10_000) if (key := f"{plain}-{at}") not in taken)


def _short(words: str) -> str:
    plain = slugify(words)
    if len(plain) <= LONGEST:
        return plain
    return plain[:LONGEST].rpartition("-")[0] or plain[:LONGEST]
