"""Where in a long text most of a watched one seems to stand: three words in a row that both have.

Numbers in, numbers out: an omnibus of a hundred thousand words takes a millisecond. A newcomer's
mistake: looking at every "of the state" in it. Where there are very many, the rarest are enough.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from amparo.lib.textreuse.words import Codes

SEED_WORDS = 3
ROOM = 1.6  # the looked-at stretch, in lengths of the watched text
LEAST_ROOM = 30  # words
MOST_SEEDS = 300  # or two for each watched word

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_LOW = np.uint64(0xFFFF)

Stretch = tuple[int, int]  # first word of the other text, and one after the last
Threes = NDArray[np.uint64]


class Field:
    """A text that is searched through, hashed once however many watched ones are looked for."""

    def __init__(self, codes: Codes) -> None:
        self.codes = codes
        self.threes = _threes(codes)
        self.low = (self.threes & _LOW).astype(np.uint16)


class Seeds:
    """The threes of a watched text, and of the one where it is looked for."""

    def __init__(self, watched: Codes, other: Field) -> None:
        self._mine, self._theirs, self._low = _threes(watched), other.threes, other.low
        self._length, self._other_length = len(watched), len(other.codes)

    def densest(self, free: NDArray[np.bool_], taken: Sequence[Stretch]) -> Stretch | None:
        """Where most of the watched words that are still free stand, outside of what is taken."""
        places, which = self._shared(free, taken)
        if not len(places):
            return None
        room = max(LEAST_ROOM, int(self._length * ROOM))
        first, last = _fullest(places.tolist(), which.tolist(), room)
        margin = room // 4
        return max(0, first - margin), min(self._other_length, last + SEED_WORDS + margin)

    def _shared(
        self, free: NDArray[np.bool_], taken: Sequence[Stretch]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where the other text has three of the watched words: (place there, which three)."""
        whole = free[:-2] & free[1:-1] & free[2:]
        wanted = np.unique(self._mine[whole]) if len(self._mine) else self._mine
        if not len(wanted) or not len(self._theirs):
            return np.empty(0, np.intp), np.empty(0, np.intp)
        maybe = np.zeros(1 << 16, np.bool_)  # most of a long text is ruled out by 16 bits
        maybe[(wanted & _LOW).astype(np.uint16)] = True
        places = np.flatnonzero(maybe[self._low])
        which = np.minimum(np.searchsorted(wanted, self._theirs[places]), len(wanted) - 1)
        is_seed = wanted[which] == self._theirs[places]
        for start, end in taken:
            is_seed &= (places < start) | (places >= end)
        return self._rarest(places[is_seed], which[is_seed])

    def _rarest(
        self, places: NDArray[np.intp], which: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        most = max(MOST_SEEDS, 2 * self._length)
        if len(places) <= most:
            return places, which
        rare = np.sort(np.argsort(np.bincount(which)[which], kind="stable")[:most])
        return places[rare], which[rare]


def _fullest(places: list[int], which: list[int], room: int) -> tuple[int, int]:
    """First and last place of the stretch of this many words that has most different seeds."""
    best, begin, held = (0, 0, 0), 0, defaultdict[int, int](int)
    for end, at in enumerate(places):
        held[which[end]] += 1
        while at - places[begin] > room:
            gone = which[begin]
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            begin += 1
        if len(held) > best[0]:
            best = (len(held), places[begin], at)
    return best[1], best[2]


def _threes(codes: Codes) -> Threes:
    """Three words in a row as one number."""
    if len(codes) < SEED_WORDS:
        return np.empty(0, np.uint64)
    wide = codes.astype(np.uint64)
    mixed = (wide[:-2] * _FACTOR + wide[1:-1]) * _FACTOR + wide[2:]
    return mixed ^ (mixed >> np.uint64(31))
