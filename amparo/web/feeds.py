"""What feeds hold: rooms add entries, and the api room writes them out.

A newcomer's mistake: an entry of a case. Readers copy feeds and keep them for ever; a takedown
could not reach those copies, so rooms leave cases out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One entry, in the language of its feed."""

    id: UUID  # stays, whatever changes; the same in each language
    title: str
    path: str  # of its page
    summary: str
    language: str  # of title and summary
    posted_at: datetime
    changed_at: datetime
    section: str = ""  # the campaign's title, or the kind of ask


# (language, a campaign's slug or "" for all, now)
Entries = Callable[[str, str, datetime], Iterable[Entry]]


@dataclass(frozen=True)
class Feed:
    """`code` stands in the address. What it holds it brings, or rooms add it by `add_entries`."""

    code: str
    title: str | Promise
    says: str | Promise  # one sentence
    entries: Entries | None = None


_feeds: dict[str, Feed] = {}
_families: list[Callable[[str], Feed | None]] = []
_entries: dict[str, list[Entries]] = defaultdict(list)


def register(feed: Feed) -> None:
    """Add a feed; the same code again replaces it."""
    _feeds[feed.code] = feed


def add_entries(code: str, entries: Entries) -> None:
    """Let `entries`, which leaves out what is not public, stand in the feed `code`."""
    if entries not in _entries[code]:
        _entries[code].append(entries)


def register_family(find: Callable[[str], Feed | None]) -> None:
    """Feeds too many to be listed, such as one for each state: `find` makes one by its code."""
    if find not in _families:
        _families.append(find)


def feeds() -> list[Feed]:
    return list(_feeds.values())


def feed(code: str) -> Feed | None:
    return _feeds.get(code) or next((made for find in _families if (made := find(code))), None)


def entries_of(feed: Feed, language: str, campaign: str, now: datetime) -> list[Entry]:
    """All entries of a feed, the newest first."""
    sources = [*_entries.get(feed.code, ()), *([feed.entries] if feed.entries else [])]
    found = [entry for entries in sources for entry in entries(language, campaign, now)]
    return sorted(found, key=lambda entry: entry.posted_at, reverse=True)
