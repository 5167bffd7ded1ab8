"""All watched texts against one new text: their weighted hashes, held in this process.

A coalition watches some hundred wordings, and every stored text is held against all of them, so
their hashes are read once and looked through in memory. A newcomer's mistake: changing a watched
text's hashes without `changed`; other processes would go on with the old ones.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from amparo.lib.textreuse import Hashes
from amparo.sightings.models import WatchedPosting, WatchedStamp

FEW = 12  # hashes: a watched text with more shares at least two, or nothing


@dataclass(frozen=True)
class _Index:
    stamp: int
    hashes: Hashes  # of all watched texts, rising
    owners: NDArray[np.intp]  # hash for hash: which of `watches`
    weights: NDArray[np.float64]
    watches: tuple[UUID, ...]
    wholes: NDArray[np.float64]  # of each watched text's hashes together
    least_counts: NDArray[np.intp]


_known: list[_Index] = []


def changed() -> None:
    """Let every process read the watched texts again. Within the transaction that changed them."""
    WatchedStamp.objects.update_or_create(pk=1, defaults={"stamp": secrets.randbits(62)})


def watches_with(hashes: Hashes, *, least: float, limit: int) -> list[UUID]:
    """The watched texts of whose weight these hashes hold at least this share, the best first."""
    index = _current()
    if not index.watches or not len(hashes):
        return []
    starts = np.searchsorted(index.hashes, hashes)
    counts = np.searchsorted(index.hashes, hashes, side="right") - starts
    rows = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    owners, number = index.owners[rows], len(index.watches)
    shares = np.bincount(owners, index.weights[rows], minlength=number) / index.wholes
    is_enough = np.bincount(owners, minlength=number) >= index.least_counts
    likely = np.flatnonzero((shares >= least) & is_enough)
    best = likely[np.argsort(-shares[likely], kind="stable")][:limit]
    return [index.watches[each] for each in best.tolist()]


def _current() -> _Index:
    row = WatchedStamp.objects.filter(pk=1).values_list("stamp", flat=True).first()
    stamp = -1 if row is None else row
    if not _known or _known[0].stamp != stamp:
        _known[:] = [_read(stamp)]
    return _known[0]


def _read(stamp: int) -> _Index:
    rows = WatchedPosting.objects.filter(weight__gt=0, watch__ended_on=None).order_by("hash")
    told = list(rows.values_list("watch", "hash", "weight"))
    watches = tuple(dict.fromkeys(watch for watch, _hash, _weight in told))
    numbers = {watch: number for number, watch in enumerate(watches)}
    owners = np.array([numbers[watch] for watch, _hash, _weight in told], np.intp)
    weights = np.array([weight for *_who, weight in told], np.float64)
    counts = np.bincount(owners, minlength=len(watches))
    return _Index(
        stamp,
        np.array([each for _watch, each, _weight in told], np.int64),
        owners,
        weights,
        watches,
        np.bincount(owners, weights, minlength=len(watches)).astype(np.float64),
        np.where(counts > FEW, 2, 1),
    )
