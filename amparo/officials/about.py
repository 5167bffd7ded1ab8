"""What rooms above know of an office: asks that mean to move it, what its holder pledged.

A newcomer's mistake: to import a campaign here. Rooms register a provider; the page that names
somebody's officials asks them all at once, and knows none of them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Told:
    """A line about an office, with the page where one can do something about it."""

    title: str
    url: str
    button: str = ""  # what one does there; "" where it is only to be read
    language: str = ""  # of the title
    official: UUID | None = None  # of whom it is told; None: of whoever holds the office


Provider = Callable[[str, datetime], Mapping[UUID, Sequence[Told]]]  # (language, now) by office

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let a room tell what it knows of offices."""
    _providers.append(provider)


def told_of_offices(language: str, now: datetime) -> dict[UUID, list[Told]]:
    """All that is known, by office; of two lines that are called alike the later room's stays.

    A campaign knows its call-in day; the room of call-in days knows which page is the office's.
    """
    found: dict[UUID, dict[tuple[str, UUID | None], Told]] = defaultdict(dict)
    for provider in _providers:
        for office, lines in provider(language, now).items():
            found[office].update({(each.title, each.official): each for each in lines})
    return {office: list(lines.values()) for office, lines in found.items()}
