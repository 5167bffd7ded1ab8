"""What a letter or a sign-up asks about a set of committees, remembered for a second.

A newcomer's mistake: a query for every card. The supporters room asks for the title and the
openness of a `Joining` at each sign-up and for each letter.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from amparo.committees.models import Committee
from amparo.web.pagecache import bump

KEPT_SECONDS = 1.0
MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Joined:
    """A set of committees with their words loaded; never change it."""

    committees: tuple[Committee, ...]

    @property
    def is_open(self) -> bool:
        return bool(self.committees) and all(each.is_open for each in self.committees)


_kept: dict[UUID, tuple[float, Joined]] = {}
_open: dict[str, tuple[float, bool]] = {}


def joined(joining_id: UUID) -> Joined:
    """The committees behind a card, at most KEPT_SECONDS old; none where nobody knows the set."""
    kept = _kept.get(joining_id)
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    found = Joined(tuple(Committee.objects.public().with_words().filter(joinings=joining_id)))
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[joining_id] = (time.monotonic(), found)
    return found


def takes_anybody() -> bool:
    """Is a committee open? Asked by the foot of every page."""
    kept = _open.get("open")
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        _open["open"] = kept = (time.monotonic(), Committee.objects.open().exists())
    return kept[1]


def forget_all() -> None:
    _kept.clear()
    _open.clear()


def show_on_commit() -> None:
    """Let the public see a change once it is kept."""
    transaction.on_commit(_show)


def _show() -> None:
    forget_all()
    bump()
