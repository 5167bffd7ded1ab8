"""The real Minnesota provisions of sixteen years: every relative is found, and no stranger."""

import json
from pathlib import Path

import numpy as np
import pytest

from amparo.lib.textreuse import Postings, Words, distinct, rank, read

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
    keys = list(words)
    rows = [(distinct(each), number) for number, each in enumerate(words.values())]
    found: dict[tuple[str, str], float] = {}
    for a in keys:
        watched = distinct(words[a])
        shared = [(np.intersect1d(watched, hashes), number) for hashes, number in rows]
        postings = Postings(
            np.concatenate([hashes for hashes, _number in shared]),
            np.concatenate([np.full(len(hashes), number) for hashes, number in shared]),
        )
        scores = {each.text: each.score for each in rank(watched, postings, total=TEXTS)}
        found |= {(a, b): scores.get(keys.index(b), 0.0) for b in keys if b != a}
    return found
