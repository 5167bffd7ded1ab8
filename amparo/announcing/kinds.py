"""Which kinds of thing can be announced: rooms above register theirs; this imports none of them.

A kind turns one of its things into `lib.announcing.Facts`. From these come flyer, picture and the
texts of every channel, so that no room makes its own. A newcomer's mistake: asking `facts` for a
page of the public. It answers for drafts too; `public_id` says what the public may see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from amparo.lib.announcing import Facts


def _never(thing_id: UUID) -> bool:
    return False


@dataclass(frozen=True)
class AnnouncedKind:
    """`facts` are in a language, of one date where `on` names one; None where there are none."""

    code: str
    public_id: Callable[[str, str, datetime], UUID | None]  # address, language, now
    facts: Callable[[UUID, str, date | None], Facts | None]
    page_path: Callable[[UUID, str], str]  # of the thing itself, in a language
    is_sensitive: Callable[[UUID], bool] = _never  # its pages have "Leave this page quickly"


class UnknownKind(LookupError):
    """No room registered this kind."""


_kinds: dict[str, AnnouncedKind] = {}


def register(kind: AnnouncedKind) -> None:
    """Add a kind; the same code again replaces it."""
    _kinds[kind.code] = kind


def get(code: str) -> AnnouncedKind:
    """Return the kind. Raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None
