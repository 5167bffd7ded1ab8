"""Who did something that the log keeps: a person who logs in, a command on the server, the worker.

Never a supporter: what the public does is not in the log.
"""

from dataclasses import dataclass
from typing import Literal, Self

Kind = Literal["person", "command", "worker"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Kept as words in the log, so that an entry outlives the account that it names."""

    kind: Kind
    id: str
    label: str

    @classmethod
    def person(cls, user_id: int, name: str) -> Self:
        return cls(kind="person", id=str(user_id), label=name)

    @classmethod
    def command(cls, words: str) -> Self:
        """A command as it was typed, without its arguments: "amparo init"."""
        return cls(kind="command", id="", label=words)


WORKER = Actor(kind="worker", id="", label="worker")
