"""Few numbers stand for a text, and no shared run of seven words is missed."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.textreuse import SHINGLE_WORDS, WINDOW, fingerprints, read

WORD = st.sampled_from(
    ["state", "county", "sheriff", "shall", "hold", "person", "law", "may", "ice"]
)
RUN = st.lists(WORD, max_size=60)
SHARED = st.lists(WORD, min_size=SHINGLE_WORDS + WINDOW - 1, max_size=SHINGLE_WORDS + WINDOW + 20)


@given(SHARED, RUN, RUN, RUN, RUN)
def test_two_texts_that_share_seven_words_in_a_row_share_a_fingerprint(
    shared: list[str], a: list[str], b: list[str], c: list[str], d: list[str]
) -> None:
    one, _ = fingerprints(read(" ".join(a + shared + b)))
    two, _ = fingerprints(read(" ".join(c + shared + d)))
    assert set(one.tolist()) & set(two.tolist())


@given(RUN)
def test_a_fingerprint_stands_where_its_words_begin(words: list[str]) -> None:
    hashes, places = fingerprints(read(" ".join(words)))
    for value, place in zip(hashes.tolist(), places.tolist(), strict=True):
        alone, _ = fingerprints(read(" ".join(words[place : place + SHINGLE_WORDS])))
        assert alone.tolist() == [value]


def test_of_a_long_text_less_than_half_is_kept() -> None:
    text = " ".join(_name(number * 7919 % 1009) for number in range(2000))
    assert 600 < len(fingerprints(read(text))[0]) < 1000


def test_another_start_of_the_program_gives_the_same_numbers() -> None:
    text = "the commissioner shall enter into an agreement on behalf of the state"
    code = (
        "from amparo.lib.textreuse import fingerprints, read;"
        f"print(fingerprints(read({text!r}))[0].tolist())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(fingerprints(read(text))[0].tolist())


def test_a_text_shorter_than_a_shingle_has_none() -> None:
    assert not len(fingerprints(read("too few words"))[0])


def _name(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
