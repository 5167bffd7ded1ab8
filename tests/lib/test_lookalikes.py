"""Two names of one organization are found; names that only sound alike are left in peace."""

import csv
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.lookalikes import Named, find_alike, find_like, plain_name
from amparo.lib.pastedlists import read_list


def pairs(*named: tuple[str, str]) -> list[set[int]]:
    listed = [Named(number, name, state=state) for number, (name, state) in enumerate(named)]
    return [{pair.first, pair.second} for pair in find_alike(listed)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("River Immigrant Rights Alliance", "River Immigrants Rights Alliance"),
        ("The River Legal Aid Center", "River Legal-Aid Center, Inc."),
        ("Coalición del Río Grande", "COALICION DEL RIO GRANDE"),
        ("River & Hills Workers' Project", "River and Hills Workers Project"),
        ("Workers Project of the River", "River Workers Project"),
    ],
)
def test_spellings_of_one_name_are_proposed(one: str, other: str) -> None:
    assert pairs((one, "MN"), (other, "MN")) == [{0, 1}]
    assert pairs((one, "MN"), (other, "")) == [{0, 1}]


def test_a_town_or_an_acronym_in_the_name_makes_no_other_name() -> None:
    one = Named(1, "River Defenders", city="Northfield", state="MN")
    other = Named(2, "River Defenders Northfield", city="Northfield", state="MN")
    third = Named(3, "RDN River Defenders", acronym="RDN", state="MN")

    assert {(pair.first, pair.second) for pair in find_alike([one, other, third])} == {
        (1, 2), (1, 3), (2, 3),
    }  # fmt: skip


def test_letters_alone_are_matched_with_the_whole_name() -> None:
    whole = Named(1, "River Immigrant Defenders Assembly", state="MN")

    assert [pair.second for pair in find_like(Named(2, "R.I.D.A.", acronym="RIDA"), [whole])] == [1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("River Legal Aid", "IA"), ("River Legal Aid", "OH")),
        (("Minnesota Jobs with Justice", "MN"), ("National Lawyers Guild", "")),
        (("National Lawyers Guild", ""), ("National Lawyers Guild Anti-Racism Committee", "")),
        (("Casa Latina", ""), ("Casa Esperanza", "")),
    ],
)
def test_names_of_two_are_left_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert pairs(one, other) == []


@given(st.lists(st.text("abc ñé-&", min_size=1, max_size=20), max_size=12))
def test_no_pair_comes_twice_or_with_itself(names: list[str]) -> None:
    found = find_alike([Named(number, name) for number, name in enumerate(names)])
    told = [frozenset((pair.first, pair.second)) for pair in found]

    assert len(told) == len(set(told))
    assert all(len(pair) == 2 for pair in told)


def test_what_counts_as_the_same_name() -> None:
    assert plain_name("  Río Grande, Inc. ") == plain_name("rio  grande inc")


@pytest.mark.data
def test_the_two_real_lists_meet_where_a_reader_sees_it(shared_data: Path) -> None:
    letter = read_list((shared_data / "organizations/sign_on_letter_2011.txt").read_text())
    with (shared_data / "organizations/statement_endorsers.csv").open() as file:
        statement = read_list("\n".join(row[1] for row in list(csv.reader(file))[1:]))
    named = [
        Named(number, line.parts.name, line.parts.acronym, line.parts.city, line.parts.state)
        for number, line in enumerate([*letter, *statement])
        if line.parts
    ]
    begun = perf_counter()
    found = find_alike(named)

    both = [pair for pair in found if (pair.first < 213) != (pair.second < 213)]
    assert len(both) >= 35  # both signed both, in one spelling or another
    assert len(found) - len(both) <= 10  # inside one list hardly any two look like one
    assert perf_counter() - begun < 2
