"""The search of a whole nation's bills: every state, twenty years, millions of versions.

One coalition needs none of this; its own database holds its state (room `sightings`). For a corpus
that no single database should hold, the same join runs on an engine that others have built: DuckDB
on one machine (`pip install amparo[corpus]`), Spark on many. Both are asked in the same words:
`JOIN`. A newcomer's mistake: changing the SQL for one of them. `make test-cluster` holds their rows
together.

Texts come as JSON lines, {"id": …, "text": …}; what is watched, too. Each row of the answer is
(watch, text, shared, score): how many hashes they share, and how much of the watched text's weight
is there. What scores well is worth importing into the coalition's own database and aligning there.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from amparo.lib.textreuse import distinct, read
from amparo.lib.textreuse.ranking import MOST_TEXTS
from amparo.lib.textreuse.verdicts import WORTH_A_LOOK

# The tables: postings(hash, text), watched(hash, watch). Only what both engines know.
JOIN = f"""
WITH total AS (SELECT COUNT(DISTINCT text) AS texts FROM postings),
counts AS (SELECT hash, COUNT(*) AS texts FROM postings GROUP BY hash),
weights AS (
  SELECT watched.watch, watched.hash,
    LN(1 + CAST(total.texts AS DOUBLE) / (1 + COALESCE(counts.texts, 0))) AS weight
  FROM watched CROSS JOIN total LEFT JOIN counts ON counts.hash = watched.hash
  WHERE COALESCE(counts.texts, 0) <= {MOST_TEXTS}
),
wholes AS (SELECT watch, SUM(weight) AS weight FROM weights GROUP BY watch)
SELECT weights.watch AS watch, postings.text AS text, COUNT(*) AS shared,
  ROUND(SUM(weights.weight) / MAX(wholes.weight), 6) AS score
FROM postings
JOIN weights ON weights.hash = postings.hash
JOIN wholes ON wholes.watch = weights.watch
GROUP BY weights.watch, postings.text
HAVING SUM(weights.weight) / MAX(wholes.weight) >= {WORTH_A_LOOK}
ORDER BY watch, score DESC, text
"""  # noqa: S608 - two numbers of our own


class Found(NamedTuple):
    watch: str
    text: str
    shared: int
    score: float  # rounded to six places, so that two engines say the same


def hashed(texts: Iterable[tuple[str, str]], legislature: str = "") -> Iterator[tuple[int, str]]:
    """(hash, id) for each distinct hash of each (id, text)."""
    for key, text in texts:
        for each in distinct(read(text, legislature=legislature)).tolist():
            yield each, key
