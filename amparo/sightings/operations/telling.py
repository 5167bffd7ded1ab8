"""Telling organizers what was seen: at once what reappears, twice a day at most the rest.

A newcomer's mistake: a letter for each text. An import brings a session at a time; what is waiting
goes in one letter to each organizer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from amparo.accounts.models import User
from amparo.outbox.operations import enqueue
from amparo.sightings import emails
from amparo.sightings.models import Sighting, Tier

DIGEST_AFTER = timedelta(hours=12)  # that the oldest of the rest has waited


def tell_organizers(now: datetime) -> int:
    """Write to every organizer what she was not told of yet; return how many letters."""
    untold = Sighting.objects.untold().with_all()
    urgent = list(untold.filter(tier=Tier.REAPPEARS))
    rest = list(untold.exclude(tier=Tier.REAPPEARS))
    count = _send(urgent, now, is_digest=False)
    if any(each.found_at <= now - DIGEST_AFTER for each in rest):
        count += _send(rest, now, is_digest=True)
    return count


@transaction.atomic
def _send(sightings: Sequence[Sighting], now: datetime, *, is_digest: bool) -> int:
    if not sightings:
        return 0
    waiting = Sighting.objects.untold().filter(pk__in=[each.pk for each in sightings])
    if waiting.update(told_at=now) != len(sightings):
        transaction.set_rollback(True)  # somebody decided one of them just now: next time
        return 0
    organizers = list(User.objects.organizers())
    for person in organizers:
        enqueue(emails.alert(sightings, to=person, is_digest=is_digest))
    return len(organizers)
