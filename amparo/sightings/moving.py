"""Where a watched wording was before it was seen here, and which asks that concerns.

A newcomer's mistake: confirmed sightings alone. What a person put in by hand is as good: the
wording was there, and no text of ours shows it.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from amparo.bills.models import Bill
from amparo.sightings.models import Sighting, Stop, Tier, WatchedText


def bills_before(sighting: Sighting) -> list[Bill]:
    """Other bills that an organizer said to have held the wording, the latest first."""
    return _before(sighting.watch, sighting.text.bill, sighting.text.sorts_by)


def bills_before_stop(stop: Stop) -> list[Bill]:
    """The same, of a stop that was put in by hand."""
    return _before(stop.watch, stop.bill, stop.window.sorts_by)


def is_recent(before: Bill, here: Bill) -> bool:
    """Nobody calls about a bill of another legislature any more."""
    return before.session.last_year >= here.session.first_year


def _before(watch: WatchedText, here: Bill | None, day: date) -> list[Bill]:
    held = sorted([*_seen(watch), *_by_hand(watch)], key=lambda pair: pair[0], reverse=True)
    found: dict[UUID, Bill] = {}
    for when, bill in held:
        if when <= day and bill != here:
            found.setdefault(bill.pk, bill)
    return list(found.values())


def _seen(watch: WatchedText) -> Iterator[tuple[date, Bill]]:
    rows = Sighting.objects.confirmed().filter(
        watch=watch, tier__in=[Tier.REAPPEARS, Tier.EDITED], text__bill__isnull=False
    )
    for each in rows.select_related("text__bill__session"):
        if each.text.bill:
            yield each.text.sorts_by, each.text.bill


def _by_hand(watch: WatchedText) -> Iterator[tuple[date, Bill]]:
    for each in watch.stops.select_related("bill__session"):
        if each.bill:
            yield each.window.sorts_by, each.bill
