"""Which words of a watched text stand where in another: passages, what was dropped, what was added.

Seeds (three words in a row that both have) tell where in a long text to look; there, the longest
common run of words in order is taken, and stray words that agree by chance are left out. What is
not found there is looked for once more elsewhere, because clerks cut provisions in two.
A newcomer's mistake: aligning with the whole of an omnibus; it takes minutes and finds the chance.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from amparo.lib.textreuse.seeds import Field, Seeds, Stretch
from amparo.lib.textreuse.words import Codes, Words

SHORTEST_BLOCK = 3  # words in a row; fewer count only beside others
NEARBY = 4  # words between a short block and the next one
MOST_PLACES = 4  # into which a provision may have been cut
LEAST_REST = 12  # words that are worth looking for again
NEAR_ENOUGH = 30  # words that may have been added between two passages

Block = tuple[int, int, int]  # first watched word, first word of the other, how many
Free = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that both texts have: word numbers, the last one not included."""

    watched: tuple[int, int]
    other: tuple[int, int]

    @property
    def length(self) -> int:
        return self.watched[1] - self.watched[0]


@dataclass(frozen=True, slots=True)
class Alignment:
    """`coverage` is the share, 0 to 1, of the watched words that were found again."""

    passages: tuple[Passage, ...]  # in the order of the watched text
    coverage: float
    dropped: tuple[tuple[int, int], ...]  # runs of watched words that are not there
    added: tuple[tuple[int, int], ...]  # runs of the other's words between passages


def align(watched: Words, other: Words) -> Alignment:
    """Find the watched words in the other text."""
    return align_codes(watched.codes, other.codes)


def align_codes(watched: Codes, other: Codes | Field) -> Alignment:
    """The same of the words' numbers, which is all that an index keeps."""
    field = other if isinstance(other, Field) else Field(other)
    seeds, left = Seeds(watched, field), watched.tolist()
    free = np.ones(len(left), np.bool_)
    found: list[Passage] = []
    taken: list[Stretch] = []
    for _place in range(MOST_PLACES):
        stretch = seeds.densest(free, taken)
        if stretch is None:
            break
        taken.append(stretch)
        pair = _Pair(left, field.codes[stretch[0] : stretch[1]].tolist(), stretch[0], free)
        blocks = pair.grown(pair.solid())
        for a, b, n in blocks:
            found.append(Passage((a, a + n), (b, b + n)))
            free[a : a + n] = False
        # the next place holds less than this one, and what is left may be too little to look for
        if min(sum(n for _a, _b, n in blocks), int(np.count_nonzero(free))) < LEAST_REST:
            break
    passages = tuple(sorted(found, key=lambda each: each.watched))
    covered = len(left) - int(np.count_nonzero(free))
    coverage = covered / len(left) if left else 0.0
    return Alignment(passages, coverage, tuple(_runs(free)), tuple(_added(passages)))


def rough_coverage(watched: Codes, other: Codes | Field) -> float:
    """About how much of the watched words stands in the one place that has most of them.

    A quarter of the time of an alignment; at most what that would find, give or take some words.
    """
    field = other if isinstance(other, Field) else Field(other)
    free = np.ones(len(watched), np.bool_)
    stretch = Seeds(watched, field).densest(free, ())
    if stretch is None:
        return 0.0
    right = field.codes[stretch[0] : stretch[1]].tolist()
    solid = _Pair(watched.tolist(), right, stretch[0], free).solid()
    return sum(n for _a, _b, n in solid) / len(watched)


@dataclass
class _Pair:
    """The watched words, and a stretch of the other text that begins at `since`."""

    left: list[int]
    right: list[int]
    since: int
    free: Free

    def solid(self) -> list[Block]:
        """The longest common run in order, in blocks, without words that agree by chance.

        Short blocks count only close to a long one.
        """
        first, there, size = self._common()
        if not len(size):
            return []
        long = np.flatnonzero(size >= SHORTEST_BLOCK)
        if not len(long):
            return []
        at = np.arange(len(size))
        place = np.searchsorted(long, at, side="right")
        before, after = long[np.maximum(place - 1, 0)], long[np.minimum(place, len(long) - 1)]
        is_kept = size >= SHORTEST_BLOCK
        for one, other in ((before, at), (at, after)):
            is_near = (first[other] - first[one] - size[one] <= NEARBY) & (
                there[other] - there[one] - size[one] <= NEARBY
            )
            is_kept |= is_near & (one < other)
        kept = np.stack((first, there, size), axis=1)[is_kept]
        return [(a, b, n) for a, b, n in kept.tolist()]

    def _common(self) -> tuple[Places, Places, Places]:
        """Blocks of words that follow one another in both: beginnings here and there, sizes."""
        open_places = np.flatnonzero(self.free)
        is_whole = len(open_places) == len(self.left)
        mine = self.left if is_whole else [self.left[at] for at in open_places.tolist()]
        matches = LCSseq.opcodes(mine, self.right).as_matching_blocks()
        blocks = np.array([(each.a, each.b, each.size) for each in matches], np.int64)
        sizes = blocks[:, 2]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        here = open_places[np.repeat(blocks[:, 0], sizes) + within]
        there = np.repeat(blocks[:, 1], sizes) + within + self.since
        is_torn = (np.diff(here) != 1) | (np.diff(there) != 1)
        starts = np.flatnonzero(np.concatenate(([len(here) > 0], is_torn)))
        return here[starts], there[starts], np.diff(np.append(starts, len(here)))

    def grown(self, blocks: list[Block]) -> list[Block]:
        """Each block with the words beside it that agree too: the longest run may have torn them
        off.

        It may take them from a short block before it; else it grows no further than to its
        neighbors.
        """
        grown: list[Block] = []
        for number, (a, b, n) in enumerate(blocks):
            is_last = number + 1 == len(blocks)
            most = self._whole() if is_last else (blocks[number + 1][0], blocks[number + 1][1])
            a, b, n = self._grown_back((a, b, n), grown)
            end_a, end_b = a + n, b + n
            while end_a < most[0] and end_b < most[1] and self._agree(end_a, end_b):
                end_a, end_b = end_a + 1, end_b + 1
            grown.append((a, b, end_a - a))
        return grown

    def _whole(self) -> tuple[int, int]:
        return len(self.left), self.since + len(self.right)

    def _agree(self, a: int, b: int) -> bool:
        return bool(self.free[a]) and self.left[a] == self.right[b - self.since]

    def _grown_back(self, block: Block, before: list[Block]) -> Block:
        a, b, n = block
        while a and b > self.since and self._agree(a - 1, b - 1):
            if before and before[-1][0] + before[-1][2] == a:  # the one before has this word
                if before[-1][2] >= SHORTEST_BLOCK or before[-1][1] + before[-1][2] > b - 1:
                    break
                before[-1] = (before[-1][0], before[-1][1], before[-1][2] - 1)
                if not before[-1][2]:
                    before.pop()
            elif before and before[-1][1] + before[-1][2] > b - 1:
                break
            a, b, n = a - 1, b - 1, n + 1
        return a, b, n


def _runs(free: Free) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _added(passages: tuple[Passage, ...]) -> list[tuple[int, int]]:
    """What the other text has between two passages that follow one another closely."""
    ordered = sorted(passages, key=lambda each: each.other)
    return [
        (one.other[1], two.other[0])
        for one, two in itertools.pairwise(ordered)
        if 0 < two.other[0] - one.other[1] <= NEAR_ENOUGH
    ]
