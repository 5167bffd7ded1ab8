"""What a look at a feed consists of: items, one question each, in a list that is kept.

A newcomer's mistake: one long answer. Whatever is asked next stands in the list, so a look may end
after any item, by a quota, a failure or because its time is up, and go on there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any

from amparo.bills.fetching import Client
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import Record
from amparo.bills.models import Bill, FeedWatch

OF_ALL = ("list", "page")  # where these fail, the feed has failed and not one thing at it


@dataclass(frozen=True)
class Item:
    """One question. `key` is the feed's id; `of` the bill or session that it belongs to."""

    kind: str
    key: str = ""
    of: str = ""
    mark: str = ""  # by which the feed says "changed"
    about: str = ""  # as people call it

    @property
    def name(self) -> str:
        return f"{self.kind} {self.key}".strip()[:200]

    @property
    def kept(self) -> list[str]:
        return list(astuple(self))


@dataclass(frozen=True)
class Told:
    """What an item brought: records, what to ask next because of it, what to keep, what failed."""

    records: Sequence[Record] = ()
    more: Sequence[Item] = ()
    keep: Mapping[str, Any] = field(default_factory=dict)  # for the next look
    failed: Sequence[tuple[Item, CannotRead]] = ()
    into: Bill | None = None


@dataclass
class Look:
    """One look at a feed. `resting` are items that failed: their name and their mark then."""

    watch: FeedWatch
    client: Client
    now: datetime
    resting: Mapping[str, str] = field(default_factory=dict)

    def begin(self) -> list[Item]:
        """What to ask first."""
        raise NotImplementedError

    def ask(self, item: Item) -> Told:
        """Ask for one. Raises CannotFetch and CannotRead."""
        ask: Callable[[Item], Told] = getattr(self, f"ask_{item.kind}")
        return ask(item)

    def rested(self, items: Iterable[Item]) -> list[Item]:
        """Without those that failed and have not changed since."""
        return [each for each in items if self.resting.get(each.name) != each.mark]
