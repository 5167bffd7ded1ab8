"""What the worker does again and again."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from amparo.lib.portions import Portion
from amparo.lib.rounds import Round, RoundAlreadyRegistered, Rounds

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def later(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_a_round_is_run_at_once_and_then_when_its_time_has_come() -> None:
    seen: list[datetime] = []
    rounds = Rounds()
    rounds.register(Round("sweep the outbox", 10, seen.append))

    for second in (0, 5, 9, 10, 15, 30):
        rounds.run_due(later(second))

    assert seen == [later(0), later(10), later(30)]


def test_a_failing_round_stops_no_other_and_tells_the_log_nothing_about_anybody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(now: datetime) -> None:
        raise ValueError("rosa@example.org")

    seen: list[datetime] = []
    rounds = Rounds()
    rounds.register(Round("fails", 10, fail))
    rounds.register(Round("works", 10, seen.append))

    with caplog.at_level(logging.DEBUG):
        outcome = rounds.run_due(NOON)

    assert outcome == {"fails": "ValueError", "works": ""}
    assert seen == [NOON]
    assert "ValueError" in caplog.text
    assert "rosa" not in caplog.text


def test_a_failing_round_waits_its_time_before_it_is_tried_again() -> None:
    rounds = Rounds()
    rounds.register(Round("fails", 10, lambda now: 1 / 0))  # type: ignore[arg-type,return-value]
    rounds.run_due(NOON)
    assert rounds.due(later(9)) == []
    assert [each.name for each in rounds.due(later(10))] == ["fails"]


def test_the_same_round_may_be_registered_twice_but_two_may_not_share_a_name() -> None:
    seen: list[datetime] = []
    rounds = Rounds()
    rounds.register(Round("sweep", 10, seen.append))
    rounds.register(Round("sweep", 10, seen.append))
    assert len(list(rounds)) == 1
    with pytest.raises(RoundAlreadyRegistered):
        rounds.register(Round("sweep", 10, lambda now: None))


def test_a_round_that_never_rests_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one second"):
        Round("busy", 0, lambda now: None)


def test_the_worker_knows_how_long_it_may_sleep() -> None:
    rounds = Rounds()
    assert rounds.next_due_at(NOON) is None
    rounds.register(Round("sweep", 10, lambda now: None))
    rounds.register(Round("count", 60, lambda now: None))
    assert rounds.next_due_at(NOON) == NOON
    rounds.run_due(NOON)
    assert rounds.next_due_at(later(1)) == later(10)


def test_between_two_long_rounds_everything_short_that_is_due_is_done() -> None:
    seen: list[str] = []
    rounds = Rounds()
    for name, is_long in (("look", True), ("letters", False), ("search", True)):
        rounds.register(Round(name, 1, lambda now, name=name: seen.append(name), is_long=is_long))  # type: ignore[misc]

    for second in range(4):  # each long one takes a second
        rounds.run_due(later(second))

    assert seen == [
        "letters", "look", "letters", "search", "letters", "look", "letters", "search",
    ]  # fmt: skip


def test_a_portion_is_over_when_its_time_is_and_one_without_an_end_never_is() -> None:
    clock = [100.0]
    portion, endless = Portion(4, lambda: clock[0]), Portion(None, lambda: clock[0])

    assert not portion.is_over
    clock[0] = 103.9
    assert not portion.is_over
    clock[0] = 104.0
    assert portion.is_over
    assert not endless.is_over
