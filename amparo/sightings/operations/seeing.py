"""Holding texts and watched texts against one another, and keeping what was seen.

Every new text is held against all watched texts; a new watched text is searched for in everything
stored. A newcomer's mistake: writing over a sighting that an organizer decided. What she confirmed
or muted stays as she left it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Count

from amparo.bills.models import LegalText
from amparo.lib.textreuse import (
    Alignment,
    Candidate,
    Hashes,
    Words,
    align_codes,
    cited_sections,
    distinct,
    rank,
    rough_coverage,
)
from amparo.lib.textreuse.boilerplate import formula_share
from amparo.lib.textreuse.ranking import MOST_TEXTS, weights_of
from amparo.lib.textreuse.seeds import Field
from amparo.lib.textreuse.verdicts import WORTH_A_LOOK, WORTH_READING, tier_of
from amparo.sightings import postings, watchindex
from amparo.sightings.models import (
    CitedSection,
    IndexedText,
    Sighting,
    Standing,
    Tier,
    WatchedPosting,
    WatchedSection,
    WatchedText,
)
from amparo.sightings.operations.departing import note_departures
from amparo.sightings.operations.indexing import codes_of, index_texts, not_indexed
from amparo.sightings.reading import words_of, words_of_watch

MOST_CONFIRMED = 300  # texts that are aligned for one watched text; 20 of one bill are common
MOST_ALIGNED = 50  # watched texts that are aligned with one text
A_STEP = 20  # of the progress that the page shows
FEW_TEXTS = 40  # a section of the statutes that more texts cite tells nothing
MUTED_SHARE = 0.8  # of what is shared: then it is the formula that somebody muted
FORMULA = 0.5  # from here on it is said only in passing


@dataclass(frozen=True)
class Held:
    """A stored text, read once: its words, and the few sections that are worth a word."""

    text: LegalText
    words: Words
    sections: frozenset[str]

    @cached_property
    def field(self) -> Field:
        """Its words, ready to be searched through for one watched text after another."""
        return Field(self.words.codes)


# a new text


def hear(text: LegalText, now: datetime) -> None:
    """Index a text that was stored and hold it against every watched one. May be run again."""
    hear_all([text], now)


def hear_all(texts: Sequence[LegalText], now: datetime) -> None:
    """The same for some hundreds, which goes quicker than one by one."""
    fresh = not_indexed(texts)
    for text, words in zip(fresh, index_texts(fresh), strict=True):
        check_text(text, words, now=now)


@transaction.atomic
def check_text(text: LegalText, words: Words, *, now: datetime) -> list[Sighting]:
    """Hold a text against all watched ones; return what was seen."""
    held = Held(text, words, _rare(cited_sections(text.body)))
    watches = {each.pk: each for each in (*_sharing_words(words), *_sharing_sections(held))}
    looked = (_look(watch, held, now=now, told_at=None) for watch in watches.values())
    seen = [sighting for sighting in looked if sighting]
    note_departures(text, now=now)
    return seen


# a new watched text


def weigh(watch: WatchedText) -> None:
    """Note the hashes of a watched text with their weights of today, and what it cites.

    May be run again.
    """
    hashes = distinct(words_of_watch(watch))
    counts = postings.found(hashes).counts(hashes)
    weights = np.where(counts <= MOST_TEXTS, weights_of(counts, _total()), 0.0)
    rows = [
        WatchedPosting(watch=watch, hash=each, weight=weight)
        for each, weight in zip(hashes.tolist(), weights.tolist(), strict=True)
    ]
    watch.weight = sum(row.weight for row in rows)
    with transaction.atomic():
        watch.postings.all().delete()
        watch.sections.all().delete()
        WatchedPosting.objects.bulk_create(rows, batch_size=2000)
        WatchedSection.objects.bulk_create(
            WatchedSection(watch=watch, section=each) for each in cited_sections(watch.body)
        )
        WatchedText.objects.filter(pk=watch.pk).update(weight=watch.weight)
        watchindex.changed()


def search_for(watch: WatchedText, *, now: datetime) -> int:
    """Search for a watched text in everything stored; how many sightings it has then.

    Progress is kept in the row. Nobody is sent a letter: who asked looks at the page.
    """
    weigh(watch)
    worded, cited = _candidates(watch)
    found = sorted(worded | cited)
    row = WatchedText.objects.filter(pk=watch.pk)
    row.update(to_search_count=len(found), searched_count=0)
    watched, seen = words_of_watch(watch).codes, list[LegalText]()
    for count, (pk, codes) in enumerate(codes_of(found), start=1):
        is_there = pk in worded and rough_coverage(watched, codes) >= WORTH_READING
        if (is_there or pk in cited) and (text := _seen_in(watch, pk, now)):
            seen.append(text)
        if count % A_STEP == 0:
            row.update(searched_count=count)
    for text in seen:
        note_departures(text, now=now, told_at=now)
    row.update(searched_at=now, searched_count=len(found), to_search_count=len(found))
    return watch.sightings.count()


def candidates(hashes: Hashes, *, limit: int = MOST_CONFIRMED) -> list[Candidate]:
    """The stored texts that hold most of these hashes' weight, the best first."""
    return rank(hashes, postings.found(hashes), total=_total(), limit=limit)


# helpers, in the order of their callers


def _sharing_words(words: Words) -> list[WatchedText]:
    """Watched texts of which enough is there to look, those with most of it first."""
    best = watchindex.watches_with(distinct(words), least=WORTH_A_LOOK, limit=MOST_ALIGNED)
    return list(WatchedText.objects.filter(pk__in=best).prefetch_related("muted"))


def _sharing_sections(held: Held) -> list[WatchedText]:
    """Watched texts that cite a section which this one cites too."""
    if not held.sections:
        return []
    rows = WatchedText.objects.watching().filter(sections__section__in=held.sections)
    return list(rows.distinct()[:MOST_ALIGNED])


def _candidates(watch: WatchedText) -> tuple[set[int], set[int]]:
    """Indexed texts with some of the wording, and those that cite the same rare sections."""
    found = candidates(distinct(words_of_watch(watch)))
    rare = _rare(cited_sections(watch.body))
    cited = CitedSection.objects.filter(section__in=rare).values_list("indexed", flat=True)
    return {each.text for each in found if each.score >= WORTH_A_LOOK}, set(cited)


def _seen_in(watch: WatchedText, indexed: int, now: datetime) -> LegalText | None:
    """Look into a text that may have it; None where it has not."""
    rows = LegalText.objects.select_related("bill__session__jurisdiction")
    text = rows.filter(indexed=indexed).first()
    if text is None:
        return None
    held = Held(text, words_of(text), _rare(cited_sections(text.body)))
    return text if _look(watch, held, now=now, told_at=now) else None


def _look(
    watch: WatchedText, held: Held, *, now: datetime, told_at: datetime | None
) -> Sighting | None:
    """Align the two and keep what is to be said of it; None where nothing is."""
    told = _told(watch, held)
    if not told["tier"]:
        return None
    begun = {"found_at": now, "told_at": told_at, **_decided(watch, held.text, now.date())}
    sighting, is_new = Sighting.objects.get_or_create(
        watch=watch, text=held.text, defaults={**told, **begun}
    )
    if not is_new:
        Sighting.objects.waiting().filter(pk=sighting.pk).update(**told)
    elif _is_muted(watch, sighting):
        _mute_as_before(sighting, now.date())
    return sighting


def _told(watch: WatchedText, held: Held) -> dict[str, Any]:
    """The columns of a sighting; its tier is "" where nothing is worth a word."""
    watched = words_of_watch(watch)
    sections = sorted(held.sections & cited_sections(watch.body))
    nothing = {"tier": Tier.CITED if sections else "", "coverage": 0.0, "sections": sections}
    if rough_coverage(watched.codes, held.field) < WORTH_READING:
        return nothing
    found = align_codes(watched.codes, held.field)
    tier = tier_of(found)
    formula = formula_share(watched, found) if tier else 0.0
    if formula >= FORMULA and tier == Tier.EDITED:
        tier = Tier.TRACE
    if not tier:
        return nothing
    return {
        "tier": tier,
        "coverage": found.coverage,
        "formula": formula,
        "sections": sections,
        **_stretches(watched, held.words, found),
    }


def _decided(watch: WatchedText, text: LegalText, today: date) -> dict[str, Any]:
    """Where the words were taken from, they are: nobody has to confirm that."""
    if text.pk != watch.text_id:
        return {}
    return {"standing": Standing.CONFIRMED, "decided_on": today}


def _stretches(watched: Words, words: Words, found: Alignment) -> dict[str, list[list[int]]]:
    """What is there, what was dropped, what was added, in characters."""
    return {
        "passages": [
            [*watched.characters(*each.watched), *words.characters(*each.other)]
            for each in found.passages
        ],
        "dropped": [list(watched.characters(*each)) for each in found.dropped],
        "added": [list(words.characters(*each)) for each in found.added],
    }


def _is_muted(watch: WatchedText, sighting: Sighting) -> bool:
    """Whether what is shared is little more than what somebody muted."""
    muted = [(each.start, each.end) for each in watch.muted.all()]
    shared = [(row[0], row[1]) for row in sighting.passages]
    whole = sum(end - start for start, end in shared)
    within = sum(
        max(0, min(end, until) - max(start, since))
        for start, end in shared
        for since, until in muted
    )
    return bool(whole) and within >= MUTED_SHARE * whole


def _mute_as_before(sighting: Sighting, today: date) -> None:
    sighting.standing, sighting.decided_on = Standing.MUTED, today
    sighting.save(update_fields=["standing", "decided_on"])


def _total() -> int:
    """How many texts there are, and one: before the first import every hash is rare."""
    return IndexedText.objects.count() + 1


def _rare(sections: Iterable[str]) -> frozenset[str]:
    """Those of the sections that few stored texts cite."""
    wanted = set(sections)
    rows = CitedSection.objects.filter(section__in=wanted).values("section")
    counts = rows.annotate(texts=Count("id")).values_list("section", "texts")
    return frozenset(wanted - {section for section, texts in counts if texts > FEW_TEXTS})
