"""What is sealed opens for its key and its place, and for nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.lib.sealing.cards import (
    CARD_BYTES,
    COMMENT_BUCKETS,
    SEALED_CARD_BYTES,
    CardInfo,
    TooLong,
    pad,
    seal_card,
    seal_comment,
    unpad,
    unseal_card,
    unseal_comment,
)
from amparo.lib.sealing.envelopes import OVERHEAD_BYTES, CannotUnseal, UnknownSuite, seal, unseal
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.keys import PUBLIC_BYTES, BadKey, SealingPair, open_private
from amparo.lib.sealing.suites import body_of
from amparo.lib.sealing.symmetric import OVERHEAD_BYTES as SHARED_OVERHEAD_BYTES
from amparo.lib.sealing.symmetric import derive, seal_with, unseal_with

EPOCH = SealingPair.from_seed(b"e" * 32)
OTHER_EPOCH = SealingPair.from_seed(b"o" * 32)
KEY, OTHER_KEY = b"k" * 32, b"l" * 32
HERE = CardInfo(coalition="c", keyspace="k", epoch="2026-11", row="r1", kind="card")
ROSA = {"name": "Rosa Ejemplo", "email": "rosa@correo.example"}
CURVE_AT = 1184

small = settings(max_examples=50, deadline=None)


@small
@given(st.binary(max_size=2000), st.binary(max_size=200))
def test_what_is_sealed_opens_with_the_key_and_the_same_info(plaintext: bytes, info: bytes) -> None:
    envelope = seal(plaintext, public_key=EPOCH.public, info=info)
    assert len(envelope) == len(plaintext) + OVERHEAD_BYTES
    assert unseal(envelope, private_key=EPOCH.private, info=info) == plaintext
    opened_once = open_private(EPOCH.private)
    assert unseal(envelope, private_key=opened_once, info=info) == plaintext


def test_the_same_words_never_look_the_same_twice() -> None:
    assert seal(b"x", public_key=EPOCH.public, info=b"") != seal(
        b"x", public_key=EPOCH.public, info=b""
    )
    assert seal_with(KEY, b"x", info=b"") != seal_with(KEY, b"x", info=b"")


def test_another_key_does_not_open() -> None:
    envelope = seal(b"x", public_key=EPOCH.public, info=b"")
    with pytest.raises(CannotUnseal):
        unseal(envelope, private_key=OTHER_EPOCH.private, info=b"")


def test_every_flipped_byte_is_refused() -> None:
    envelope = seal(b"Rosa", public_key=EPOCH.public, info=b"")
    key = open_private(EPOCH.private)
    for at in range(len(envelope)):
        altered = bytearray(envelope)
        altered[at] ^= 0x40
        with pytest.raises(CannotUnseal):
            unseal(bytes(altered), private_key=key, info=b"")


def test_every_flipped_byte_under_a_shared_key_is_refused() -> None:
    envelope = seal_with(KEY, b"Rosa", info=b"row")
    for at in range(len(envelope)):
        altered = bytearray(envelope)
        altered[at] ^= 1
        with pytest.raises(CannotUnseal):
            unseal_with(KEY, bytes(altered), info=b"row")


@pytest.mark.parametrize("length", [1, 2, 500, 1120, 1121, 1130])
def test_a_cut_envelope_is_refused(length: int) -> None:
    envelope = seal(b"", public_key=EPOCH.public, info=b"")
    with pytest.raises(CannotUnseal):
        unseal(envelope[:length], private_key=EPOCH.private, info=b"")


@pytest.mark.parametrize("length", [1, 5, 13, 20])
def test_a_cut_envelope_under_a_shared_key_is_refused(length: int) -> None:
    with pytest.raises(CannotUnseal):
        unseal_with(KEY, seal_with(KEY, b"", info=b"")[:length], info=b"")


def test_an_unknown_or_missing_first_byte_is_said_to_be_unknown() -> None:
    envelope = seal(b"x", public_key=EPOCH.public, info=b"")
    assert envelope[0] == 1
    for altered in (b"", b"\2" + envelope[1:], b"\0" + envelope[1:]):
        with pytest.raises(UnknownSuite):
            unseal(altered, private_key=EPOCH.private, info=b"")
    with pytest.raises(UnknownSuite):
        unseal_with(KEY, envelope, info=b"")
    assert body_of(b"\7abc", 7) == b"abc"


@pytest.mark.parametrize("length", [0, 32, PUBLIC_BYTES - 1, PUBLIC_BYTES + 1])
def test_a_public_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(BadKey):
        seal(b"x", public_key=bytes(length), info=b"")


def test_a_public_key_outside_its_field_is_refused() -> None:
    with pytest.raises(BadKey):
        seal(b"x", public_key=b"\xff" * PUBLIC_BYTES, info=b"")


def test_a_curve_point_that_shares_one_secret_with_everyone_is_refused() -> None:
    with pytest.raises(BadKey):
        seal(b"x", public_key=EPOCH.public[:CURVE_AT] + bytes(32), info=b"")


def test_a_private_key_of_another_length_is_refused() -> None:
    with pytest.raises(BadKey):
        unseal(seal(b"x", public_key=EPOCH.public, info=b""), private_key=b"short", info=b"")


@small
@given(st.binary(max_size=600), st.binary(max_size=60))
def test_a_shared_key_opens_what_it_sealed(plaintext: bytes, info: bytes) -> None:
    envelope = seal_with(KEY, plaintext, info=info)
    assert len(envelope) == len(plaintext) + SHARED_OVERHEAD_BYTES
    assert unseal_with(KEY, envelope, info=info) == plaintext
    with pytest.raises(CannotUnseal):
        unseal_with(OTHER_KEY, envelope, info=info)
    with pytest.raises(CannotUnseal):
        unseal_with(KEY, envelope, info=info + b"!")


@given(st.lists(st.text(max_size=9)), st.lists(st.text(max_size=9)))
def test_different_lists_never_frame_to_the_same_bytes(one: list[str], other: list[str]) -> None:
    assert (frame(*one) == frame(*other)) == (one == other)


def test_text_and_its_bytes_frame_alike() -> None:
    assert frame("añ", b"x") == frame("añ".encode(), "x") == b"\0\0\0\3a\xc3\xb1\0\0\0\1x"


def test_derived_keys_differ_by_label_and_by_key_and_stay_the_same() -> None:
    keys = [derive(KEY, "a"), derive(KEY, "b"), derive(KEY, "a", "b"), derive(OTHER_KEY, "a")]
    assert len(set(keys)) == 4
    assert derive(KEY, "a") == keys[0]
    assert {len(key) for key in keys} == {32}


@small
@given(st.dictionaries(st.text(max_size=10), st.text(max_size=20), max_size=4))
def test_all_cards_have_one_length(card: dict[str, str]) -> None:
    sealed = seal_card(card, public_key=EPOCH.public, info=HERE)
    assert len(sealed) == SEALED_CARD_BYTES
    assert unseal_card(sealed, private_key=EPOCH.private, info=HERE) == card


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("coalition", "d"),
        ("keyspace", "l"),
        ("epoch", "2026-12"),
        ("row", "r2"),
        ("kind", "comment"),
        ("version", 2),
    ],
)
def test_a_card_opens_in_its_own_place_only(part: str, value: object) -> None:
    sealed = seal_card(ROSA, public_key=EPOCH.public, info=HERE)
    place = {name: getattr(HERE, name) for name in CardInfo.__slots__} | {part: value}
    with pytest.raises(CannotUnseal):
        unseal_card(sealed, private_key=EPOCH.private, info=CardInfo(**place))


@pytest.mark.parametrize("content", [b"", b"Rosa", b"[]", b"null", b'"x"', b'{"name":"\xff"}'])
def test_what_is_sealed_and_is_no_card_is_refused(content: bytes) -> None:
    padded = pad(content, sizes=(CARD_BYTES,))
    sealed = seal(padded, public_key=EPOCH.public, info=bytes(HERE))
    with pytest.raises(CannotUnseal) as refusal:
        unseal_card(sealed, private_key=EPOCH.private, info=HERE)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_what_is_sealed_and_is_no_text_is_no_comment() -> None:
    padded = pad(b"\xff", sizes=COMMENT_BUCKETS)
    sealed = seal(padded, public_key=EPOCH.public, info=bytes(HERE))
    with pytest.raises(CannotUnseal) as refusal:
        unseal_comment(sealed, private_key=EPOCH.private, info=HERE)
    assert refusal.value.__suppress_context__


def test_swapped_rows_and_flipped_bytes_are_refused() -> None:
    swapped_rows_are_refused(40)


@pytest.mark.proof
def test_5000_swapped_rows_and_flipped_bytes_are_refused() -> None:
    swapped_rows_are_refused(5000)


def swapped_rows_are_refused(count: int) -> None:
    key = open_private(EPOCH.private)
    sealed = seal_card(ROSA, public_key=EPOCH.public, info=HERE)
    for row in range(count):
        elsewhere = CardInfo("c", "k", "2026-11", f"row {row}", "card")
        with pytest.raises(CannotUnseal):
            unseal_card(sealed, private_key=key, info=elsewhere)
        altered = bytearray(sealed)
        altered[row * 7919 % len(sealed)] ^= 1 + row % 255
        with pytest.raises(CannotUnseal):
            unseal_card(bytes(altered), private_key=key, info=HERE)


def test_a_card_that_fills_its_room_fits_and_one_byte_more_does_not() -> None:
    room = CARD_BYTES - 2 - len('{"name":""}')
    sealed = seal_card({"name": "a" * room}, public_key=EPOCH.public, info=HERE)
    assert len(sealed) == SEALED_CARD_BYTES
    opened = unseal_card(sealed, private_key=EPOCH.private, info=HERE)
    assert opened == {"name": "a" * room}
    with pytest.raises(TooLong) as refusal:
        seal_card({"name": "a" * (room + 5)}, public_key=EPOCH.public, info=HERE)
    assert refusal.value.bytes_over == 5
    assert str(refusal.value) == "5"  # the number, never what was typed


def test_letters_count_as_the_bytes_they_take() -> None:
    room = CARD_BYTES - 2 - len('{"n":""}')
    seal_card({"n": "ñ" * (room // 2)}, public_key=EPOCH.public, info=HERE)
    with pytest.raises(TooLong):
        seal_card({"n": "ñ" * (room // 2 + 1)}, public_key=EPOCH.public, info=HERE)


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        seal_card({"n": float("nan")}, public_key=EPOCH.public, info=HERE)


@small
@given(st.text(max_size=1500))
def test_comments_open_again_and_show_only_their_bucket(comment: str) -> None:
    comment = comment.encode("utf-8", "ignore").decode()
    sealed = seal_comment(comment, public_key=EPOCH.public, info=HERE)
    assert len(sealed) - OVERHEAD_BYTES in COMMENT_BUCKETS
    assert unseal_comment(sealed, private_key=EPOCH.private, info=HERE) == comment


@pytest.mark.parametrize(
    ("length", "bucket"), [(0, 512), (510, 512), (511, 2048), (2046, 2048), (8190, 8192)]
)
def test_a_comment_takes_the_smallest_bucket_that_holds_it(length: int, bucket: int) -> None:
    sealed = seal_comment("a" * length, public_key=EPOCH.public, info=HERE)
    assert len(sealed) == bucket + OVERHEAD_BYTES


def test_a_comment_beyond_the_largest_bucket_is_refused() -> None:
    with pytest.raises(TooLong) as refusal:
        seal_comment("a" * 8191, public_key=EPOCH.public, info=HERE)
    assert refusal.value.bytes_over == 1


@given(st.binary(max_size=60))
def test_padding_comes_off_again(content: bytes) -> None:
    padded = pad(content, sizes=(62,))
    assert len(padded) == 62
    assert padded[2 + len(content) :].strip(b"\0") == b""
    assert unpad(padded) == content


@pytest.mark.parametrize("bad", [b"", b"\0", b"\0\5abc", b"\0\1ab", b"\0\0\1", b"\0\0X"])
def test_what_was_not_padded_by_us_is_refused(bad: bytes) -> None:
    with pytest.raises(CannotUnseal):
        unpad(bad)


def test_keys_are_not_shown_by_accident() -> None:
    assert EPOCH.private.hex() not in repr(EPOCH)
    assert repr(EPOCH.private) not in repr(EPOCH)
