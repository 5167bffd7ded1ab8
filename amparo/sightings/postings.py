"""The index in SQL: which stored texts have some of these hashes.

A newcomer's mistake: counting a formula's texts; from `MOST_TEXTS` on nobody wants to know, and no
more of them are kept.
"""

from collections.abc import Iterable

import numpy as np

from amparo.lib.textreuse import Hashes, Postings
from amparo.sightings import shelves
from amparo.sightings.models import IndexedText


def insert(texts: Iterable[tuple[int, Hashes]]) -> None:
    """Write (indexed text, its distinct hashes), in the caller's transaction."""
    given = list(texts)
    if given:
        numbers = [np.full(len(hashes), text, np.int32) for text, hashes in given]
        hashes = np.concatenate([hashes for _text, hashes in given])
        shelves.put(shelves.pack(hashes, np.concatenate(numbers)))


def found(hashes: Hashes) -> Postings:
    """The stored texts that have these distinct, rising hashes."""
    rows = shelves.get(hashes)
    return Postings(rows["hash"].copy(), rows["text"].astype(np.int64))


def sweep() -> None:
    """Remove the postings of texts that are gone."""
    there = np.array(list(IndexedText.objects.values_list("pk", flat=True)), np.int32)
    for shelf in shelves.all_shelves():
        packed = shelves.whole(shelf)
        is_there = np.isin(packed["text"], there)
        if not is_there.all():
            shelves.replace(shelf, packed[is_there])
