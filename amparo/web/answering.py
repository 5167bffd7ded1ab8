"""How what the public sends is answered: one at a time in a process, and a little later by chance.

Threads that compute beside one another take the interpreter from each other in the middle of a
write that others wait for. In turn each is done sooner, and the other process has the other core.
A newcomer's mistake: lingering while one's turn lasts; then nobody else is answered meanwhile.
"""

import threading
import time
from collections.abc import Callable
from random import SystemRandom

from django.http import HttpResponse

UNEVEN_SECONDS = 0.008  # some forty times what a repeated sign-up is faster by than a new one

_turn = threading.Lock()
_thread = threading.local()  # has it the turn? A frame's view answers by the view that it shows
_chance = SystemRandom()


def in_turn(answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer when it is this one's turn, then wait up to UNEVEN_SECONDS.

    A new card is entered into more indexes than a repeat, and thousands of answers would tell the
    two apart by their time (decision 0076).
    """
    if getattr(_thread, "has_turn", False):
        return answer()
    with _turn:
        _thread.has_turn = True
        try:
            response = answer()
        finally:
            _thread.has_turn = False
    time.sleep(_chance.uniform(0, UNEVEN_SECONDS))
    return response
