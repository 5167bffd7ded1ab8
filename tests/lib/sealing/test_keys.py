"""Keys come back the same from the same seed, sign and verify, and bad ones are refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.lib.sealing.keys import (
    PRIVATE_BYTES,
    PUBLIC_BYTES,
    SEED_BYTES,
    SIGNING_BYTES,
    BadKey,
    HolderKeys,
    SealingPair,
    SigningPair,
    is_signed,
    make_seed,
    sign,
)

ALMA = HolderKeys.from_seed(b"a" * 32)
BETO = HolderKeys.from_seed(b"b" * 32)


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_one_seed_gives_one_holder(seed: bytes) -> None:
    keys = HolderKeys.from_seed(seed)
    assert keys == HolderKeys.from_seed(seed)
    assert keys.public.sealing == keys.sealing.public
    assert keys.public.signing == keys.signing.public
    assert SealingPair.from_private(keys.sealing.private) == keys.sealing


def test_keys_have_their_lengths() -> None:
    assert (len(ALMA.sealing.private), len(ALMA.sealing.public)) == (PRIVATE_BYTES, PUBLIC_BYTES)
    assert len(ALMA.signing.private) == len(ALMA.signing.public) == SIGNING_BYTES
    assert (PRIVATE_BYTES, PUBLIC_BYTES, SIGNING_BYTES, SEED_BYTES) == (96, 1216, 32, 32)


def test_the_two_pairs_of_a_holder_share_nothing() -> None:
    assert ALMA.signing.private not in ALMA.sealing.private
    assert ALMA.sealing.private[:32] != ALMA.signing.private


def test_new_pairs_and_seeds_are_new() -> None:
    assert SealingPair.make() != SealingPair.make()
    assert SigningPair.make() != SigningPair.make()
    assert make_seed() != make_seed()
    assert len(make_seed()) == SEED_BYTES


def test_a_signature_is_of_one_message_and_one_holder() -> None:
    signature = sign(b"yes", private=ALMA.signing.private)
    assert is_signed(b"yes", signature, public=ALMA.signing.public)
    assert not is_signed(b"no", signature, public=ALMA.signing.public)
    assert not is_signed(b"yes", signature, public=BETO.signing.public)


@pytest.mark.parametrize("bad", [b"", b"short", bytes(63), bytes(64), bytes(65)])
def test_a_malformed_signature_or_key_is_a_no(bad: bytes) -> None:
    assert not is_signed(b"yes", bad, public=ALMA.signing.public)
    assert not is_signed(b"yes", sign(b"yes", private=ALMA.signing.private), public=bad)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_seeds_and_signing_keys_of_another_length_are_refused(length: int) -> None:
    for make in (HolderKeys.from_seed, SealingPair.from_seed, SigningPair.from_seed):
        with pytest.raises(BadKey):
            make(bytes(length))
    with pytest.raises(BadKey):
        sign(b"yes", private=bytes(length))


@pytest.mark.parametrize("length", [0, 95, 97])
def test_private_keys_of_another_length_are_refused(length: int) -> None:
    with pytest.raises(BadKey):
        SealingPair.from_private(bytes(length))


def test_private_halves_are_not_shown() -> None:
    for pair in (ALMA.sealing, ALMA.signing):
        assert repr(pair.private) not in repr(ALMA)
