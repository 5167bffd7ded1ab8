"""What the public sends is answered one at a time, and nobody waits while another lingers."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from django.http import HttpResponse

from amparo.web import answering
from amparo.web.answering import UNEVEN_SECONDS, in_turn


def test_no_two_are_answered_at_once() -> None:
    here = threading.Lock()

    def answer() -> HttpResponse:
        assert here.acquire(blocking=False), "somebody else is being answered"
        time.sleep(0.001)  # others would come in
        here.release()
        return HttpResponse()

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: in_turn(answer), range(50)))
    assert len(done) == 50


def test_a_frame_and_the_view_in_it_linger_once_and_after_their_turn() -> None:
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        assert not answering._turn.locked(), "lingers while others wait"
        waits.append(seconds)

    with patch.object(answering.time, "sleep", sleep):
        in_turn(lambda: in_turn(HttpResponse))
    assert len(waits) == 1
    assert 0 <= waits[0] <= UNEVEN_SECONDS


def test_whoever_fails_gives_the_turn_back() -> None:
    def fail() -> HttpResponse:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - ours
        in_turn(fail)
    with patch.object(answering.time, "sleep") as slept:
        in_turn(HttpResponse)
    slept.assert_called_once()
