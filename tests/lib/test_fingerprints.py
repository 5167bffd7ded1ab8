"""Codes that tell that two sign-ups are one person's, and tell nothing else."""

import itertools

import pytest
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st

from amparo.lib.emails import NotAnEmail
from amparo.lib.fingerprints import (
    CODE_BYTES,
    action_key,
    codes,
    email_code,
    folded_name,
    person_code,
)

BOOT, NEXT_BOOT = b"b" * 32, b"n" * 32
KEY = action_key(BOOT, "petition/1")
ROSA = "rosa@correo.example"

SPELLINGS = [
    [
        "María José de la Cruz",
        "maria jose de la cruz",
        "MARÍA  JOSÉ DE LA CRUZ",
        "María José de la Cruz",
    ],
    [
        "María-José Núñez",
        "Maria Jose Nunez",
        "Mari\u0301a José Nu\u0303n\u0303ez",
        "maría\u00a0josé núñez",
    ],
    ["O'Neil", "O’Neil", "Oneil", "ONEIL"],
    ["Đặng Văn Lâm", "Dang Van Lam", "đặng văn lâm"],
    ["Łukasz Żak", "Lukasz Zak"],
    ["J. R. Ejemplo", "J R Ejemplo"],
    ["Straße", "STRASSE"],
    ["Rosa\u200b Ejemplo", "Rosa Ejemplo"],
    ["Ｒｏｓａ", "Rosa"],
]
DIFFERENT = [
    "Rosa Ejemplo", "Rosa de Ejemplo", "Rosa del Ejemplo", "Ejemplo Rosa", "Rosa", "Rosana Ejemplo",
    "राम", "रमा", "रोमा", "か", "が", "阿里", "阿梨", "محمد", "محمود", "Cabdi",
    "Abdi", "Xiong", "Xyooj",
]  # fmt: skip


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_name_are_one_person(spellings: list[str]) -> None:
    assert len({person_code(KEY, ROSA, name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(DIFFERENT, 2)])
def test_people_who_share_an_address_are_told_apart(one: str, other: str) -> None:
    assert folded_name(one) != folded_name(other)
    assert person_code(KEY, ROSA, one) != person_code(KEY, ROSA, other)


def test_particles_and_their_order_stay() -> None:
    assert folded_name("María de la Cruz") == "maria de la cruz"


def test_an_address_has_one_code_whoever_signs_with_it() -> None:
    assert email_code(KEY, ROSA) == email_code(KEY, "Rosa+x@Correo.example")
    assert email_code(KEY, ROSA) != email_code(KEY, "beto@correo.example")
    assert codes(KEY, ROSA, "Rosa") == (person_code(KEY, ROSA, "Rosa"), email_code(KEY, ROSA))


def test_codes_of_another_action_or_boot_do_not_compare() -> None:
    keys = [KEY, action_key(BOOT, "petition/2"), action_key(NEXT_BOOT, "petition/1")]
    assert len({email_code(key, ROSA) for key in keys}) == 3
    assert len({person_code(key, ROSA, "Rosa") for key in keys}) == 3


def test_a_name_and_an_address_cannot_be_shifted_into_each_other() -> None:
    assert person_code(KEY, ROSA, "") != email_code(KEY, ROSA)


def test_codes_have_32_bytes() -> None:
    assert {len(code) for code in codes(KEY, ROSA, "Rosa")} == {CODE_BYTES} == {32}


def test_a_code_needs_an_address() -> None:
    with pytest.raises(NotAnEmail):
        codes(KEY, "no address", "Rosa")


@settings(max_examples=200)
@holds_for(st.text(max_size=30))
def test_case_and_outer_spaces_never_matter_in_a_name(name: str) -> None:
    folded = folded_name(name)
    assert folded_name(f"  {name}\t") == folded
    assert folded_name(folded) == folded


def test_ten_thousand_different_people_stay_ten_thousand() -> None:
    firsts = ["Ana", "Beto", "Chue", "Dalia", "Elías", "Fadumo", "Gael", "Hodan", "Inés", "Joua"]
    lasts = [
        f"{a}{b}" for a in ("Mora", "Vang", "Ali", "Cruz", "Ruiz") for b in ("", "s", "ez", "na")
    ]
    people = [
        (f"{given}{n}@correo.example", f"{given} {family}")
        for given in firsts
        for family in lasts
        for n in range(50)
    ]
    assert len({person_code(KEY, email, name) for email, name in people}) == 10_000
