"""Tell coordinators once a week how many joined: numbers and a link, never a name.

A newcomer's mistake: a digest of nothing. It goes only where somebody new confirmed or waits for a
call, and one guarded UPDATE makes sure that two workers do not send it twice.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amparo.committees import emails, figures
from amparo.committees.models import Committee
from amparo.outbox.operations import enqueue

DAYS = 7


def send_digests(now: datetime) -> int:
    """Write to the coordinators of each committee that has news; return how many letters."""
    today = timezone.localdate(now)
    rested = Q(digest_on__isnull=True) | Q(digest_on__lte=today - timedelta(days=DAYS))
    waiting = Committee.objects.open().with_words().filter(rested)
    return sum(_send(committee, now) for committee in waiting)


@transaction.atomic
def _send(committee: Committee, now: datetime) -> int:
    counted = figures.volunteers(committee)
    new = max(0, counted.confirmed - committee.digest_count)
    if not new and not counted.for_a_word:
        return 0
    before = Committee.objects.filter(pk=committee.pk, digest_on=committee.digest_on)
    today = timezone.localdate(now)
    if not before.update(digest_on=today, digest_count=counted.confirmed):
        return 0
    people = [each.user for each in committee.coordinating.select_related("user")]
    reached = [person for person in people if person.is_active]
    for person in reached:
        enqueue(emails.digest(committee, counted, new=new, to=person))
    return len(reached)
