"""What people type, write down and read aloud gives the right bytes, or says what is wrong."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.lib.sealing import words
from amparo.lib.sealing.keys import BadKey, HolderKeys, HolderPublic
from amparo.lib.sealing.words import (
    KIT_WORDS,
    PASSPHRASE_BITS,
    PASSPHRASE_WORDS,
    UnknownWord,
    WrongChecksum,
    WrongWordCount,
    fingerprint_words,
    kit_words,
    make_passphrase,
    normalize_passphrase,
    seed_from_words,
)

SEED = bytes(range(32))
seeds = st.binary(min_size=32, max_size=32)
languages = st.sampled_from(["en", "es"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_passphrase_is_six_words_of_the_list(language: str) -> None:
    drawn = [make_passphrase(language).split() for _ in range(200)]
    assert {len(phrase) for phrase in drawn} == {PASSPHRASE_WORDS}
    assert {word for phrase in drawn for word in phrase} <= set(words._passphrase_list(language))
    assert len({tuple(phrase) for phrase in drawn}) == 200


def test_who_names_no_language_gets_english_words() -> None:
    assert set(make_passphrase().split()) <= set(words._passphrase_list("en"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_six_words_are_worth_77_bits(language: str) -> None:
    listed = {words.normalize_passphrase(word) for word in words._passphrase_list(language)}
    assert len(listed) == len(words._passphrase_list(language))
    assert 2**PASSPHRASE_BITS < len(listed) ** PASSPHRASE_WORDS <= 2 ** (PASSPHRASE_BITS + 1)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_word_of_the_list_begins_with_another(language: str) -> None:
    listed = sorted(words._passphrase_list(language))
    pairs = pairwise(listed)
    assert not [pair for pair in pairs if pair[1].startswith(pair[0])]


@pytest.mark.parametrize(
    "typed",
    ["Mesa  verde\tsol", "mesa-verde-sol", "MESA VERDE SOL", "mesaverdesol", " mésa vérde, sol. "],
)
def test_case_spaces_hyphens_and_accents_do_not_count_in_a_passphrase(typed: str) -> None:
    assert normalize_passphrase(typed) == "mesaverdesol"


def test_digits_count_in_a_passphrase() -> None:
    assert normalize_passphrase("a1 b2") == "a1b2"


@settings(deadline=None)
@given(seeds, languages)
def test_24_words_bring_back_the_seed(seed: bytes, language: str) -> None:
    on_paper = kit_words(seed, language)
    assert len(on_paper) == KIT_WORDS
    assert seed_from_words(on_paper) == seed
    assert seed_from_words("  ".join(on_paper).upper()) == seed


def test_the_words_are_those_of_bip_39() -> None:
    # Source: BIP-39, test vectors, entropy of 32 bytes 7f
    legal = kit_words(b"\x7f" * 32)
    assert legal[:4] == ["legal", "winner", "thank", "year"]
    assert legal[-1] == "title"


def test_spanish_words_may_be_typed_without_their_accents() -> None:
    on_paper = kit_words(SEED, "es")
    plain = " ".join(on_paper).translate(str.maketrans("áéíóúñ", "aeioun"))
    assert plain != " ".join(on_paper)
    assert seed_from_words(plain) == SEED


def test_a_misspelled_word_is_named_with_the_nearest_one() -> None:
    typed = kit_words(SEED)
    right, typed[4] = typed[4], typed[4][:-1] + "zz"
    with pytest.raises(UnknownWord) as refusal:
        seed_from_words(typed)
    assert refusal.value.position == 5
    assert refusal.value.suggestion == right
    assert refusal.value.word == typed[4]


def test_a_misspelled_spanish_word_is_answered_with_its_accent() -> None:
    at, right = next((at, word) for at, word in enumerate(kit_words(SEED, "es")) if "ó" in word)
    typed = kit_words(SEED, "es")
    typed[at] = right + "x"
    with pytest.raises(UnknownWord) as refusal:
        seed_from_words(typed)
    assert refusal.value.suggestion == right


def test_a_word_like_no_other_gets_no_suggestion_and_is_not_in_the_message() -> None:
    typed = kit_words(SEED)
    typed[0] = "qqqqqq"
    with pytest.raises(UnknownWord) as refusal:
        seed_from_words(typed)
    assert refusal.value.suggestion == ""
    assert str(refusal.value) == "1"  # the place, never the word


@pytest.mark.parametrize("count", [0, 12, 23, 25])
def test_too_few_or_too_many_words_are_counted(count: int) -> None:
    with pytest.raises(WrongWordCount) as refusal:
        seed_from_words((kit_words(SEED) * 2)[:count])
    assert refusal.value.count == count
    assert str(refusal.value) == str(count)


def test_words_that_do_not_belong_together_are_noticed() -> None:
    typed = kit_words(SEED)
    typed[0] = "zoo" if typed[0] != "zoo" else "abandon"
    with pytest.raises(WrongChecksum):
        seed_from_words(typed)


def test_a_seed_of_another_length_has_no_words() -> None:
    with pytest.raises(BadKey):
        kit_words(b"short")


def test_a_fingerprint_is_six_words_and_changes_with_either_key() -> None:
    public = HolderKeys.from_seed(SEED).public
    other = HolderKeys.from_seed(bytes(32)).public
    told = {
        tuple(fingerprint_words(key, language))
        for key in (
            public,
            other,
            HolderPublic(public.sealing, other.signing),
            HolderPublic(other.sealing, public.signing),
        )
        for language in ("en", "es")
    }
    assert len(told) == 8
    assert {len(fingerprint) for fingerprint in told} == {6}


def test_every_word_of_a_fingerprint_depends_on_the_keys() -> None:
    told = [fingerprint_words(HolderPublic(bytes([at]), b"")) for at in range(20)]
    assert all(len(set(column)) > 15 for column in zip(*told, strict=True))
