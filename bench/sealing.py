"""Sealing and opening cards on one core, against a hash of the same card."""

import hashlib
import time
from collections.abc import Callable, Iterator

from amparo.lib.sealing.cards import CardInfo, seal_card, unseal_card
from amparo.lib.sealing.keys import SealingPair
from bench.table import Row

COUNT = 3_000
CARD = {"name": "Rosa Peña", "email": "rosa@example.org", "town": "Northfield"}


def run(is_postgres: bool) -> Iterator[Row]:
    pair = SealingPair.make()
    info = CardInfo("here", "keyspace", "epoch", "row", "card")
    sealed = seal_card(CARD, public_key=pair.public, info=info)
    hashed = _rate(lambda: hashlib.sha256(sealed).digest())
    sealing = _rate(lambda: seal_card(CARD, public_key=pair.public, info=info))
    opening = _rate(lambda: unseal_card(sealed, private_key=pair.private, info=info))
    yield Row("seal a card", sealing, "/s", sealing / hashed, "SHA-256 of one")
    yield Row("open a card", opening, "/s", opening / hashed, "SHA-256 of one")


def _rate(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _number in range(COUNT):
        act()
    return COUNT / (time.perf_counter() - began)
