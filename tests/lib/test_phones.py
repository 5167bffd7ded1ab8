"""A number is kept in one form and shown as people here write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.phones import NotAPhone, clean_phone, national_phone, tel_href


@pytest.mark.parametrize(
    "typed",
    [
        "651-555-0142",
        "(651) 555 0142",
        "+1 651 555 0142",
        "1.651.555.0142",
        "tel:+1-651-555-0142",
        " ６５１ 555 0142",
    ],
)
def test_spellings_of_one_number_are_kept_alike(typed: str) -> None:
    assert clean_phone(typed) == "+16515550142"


@pytest.mark.parametrize(
    "typed", ["651-555-0142 x12", "651-555-0142 ext. 12", "+16515550142;ext=12"]
)
def test_an_extension_is_kept(typed: str) -> None:
    kept = clean_phone(typed)
    assert kept == "+16515550142;ext=12"
    assert national_phone(kept) == "(651) 555-0142 ext. 12"
    assert tel_href(kept) == "tel:+16515550142;ext=12"


def test_a_number_of_the_country_is_shown_without_its_code() -> None:
    assert national_phone("+16515550142") == "(651) 555-0142"
    assert tel_href("+16515550142") == "tel:+16515550142"


def test_a_number_from_abroad_keeps_its_code() -> None:
    kept = clean_phone("+52 55 1234 5678")
    assert kept == "+525512345678"
    assert national_phone(kept) == "+52 55 1234 5678"
    assert national_phone(kept, country="MX") == "55 1234 5678"


def test_a_number_is_read_as_one_of_the_country_asked_for() -> None:
    assert clean_phone("55 1234 5678", country="MX") == "+525512345678"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "rosa",
        "911",
        "311",
        "555-0142",
        "651-555-014",
        "651-155-0142",
        "+999 1234 5678",
        "1" * 40,
    ],
)
def test_what_cannot_be_dialled_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(NotAPhone) as refusal:
        clean_phone(typed)
    assert str(refusal.value) == ""
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("show", [national_phone, tel_href])
@pytest.mark.parametrize("bad", ["6515550142", "+1", "", "javascript:alert(1)"])
def test_only_kept_numbers_are_shown(show: object, bad: str) -> None:
    assert callable(show)
    with pytest.raises(NotAPhone):
        show(bad)


@given(st.integers(min_value=0, max_value=9999))
def test_what_is_shown_reads_back_as_what_is_kept(line: int) -> None:
    kept = clean_phone(f"651-555-{line:04}")
    assert clean_phone(national_phone(kept)) == kept
