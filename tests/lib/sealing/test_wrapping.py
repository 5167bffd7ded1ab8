"""A holder's seed opens with her passphrase, at a cost that a thief must pay for each guess."""

import threading
import time

import pytest

from amparo.lib.sealing import wrapping
from amparo.lib.sealing.suites import CannotUnseal, UnknownSuite
from amparo.lib.sealing.wrapping import STANDARD, Cost, WrongPassphrase, unwrap, wrap

CHEAP = Cost(memory_kib=8, passes=1)
SECRET = bytes(range(32))
COST_AT = 1


def test_the_passphrase_opens_however_it_is_typed() -> None:
    wrapped = wrap(SECRET, "mesa verde sol", info=b"alma", cost=CHEAP)
    assert unwrap(wrapped, "Mesa-Verde  SOL", info=b"alma") == SECRET


def test_another_passphrase_does_not() -> None:
    with pytest.raises(WrongPassphrase):
        unwrap(wrap(SECRET, "mesa verde sol", cost=CHEAP), "mesa verde sal")


def test_one_holders_envelope_does_not_pass_for_anothers() -> None:
    wrapped = wrap(SECRET, "mesa", info=b"alma", cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        unwrap(wrapped, "mesa", info=b"beto")


def test_the_usual_cost_is_128_mib_three_times() -> None:
    assert Cost(memory_kib=131072, passes=3, lanes=1) == STANDARD
    wrapped = wrap(SECRET, "mesa")
    assert wrapped[COST_AT : COST_AT + 6] == b"\0\2\0\0\3\1"
    assert unwrap(wrapped, "mesa") == SECRET


def test_the_same_secret_never_looks_the_same_twice() -> None:
    assert wrap(SECRET, "mesa", cost=CHEAP) != wrap(SECRET, "mesa", cost=CHEAP)


def test_every_flipped_byte_is_refused() -> None:
    wrapped = wrap(SECRET, "mesa", cost=CHEAP)
    for at in range(len(wrapped)):
        altered = bytearray(wrapped)
        altered[at] ^= 1
        with pytest.raises(CannotUnseal):
            unwrap(bytes(altered), "mesa")


def test_an_envelope_of_another_kind_is_told_apart() -> None:
    for other in (b"", b"\1" + bytes(80)):
        with pytest.raises(UnknownSuite):
            unwrap(other, "mesa")


@pytest.mark.parametrize("length", [1, 10, 22, 23, 30, 60])
def test_a_cut_envelope_is_refused(length: int) -> None:
    with pytest.raises(CannotUnseal):
        unwrap(wrap(SECRET, "mesa", cost=CHEAP)[:length], "mesa")


@pytest.mark.parametrize(
    "cost",
    [
        Cost(memory_kib=1024 * 1024 + 1, passes=1),
        Cost(memory_kib=7, passes=1),
        Cost(memory_kib=15, passes=1, lanes=2),
        Cost(memory_kib=64, passes=0),
        Cost(memory_kib=64, passes=17),
        Cost(memory_kib=64, passes=1, lanes=0),
        Cost(memory_kib=64, passes=1, lanes=5),
    ],
)
def test_an_altered_cost_does_not_take_the_servers_memory(
    cost: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrapping, "_stretched", lambda *_: pytest.fail("it was stretched"))
    header = wrapping._HEADER.pack(3, cost.memory_kib, cost.passes, cost.lanes, bytes(16))
    with pytest.raises(CannotUnseal):
        unwrap(header + bytes(60), "mesa")


@pytest.mark.parametrize(
    "cost", [Cost(8, 1), Cost(16, 16, 2), Cost(32, 1, 4), Cost(1024 * 1024, 16, 4)]
)
def test_costs_up_to_the_highest_are_borne(cost: Cost) -> None:
    assert wrapping._is_bearable(cost)


def test_lanes_passes_and_memory_all_change_the_key() -> None:
    costs = [Cost(64, 1, 1), Cost(64, 2, 1), Cost(64, 1, 2), Cost(72, 1, 1)]
    keys = {wrapping._stretched("mesa", bytes(16), cost) for cost in costs}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}


def test_people_who_unlock_at_once_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work: list[int] = []
    most = 0

    class Slow:
        def __init__(self, **_: object) -> None: ...

        def derive(self, _: bytes) -> bytes:
            nonlocal most
            at_work.append(1)
            most = max(most, len(at_work))
            time.sleep(0.01)
            at_work.pop()
            return bytes(32)

    monkeypatch.setattr(wrapping, "Argon2id", Slow)
    threads = [threading.Thread(target=wrap, args=(SECRET, "mesa")) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
