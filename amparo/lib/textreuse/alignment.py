"""Which words of a watched text stand where in another: passages, what was dropped, what was added.

Seeds (three words in a row that both have) tell where in a long text to look; there, the longest
common run of words in order is taken, and stray words that agree by chance are left out. What is
not found there is looked for once more elsewhere, because clerks cut provisions in two.
A newcomer's mistake: aligning with the whole of an omnibus; it takes minutes and finds the chance.
"""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from amparo.lib.textreuse.words import Words

SEED_WORDS = 3
SHORTEST_BLOCK = 3  # words in a row; fewer count only beside others
NEARBY = 4  # words between a short block and the next one
ROOM = 1.6  # the looked-at stretch, in lengths of the watched text
LEAST_ROOM = 30  # words
MOST_PLACES = 4  # into which a provision may have been cut
LEAST_REST = 12  # words that are worth looking for again

Numbers = NDArray[np.int64]
Block = tuple[int, int, int]  # first watched word, first word of the other, how many


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
    left, right = _numbered(watched.words, other.words)
    free = [True] * len(left)
    found: list[Passage] = []
    taken: list[tuple[int, int]] = []
    for _place in range(MOST_PLACES):
        stretch = _stretch(left, right, free, taken)
        if stretch is None:
            break
        taken.append(stretch)
        blocks = _grown(_solid(_common(left, right, free, stretch)), left, right, free)
        found += [Passage((a, a + n), (b, b + n)) for a, b, n in blocks]
        for a, _b, n in blocks:
            free[a : a + n] = [False] * n
        if sum(free) < LEAST_REST:
            break
    passages = tuple(sorted(found, key=lambda each: each.watched))
    covered = len(left) - sum(free)
    coverage = covered / len(left) if left else 0.0
    return Alignment(passages, coverage, tuple(_runs(free)), tuple(_added(passages)))


def _numbered(left: Sequence[str], right: Sequence[str]) -> tuple[list[int], Numbers]:
    """The watched words as numbers; the other's by the same, -1 for what is not watched."""
    known: dict[str, int] = {}
    mine = [known.setdefault(word, len(known)) for word in left]
    theirs = np.fromiter(map(known.get, right, repeat(-1)), np.int64, len(right))
    return mine, theirs


def _stretch(
    left: list[int], right: Numbers, free: list[bool], taken: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """Where in the other text most of the words that are still free seem to stand."""
    seeds = _seeds(left, right, free, taken)
    if not seeds:
        return None
    room = max(LEAST_ROOM, int(len(left) * ROOM))
    best, begin, held = (0, 0, 0), 0, defaultdict[int, int](int)
    for end, (at, which) in enumerate(seeds):
        held[which] += 1
        while at - seeds[begin][0] > room:
            gone = seeds[begin][1]
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            begin += 1
        if len(held) > best[0]:
            best = (len(held), seeds[begin][0], seeds[end][0])
    margin = room // 4
    return max(0, best[1] - margin), min(len(right), best[2] + SEED_WORDS + margin)


def _seeds(
    left: list[int], right: Numbers, free: list[bool], taken: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where the other text has three words of the watched one: (place there, which three)."""
    base = max(left, default=0) + 1
    mine = _threes(np.array(left, np.int64), base)
    is_free = np.array(free, np.bool_)
    if not len(mine):
        return []
    mine[~(is_free[:-2] & is_free[1:-1] & is_free[2:])] = -1
    theirs = _threes(right, base)
    wanted = np.unique(mine[mine >= 0])
    if not len(wanted) or not len(theirs):
        return []
    which = np.minimum(np.searchsorted(wanted, theirs), len(wanted) - 1)
    places = np.flatnonzero(wanted[which] == theirs)
    seeds = zip(places.tolist(), which[places].tolist(), strict=True)
    return [each for each in seeds if not any(a <= each[0] < b for a, b in taken)]


def _threes(numbers: Numbers, base: int) -> Numbers:
    """Three words in a row as one number, -1 where one of them is not watched."""
    if len(numbers) < SEED_WORDS:
        return np.empty(0, np.int64)
    first, second, third = numbers[:-2], numbers[1:-1], numbers[2:]
    is_known = (first >= 0) & (second >= 0) & (third >= 0)
    return np.where(is_known, (first * base + second) * base + third, -1)


def _common(
    left: list[int], right: Numbers, free: list[bool], stretch: tuple[int, int]
) -> list[Block]:
    """The longest common run in order, as blocks of words that follow one another in both."""
    begin, end = stretch
    open_places = [at for at in range(len(left)) if free[at]]
    mine = [left[at] for at in open_places]
    blocks: list[Block] = []
    for block in LCSseq.opcodes(mine, right[begin:end].tolist()):
        if block.tag != "equal":
            continue
        for step in range(block.src_end - block.src_start):
            a, b = open_places[block.src_start + step], begin + block.dest_start + step
            if blocks and blocks[-1][0] + blocks[-1][2] == a and blocks[-1][1] + blocks[-1][2] == b:
                blocks[-1] = (blocks[-1][0], blocks[-1][1], blocks[-1][2] + 1)
            else:
                blocks.append((a, b, 1))
    return blocks


def _solid(blocks: list[Block]) -> list[Block]:
    """Without words that agree by chance: short blocks count only close to long ones."""
    kept: list[Block] = []
    long = [block for block in blocks if block[2] >= SHORTEST_BLOCK]
    for block in blocks:
        if block[2] >= SHORTEST_BLOCK or any(_is_near(block, each) for each in long):
            kept.append(block)
    return kept


def _grown(blocks: list[Block], left: list[int], right: Numbers, free: list[bool]) -> list[Block]:
    """Each block with the words beside it that agree too: the longest run may have torn them off.

    It may take them from a short block before it; else it grows no further than to its neighbors.
    """
    grown: list[Block] = []
    for number, (a, b, n) in enumerate(blocks):
        last = number + 1 == len(blocks)
        ends = (len(left), len(right)) if last else (blocks[number + 1][0], blocks[number + 1][1])
        a, b, n = _grown_back((a, b, n), grown, left, right, free)
        end_a, end_b = a + n, b + n
        while end_a < ends[0] and end_b < ends[1] and free[end_a] and left[end_a] == right[end_b]:
            end_a, end_b = end_a + 1, end_b + 1
        grown.append((a, b, end_a - a))
    return grown


def _grown_back(
    block: Block, before: list[Block], left: list[int], right: Numbers, free: list[bool]
) -> Block:
    a, b, n = block
    while a and b and free[a - 1] and left[a - 1] == right[b - 1]:
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


def _is_near(block: Block, other: Block) -> bool:
    return all(
        max(block[side], other[side]) - min(block[side] + block[2], other[side] + other[2])
        <= NEARBY
        for side in (0, 1)
    )


def _runs(free: list[bool]) -> list[tuple[int, int]]:
    runs, begin = [], None
    for at, is_free in enumerate([*free, False]):
        if is_free and begin is None:
            begin = at
        elif not is_free and begin is not None:
            runs.append((begin, at))
            begin = None
    return runs


def _added(passages: tuple[Passage, ...]) -> list[tuple[int, int]]:
    """What the other text has between two passages that follow one another closely."""
    ordered = sorted(passages, key=lambda each: each.other)
    return [
        (one.other[1], two.other[0])
        for one, two in itertools.pairwise(ordered)
        if 0 < two.other[0] - one.other[1] <= LEAST_ROOM
    ]
