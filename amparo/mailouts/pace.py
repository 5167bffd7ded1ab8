"""When the next letter's turn is, and word that this process lives while it waits.

Turns are taken for about a second at once, so that a fast server is not slowed by the counting. How
they are shared with other letters: amparo.outbox.pace.
"""

import time
from collections.abc import Callable

from django.utils import timezone

from amparo.outbox.pace import bounded, reserve

LOOK_SECONDS = 1.0  # between two words that we are alive


class Pace:
    """So many a minute, evenly, together with all other mail of this installation."""

    def __init__(
        self, per_minute: int, sleep: Callable[[float], None], say: Callable[[], None]
    ) -> None:
        self._per_minute, self._sleep, self._say = bounded(per_minute), sleep, say
        self._seconds, self.at_once = 60 / self._per_minute, max(1, self._per_minute // 60)
        self._left = 0  # turns that we have taken and not used
        self._next = self._said = time.monotonic()

    def turn(self) -> None:
        """Wait for the next letter's turn."""
        if not self._left:
            self._left = self.at_once
            wait = reserve(self._per_minute, self._left, timezone.now())
            self._next = time.monotonic() + wait
        now = time.monotonic()
        if now < self._next:
            self.rest(self._next - now)
        self._next += self._seconds
        self._left -= 1
        if now - self._said > LOOK_SECONDS:
            self._said = now
            self._say()

    def rest(self, seconds: float) -> None:
        while seconds > 0:
            self._sleep(min(seconds, LOOK_SECONDS))
            seconds -= LOOK_SECONDS
            self._say()
