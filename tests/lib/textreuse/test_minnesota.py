"""The real Minnesota provisions of sixteen years: every relative is found, and no stranger."""

import json
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from amparo.lib.textreuse import Posting, Words, fingerprints, rank, read

SHORTEST = 40  # words that can be watched: an opening alone says too little
TEXTS = 10_000  # of a biennium, so that what few have weighs as it will

pytestmark = pytest.mark.data


def test_within_a_group_every_text_holds_a_fifth_of_the_other_and_across_none_does(
    shared_data: Path,
) -> None:
    source = shared_data / "bills/mn_immigration/mn_immigration_provisions.jsonl"
    lines = source.read_text(encoding="utf-8").splitlines()
    told = {row["id"]: row for row in map(json.loads, lines)}
    words = {key: read(row["text"], legislature="mn") for key, row in told.items()}
    scores = _scores({key: each for key, each in words.items() if len(each) >= SHORTEST})
    within = [s for (a, b), s in scores.items() if told[a]["group"] == told[b]["group"]]
    across = [s for (a, b), s in scores.items() if told[a]["group"] != told[b]["group"]]
    assert min(within) > 0.3
    assert max(across) <= 0.05


def _scores(words: dict[str, Words]) -> dict[tuple[str, str], float]:
    prints = {key: set(fingerprints(each)[0].tolist()) for key, each in words.items()}
    counts = Counter(each for some in prints.values() for each in some)
    return {(a, b): _score(prints[a], prints[b], counts) for a, b in permutations(prints, 2)}


def _score(watched: set[int], other: set[int], counts: Counter[int]) -> float:
    postings = [Posting(each, "other") for each in watched & other]
    found = rank(list(watched), postings, text_counts=counts, total=TEXTS)
    return found[0].score if found else 0.0
