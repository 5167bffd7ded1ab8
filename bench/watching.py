"""Watched texts against the bills of the 117th Congress, through the product's own tables.

Run by `bench.provisions` in a prepared environment; prints a line for each figure. Storing the
bills is not timed (that is an import); indexing, searching and confirming are. Questions are timed
by the processor, so that a machine on which others work beside it says the same; what is written is
timed by the clock as well, because a disk has to be waited for.
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from amparo.lib.textreuse.verdicts import REAPPEARS
from bench.bills import Watched, latest_texts, watched_sections
from bench.table import Row

BATCH = 1000  # texts that are indexed in one transaction
CONFIRMED = 20
SMALL = (1500, 60)  # bills, questions
HOSTS, HOST_WORDS = 200, (10_000, 20_000)
LENGTHS = (40, 80, 160, 400)
EDITS = (20, 30, 40)
PLANTED = 100
PLANTED_IN = 40  # candidates that are confirmed
COMPANION = 0.5  # covered: a bill that has so much of it besides the one where it was planted


@dataclass
class Corpus:
    names: list[str]
    texts: list[str]
    numbers: dict[str, int]  # name -> place in `names`
    indexed: dict[int, int]  # indexed text -> place


def rows(*, is_small: bool) -> Iterator[Row]:
    corpus, took = _index(SMALL[0] if is_small else None)
    for name, seconds in zip(("by the clock", "by the processor"), took, strict=True):
        per_second = len(corpus.texts) / seconds
        name = f"index, durable, in SQL, {name}"
        yield Row(name, per_second, "bill/s", per_second / 500, "500 bills/s")
    asked = [
        each for each in watched_sections() if any(p in corpus.numbers for p in each.positives)
    ]
    asked = asked[: SMALL[1]] if is_small else asked
    yield from _reintroduced(corpus, asked)
    yield from _hitchhikers(corpus, asked)
    yield from _planted(corpus)
    yield from _checked(corpus)
    yield from _peers(corpus, asked[:200])


def _index(most: int | None) -> tuple[Corpus, tuple[float, float]]:
    from amparo.bills.models import LegalText
    from amparo.sightings.operations.indexing import index_texts

    told = latest_texts(117)
    positives = {name for each in watched_sections() for name in each.positives}
    names = sorted(told, key=lambda name: name not in positives)[:most]
    texts = [told[name] for name in names]
    stored = _store(names, texts)
    began = time.perf_counter(), time.process_time()
    for at in range(0, len(stored), BATCH):
        index_texts(stored[at : at + BATCH])
    took = time.perf_counter() - began[0], time.process_time() - began[1]
    rows = LegalText.objects.filter(indexed__isnull=False).values_list("label", "indexed__id")
    numbers = {name: at for at, name in enumerate(names)}
    return Corpus(names, texts, numbers, {pk: numbers[label] for label, pk in rows}), took


def _store(names: Sequence[str], texts: Sequence[str]) -> list[Any]:
    from django.utils import timezone

    from amparo.bills.models import LegalText

    now = timezone.now()
    made = [
        LegalText(
            label=name, body=text, sha256=str(number), checked_on=now.date(), stored_at=now,
            announced_at=now,
        )
        for number, (name, text) in enumerate(zip(names, texts, strict=True))
    ]  # fmt: skip
    return list(LegalText.objects.bulk_create(made, batch_size=500))


def _search(words: str, limit: int) -> list[tuple[int, float]]:
    """(indexed text, score), the best first, as the product ranks them."""
    from amparo.lib.textreuse import distinct, read
    from amparo.sightings.operations.seeing import candidates

    return [(each.text, each.score) for each in candidates(distinct(read(words)), limit=limit)]


def _confirmed(
    words: str, indexed: Sequence[int], *, is_rough: bool = False
) -> list[tuple[int, float]]:
    """(indexed text, how much of the words is there), the best first."""
    from amparo.lib.textreuse import align_codes, read, rough_coverage
    from amparo.sightings.operations.indexing import codes_of

    watched = read(words).codes
    covered = [
        (pk, rough_coverage(watched, c) if is_rough else align_codes(watched, c).coverage)
        for pk, c in codes_of(indexed)
    ]
    return sorted(covered, key=lambda pair: -pair[1])


def _reintroduced(corpus: Corpus, asked: Sequence[Watched]) -> Iterator[Row]:
    searching, confirming, hits, best = [], [], 0, []
    for each in asked:
        began = time.process_time()
        found = _search(each.words, CONFIRMED)
        searching.append(time.process_time() - began)
        covered = _confirmed(each.words, [pk for pk, _score in found])
        confirming.append(time.process_time() - began)
        positives = {corpus.numbers[name] for name in each.positives if name in corpus.numbers}
        hits += any(corpus.indexed[pk] in positives for pk, _score in found[:10])
        best.append(max((s for pk, s in covered if corpus.indexed[pk] in positives), default=0))
        wrong = [s for pk, s in covered if corpus.indexed[pk] not in positives]
        best[-1] = (best[-1], max(wrong, default=0))
    recall = hits / len(asked)
    yield Row("came back, recall@10", 100 * recall, "%", recall / 0.985, ".985")
    for name, times, reach in (("candidates", searching, 5), ("confirmed", confirming, 50)):
        p95 = 1000 * float(np.quantile(times, 0.95))
        yield Row(f"{name}, p95", p95, "ms", p95 / reach, f"{reach} ms")
    for half, pairs in (("first half", best[::2]), ("second half", best[1::2])):
        right = sum(good >= REAPPEARS for good, _bad in pairs)
        alarms = sum(max(good, bad) >= REAPPEARS for good, bad in pairs)
        precision = right / max(alarms, 1)
        yield Row(f"“reappears”, precision, {half}", 100 * precision, "%", precision / 0.88, ".88")
        share = right / len(pairs)
        yield Row(f"“reappears”, recall, {half}", 100 * share, "%", share / 0.75, ".75")


def _hitchhikers(corpus: Corpus, asked: Sequence[Watched]) -> Iterator[Row]:
    """The provision as it came back, within a host of real sections; asked by its older words."""
    from amparo.lib.textreuse import align, read

    draw, hosts, questions = random.Random(1), [], []
    for each in asked[:HOSTS]:
        name = next(p for p in each.positives if p in corpus.numbers)
        other = read(corpus.texts[corpus.numbers[name]])
        found = align(read(each.words), other)
        if found.coverage < 0.4:
            continue
        start, end = found.passages[0].other[0], found.passages[-1].other[1]
        carried = " ".join(other.words[min(start, end) : max(start, end)])
        host = _host(corpus, draw)
        at = draw.randrange(len(host))
        hosts.append(" ".join([*host[:at], carried, *host[at:]]))
        questions.append((each.words, found.passages[0].watched[0]))
    yield from _hits(_add(hosts), questions, 30, "hit@30", 0.995)
    yield from _edited_within(corpus, questions)


def _edited_within(corpus: Corpus, questions: Sequence[tuple[str, int]]) -> Iterator[Row]:
    """The older words with 40 % of them changed, within a host; asked as they were."""
    from amparo.lib.textreuse import read

    draw, hosts = random.Random(4), []
    common = [word for text in corpus.texts[:50] for word in text.split()[:200]]
    for words, _start in questions:
        edited = _edit(" ".join(read(words).words), 40, common, draw)
        host = _host(corpus, draw)
        at = draw.randrange(len(host))
        hosts.append(" ".join([*host[:at], edited, *host[at:]]))
    yield from _hits(_add(hosts), questions, CONFIRMED, "40 % of them edited, hit@20", 0.97)


def _hits(
    stored: Sequence[int],
    questions: Sequence[tuple[str, int]],
    limit: int,
    said: str,
    reach: float,
) -> Iterator[Row]:
    """How many of the hosts are found by so many words of what is in them."""
    for length in LENGTHS:
        hits = sum(
            stored[number] in {pk for pk, _s in _search(_part(words, start, length), limit)}
            for number, (words, start) in enumerate(questions)
        )
        share = hits / max(len(questions), 1)
        name = f"{length} words within 10,000–20,000, {said}"
        yield Row(name, 100 * share, "%", share / reach, f"{reach:.3f}".strip("0"))


def _part(words: str, start: int, length: int) -> str:
    from amparo.lib.textreuse import read

    told = read(words).words
    start = max(0, min(start, len(told) - length))
    return " ".join(told[start : start + length])


def _host(corpus: Corpus, draw: random.Random) -> list[str]:
    wanted, words = draw.randrange(*HOST_WORDS), []
    while len(words) < wanted:
        words += draw.choice(corpus.texts).split()[:400]
    return words


def _planted(corpus: Corpus) -> Iterator[Row]:
    """Provisions of 200 to 800 words with some of their words changed, in bills of the corpus."""
    draw = random.Random(2)
    long = [text for text in corpus.texts if len(text.split()) > 1200]
    common = [word for text in long[:50] for word in text.split()[:200]]
    provisions = [_cut(draw.choice(long), draw) for _number in range(PLANTED)]
    for percent in EDITS:
        planted = [_edit(each, percent, common, draw) for each in provisions]
        stored = _add([f"{_cut(draw.choice(long), draw)} {each}" for each in planted])
        times, hits = [], 0
        for provision, pk in zip(provisions, stored, strict=True):
            began = time.process_time()
            likely = [each for each, _score in _search(provision, PLANTED_IN)]
            found = _confirmed(provision, likely, is_rough=True)
            times.append(time.process_time() - began)
            # the bills from which it was cut, and their companions, hold most of it
            edited = [each for each, share in found if share < COMPANION or each == pk]
            hits += pk in edited[:10]
        share, p95 = hits / PLANTED, 1000 * float(np.quantile(times, 0.95))
        yield Row(f"planted, {percent} % of words edited, recall@10", 100 * share, "%", share, "1")
        yield Row(f"planted, {percent} % of words edited, p95", p95, "ms", p95 / 10, "10 ms")


def _cut(text: str, draw: random.Random) -> str:
    words = text.split()
    length = draw.randrange(200, 800)
    at = draw.randrange(max(1, len(words) - length))
    return " ".join(words[at : at + length])


def _edit(text: str, percent: int, common: Sequence[str], draw: random.Random) -> str:
    words = text.split()
    for at in draw.sample(range(len(words)), len(words) * percent // 100):
        words[at] = draw.choice(common)
    return " ".join(words)


def _add(texts: Sequence[str]) -> list[int]:
    from amparo.sightings.models import IndexedText
    from amparo.sightings.operations.indexing import index_texts

    before = IndexedText.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    index_texts(_store([f"host {before} {number}" for number in range(len(texts))], texts))
    return list(
        IndexedText.objects.filter(pk__gt=before).order_by("pk").values_list("pk", flat=True)
    )


def _checked(corpus: Corpus) -> Iterator[Row]:
    """A new version against few and many watched texts; a bill of 400,000 words."""
    from django.db import transaction

    from amparo.lib.textreuse import read
    from amparo.sightings.operations.seeing import check_text, hear_all

    words = [word for text in corpus.texts[:400] for word in text.split()]
    with_some = words[100_000 % len(words) :][:5000]
    with_none = random.Random(3).sample(with_some, len(with_some))  # its words, no three in a row
    took: dict[str, list[float]] = {"none of them seen": [], "all that is seen stored": []}
    for count in (1000, 10_000):
        _watch(corpus, count)
        for (what, times), version in zip(took.items(), (with_none, with_some), strict=True):
            (text,) = _store([f"{what} {count}"], [" ".join(version)])
            told = read(text.body)

            def once(text: Any = text, told: Any = told) -> None:
                with transaction.atomic():
                    check_text(text, told, now=text.stored_at)
                    transaction.set_rollback(True)

            once()  # the hashes of the watched texts are read once
            times.append(_median(once))
            name = f"5,000 words against {count:,} watched texts, {what}"
            yield Row(name, times[-1], "ms", times[-1] / 10, "10 ms")
    for what, (few, many) in took.items():
        yield Row(f"10 times as many, {what}", many / few, "times", many / few / 1.2, "1.2")
    huge = " ".join((words * (1 + 400_000 // len(words)))[:400_000])
    (text,) = _store(["huge"], [huge])
    began = time.process_time()
    hear_all([text], text.stored_at)
    seconds = time.process_time() - began
    yield Row("a bill of 400,000 words, indexed and checked", seconds, "s", seconds / 5, "5 s")


def _watch(corpus: Corpus, count: int) -> None:
    """Watched texts up to this many, cut from bills that are not the version that is checked."""
    from django.utils import timezone

    from amparo.sightings.models import Origin, WatchedText
    from amparo.sightings.operations.seeing import weigh

    draw, today = random.Random(count), timezone.localdate()
    there = WatchedText.objects.count()
    pool = corpus.texts[len(corpus.texts) // 3 :]
    made = [
        WatchedText(
            key=f"watch-{number}", body=_cut(draw.choice(pool), draw)[:1500], word_count=200,
            origin=Origin.PASTED, began_on=today, searched_at=timezone.now(),
        )
        for number in range(there, count)
    ]  # fmt: skip
    WatchedText.objects.bulk_create(made, batch_size=1000)
    for watch in made:
        weigh(watch)


def _median(act: Callable[[], None], times: int = 9) -> float:
    took = []
    for _time in range(times):
        began = time.process_time()
        act()
        took.append(1000 * (time.process_time() - began))
    return float(np.median(took))


def _peers(corpus: Corpus, asked: Sequence[Watched]) -> Iterator[Row]:
    from bench import rivals

    ours = _recall(lambda words, limit: [corpus.indexed.get(pk, -1) for pk, _s in
                                         _search(words, limit)], corpus, asked)  # fmt: skip
    for name, make in (
        ("BM25 (bm25s)", rivals.bm25),
        ("more-like-this (tantivy)", rivals.more_like_this),
        ("LSH Ensemble (datasketch)", rivals.lsh_ensemble),
        ("the 4-gram rule (BillMap)", rivals.four_gram_rule),
    ):
        began = time.process_time()
        search = make(corpus.texts)
        built = time.process_time() - began
        share, p95 = _recall(search, corpus, asked)
        yield Row(f"{name}: recall@10", 100 * share, "%", ours[0] / max(share, 0.001), "ours to it")
        yield Row(f"{name}: p95", p95, "ms", ours[1] / p95, "ours to it")
        yield Row(f"{name}: built", len(corpus.texts) / built, "bill/s")
    yield from _recurrence(corpus, asked)


def _recall(search: Any, corpus: Corpus, asked: Sequence[Watched]) -> tuple[float, float]:
    hits, times = 0, []
    for each in asked:
        began = time.process_time()
        found = search(each.words, 10)
        times.append(time.process_time() - began)
        hits += bool({corpus.numbers.get(name) for name in each.positives} & set(found))
    return hits / len(asked), 1000 * float(np.quantile(times, 0.95))


def _recurrence(corpus: Corpus, asked: Sequence[Watched]) -> Iterator[Row]:
    """LID confirms what Lucene finds by the whole recurrence; here over twenty, scaled to 300."""
    from amparo.lib.textreuse import read
    from bench.rivals import smith_waterman

    question = read(asked[0].words).words
    others = [read(text).words for text in corpus.texts[:CONFIRMED]]
    began = time.process_time()
    for other in others:
        smith_waterman(question, other)
    theirs = 1000 * (time.process_time() - began) * 300 / CONFIRMED
    mine = _median(lambda: _search(asked[0].words, 300) and None)
    yield Row("LID's recurrence over 300", theirs, "ms", mine / theirs, "our candidates to it")


def main() -> None:
    import django

    django.setup()
    for row in rows(is_small=bool(os.environ.get("SMALL"))):
        print("|".join(map(str, (row.name, row.value, row.unit, row.ratio or "", row.against))),
              flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
