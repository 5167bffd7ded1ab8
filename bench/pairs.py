"""Pairs of sections in five classes (Kim and others, EMNLP 2021): how alike are they?

Only the part for validation is here, so what is printed is ten-fold cross-validated on it, over
three shuffles; features and model were chosen among some on the same pairs, which flatters them by
a little. Features are those of a shared wording, the same whichever of the two comes first;
published: RoBERTa, accuracy 88.9, macro-F1 79.9 on the test part.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from amparo.lib.textreuse import align, read
from bench.bills import BILLS
from bench.rivals import four_grams, smith_waterman

PAIRS = BILLS / "kim2021_emnlp/val_sub_sec_pairs.csv"
SHUFFLES = 3
SIZES = (1, 2, 3, 5, 8)  # words in a row
END = 25  # words that are a beginning or an end
NAME = r"\b[A-Z][a-z]{3,}"
WEIGHED = (
    {"ngram_range": (1, 3)}, {"ngram_range": (1, 1)}, {"ngram_range": (2, 2)},
    {"analyzer": "char_wb", "ngram_range": (3, 5)}, {"stop_words": "english"},
)  # fmt: skip


def scores() -> tuple[float, float]:
    """Accuracy and macro-F1 in percent, on pairs that the models have not seen."""
    x, y = pairs()
    classes, found = np.unique(y), []
    for seed in range(SHUFFLES):
        folds = StratifiedKFold(10, shuffle=True, random_state=seed)
        each = [
            cross_val_predict(model, x, y, cv=folds, method="predict_proba") for model in _models()
        ]
        said = classes[sum(each).argmax(axis=1)]
        found.append((accuracy_score(y, said), f1_score(y, said, average="macro")))
    accuracy, f1 = np.mean(found, axis=0)
    return 100 * float(accuracy), 100 * float(f1)


def pairs() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    csv.field_size_limit(10**8)
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = np.array([[*_both_ways(row), *_differences(row)] for row in rows])
    return np.hstack([found, _cosines(rows)]), np.array([int(row["label"]) for row in rows])


def _both_ways(row: dict[str, str]) -> list[float]:
    """What each has of the other, the less of the two first; how long they are; their titles."""
    a, b = read(row["sec_a_text"]), read(row["sec_b_text"])
    titles = read(row["sec_a_title"]).words, read(row["sec_b_title"]).words
    one, other = align(a, b), align(b, a)
    shared = sum((Counter(a.words) & Counter(b.words)).values())
    short, long = sorted((max(len(a), 1), max(len(b), 1)))
    ways = [
        *((_held(a.words, b.words, size), _held(b.words, a.words, size)) for size in SIZES),
        (one.coverage, other.coverage),
        (smith_waterman(a.words, b.words), smith_waterman(b.words, a.words)),
    ]
    return [
        *(each for way in ways for each in sorted(way)),
        max((each.length for each in one.passages), default=0) / short,
        len(one.passages) / short,
        four_grams(a.words, b.words),
        Levenshtein.normalized_similarity(a.words, b.words),
        LCSseq.normalized_similarity(a.words, b.words),
        *(shared / short, shared / long, short / long, np.log1p(short), np.log1p(long)),
        float(titles[0] == titles[1]),
        LCSseq.normalized_similarity(*titles),
    ]


def _differences(row: dict[str, str]) -> list[float]:
    """How much an edit took in, took out and replaced; numbers, names, beginnings and ends."""
    a, b = row["sec_a_text"], row["sec_b_text"]
    left, right = read(a).words, read(b).words
    edits = [each for each in Levenshtein.opcodes(left, right) if each.tag != "equal"]
    sizes = [max(e.src_end - e.src_start, e.dest_end - e.dest_start) for e in edits]
    by_kind = [
        sum(size for size, each in zip(sizes, edits, strict=True) if each.tag == kind)
        for kind in ("insert", "delete", "replace")
    ]
    distance = Levenshtein.distance(left, right)
    return [
        *np.log1p([*by_kind, max(sizes, default=0), distance, len(edits)]),
        distance / max(len(left), len(right), 1),
        distance / max(min(len(left), len(right)), 1),
        *(float(left == right), float(a == b), fuzz.ratio(a, b)),
        *(_likeness(re.findall(each, a), re.findall(each, b)) for each in (r"\d+", NAME)),
        _likeness(left, right),
        *(
            fuzz.ratio(" ".join(x), " ".join(y))
            for x, y in zip(_ends(left), _ends(right), strict=True)
        ),
        fuzz.token_sort_ratio(row["sec_a_title"], row["sec_b_title"]),
        fuzz.token_set_ratio(row["sec_a_title"], row["sec_b_title"]),
    ]


def _cosines(rows: Sequence[dict[str, str]]) -> NDArray[np.float64]:
    texts = [row[name] for row in rows for name in ("sec_a_text", "sec_b_text")]
    found = []
    for more in WEIGHED:
        vectors = TfidfVectorizer(sublinear_tf=True, **more).fit_transform(texts)
        found.append(np.asarray(vectors[0::2].multiply(vectors[1::2]).sum(axis=1)).ravel())
    return np.stack(found, axis=1)


def _held(a: tuple[str, ...], b: tuple[str, ...], size: int) -> float:
    mine = {a[at : at + size] for at in range(len(a) - size + 1)}
    theirs = {b[at : at + size] for at in range(len(b) - size + 1)}
    return len(mine & theirs) / max(len(mine), 1)


def _likeness(a: Sequence[str], b: Sequence[str]) -> float:
    one, other = Counter(a), Counter(b)
    return sum((one & other).values()) / max(sum((one | other).values()), 1)


def _ends(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return words[:END], words[-END:]


def _models() -> list[ExtraTreesClassifier | RandomForestClassifier]:
    """Whose shares of votes are added up; the second cares for the rare classes."""
    given = {"n_estimators": 400, "min_samples_leaf": 2, "random_state": 0}
    return [
        ExtraTreesClassifier(**given),
        ExtraTreesClassifier(**given, class_weight="balanced"),
        RandomForestClassifier(**given),
    ]


if __name__ == "__main__":
    print("accuracy {:.1f}, macro-F1 {:.1f}".format(*scores()))
