"""Postings in blocks: whatever was put in is found again, however the shelves were put together."""

from collections import defaultdict

import numpy as np
import pytest

from amparo.lib.textreuse.ranking import MOST_TEXTS
from amparo.sightings import shelves
from amparo.sightings.models import Block, Shelf
from amparo.sightings.shelves import NotWhole, get, pack, put

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def packed(pairs: list[tuple[int, int]]) -> shelves.Packed:
    hashes, texts = zip(*pairs, strict=True)
    return pack(np.array(hashes, np.int64), np.array(texts, np.int32))


def asked(*hashes: int) -> list[tuple[int, int]]:
    found = get(np.array(sorted(hashes), np.int64))
    return sorted(zip(found["hash"].tolist(), found["text"].tolist(), strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_what_was_put_in_is_found_and_nothing_else(seed: int) -> None:
    dice = np.random.default_rng(seed)
    there: dict[int, set[int]] = defaultdict(set)
    for text in range(1, 60):
        hashes = {int(each) for each in dice.integers(-(2**62), 2**62, 40)}
        hashes |= {int(each) for each in dice.integers(-50, 50, 20)}  # which many texts share
        put(packed([(each, text) for each in hashes]))
        for each in hashes:
            there[each].add(text)
    some = [*list(there)[::7], 2**62 + 1, -(2**62) - 1]
    expected = sorted((each, text) for each in set(some) for text in there.get(each, ()))

    assert asked(*set(some)) == expected
    assert sum(Shelf.objects.values_list("posting_count", flat=True)) == sum(
        len(texts) for texts in there.values()
    )


def test_few_shelves_are_left_however_many_texts_come() -> None:
    for text in range(1, 40):
        put(packed([(each, text) for each in range(text * 100, text * 100 + 50)]))

    assert Shelf.objects.count() <= 4
    assert asked(149, 150, 3_910) == [(149, 1), (3_910, 39)]


def test_a_hash_that_very_many_have_is_in_one_block_and_counted_no_further() -> None:
    many = MOST_TEXTS + 500
    put(packed([(7, text) for text in range(many)] + [(8, 1), (-3, 2)]))

    assert len(asked(7)) == MOST_TEXTS + 1
    assert asked(-3, 8) == [(-3, 2), (8, 1)]


def test_shelves_put_together_meanwhile_are_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    put(packed([(each, 1) for each in range(1_000)]))
    whole, looked = shelves._blocks, []

    def blocks(ids: list[int]) -> list[bytes]:
        if not looked:  # another process is quicker than our second question
            shelves.replace(shelves.all_shelves()[0], packed([(each, 2) for each in range(1_000)]))
        looked.append(ids)
        return list(whole(ids))

    monkeypatch.setattr(shelves, "_blocks", blocks)

    assert asked(5) == [(5, 2)]
    assert len(looked) == 2


def test_a_damaged_shelf_is_said_and_not_asked_for_ever() -> None:
    put(packed([(each, 1) for each in range(1_000)]))
    Block.objects.order_by("pk").first().delete()

    with pytest.raises(NotWhole):
        asked(5)
