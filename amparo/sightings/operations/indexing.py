"""Putting stored texts into the index, one at a time or by the thousand.

A newcomer's mistake: indexing within an import. `amparo.bills.texts` tells of each stored text in
its own time; a text that is there already is left as it is, so everything may be run twice.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction

from amparo.bills.models import LegalText
from amparo.lib.textreuse import Words, cited_sections, distinct
from amparo.sightings import postings
from amparo.sightings.models import CitedSection, IndexedText
from amparo.sightings.models.index import METHOD
from amparo.sightings.reading import words_of


def index_text(text: LegalText) -> Words | None:
    """Index one text; return its words, None where it was indexed before."""
    if IndexedText.objects.current().filter(text=text).exists():
        return None
    return index_texts([text])[0]


@transaction.atomic
def index_texts(texts: Sequence[LegalText]) -> list[Words]:
    """Index texts that are not in the index yet, durably and at once; return their words.

    Some thousands at a time go fastest: rows are written in the order of their hashes.
    """
    _forget_older(texts)
    read = [words_of(text) for text in texts]
    hashes = [distinct(words) for words in read]
    rows = IndexedText.objects.bulk_create(
        IndexedText(text=text, word_count=len(words), hash_count=len(found))
        for text, words, (found, _places) in zip(texts, read, hashes, strict=True)
    )
    postings.insert((row.pk, *found) for row, found in zip(rows, hashes, strict=True))
    CitedSection.objects.bulk_create(_cited(zip(rows, texts, strict=True)), batch_size=5000)
    return read


def sweep_index() -> None:
    """Forget the hashes of texts that are gone. May be run again."""
    postings.sweep()


def _cited(pairs: Iterable[tuple[IndexedText, LegalText]]) -> Iterable[CitedSection]:
    for row, text in pairs:
        for section in sorted(cited_sections(text.body)):
            yield CitedSection(section=section, indexed=row)


def _forget_older(texts: Sequence[LegalText]) -> None:
    """What was indexed by an older method is indexed again."""
    for row in IndexedText.objects.filter(text__in=texts).exclude(method=METHOD):
        postings.remove(row.pk)
        row.delete()
