"""The weekly letter of what changed, to those who log in and asked for it.

A newcomer's mistake: a letter of nothing. It goes only where something changed, and one guarded
UPDATE makes sure that two workers do not send it twice.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.operations import record
from amparo.outbox.operations import enqueue
from amparo.policies.changing import changes
from amparo.policies.emails import what_changed
from amparo.policies.models import Watch

DAYS = 7


@transaction.atomic
def watch(user: User, state: str, today: date) -> Watch:
    """She hears from now on, of one state or of all ("")."""
    found, is_new = Watch.objects.get_or_create(
        user=user, defaults={"state": state, "told_on": today}
    )
    if not is_new:
        Watch.objects.filter(pk=found.pk).update(state=state)
    record("policies.watch", actor=user.actor, about=found)
    return found


@transaction.atomic
def unwatch(user: User) -> None:
    found = Watch.objects.filter(user=user).first()
    if found is not None:
        record("policies.unwatch", actor=user.actor, about=found)
        found.delete()


def send_digests(now: datetime) -> int:
    """Write to everybody whose week is over and whose state has news; return how many letters."""
    today = timezone.localdate(now)
    waiting = Watch.objects.filter(
        told_on__lte=today - timedelta(days=DAYS), user__is_active=True
    ).select_related("user")
    return sum(_send(each, today) for each in waiting)


@transaction.atomic
def _send(wish: Watch, today: date) -> int:
    """What was noted on the day of a letter may have come after it: that day is told later."""
    news = [each for each in changes(wish.state, since=wish.told_on) if each.on < today]
    if not news:
        return 0
    before = Watch.objects.filter(pk=wish.pk, told_on=wish.told_on)
    if not before.update(told_on=today):
        return 0
    enqueue(what_changed(news, to=wish.user, state=wish.state))
    return 1
