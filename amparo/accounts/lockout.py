"""Waiting after wrong passwords or codes: for each account, never for an address of the network.

Tries are counted in the runtime store under a keyed code of the account, so that nothing on disk
tells who tried. Everybody's account can be made to wait by a stranger; that is why a passkey, which
cannot be guessed, is never asked to wait.
"""

import hmac
import math
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from amparo.keyring.runtime import runtime
from amparo.lib.sealing.symmetric import derive

FREE_TRIES = 5  # in a clock hour
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

_BUCKET = "login tries"


class MustWait(Exception):
    """Too many wrong tries; `minutes` says for how long."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(f"wait {minutes} minutes")

    def in_words(self) -> str:
        return ngettext(
            "That was tried too often. Wait %(minutes)s minute, or use a passkey.",
            "That was tried too often. Wait %(minutes)s minutes, or use a passkey.",
            self.minutes,
        ) % {"minutes": self.minutes}


def begin_try(account: str, now: datetime) -> None:
    """Count a try before it is checked, so that many at once gain nothing. Raises MustWait."""
    store, who = runtime().store, _code_of(account)
    until = store.get(_wait_name(who), now)
    if until is not None:
        raise MustWait(math.ceil((float(until) - now.timestamp()) / 60))
    tries = store.count(_BUCKET, who, now)
    if tries >= FREE_TRIES:
        ends_at = now + wait_after(tries)
        store.put(_wait_name(who), str(ends_at.timestamp()).encode(), ends_at)


def forgive(account: str) -> None:
    """Forget the tries, after one that was right."""
    store, who = runtime().store, _code_of(account)
    store.forget_count(_BUCKET, who)
    store.drop(_wait_name(who))


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 30 s, doubled each time, 15 minutes at most."""
    doublings = min(max(tries - FREE_TRIES, 0), 10)
    return min(FIRST_WAIT * int(2**doublings), LONGEST_WAIT)


def _code_of(account: str) -> bytes:
    key = derive(runtime().key, "login lockout")
    return hmac.digest(key, account.strip().lower().encode(), "sha256")


def _wait_name(who: bytes) -> str:
    return f"login wait {who.hex()}"
