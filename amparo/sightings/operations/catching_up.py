"""What the worker does again and again: new watched texts searched for, missed texts indexed.

A newcomer's mistake: taking weights as final. A formula is told by how many texts have it, and that
grows with every import; so they are taken anew each night.
"""

from datetime import datetime

from django.db import transaction

from amparo.bills.models import LegalText
from amparo.lib.portions import Portion
from amparo.sightings.models import WatchedText
from amparo.sightings.models.index import METHOD
from amparo.sightings.operations.seeing import hear_all, search_for, weigh

AT_A_TIME = 200  # texts in a round


def search_waiting(now: datetime, *, portion: Portion | None = None) -> int:
    """Search for each watched text that waits for it, until the portion is over; how many were."""
    until, done = portion or Portion(), 0
    for watch in WatchedText.objects.unsearched():
        search_for(watch, now=now)
        done += 1
        if until.is_over:
            break
    return done


def catch_up(now: datetime, *, at_most: int = AT_A_TIME) -> int:
    """Index texts that were announced before this room was there, or by an older method."""
    missed = LegalText.objects.stored().filter(announced_at__isnull=False)
    missed = missed.exclude(indexed__method=METHOD).order_by("stored_at")
    texts = list(missed.select_related("bill__session__jurisdiction")[:at_most])
    with transaction.atomic():
        hear_all(texts, now)
    return len(texts)


def weigh_again() -> None:
    """Weigh every watched text by the texts that are stored now."""
    for watch in WatchedText.objects.watching():
        weigh(watch)
