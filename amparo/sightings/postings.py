"""The index in SQL: which stored texts, and which watched ones, have some of these hashes.

A newcomer's mistake: counting a formula's texts; from `MOST_TEXTS` on nobody wants to know, and no
more of them are kept.
"""

import json
from collections.abc import Iterable
from uuid import UUID

import numpy as np
from django.db import connection

from amparo.lib.textreuse import Hashes, Postings
from amparo.sightings import shelves
from amparo.sightings.models import IndexedText

_GIVEN = {
    "sqlite": "SELECT value AS hash FROM json_each(%s)",
    "postgresql": "SELECT unnest(%s::bigint[]) AS hash",
}
_WATCHES = """
SELECT w.watch_id FROM ({given}) AS given
JOIN sightings_watchedposting w ON w.hash = given.hash
JOIN sightings_watchedtext t ON t.id = w.watch_id
WHERE w.weight > 0 AND t.weight > 0 AND t.ended_on IS NULL
GROUP BY w.watch_id, t.weight HAVING SUM(w.weight) >= %s * t.weight
ORDER BY SUM(w.weight) / t.weight DESC, w.watch_id LIMIT %s
"""


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


def watches_with(hashes: Hashes, *, least: float, limit: int) -> list[UUID]:
    """The watched texts of whose weight these hashes hold at least this share, the best first."""
    given = hashes.tolist()
    sql = _WATCHES.format(given=_GIVEN[connection.vendor])
    asked = json.dumps(given) if connection.vendor == "sqlite" else given
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, least, limit])
        return [UUID(str(row[0])) for row in cursor.fetchall()]
