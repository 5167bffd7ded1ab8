"""Postings packed into shelves of blocks, in SQL: a shelf is written once and never changed.

A posting says that a hash stands in a text. A tree with a row for each is written anew, page by
page, with every import; so postings are sorted, cut into blocks of a few dozen, and kept as bytes.
Small shelves are put together into larger ones as more come (a log-structured merge), so there are
few to look into. A newcomer's mistake: cutting a block within a hash; it would be found by half.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from amparo.lib.textreuse import Hashes
from amparo.lib.textreuse.ranking import MOST_TEXTS
from amparo.sightings.models import Block, Shelf

POSTING = np.dtype([("hash", "<i8"), ("text", "<i4")])
BLOCK = 64  # postings, or as many as the last hash has
LARGEST = 4_000_000  # postings of a shelf: 48 MB, and as much again while two are put together
GROWTH = 4  # a shelf that is at most so many times larger is put together with the new one
PLACES = 1 << 24  # ids of blocks that belong to one shelf
AT_A_TIME = 10_000  # blocks
TRIES = 20  # of a question that shelves are put together under

Packed = NDArray[np.void]  # of POSTING, in the order of hash and text

_GET = {
    "sqlite": "SELECT b.data FROM json_each(%s) AS given CROSS JOIN sightings_block b "
    "ON b.id = given.value",
    "postgresql": "SELECT data FROM sightings_block WHERE id = ANY(%s)",
}
_PUT = "INSERT INTO sightings_block (id, data) VALUES (%s, %s)"
_firsts: dict[tuple[int, int], Hashes] = {}  # by id and stamp, in this process: none ever changes


class NotWhole(LookupError):
    """A shelf lacks blocks, question after question: the file is damaged. Index the texts anew."""


@dataclass(frozen=True)
class _Known:
    pk: int
    count: int


def pack(hashes: Hashes, texts: NDArray[np.int32]) -> Packed:
    """Postings in their order, of a formula's no more than anybody wants to know."""
    order = np.lexsort((texts, hashes))
    packed = np.empty(len(order), POSTING)
    packed["hash"], packed["text"] = hashes[order], texts[order]
    return _without_the_rest_of_formulas(packed)


@transaction.atomic
def put(packed: Packed) -> None:
    """Keep postings, together with smaller shelves than they would make."""
    for shelf in _smallest_first():
        if shelf.count > GROWTH * len(packed) or shelf.count + len(packed) > LARGEST:
            break
        packed = _merged(packed, whole(shelf.pk))
        drop(shelf.pk)
    if len(packed):
        _write(packed)


def get(hashes: Hashes) -> Packed:
    """The postings of these rising hashes, from all shelves. Raises NotWhole."""
    for _try in range(TRIES):
        found = _get(hashes)
        if found is not None:
            return found
    raise NotWhole


def whole(shelf: int) -> Packed:
    rows = Block.objects.filter(id__gte=shelf * PLACES, id__lt=(shelf + 1) * PLACES)
    data = rows.order_by("id").values_list("data", flat=True)
    return np.frombuffer(b"".join(data), POSTING)


def replace(shelf: int, packed: Packed) -> None:
    """Keep these postings instead of the shelf's."""
    with transaction.atomic():
        drop(shelf)
        if len(packed):
            _write(packed)


def drop(shelf: int) -> None:
    Block.objects.filter(id__gte=shelf * PLACES, id__lt=(shelf + 1) * PLACES).delete()
    Shelf.objects.filter(pk=shelf).delete()


def all_shelves() -> list[int]:
    return list(Shelf.objects.order_by("pk").values_list("pk", flat=True))


# helpers


def _smallest_first() -> list[_Known]:
    """Locked, where the database can: two writers may not put the same ones together."""
    rows = Shelf.objects.select_for_update().order_by("posting_count", "pk")
    return [_Known(*row) for row in rows.values_list("pk", "posting_count")]


def _merged(one: Packed, other: Packed) -> Packed:
    both = np.concatenate([one, other])
    return pack(both["hash"], both["text"])


def _write(packed: Packed) -> None:
    starts = _starts(packed["hash"])
    wanted = np.arange(0, len(packed), BLOCK)
    cuts = np.unique(starts[np.searchsorted(starts, wanted, side="right") - 1])
    firsts = packed["hash"][cuts]
    shelf = Shelf.objects.create(
        stamp=secrets.randbits(62), posting_count=len(packed), firsts=firsts.tobytes()
    )
    base, whole_data, size = shelf.pk * PLACES, packed.tobytes(), POSTING.itemsize
    ends = [*cuts[1:].tolist(), len(packed)]
    rows = (
        (base + number, whole_data[start * size : end * size])
        for number, (start, end) in enumerate(zip(cuts.tolist(), ends, strict=True))
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy("COPY sightings_block (id, data) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            while some := list(islice(rows, AT_A_TIME)):
                cursor.executemany(_PUT, some)


def _get(hashes: Hashes) -> Packed | None:
    """None where shelves were put together between the questions; then ask again."""
    known = _known_firsts()
    if known is None:
        return None
    wanted: list[int] = []
    for shelf, firsts in known:
        places = np.searchsorted(firsts, hashes, side="right") - 1
        wanted += (np.unique(places[places >= 0]) + shelf * PLACES).tolist()
    rows = list(_blocks(wanted))
    if len(rows) < len(wanted):
        return None
    found = np.frombuffer(b"".join(rows), POSTING)
    return found[_is_among(found["hash"], hashes)]


def _known_firsts() -> list[tuple[int, Hashes]] | None:
    """Of each shelf its blocks' first hashes; None where one of them went meanwhile."""
    shelves = list(Shelf.objects.values_list("pk", "stamp"))
    for gone in _firsts.keys() - set(shelves):
        _firsts.pop(gone, None)
    missing = [pk for pk, stamp in shelves if (pk, stamp) not in _firsts]
    rows = Shelf.objects.filter(pk__in=missing) if missing else Shelf.objects.none()
    for pk, stamp, firsts in rows.values_list("pk", "stamp", "firsts"):
        _firsts[pk, stamp] = np.frombuffer(firsts, np.int64)
    known = [(each[0], _firsts[each]) for each in shelves if each in _firsts]
    return known if len(known) == len(shelves) else None


def _blocks(ids: Sequence[int]) -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for start in range(0, len(ids), AT_A_TIME):
            some = list(ids[start : start + AT_A_TIME])
            asked = json.dumps(some) if connection.vendor == "sqlite" else some
            cursor.execute(_GET[connection.vendor], [asked])
            yield from (row[0] for row in cursor.fetchall())


def _is_among(hashes: Hashes, wanted: Hashes) -> NDArray[np.bool_]:
    """Sixteen bits rule most of them out; the rest is looked up."""
    maybe = np.zeros(1 << 16, np.bool_)
    maybe[wanted.view(np.uint64).astype(np.uint16)] = True
    is_among = maybe[hashes.astype(np.uint16)]
    places = np.flatnonzero(is_among)
    nearest = np.minimum(np.searchsorted(wanted, hashes[places]), len(wanted) - 1)
    is_among[places] = wanted[nearest] == hashes[places]
    return is_among


def _starts(hashes: Hashes) -> NDArray[np.intp]:
    """Where each hash begins."""
    return np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))


def _without_the_rest_of_formulas(packed: Packed) -> Packed:
    if not len(packed):
        return packed
    starts = _starts(packed["hash"])
    lengths = np.diff(np.append(starts, len(packed)))
    if lengths.max() <= MOST_TEXTS + 1:
        return packed
    place = np.arange(len(packed)) - np.repeat(starts, lengths)
    return packed[place <= MOST_TEXTS]
