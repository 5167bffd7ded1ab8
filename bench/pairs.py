"""Pairs of sections in five classes (Kim and others, EMNLP 2021): how alike are they?

Only the part for validation is here; what is printed is ten-fold cross-validated on it. Features
are those of a shared wording; published: RoBERTa, accuracy 88.9, macro-F1 79.9 on the test part.
"""

import csv
from collections import Counter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq, Levenshtein
from sklearn.ensemble import ExtraTreesClassifier, GradientBoostingClassifier, VotingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from amparo.lib.textreuse import Words, align, read
from bench.bills import BILLS
from bench.rivals import four_grams, smith_waterman

PAIRS = BILLS / "kim2021_emnlp/val_sub_sec_pairs.csv"


def scores() -> tuple[float, float]:
    """Accuracy and macro-F1 in percent, on pairs that the model has not seen."""
    x, y = pairs()
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    said = cross_val_predict(_model(), x, y, cv=folds)
    return 100 * accuracy_score(y, said), 100 * f1_score(y, said, average="macro")


def pairs() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    csv.field_size_limit(10**8)
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row[name] for row in rows for name in ("sec_a_text", "sec_b_text")]
    vectors = TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True).fit_transform(texts)
    cosines = np.asarray(vectors[0::2].multiply(vectors[1::2]).sum(axis=1)).ravel()
    found = [[*_features(row), cosine] for row, cosine in zip(rows, cosines, strict=True)]
    return np.array(found), np.array([int(row["label"]) for row in rows])


def _features(row: dict[str, str]) -> list[float]:
    a, b = read(row["sec_a_text"]), read(row["sec_b_text"])
    titles = read(row["sec_a_title"]).words, read(row["sec_b_title"]).words
    one, two = align(a, b), align(b, a)
    bags = Counter(a.words), Counter(b.words)
    shared = sum((bags[0] & bags[1]).values())
    sizes = sorted((len(a), len(b)))
    return [
        *_grams(a, b, (1, 2, 3, 5, 8)),
        *_grams(b, a, (1, 2, 3, 5, 8)),
        one.coverage,
        two.coverage,
        max((each.length for each in one.passages), default=0) / max(sizes[0], 1),
        len(one.passages) / max(sizes[0], 1),
        four_grams(a.words, b.words),
        smith_waterman(a.words, b.words),
        smith_waterman(b.words, a.words),
        Levenshtein.normalized_similarity(a.words, b.words),
        LCSseq.normalized_similarity(a.words, b.words),
        shared / max(sizes[0], 1),
        shared / max(sizes[1], 1),
        sizes[0] / max(sizes[1], 1),
        np.log1p(sizes[0]),
        np.log1p(sizes[1]),
        float(titles[0] == titles[1]),
        LCSseq.normalized_similarity(*titles),
    ]


def _grams(a: Words, b: Words, sizes: tuple[int, ...]) -> list[float]:
    return [_held(a.words, b.words, size) for size in sizes]


def _held(a: tuple[str, ...], b: tuple[str, ...], size: int) -> float:
    mine = {a[at : at + size] for at in range(len(a) - size + 1)}
    theirs = {b[at : at + size] for at in range(len(b) - size + 1)}
    return len(mine & theirs) / max(len(mine), 1)


def _model() -> VotingClassifier:
    boosted = GradientBoostingClassifier(
        n_estimators=200, max_depth=3, learning_rate=0.05, subsample=0.7, random_state=0
    )
    trees = ExtraTreesClassifier(600, min_samples_leaf=2, random_state=0)
    return VotingClassifier([("boosted", boosted), ("trees", trees)], voting="soft")


if __name__ == "__main__":
    print("accuracy {:.1f}, macro-F1 {:.1f}".format(*scores()))
