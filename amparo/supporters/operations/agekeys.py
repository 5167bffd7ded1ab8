"""The age key of an organizer: its public half, to which files that she takes home are sealed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.operations import record
from amparo.supporters.models import AgeKey


def set_age_key(user: User, recipient: str, *, now: datetime) -> None:
    """Seal her files to this key from now on; files sealed before stay with the old one."""
    with transaction.atomic():
        kept = {"recipient": recipient, "added_on": timezone.localdate(now)}
        AgeKey.objects.update_or_create(user=user, defaults=kept)
        record("supporters.set_age_key", actor=user.actor, now=now)


def forget_age_key(user: User, *, now: datetime) -> None:
    """Seal nothing to it any more."""
    with transaction.atomic():
        if AgeKey.objects.filter(user=user).delete()[0]:
            record("supporters.forget_age_key", actor=user.actor, now=now)


def age_key_of(user: User) -> str:
    """Return the public half of her key, "" where she gave none."""
    found = AgeKey.objects.filter(user=user).values_list("recipient", flat=True).first()
    return found or ""
