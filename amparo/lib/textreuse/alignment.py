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

from amparo.lib.textreuse.seeds import Codes, Seeds, Stretch
from amparo.lib.textreuse.words import Words

SHORTEST_BLOCK = 3  # words in a row; fewer count only beside others
NEARBY = 4  # words between a short block and the next one
MOST_PLACES = 4  # into which a provision may have been cut
LEAST_REST = 12  # words that are worth looking for again
NEAR_ENOUGH = 30  # words that may have been added between two passages

Block = tuple[int, int, int]  # first watched word, first word of the other, how many
Free = NDArray[np.bool_]


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


def align_codes(watched: Codes, other: Codes) -> Alignment:
    """The same of the words' numbers, which is all that an index keeps."""
    seeds, left = Seeds(watched, other), watched.tolist()
    free = np.ones(len(left), np.bool_)
    found: list[Passage] = []
    taken: list[Stretch] = []
    for _place in range(MOST_PLACES):
        stretch = seeds.densest(free, taken)
        if stretch is None:
            break
        taken.append(stretch)
        pair = _Pair(left, other[stretch[0] : stretch[1]].tolist(), stretch[0], free)
        for a, b, n in pair.grown(_solid(pair.common())):
            found.append(Passage((a, a + n), (b, b + n)))
            free[a : a + n] = False
        if np.count_nonzero(free) < LEAST_REST:
            break
    passages = tuple(sorted(found, key=lambda each: each.watched))
    covered = len(left) - int(np.count_nonzero(free))
    coverage = covered / len(left) if left else 0.0
    return Alignment(passages, coverage, tuple(_runs(free)), tuple(_added(passages)))


@dataclass
class _Pair:
    """The watched words, and a stretch of the other text that begins at `since`."""

    left: list[int]
    right: list[int]
    since: int
    free: Free

    def common(self) -> list[Block]:
        """The longest common run in order, as blocks of words that follow one another in both."""
        open_places = np.flatnonzero(self.free).tolist()
        mine = [self.left[at] for at in open_places]
        blocks: list[Block] = []
        for each in LCSseq.opcodes(mine, self.right):
            if each.tag != "equal":
                continue
            places = open_places[each.src_start : each.src_end]
            b = self.since + each.dest_start
            for a, n in _in_a_row(places):
                if blocks and _follows(blocks[-1], a, b):
                    blocks[-1] = (blocks[-1][0], blocks[-1][1], blocks[-1][2] + n)
                else:
                    blocks.append((a, b, n))
                b += n
        return blocks

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


def _in_a_row(places: list[int]) -> list[tuple[int, int]]:
    """Rising places as (first, how many) of those without a gap."""
    if places[-1] - places[0] == len(places) - 1:
        return [(places[0], len(places))]
    rows: list[tuple[int, int]] = []
    for at in places:
        if rows and sum(rows[-1]) == at:
            rows[-1] = (rows[-1][0], rows[-1][1] + 1)
        else:
            rows.append((at, 1))
    return rows


def _follows(block: Block, a: int, b: int) -> bool:
    return block[0] + block[2] == a and block[1] + block[2] == b


def _solid(blocks: list[Block]) -> list[Block]:
    """Without words that agree by chance: short blocks count only close to a long one."""
    long = [at for at, block in enumerate(blocks) if block[2] >= SHORTEST_BLOCK]
    places = np.searchsorted(long, range(len(blocks))).tolist() if long else []
    kept: list[Block] = []
    for block, place in zip(blocks, places, strict=False):
        beside = (blocks[at] for at in long[max(0, place - 1) : place + 1])
        if block[2] >= SHORTEST_BLOCK or any(_is_near(block, each) for each in beside):
            kept.append(block)
    return kept


def _is_near(block: Block, other: Block) -> bool:
    return all(
        max(block[side], other[side]) - min(block[side] + block[2], other[side] + other[2])
        <= NEARBY
        for side in (0, 1)
    )


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
