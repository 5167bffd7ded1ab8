"""A sealed thing opens in its own row and nowhere else, and not with a single bit changed."""

import itertools
import random

import pytest

from amparo.keyring.models import Epoch
from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing.cards import CARD_BYTES, pad
from amparo.lib.sealing.envelopes import seal
from amparo.supporters.models import Card
from amparo.supporters.operations.receiving import card_info
from amparo.supporters.unsealing import open_cards, open_comments
from tests.supporters.conftest import Ask

PEOPLE = 24


@pytest.mark.django_db(databases=["default", "keyring"])
@pytest.mark.parametrize("count", [100, pytest.param(5_000, marks=pytest.mark.proof)])
def test_what_was_moved_to_another_row_or_altered_never_opens(
    ask: Ask, another_ask: Ask, alma: Unlocked, count: int
) -> None:
    cards = sealed_by_two_asks(ask, another_ask)
    pairs = itertools.cycle(itertools.permutations(cards, 2))
    for here, there in itertools.islice(pairs, count):
        _refused(here, bytes(there.sealed_card), bytes(there.sealed_comment or b""), alma)
        _refused(
            here,
            _flipped(bytes(here.sealed_card)),
            _flipped(bytes(here.sealed_comment or b"")),
            alma,
        )
        _refused(here, bytes(here.sealed_comment or b""), bytes(here.sealed_card), alma)


@pytest.mark.django_db(databases=["default", "keyring"])
@pytest.mark.parametrize("content", [b"[]", b"no card", b'{"told": "x", "partners": 5}'])
def test_who_writes_to_the_database_hides_nobody_behind_a_false_card(
    ask: Ask, alma: Unlocked, content: bytes
) -> None:
    ask.sign(email="rosa@example.org")
    ask.sign(email="luz@example.org")
    planted, _ = Card.objects.all()
    public_key = Epoch.objects.get(pk=planted.epoch_id).public_key
    info = bytes(card_info(planted.keyspace_id, planted.epoch_id, planted.pk, "card"))
    padded = pad(content, sizes=(CARD_BYTES,))
    Card.objects.filter(pk=planted.pk).update(
        sealed_card=seal(padded, public_key=bytes(public_key), info=info)
    )

    opened = list(open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="proof"))

    assert sorted(bool(each.email) for each in opened) == [False, True]
    assert [(each.told_words, each.partners) for each in opened if not each.email] == [({}, [])]


def _refused(card: Card, sealed_card: bytes, sealed_comment: bytes, alma: Unlocked) -> None:
    mine = Card.objects.filter(pk=card.pk)
    mine.update(sealed_card=sealed_card, sealed_comment=sealed_comment)
    (opened,) = open_cards(mine, by=alma, actor=alma.actor, reason="proof")
    assert opened.told == {}
    ((_, said),) = open_comments(mine, by=alma, actor=alma.actor, reason="proof")
    assert said == ""
    mine.update(sealed_card=card.sealed_card, sealed_comment=card.sealed_comment)


def _flipped(envelope: bytes) -> bytes:
    place = random.randrange(len(envelope))
    changed = envelope[place] ^ random.randrange(1, 256)
    return envelope[:place] + bytes([changed]) + envelope[place + 1 :]


def sealed_by_two_asks(one: Ask, other: Ask) -> list[Card]:
    """Cards of two keyspaces, each with a comment."""
    for number in range(PEOPLE):
        (one, other)[number % 2].sign(email=f"p{number}@example.org", comment=f"I am {number}.")
    return list(Card.objects.all())
