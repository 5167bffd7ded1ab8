"""The code on a slip is read out, typed back, and guessed by nobody."""

from hypothesis import given
from hypothesis import strategies as st

from amparo.clinics.codes import LENGTH, LETTERS, clean_code, hash_of, new_code


def test_a_code_has_more_than_fifty_bits() -> None:
    assert len(LETTERS) ** LENGTH > 2**56


def test_no_two_codes_are_alike() -> None:
    assert len({new_code() for _ in range(500)}) == 500


@given(st.sampled_from(["{}", " {} ", "{}\n"]), st.booleans(), st.booleans())
def test_a_code_is_understood_however_it_is_typed(
    around: str, is_small: bool, is_parted: bool
) -> None:
    code = new_code()
    typed = code if is_parted else code.replace("-", " ")
    typed = around.format(typed.lower() if is_small else typed)
    assert clean_code(typed) == code


@given(st.text(max_size=40))
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    cleaned = clean_code(typed)
    assert cleaned == "" or set(cleaned.replace("-", "")) <= set(LETTERS)


def test_what_is_kept_does_not_tell_the_code() -> None:
    code = new_code()
    assert hash_of(code) == hash_of(code)
    assert code.encode() not in hash_of(code)
