"""Paper that anybody may ask for: made once while its words stay the same, one at a time.

A newcomer's mistake: typesetting at every download. It takes half a second of a whole core.
"""

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, cast

MOST_KEPT = 60  # papers of one kind, each some tens of kilobytes

Words = ParamSpec("Words")

_one_at_a_time = threading.Lock()


def kept(make: Callable[Words, bytes]) -> Callable[Words, bytes]:
    """Keep what `make` returned for the same words, which have to be hashable, as frozen ones are.

    Two askers wait for each other, also for different papers.
    """
    # typeshed forgets what a remembered function takes
    remembered = cast(Callable[Words, bytes], lru_cache(maxsize=MOST_KEPT)(make))

    @wraps(make)
    def answer(*words: Words.args, **more: Words.kwargs) -> bytes:
        with _one_at_a_time:
            return remembered(*words, **more)

    return answer
