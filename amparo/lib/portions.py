"""How much of a long work is done at once: an amount of time, measured by a clock that is given.

A newcomer's mistake: asking whether the time is over before the first piece. A portion has at least
one piece, else a work whose pieces are long would never end.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Portion:
    """Time from now on; `seconds` None is as long as it takes."""

    seconds: float | None = None
    clock: Callable[[], float] = time.monotonic
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def is_over(self) -> bool:
        return self.seconds is not None and self.clock() - self.began >= self.seconds
