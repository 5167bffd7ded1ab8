"""What others search texts of law with, each on the same texts and questions as ours.

BM25 (bm25s), Lucene's more-like-this (tantivy), LSH Ensemble (datasketch), the Smith-Waterman of
LID (KDD 2016) and the 4-gram rule of BillMap. Each is given what its authors give it: whole bills.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log

import numpy as np

from amparo.lib.textreuse import read

Search = Callable[[str, int], list[int]]  # words, how many -> numbers of texts, the best first
TERMS = 25  # of a more-like-this
MATCH, MISMATCH, GAP = 3, -2, -3  # LID


def bm25(texts: Sequence[str]) -> Search:
    import bm25s

    words = [list(read(text).words) for text in texts]
    index = bm25s.BM25()
    index.index(words, show_progress=False)

    def search(question: str, limit: int) -> list[int]:
        found, _scores = index.retrieve([list(read(question).words)], k=limit, show_progress=False)
        return [int(each) for each in found[0]]

    return search


def more_like_this(texts: Sequence[str]) -> Search:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", stored=False, tokenizer_name="whitespace")
    schema.add_integer_field("number", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=200_000_000)
    counts: Counter[str] = Counter()
    for number, text in enumerate(texts):
        words = read(text).words
        counts.update(set(words))
        writer.add_document(tantivy.Document(body=[" ".join(words)], number=[number]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str, limit: int) -> list[int]:
        words = Counter(read(question).words)
        weight = {
            word: count * log(1 + len(texts) / (1 + counts[word]))
            for word, count in words.items()
            if counts[word]
        }
        terms = sorted(weight, key=weight.get, reverse=True)[:TERMS]  # type: ignore[arg-type]
        if not terms:
            return []
        asked = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "body", term))
                for term in terms
            ]
        )
        hits = searcher.search(asked, limit).hits
        return [int(searcher.doc(address)["number"][0]) for _score, address in hits]

    return search


def lsh_ensemble(texts: Sequence[str]) -> Search:
    from datasketch import MinHash, MinHashLSHEnsemble

    def sketch(text: str) -> tuple[MinHash, int]:
        words = read(text).words
        shingles = {" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)}
        made = MinHash(num_perm=128)
        made.update_batch(list(shingles))
        return made, len(shingles)

    index = MinHashLSHEnsemble(threshold=0.4, num_perm=128, num_part=16)
    sketches = [sketch(text) for text in texts]
    index.index((number, made, size) for number, (made, size) in enumerate(sketches) if size)

    def search(question: str, limit: int) -> list[int]:
        made, size = sketch(question)
        found = index.query(made, size) if size else []
        return sorted(found, key=lambda each: -made.jaccard(sketches[each][0]))[:limit]

    return search


def four_gram_rule(texts: Sequence[str]) -> Search:
    """BillMap's rule as a search: whichever text has most of the question's four words in a row."""
    known: dict[str, int] = {}

    def grams(text: str) -> np.ndarray:
        codes = np.array([known.setdefault(word, len(known)) for word in read(text).words], "u8")
        four = [codes[at : max(len(codes) - 3 + at, at)] for at in range(4)]
        hashed = np.zeros(max(len(codes) - 3, 0), "u8")
        for each in four:
            hashed = (hashed + each[: len(hashed)]) * np.uint64(0x9E3779B97F4A7C15)
            hashed ^= hashed >> np.uint64(29)
        return np.unique(hashed)

    made = [grams(text) for text in texts]
    hashes = np.concatenate(made)
    numbers = np.repeat(np.arange(len(made)), [len(each) for each in made])
    order = np.argsort(hashes, kind="stable")
    hashes, numbers = hashes[order], numbers[order]

    def search(question: str, limit: int) -> list[int]:
        mine = grams(question)
        starts, ends = (np.searchsorted(hashes, mine, side) for side in ("left", "right"))
        found = [numbers[start:end] for start, end in zip(starts, ends, strict=True) if end > start]
        if not found:
            return []
        counts = np.bincount(np.concatenate(found))
        best = np.argsort(-counts, kind="stable")[:limit]
        return [int(each) for each in best if counts[each]]

    return search


def smith_waterman(left: Sequence[str], right: Sequence[str]) -> float:
    """LID's score of two texts, by words: the whole recurrence, a row at a time."""
    known: dict[str, int] = {}
    a = np.array([known.setdefault(word, len(known)) for word in left])
    b = np.array([known.setdefault(word, len(known)) for word in right])
    steps = -GAP * np.arange(len(b) + 1)
    before = np.zeros(len(b) + 1, np.int64)
    best = 0
    for each in a:
        row = np.zeros(len(b) + 1, np.int64)
        row[1:] = np.maximum(before[:-1] + np.where(b == each, MATCH, MISMATCH), before[1:] + GAP)
        np.maximum(row, 0, out=row)
        row = np.maximum.accumulate(row + steps) - steps  # gaps along the row
        best = max(best, int(row.max()))
        before = row
    return best / (MATCH * max(len(a), 1))


def four_grams(left: Sequence[str], right: Sequence[str]) -> float:
    """BillMap's rule: the share of four words in a row that the other has."""
    mine = {tuple(left[at : at + 4]) for at in range(len(left) - 3)}
    theirs = {tuple(right[at : at + 4]) for at in range(len(right) - 3)}
    return len(mine & theirs) / max(len(mine), 1)
