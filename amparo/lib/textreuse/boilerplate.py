"""Whether what two texts share is a formula, as all laws have, or wording that somebody chose.

A logistic filter over seven plain figures of an alignment, learned on 370 alignments that three
experts had judged (Burgess and others, "The Legislative Influence Detector", KDD 2016; MIT). Its
coefficients are `data/formula.json`; how they were learned, and how well they do on alignments they
have not seen, is `bench/formula.py`. A newcomer's mistake: dropping what it calls a formula. It
ranks lower, and a person decides.
"""

import json
from functools import cache
from importlib.resources import files
from math import exp, log1p

from amparo.lib.textreuse.alignment import Alignment
from amparo.lib.textreuse.words import Words

NAMES = (
    "words in common",
    "their share between first and last",
    "pieces a word",
    "longest piece",
    "different words",
    "numbers",
    "letters a word",
)


def formula_share(watched: Words, found: Alignment) -> float:
    """Return how much it looks like a formula, 0 to 1; 1 where nothing is shared."""
    if not found.passages:
        return 1.0
    learned = _learned()
    parts = zip(
        learned["coefficients"], figures(watched, found), learned["means"], learned["scales"],
        strict=True,
    )  # fmt: skip
    sum_of = learned["intercept"][0] + sum(c * (x - mean) / scale for c, x, mean, scale in parts)
    return float(1 / (1 + exp(-sum_of)))


def figures(watched: Words, found: Alignment) -> list[float]:
    """The seven figures, in the order of `NAMES`. There is at least one passage."""
    runs = [each.watched for each in found.passages]
    shared = [word for start, end in runs for word in watched.words[start:end]]
    count = len(shared)
    return [
        log1p(count),
        count / (max(end for _start, end in runs) - min(start for start, _end in runs)),
        len(runs) / count,
        max(end - start for start, end in runs) ** 0.5,
        len(set(shared)) / count,
        sum(word[0].isdigit() for word in shared) / count,
        sum(map(len, shared)) / count,
    ]


@cache
def _learned() -> dict[str, list[float]]:
    kept: dict[str, list[float]] = json.loads(
        files("amparo.lib.textreuse").joinpath("data/formula.json").read_text(encoding="utf-8")
    )
    return kept
