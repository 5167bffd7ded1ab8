"""Noting that a provision left: the printing before had it, this one has not.

"Related" is not "still in it": a bill keeps its number while the wording goes. A newcomer's
mistake: asking this of amendments; they hold a page of a bill, and what is not on it has not left.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from amparo.bills.models import LegalText, TextKind
from amparo.sightings.models import Sighting, Standing, Tier

WHOLE = (TextKind.VERSION, TextKind.CONFERENCE_REPORT, TextKind.LAW)
HELD = (Tier.REAPPEARS, Tier.EDITED)


def note_departures(text: LegalText, *, now: datetime, told_at: datetime | None = None) -> None:
    """Keep a sighting "no longer there" where a printing of this bill lost a watched text.

    May be run again, and in any order of printings.
    """
    if text.bill_id is None:
        return
    printings = _printings(text.bill_id)
    seen = _seen([each.pk for each in printings])
    for watch in {key for key, _text in seen}:
        for printing in _lost_by(watch, printings, seen):
            Sighting.objects.get_or_create(
                watch_id=watch,
                text=printing,
                defaults={
                    "tier": Tier.GONE, "coverage": 0, "found_at": now, "told_at": told_at
                },
            )  # fmt: skip


def _printings(bill: UUID) -> list[LegalText]:
    """Whole printings of a bill that were indexed, in their order; better copies for bad ones."""
    rows = LegalText.objects.filter(bill=bill, kind__in=WHOLE, is_complete=True)
    rows = rows.filter(indexed__isnull=False, replaced_by=None).without_words()
    return list(rows.by_date())


def _seen(texts: list[UUID]) -> dict[tuple[UUID, UUID], str]:
    rows = Sighting.objects.filter(text__in=texts).exclude(standing=Standing.MUTED)
    return {(row.watch_id, row.text_id): row.tier for row in rows}


def _lost_by(
    watch: UUID, printings: list[LegalText], seen: dict[tuple[UUID, UUID], str]
) -> Iterator[LegalText]:
    for before, after in pairwise(printings):
        if seen.get((watch, before.pk)) in HELD and (watch, after.pk) not in seen:
            yield after
