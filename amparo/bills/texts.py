"""Who is told of every stored text: rooms above register, and a round of the worker tells them.

A newcomer's mistake: doing the work while storing. An import of a session must not wait for a
search of it; a listener runs in a transaction of its own, again at the next round if it failed, so
it must bear being told twice.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from uuid import UUID

from django.db import transaction

from amparo.bills.models import LegalText
from amparo.lib.portions import Portion

log = logging.getLogger(__name__)

AT_A_TIME = 200  # texts in a transaction
WORDS_AT_A_TIME = 400_000  # words of theirs, an omnibus alone


@dataclass(frozen=True)
class Listener:
    """`run` hears of texts, some hundreds at a time, and settles all of them or raises."""

    name: str
    run: Callable[[Sequence[LegalText], datetime], None]


_listeners: dict[str, Listener] = {}


def register(listener: Listener) -> None:
    """Add a listener; the same name again replaces it."""
    _listeners[listener.name] = listener


def forget(name: str) -> None:
    """Take a listener away (for tests)."""
    _listeners.pop(name, None)


def tell_listeners(now: datetime, *, at_most: int = AT_A_TIME) -> int:
    """Tell of every stored text that nobody was told of yet; how many are settled now."""
    texts = _waiting(at_most)
    settled = {text.pk for text in texts}
    for each in _listeners.values():
        settled &= _told(each, texts, now)
    rows = LegalText.objects.filter(pk__in=settled, announced_at=None)
    return rows.update(announced_at=now)


def tell_everything(now: datetime, *, portion: Portion | None = None) -> int:
    """Until none is left that can be told, or the portion is over: a session comes in at once."""
    until = portion or Portion()
    told = total = tell_listeners(now)
    while told and not until.is_over:
        told = tell_listeners(now)
        total += told
    return total


def _waiting(at_most: int) -> list[LegalText]:
    """The oldest, and of long ones fewer: all of them are held in memory."""
    waiting = LegalText.objects.unannounced().order_by("stored_at", "pk")
    rows = list(waiting.values_list("pk", "word_count")[:at_most])
    so_far = list(accumulate(count for _pk, count in rows))
    chosen = [
        pk for (pk, _count), words in zip(rows, so_far, strict=True) if words <= WORDS_AT_A_TIME
    ]
    found = waiting.filter(pk__in=chosen or [pk for pk, _count in rows[:1]])
    return list(found.select_related("bill__session__jurisdiction"))


def _told(listener: Listener, texts: Sequence[LegalText], now: datetime) -> set[UUID]:
    """Those of which it heard: all at once, or one by one where one of them is in the way."""
    if not texts:
        return set()
    try:
        with transaction.atomic():
            listener.run(texts, now)
    except Exception as error:
        if len(texts) > 1:
            return set().union(*(_told(listener, [text], now) for text in texts))
        # A text is public, but the exception may hold more: its class says enough
        log.error("%s failed on text %s: %s", listener.name, texts[0].pk, type(error).__name__)
        return set()
    return {text.pk for text in texts}
