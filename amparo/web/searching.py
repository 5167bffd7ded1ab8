"""What the public can find: rooms register what they show, and one index holds its words.

A newcomer's mistake: registering rows. A source hands over `Document`s that a public page shows
anyway, never anything about a supporter; whatever it stops handing over leaves the index within
the minute, and is not found from that moment, because every answer is asked of its source again.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime


def _nothing() -> str:
    return ""


@dataclass(frozen=True)
class Document:
    """One page in one language. `key` is its source's own, and stays whatever changes.

    `body` is called only where `stamp` has changed since it was read. `about` is the key of the
    campaign that it belongs to, so that a takedown finds it.
    """

    key: str
    language: str
    title: str
    path: str
    kind: str  # what it is, in its language: "Petition"
    summary: str = ""  # stands below the title in the list
    body: Callable[[], str] = _nothing  # all other words, plain
    stamp: str = ""
    dated_on: date | None = None
    about: str = ""


# (language, now): everything of it that the public may read in that language
Documents = Callable[[str, datetime], Iterable[Document]]
# (keys, language, now): those that the public may still read
StillPublic = Callable[[Collection[str], str, datetime], Collection[str]]


@dataclass(frozen=True)
class Source:
    code: str
    documents: Documents
    still_public: StillPublic | None = None  # None: it lists everything again, and looks


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; the same code again replaces it."""
    _sources[source.code] = source


def sources() -> list[Source]:
    return list(_sources.values())


def still_public(code: str, keys: Collection[str], language: str, now: datetime) -> set[str]:
    """Which of these may still be shown; none where nobody knows the source any more."""
    source = _sources.get(code)
    if source is None:
        return set()
    if source.still_public is not None:
        return set(source.still_public(keys, language, now))
    return {each.key for each in source.documents(language, now) if each.key in keys}
