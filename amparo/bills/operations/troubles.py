"""Things at a feed that could not be read: noted, asked for again later and later, given up.

A newcomer's mistake: letting one of them stop the look. What everybody waits for may be next.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.feeds import Item
from amparo.bills.fetching import CannotFetch
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import FeedTrouble, FeedWatch

FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=3)
MOST_TRIES = 8  # eight days in all


def note(
    watch: FeedWatch, item: Item, error: CannotFetch | CannotRead, now: datetime
) -> FeedTrouble:
    """It failed, once more; one that has changed at its feed is counted from the beginning."""
    found = FeedTrouble.objects.filter(watch=watch, name=item.name).first()
    tries = found.tries + 1 if found and Item(*found.item).mark == item.mark else 1
    wait = min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)
    if isinstance(error, CannotFetch) and error.retry_seconds:
        wait = max(wait, timedelta(seconds=error.retry_seconds))
    told = {
        "item": item.kept,
        "about": (item.about or item.name)[:200],
        "why": error.kept[:300],
        "tries": tries,
        "tried_at": now,
        "not_before": now + wait if tries < MOST_TRIES else None,
    }
    return FeedTrouble.objects.update_or_create(watch=watch, name=item.name, defaults=told)[0]


def settle(watch: FeedWatch, items: Iterable[Item]) -> None:
    """These went well."""
    FeedTrouble.objects.filter(watch=watch, name__in=[each.name for each in items]).delete()


def resting(watch: FeedWatch) -> dict[str, str]:
    """The name of each that failed, with its mark then."""
    return {each.name: Item(*each.item).mark for each in watch.troubles.all()}


def due(watch: FeedWatch, now: datetime) -> list[Item]:
    """Those whose time has come again, the longest waiting first."""
    waiting = watch.troubles.filter(not_before__lte=now).order_by("not_before")
    return [Item(*each.item) for each in waiting]


@transaction.atomic
def try_again(watch: FeedWatch, *, now: datetime, actor: Actor) -> int:
    """Ask for all of them at the next look, also for what was given up; how many those are."""
    count = watch.troubles.update(tries=0, not_before=now)
    FeedWatch.objects.filter(pk=watch.pk).update(tried_at=None)
    record("bills.try_again", actor=actor, about=watch, count=count)
    return count
