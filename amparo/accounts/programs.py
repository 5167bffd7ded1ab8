"""Tokens of programs that act for an organizer: made once, kept as a hash, ended at any time.

A token opens no card: what the public tells is sealed for a program as it is for everybody.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from amparo.accounts.models import ProgramToken, Role, User
from amparo.accounts.operations import hash_of_token
from amparo.audit.operations import record

_TOKEN_BYTES = 32


def make_token(user: User, *, label: str, now: datetime) -> str:
    """Return a new token, which is known this once."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with transaction.atomic():
        made = ProgramToken.objects.create(
            user=user,
            label=label,
            token_hash=hash_of_token(token),
            made_on=timezone.localdate(now),
        )
        record("account.program.begin", actor=user.actor, about=made, now=now)
    return token


def end_token(token: ProgramToken, *, by: User, now: datetime) -> None:
    """Let a program in no more. May be run twice."""
    with transaction.atomic():
        if ProgramToken.objects.filter(pk=token.pk).delete()[0]:
            record("account.program.end", actor=by.actor, now=now)


def owner_of(token: str, *, now: datetime) -> User | None:
    """Return the organizer whom a program acts for; None for a token that is none (any more)."""
    found = ProgramToken.objects.filter(token_hash=hash_of_token(token)).select_related("user")
    kept = found.first()
    if kept is None or not kept.user.is_active or kept.user.role != Role.ORGANIZER:
        return None
    today = timezone.localdate(now)
    if kept.used_on != today:
        found.update(used_on=today)
    return kept.user
