"""Who is told of every stored text: rooms above register, and a round of the worker tells them.

A newcomer's mistake: doing the work while storing. An import of a session must not wait for a
search of it; a listener runs in a transaction of its own, again at the next round if it failed, so
it must bear being told twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.bills.models import LegalText

log = logging.getLogger(__name__)

AT_A_TIME = 200  # texts in a round


@dataclass(frozen=True)
class Listener:
    name: str
    run: Callable[[LegalText, datetime], None]


_listeners: dict[str, Listener] = {}


def register(listener: Listener) -> None:
    """Add a listener; the same name again replaces it."""
    _listeners[listener.name] = listener


def forget(name: str) -> None:
    """Take a listener away (for tests)."""
    _listeners.pop(name, None)


def tell_listeners(now: datetime, *, at_most: int = AT_A_TIME) -> int:
    """Tell of every stored text that nobody was told of yet; how many are settled now."""
    waiting = LegalText.objects.unannounced().order_by("stored_at").values_list("pk", flat=True)
    return sum(_tell(pk, now) for pk in list(waiting[:at_most]))


def tell_everything(now: datetime) -> int:
    """Until none is left that can be told: for the command line, where somebody waits."""
    told = total = tell_listeners(now)
    while told == AT_A_TIME:
        told = tell_listeners(now)
        total += told
    return total


def _tell(pk: UUID, now: datetime) -> bool:
    text = LegalText.objects.select_related("bill__session").filter(pk=pk).first()
    if text is None or False in [_told(each, text, now) for each in _listeners.values()]:
        return False
    return bool(LegalText.objects.filter(pk=pk, announced_at=None).update(announced_at=now))


def _told(listener: Listener, text: LegalText, now: datetime) -> bool:
    try:
        with transaction.atomic():
            listener.run(text, now)
    except Exception as error:
        # A text is public, but the exception may hold more: its class says enough
        log.error("%s failed on text %s: %s", listener.name, text.pk, type(error).__name__)
        return False
    return True
