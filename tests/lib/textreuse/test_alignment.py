"""Where a watched text stands in another, how much of it, what was dropped and added."""

import random
import string

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.textreuse import align, read

PROVISION = (
    "A sheriff shall not hold a person past the hour of release on the ground of a civil "
    "immigration detainer unless a judge has signed a warrant for that person and the county "
    "keeps a copy of the warrant with the record of the booking for seven years"
)


def noise(count: int, seed: int) -> str:
    draw = random.Random(seed)
    return " ".join(
        "".join(draw.choices(string.ascii_lowercase, k=draw.randrange(3, 9))) for _ in range(count)
    )


def test_a_provision_inside_a_long_text_is_found_whole_and_in_its_place() -> None:
    host = read(f"{noise(4000, 1)} {PROVISION} {noise(4000, 2)}")
    found = align(read(PROVISION), host)
    assert found.coverage == 1
    assert [each.other for each in found.passages] == [(4000, 4000 + len(read(PROVISION)))]
    assert not found.dropped


def test_what_was_dropped_and_what_was_added_is_told() -> None:
    changed = PROVISION.replace("unless a judge has signed a warrant ", "").replace(
        "a copy of the warrant", "a certified paper copy of the warrant"
    )
    watched, other = read(PROVISION), read(f"{noise(500, 3)} {changed} {noise(500, 4)}")
    found = align(watched, other)
    dropped = [" ".join(watched.words[a:b]) for a, b in found.dropped]
    added = [" ".join(other.words[a:b]) for a, b in found.added]
    assert "unless a judge has signed a warrant" in dropped
    assert "certified paper" in added
    assert 0.8 < found.coverage < 1


def test_a_provision_that_was_cut_in_two_is_found_in_both_places() -> None:
    words = PROVISION.split()
    first, second = " ".join(words[:26]), " ".join(words[26:])
    host = read(f"{noise(900, 5)} {second} {noise(3000, 6)} {first} {noise(900, 7)}")
    assert align(read(PROVISION), host).coverage > 0.95


def test_texts_that_have_nothing_to_do_with_one_another_share_nothing() -> None:
    assert align(read(PROVISION), read(noise(3000, 8))).coverage == 0


def test_a_short_word_by_chance_is_no_passage() -> None:
    other = read(f"{noise(50, 9)} a person {noise(50, 10)} of the county {noise(50, 11)} for a")
    assert align(read(PROVISION), other).coverage < 0.1


@given(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=40),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=80),
)
def test_passages_have_the_same_words_on_both_sides(left: list[str], right: list[str]) -> None:
    watched, other = read(" ".join(left)), read(" ".join(right))
    found = align(watched, other)
    for each in found.passages:
        assert watched.words[slice(*each.watched)] == other.words[slice(*each.other)]
    covered = sum(each.length for each in found.passages)
    assert covered + sum(b - a for a, b in found.dropped) == len(watched)
    assert 0 <= found.coverage <= 1


def test_a_word_is_not_torn_off_the_run_that_it_begins() -> None:
    other = read(f"{noise(40, 12)} zone the end {noise(3, 13)} {PROVISION}")
    found = align(read(f"The end. {PROVISION}"), other)
    (last,) = [each for each in found.passages if each.length > 10]
    assert last.watched[1] - last.watched[0] >= len(read(PROVISION))
