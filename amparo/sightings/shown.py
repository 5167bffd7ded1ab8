"""Both texts side by side, cut into pieces: what they share, what was dropped, what was added.

A newcomer's mistake: marking by color. Each piece that both have carries a number, the same on both
sides; what was dropped is struck, what was added is underlined, and a word says so to those who
hear the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amparo.sightings.models import Sighting, WatchedText

AROUND = 240  # characters of a long text, shown before and after what is marked

Stretch = Sequence[int]


@dataclass(frozen=True)
class Piece:
    """`kind`: "plain", "shared" (with its number), "dropped", "added", or "left out" (no words)."""

    kind: str
    words: str
    number: int = 0


def watched_side(sighting: Sighting) -> list[Piece]:
    """The whole watched text, marked."""
    marks = [
        (start, end, "shared", number) for number, (start, end, *_there) in _numbered(sighting)
    ]
    marks += [(start, end, "dropped", 0) for start, end in sighting.dropped]
    return list(_cut(sighting.watch.body, marks, 0, len(sighting.watch.body)))


def seen_side(sighting: Sighting) -> list[Piece]:
    """What is marked in the other text, with some of what stands around it."""
    body = sighting.text.body
    marks = [(row[2], row[3], "shared", number) for number, row in _numbered(sighting)]
    marks += [(start, end, "added", 0) for start, end in sighting.added]
    pieces: list[Piece] = []
    for start, end in _windows(marks, len(body)):
        if start:
            pieces.append(Piece("left out", ""))
        pieces += _cut(body, marks, start, end)
    if pieces and _windows(marks, len(body))[-1][1] < len(body):
        pieces.append(Piece("left out", ""))
    return pieces


def dropped_words(sighting: Sighting) -> list[str]:
    return [_tidy(sighting.watch.body[start:end]) for start, end in sighting.dropped]


def added_words(sighting: Sighting) -> list[str]:
    return [_tidy(sighting.text.body[start:end]) for start, end in sighting.added]


def progress_of(watch: WatchedText) -> int | None:
    """How many percent of the search are done; None where it is over or has not begun."""
    if watch.searched_at or not watch.to_search_count:
        return None
    return 100 * watch.searched_count // watch.to_search_count


Marked = tuple[int, int, str, int]


def _numbered(sighting: Sighting) -> list[tuple[int, list[int]]]:
    return list(enumerate(sighting.passages, start=1))


def _windows(marks: Sequence[Marked], length: int) -> list[tuple[int, int]]:
    """Stretches around what is marked, joined where they meet."""
    windows: list[tuple[int, int]] = []
    for start, end, *_what in sorted(marks):
        since, until = max(0, start - AROUND), min(length, end + AROUND)
        if windows and since <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(until, windows[-1][1]))
        else:
            windows.append((since, until))
    return windows


def _cut(body: str, marks: Sequence[Marked], start: int, end: int) -> Iterator[Piece]:
    at = start
    for since, until, kind, number in sorted(marks):
        if until <= at or since >= end:
            continue
        if since > at:
            yield Piece("plain", body[at:since])
        yield Piece(kind, body[max(at, since) : until], number)
        at = until
    if at < end:
        yield Piece("plain", body[at:end])


def _tidy(words: str) -> str:
    return " ".join(words.split())
