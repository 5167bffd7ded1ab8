"""Which stored texts hold most of a watched one, by the fingerprints that they share.

Rare wording says more than common wording, so each hash weighs by how few texts have it, and one
that very many have says nothing and is left out. The score is the share of the watched text's
weight that the other holds: containment, not likeness. A newcomer's mistake: dividing by both.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

MOST_TEXTS = 200  # a hash that more texts have is a formula


class Posting(NamedTuple):
    """A hash of the watched text, found in a stored one."""

    hash: int
    text: Hashable


@dataclass(frozen=True, slots=True)
class Candidate:
    text: Hashable
    score: float  # 0 to 1: how much of the watched text's weight it holds
    shared_count: int


def rank(
    watched: Sequence[int],
    postings: Iterable[Posting],
    *,
    text_counts: Mapping[int, int],
    total: int,
    limit: int = 20,
    most_texts: int = MOST_TEXTS,
) -> list[Candidate]:
    """Return the best first.

    `text_counts` tells in how many of `total` stored texts a hash stands; a hash that is not there
    stands in none, and counts against every candidate.
    """
    weights = {
        each: weight_of(text_counts.get(each, 0), total)
        for each in set(watched)
        if text_counts.get(each, 0) <= most_texts
    }
    whole = sum(weights.values())
    if not whole:
        return []
    shared: dict[Hashable, set[int]] = defaultdict(set)
    for each in postings:
        if each.hash in weights:
            shared[each.text].add(each.hash)
    found = [
        Candidate(text, sum(weights[each] for each in hashes) / whole, len(hashes))
        for text, hashes in shared.items()
    ]
    return sorted(found, key=lambda each: (-each.score, -each.shared_count, str(each.text)))[:limit]


def weight_of(text_count: int, total: int) -> float:
    """How much a hash says that stands in so many of all texts."""
    return log(1 + total / (1 + text_count))
