"""Fingerprints of a text: few numbers such that a shared run of seven words always shares one.

Runs of four words (shingles) are hashed to 64 bits, and of each four in a row the least is kept
(winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003). A database keeps the numbers as signed.
A newcomer's mistake: Python's own `hash`, which differs from one start to the next.
"""

import numpy as np
from numpy.typing import NDArray

from amparo.lib.textreuse.words import Words

SHINGLE_WORDS = 4
WINDOW = 4  # a shared run of SHINGLE_WORDS + WINDOW - 1 words is never missed

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word is lost in the sum

Hashes = NDArray[np.int64]
Places = NDArray[np.int64]


def fingerprints(
    words: Words, *, shingle: int = SHINGLE_WORDS, window: int = WINDOW
) -> tuple[Hashes, Places]:
    """Return the kept hashes and the word at which each begins, in reading order."""
    hashes = _shingles(words.numbers, shingle)
    if not len(hashes):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    places = _least(hashes, min(window, len(hashes)))
    return hashes[places].view(np.int64), places


def distinct(words: Words) -> Hashes:
    """Return each kept hash once, in rising order."""
    return np.unique(fingerprints(words)[0])


def _shingles(numbers: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    count = len(numbers) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for place in range(size):
        total = total * _FACTOR + numbers[place : place + count]
    total ^= total >> np.uint64(29)
    return total * _FACTOR


def _least(hashes: NDArray[np.uint64], window: int) -> Places:
    """The places where the least hash of some window stands."""
    windows = len(hashes) - window + 1
    least = hashes[:windows].copy()
    for step in range(1, window):
        np.minimum(least, hashes[step : step + windows], out=least)
    is_kept = np.zeros(len(hashes), np.bool_)
    for step in range(window):
        is_kept[step : step + windows] |= hashes[step : step + windows] == least
    return np.flatnonzero(is_kept)
