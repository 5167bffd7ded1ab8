"""What the worker does again and again: a registry of rounds, run when their time has come.

Rooms register their rounds from AppConfig.ready(); the registry imports none of them. Times are
kept in memory only, so after a start every round is due at once: a round must bear being run twice.
A failing round is logged by the name of its exception's class alone, because the message of an
exception may hold what a person told us.

A newcomer's mistake: long work in an ordinary round. One process does all of it, and letters that
wait must go; so what may take seconds says `is_long` and does a portion at a time, and between two
such portions everything short that is due is done.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """Something done every so many seconds, given the time of its run."""

    name: str
    every_seconds: int
    run: Callable[[datetime], None]
    is_long: bool = False  # may take seconds: never two of these without the short ones between

    def __post_init__(self) -> None:
        if self.every_seconds < 1:
            raise ValueError(f"Round {self.name} must wait at least one second between runs.")


class RoundAlreadyRegistered(ValueError):
    """Two rounds may not share a name: the second would hide the first."""


@dataclass
class Rounds:
    """A set of rounds and when each last began."""

    _rounds: dict[str, Round] = field(default_factory=dict)
    _began_at: dict[str, datetime] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Round]:
        return iter(self._rounds.values())

    def register(self, added: Round) -> None:
        """Add a round. The same one again changes nothing; another of its name raises."""
        known = self._rounds.setdefault(added.name, added)
        if known != added:
            raise RoundAlreadyRegistered(added.name)

    def due(self, now: datetime) -> list[Round]:
        """Rounds whose time has come, in the order of their registration."""
        return [each for each in self if self._is_due(each, now)]

    def run_due(self, now: datetime) -> dict[str, str]:
        """Run the short ones that are due, then the one long one that has waited longest.

        Return the name of each that ran with "" or the class of its exception.
        """
        waiting = self.due(now)
        chosen = [each for each in waiting if not each.is_long]
        long = [each for each in waiting if each.is_long]
        if long:
            chosen.append(min(long, key=self._last_began))
        return {each.name: self._run(each, now) for each in chosen}

    def next_due_at(self, now: datetime) -> datetime | None:
        """When the next round is due: `now` if one is waiting, None if there are no rounds."""
        return min((max(now, self._due_at(each, now)) for each in self), default=None)

    def forget(self) -> None:
        """Take away every round (for tests)."""
        self._rounds.clear()
        self._began_at.clear()

    def _due_at(self, each: Round, now: datetime) -> datetime:
        began_at = self._began_at.get(each.name)
        return now if began_at is None else began_at + timedelta(seconds=each.every_seconds)

    def _last_began(self, each: Round) -> float:
        began_at = self._began_at.get(each.name)
        return began_at.timestamp() if began_at else 0.0

    def _is_due(self, each: Round, now: datetime) -> bool:
        return self._due_at(each, now) <= now

    def _run(self, each: Round, now: datetime) -> str:
        self._began_at[each.name] = now
        try:
            each.run(now)
        except Exception as error:
            failure = type(error).__name__
            log.error("The round %s failed: %s", each.name, failure)
            return failure
        return ""


rounds = Rounds()
register = rounds.register
due = rounds.due
run_due = rounds.run_due
next_due_at = rounds.next_due_at
