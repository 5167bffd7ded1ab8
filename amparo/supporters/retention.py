"""What goes when a keyspace is shredded: rooms above register how to delete what they keep in it.

A handler deletes the rows of one keyspace and returns how many; it must bear being run again,
because a shredding that was interrupted starts over.
"""

from collections.abc import Callable
from uuid import UUID

Handler = Callable[[UUID], int]

_handlers: dict[str, Handler] = {}


def register(name: str, delete_of: Handler) -> None:
    """Add what `name` (as the certificate will say, "case consents") deletes."""
    _handlers[name] = delete_of


def handlers() -> dict[str, Handler]:
    return dict(_handlers)
