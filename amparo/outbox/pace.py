"""How fast mail goes out, all of it together: one line of turns that every process shares.

Small mail servers count what comes from a machine, not what belongs to which letter. So letters to
many take their turns one after the other in the runtime store, and what the outbox sends in between
(confirmations, which do not wait) takes one of the same length. A newcomer's mistake: a pause of
its own in each process; two letters then go twice as fast.
"""

from datetime import datetime, timedelta

from django.conf import settings

from amparo.keyring.runtime import runtime

MOST_AHEAD = 600  # seconds that a turn may lie ahead
_LINE, _LENGTH = "mail turns", "mail turn length"
_STANDS = timedelta(minutes=2)  # so long after its last turn a letter to many still counts as going


def bounded(per_minute: int) -> int:
    """So many a minute, or as many as whoever runs the server allows (MAIL_PER_MINUTE)."""
    most = settings.MAIL_PER_MINUTE
    return min(per_minute, most) if most else per_minute


def reserve(per_minute: int, count: int, now: datetime) -> float:
    """Take turns for `count` letters; return in how many seconds the first of them is."""
    each = 60 / bounded(per_minute)
    store = runtime().store
    store.put(_LENGTH, repr(each).encode(), now + _STANDS)
    return store.reserve(_LINE, each * count, now, most_ahead=MOST_AHEAD)


def note_sent(now: datetime) -> None:
    """A letter of the outbox went: whoever writes to many waits a turn longer."""
    length = runtime().store.get(_LENGTH, now)
    if length is not None:
        runtime().store.reserve(_LINE, float(length), now, most_ahead=MOST_AHEAD)
