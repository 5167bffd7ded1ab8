"""Paper that anybody may ask for: made once while its words stay the same, one at a time.

A newcomer's mistake: typesetting at every download. It takes half a second of a whole core.
"""

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

MOST_KEPT = 60  # papers of one kind, each some tens of kilobytes

Words = TypeVar("Words")

_one_at_a_time = threading.Lock()


def kept(make: Callable[[Words], bytes]) -> Callable[[Words], bytes]:
    """Keep what `make` returned for the same words, which have to be hashable, as frozen ones are.

    Two askers wait for each other, also for different papers.
    """
    remembered = lru_cache(maxsize=MOST_KEPT)(make)

    @wraps(make)
    def answer(words: Words) -> bytes:
        with _one_at_a_time:
            return remembered(words)

    return answer
