"""`make bench-provisions`: provisions followed by their wording, beside what others follow with.

Needs ../shared/data and what stands in requirements-bench.lock. SMALL=1 takes a tenth of the bills.
Thresholds stand in lib/textreuse/verdicts.py; bench/tiers.py fits them to other data.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from amparo.lib.textreuse import Postings, distinct, rank, read
from bench import worlds
from bench.bills import BILLS
from bench.table import Row

MINNESOTA = BILLS / "mn_immigration/mn_immigration_provisions.jsonl"
SHORTEST = 40  # words that can be watched: an opening alone says too little
TEXTS = 10_000  # of a biennium


def run(is_postgres: bool) -> Iterator[Row]:
    from bench import formula, pairs

    area = formula.auc()
    yield Row("formulas told from chosen wording (LID), AUC", 100 * area, "%", area / 0.92, ".92")
    accuracy, f1 = pairs.scores()
    yield Row("pairs in five classes (Kim), accuracy", accuracy, "%", accuracy / 89, "89")
    yield Row("pairs in five classes (Kim), macro-F1", f1, "%", f1 / 80, "80")
    yield from _minnesota()
    yield from _watching(is_postgres)


def _minnesota() -> Iterator[Row]:
    """The least within a group of the real Minnesota provisions, and the most across."""
    lines = MINNESOTA.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    words = {row["id"]: read(row["text"], legislature="mn") for row in told}
    groups = {row["id"]: row["group"] for row in told}
    long = {key: each for key, each in words.items() if len(each) >= SHORTEST}
    keys, prints = list(long), [distinct(each) for each in long.values()]
    shares: dict[bool, list[float]] = {True: [], False: []}
    for a, watched in zip(keys, prints, strict=True):
        shared = [np.intersect1d(watched, each) for each in prints]
        numbers = [np.full(len(each), number) for number, each in enumerate(shared)]
        found = Postings(np.concatenate(shared), np.concatenate(numbers))
        scores = {each.text: each.score for each in rank(watched, found, total=TEXTS)}
        for number, b in enumerate(keys):
            if b != a:
                shares[groups[a] == groups[b]].append(scores.get(number, 0))
    yield Row("Minnesota, the least within a group", 100 * min(shares[True]), "%")
    yield Row("Minnesota, the most across", 100 * max(shares[False]), "%", None, "at most 5 %")


def _watching(is_postgres: bool) -> Iterator[Row]:
    command = [sys.executable, "-m", "bench.watching"]
    with worlds.prepared(is_postgres) as environment:
        with subprocess.Popen(
            command, env=os.environ | environment, stdout=subprocess.PIPE, text=True
        ) as process:
            for line in process.stdout or ():
                name, value, unit, ratio, against = line.rstrip("\n").split("|")
                yield Row(name, float(value), unit, float(ratio) if ratio else None, against)
        if process.returncode:
            raise SystemExit("bench.watching failed")
