"""The index in SQL: writing postings by the thousand, asking which texts have a hash, how many.

Both databases keep a b-tree whose first column is the hash. A newcomer's mistake: counting a
formula's texts; from `MOST_TEXTS` on nobody wants to know, and the count stops there.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from amparo.lib.textreuse.ranking import MOST_TEXTS, Posting
from amparo.lib.textreuse.shingles import Hashes, Places

_COPY = "COPY sightings_posting (hash, indexed, place) FROM STDIN"
_INSERT = "INSERT INTO sightings_posting (hash, indexed, place) VALUES (%s, %s, %s)"
_SWEEP = "DELETE FROM sightings_posting WHERE indexed NOT IN (SELECT id FROM sightings_indexedtext)"
_REMOVE = "DELETE FROM sightings_posting WHERE indexed = %s"
_GIVEN = {
    "sqlite": "SELECT value AS hash FROM json_each(%s)",
    "postgresql": "SELECT unnest(%s::bigint[]) AS hash",
}
_COUNTS = """
SELECT given.hash,
  (SELECT COUNT(*) FROM (SELECT 1 FROM sightings_posting p WHERE p.hash = given.hash LIMIT {most})
   AS few) AS texts
FROM ({given}) AS given
"""
_TEXTS = """
SELECT p.hash, p.indexed FROM ({given}) AS given
JOIN sightings_posting p ON p.hash = given.hash
"""
_WATCHES = """
SELECT w.watch_id, SUM(w.weight) FROM ({given}) AS given
JOIN sightings_watchedposting w ON w.hash = given.hash
WHERE w.weight > 0 GROUP BY w.watch_id
"""


def insert(texts: Iterable[tuple[int, Hashes, Places]]) -> None:
    """Write (indexed text, its hashes, their places), in the caller's transaction.

    In the order of their hashes it goes fastest: neighbors of a b-tree come one after another.
    """
    given = list(texts)
    if not given:
        return
    hashes = np.concatenate([found for _text, found, _places in given])
    indexed = np.concatenate([np.full(len(found), text) for text, found, _places in given])
    places = np.concatenate([place for _text, _found, place in given])
    order = np.argsort(hashes, kind="stable")
    rows = list(zip(*(each[order].tolist() for each in (hashes, indexed, places)), strict=True))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(_COPY) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(_INSERT, rows)


def sweep() -> None:
    """Remove the postings of texts that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP)


def remove(indexed: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, [indexed])


def text_counts(hashes: Iterable[int]) -> dict[int, int]:
    """In how many stored texts each hash stands; `MOST_TEXTS + 1` means more than that."""
    return dict(_asked(_COUNTS, hashes))


def texts_with(hashes: Iterable[int]) -> list[Posting]:
    """Which stored texts have these hashes. Ask only for rare ones."""
    return [Posting(*row) for row in _asked(_TEXTS, hashes)]


def watches_with(hashes: Iterable[int]) -> dict[UUID, float]:
    """The weight of the hashes that each watched text shares with these, where it shares one."""
    return {UUID(str(watch)): weight for watch, weight in _asked(_WATCHES, hashes)}


def _asked(question: str, hashes: Iterable[int]) -> list[tuple[Any, ...]]:
    given = list(hashes)
    sql = question.format(given=_GIVEN[connection.vendor], most=MOST_TEXTS + 1)
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(given) if connection.vendor == "sqlite" else given])
        return list(cursor.fetchall())
