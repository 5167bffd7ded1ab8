"""Which stored texts hold most of a watched one, by the fingerprints that they share.

Rare wording says more than common wording, so each hash weighs by how few texts have it, and one
that very many have says nothing and is left out. The score is the share of the watched text's
weight that the other holds: containment, not likeness. A newcomer's mistake: dividing by both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amparo.lib.textreuse.shingles import Hashes

MOST_TEXTS = 200  # a hash that more texts have is a formula

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Hash for hash, the stored texts that have it; of a formula, `MOST_TEXTS + 1` of them."""

    hashes: Hashes
    texts: Numbers

    def counts(self, hashes: Hashes) -> Numbers:
        """In how many of the texts each of these distinct, rising hashes stands."""
        places = np.searchsorted(hashes, self.hashes)
        return np.bincount(places, minlength=len(hashes)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Candidate:
    text: int
    score: float  # 0 to 1: how much of the watched text's weight it holds
    shared_count: int


def rank(
    watched: Hashes, found: Postings, *, total: int, limit: int = 20, most_texts: int = MOST_TEXTS
) -> list[Candidate]:
    """Return the best first.

    `watched` are distinct hashes in rising order, `found` the postings of no others, `total` counts
    all stored texts. A hash that is in none counts against every candidate.
    """
    counts = found.counts(watched)
    weights = np.where(counts <= most_texts, weights_of(counts, total), 0.0)
    whole = float(weights.sum())
    if not whole:
        return []
    gained = weights[np.searchsorted(watched, found.hashes)]
    texts, place = np.unique(found.texts[gained > 0], return_inverse=True)
    scores = np.bincount(place, gained[gained > 0], minlength=len(texts)) / whole
    shared = np.bincount(place, minlength=len(texts))
    best = np.lexsort((texts, -shared, -scores))[:limit]
    return [Candidate(int(texts[n]), float(scores[n]), int(shared[n])) for n in best]


def weights_of(text_counts: Numbers, total: int) -> NDArray[np.float64]:
    """How much a hash says that stands in so many of all texts."""
    return np.log(1 + total / (1 + text_counts))
