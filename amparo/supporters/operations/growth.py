"""How the standing list grows and shrinks: counted when it happens, for the cards will be gone.

Numbers of a week, which no card can be told from. The desk alone sees them.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from amparo.lib.dates import week_of
from amparo.supporters.models import ListWeek

JOINED, IMPORTED, LEFT, MERGED, DROPPED = "joined", "imported", "left", "merged", "dropped"


def note(what: str, count: int = 1, *, now: datetime | None = None) -> None:
    """Add to this week's figures; `what` is JOINED, IMPORTED, LEFT, MERGED or DROPPED."""
    if not count:
        return
    column = f"{what}_count"
    week_on = week_of(timezone.localdate(now))
    with transaction.atomic():
        ListWeek.objects.get_or_create(week_on=week_on)
        ListWeek.objects.filter(week_on=week_on).update(**{column: F(column) + count})


def take_back(what: str, count: int, *, week_on: date) -> None:
    """Take from the figures of the week that something was counted in, as if it never had been."""
    column = f"{what}_count"
    left = Greatest(F(column) - count, 0)
    ListWeek.objects.filter(week_on=week_on).update(**{column: left})
