"""Putting stored texts into the index, one at a time or by the thousand.

A newcomer's mistake: indexing within an import. `amparo.bills.texts` tells of each stored text in
its own time; a text that is there already is left as it is, so everything may be run twice.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from django.db import transaction

from amparo.bills.models import LegalText
from amparo.lib.textreuse import Codes, Words, cited_sections, distinct
from amparo.sightings import postings
from amparo.sightings.models import CitedSection, IndexedText, IndexedWords
from amparo.sightings.models.index import METHOD
from amparo.sightings.reading import words_of


@transaction.atomic
def index_texts(texts: Sequence[LegalText]) -> list[Words]:
    """Index texts that are not in the index yet, durably and at once; return their words.

    Some hundreds at a time go fastest.
    """
    _forget_older(texts)
    read = [words_of(text) for text in texts]
    hashes = [distinct(words) for words in read]
    rows = IndexedText.objects.bulk_create(
        IndexedText(text=text, word_count=len(words), hash_count=len(found))
        for text, words, found in zip(texts, read, hashes, strict=True)
    )
    IndexedWords.objects.bulk_create(
        (
            IndexedWords(indexed=row, codes=words.codes.tobytes())
            for row, words in zip(rows, read, strict=True)
        ),
        batch_size=200,
    )
    postings.insert((row.pk, found) for row, found in zip(rows, hashes, strict=True))
    CitedSection.objects.bulk_create(_cited(zip(rows, texts, strict=True)), batch_size=5000)
    return read


def not_indexed(texts: Sequence[LegalText]) -> list[LegalText]:
    """Those of them that are not in the index, as it is made today."""
    rows = IndexedText.objects.current().filter(text__in=texts)
    there = set(rows.values_list("text", flat=True))
    return [text for text in texts if text.pk not in there]


def codes_of(indexed: Collection[int]) -> Iterator[tuple[int, Codes]]:
    """The words of indexed texts as numbers; those that are gone are left out."""
    rows = IndexedWords.objects.filter(indexed__in=indexed).values_list("pk", "codes")
    for pk, codes in rows.iterator(chunk_size=20):
        yield pk, np.frombuffer(codes, np.uint32)


def sweep_index() -> None:
    """Forget the hashes of texts that are gone. May be run again."""
    postings.sweep()


def _cited(pairs: Iterable[tuple[IndexedText, LegalText]]) -> Iterable[CitedSection]:
    for row, text in pairs:
        for section in sorted(cited_sections(text.body)):
            yield CitedSection(section=section, indexed=row)


def _forget_older(texts: Sequence[LegalText]) -> None:
    """What was indexed by an older method is indexed again."""
    IndexedText.objects.filter(text__in=texts).exclude(method=METHOD).delete()
