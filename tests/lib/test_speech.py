"""How long a script takes to say."""

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.speech import count_words, seconds_to_say, words_a_minute


def test_a_hundred_and_fifty_english_words_take_a_minute():
    assert seconds_to_say("word " * 150, "en") == 60
    assert seconds_to_say("word " * 151, "en") == 61


def test_spanish_has_room_for_ten_words_more():
    assert seconds_to_say("palabra " * 160, "es") == 60
    assert words_a_minute("es") - words_a_minute("en") == 10


def test_a_language_that_nobody_listed_is_counted_slowly():
    assert seconds_to_say("word " * 150, "so") == 60


def test_a_word_with_an_apostrophe_or_a_hyphen_is_one():
    assert count_words("I'm calling about so-called reforms, s’il vous plaît.") == 8


def test_the_number_of_a_bill_takes_longer_than_a_word():
    assert count_words("SF 958") == 3
    assert count_words("SF1143") == 2


@given(st.text(), st.text())
def test_two_texts_take_as_long_as_both(first: str, second: str):
    together = count_words(first + " " + second)
    assert together == count_words(first) + count_words(second)


@given(st.text())
def test_silence_takes_no_time_and_words_some(text: str):
    assert (seconds_to_say(text, "en") > 0) == (count_words(text) > 0)
