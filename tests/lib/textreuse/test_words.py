"""What counts as wording, and the way back from a word to the printed page."""

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.textreuse import read


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_word_is_found_again_where_it_was_printed(text: str) -> None:
    words = read(text, legislature="mn")
    for word, start, end in zip(words.words, words.starts, words.ends, strict=True):
        assert text[start:end].lower().replace("’", "'") == word
    assert list(words.starts) == sorted(words.starts)


def test_line_numbers_of_a_printed_bill_are_no_words() -> None:
    printed = "1.12  The state shall\n1.13  participate in the initiative.\n12.3 By 13.87 it is so."
    assert read(printed, legislature="mn").words == (
        "the",
        "state",
        "shall",
        "participate",
        "in",
        "the",
        "initiative",
        "by",
        "13.87",
        "it",
        "is",
        "so",
    )


def test_struck_words_are_gone_and_marks_are_no_words() -> None:
    marked = (
        "A sheriff deleted text begin shall deleted text end "
        "new text begin must not new text end hold a person."
    )
    assert read(marked, legislature="mn").words == (
        "a",
        "sheriff",
        "must",
        "not",
        "hold",
        "a",
        "person",
    )


def test_only_what_is_new_can_be_asked_for() -> None:
    marked = "Standing law says so. new text begin A county must not. new text end It stays."
    assert read(marked, legislature="mn", is_new_only=True).words == ("a", "county", "must", "not")
    plain = read("No marks here.", legislature="mn", is_new_only=True)
    assert plain.words == ("no", "marks", "here")


def test_enumerators_and_heads_of_sections_are_no_words() -> None:
    one = read("Section 1. (a) A person may (1) go or (ii) stay. Subd. 2. It ends.")
    two = read("Sec. 14. (c) A person may (i) go or (2) stay. Subdivision 7. It ends.")
    assert one.words == two.words == ("a", "person", "may", "go", "or", "stay", "it", "ends")


def test_what_an_amendment_tells_the_clerk_is_no_wording() -> None:
    amendment = (
        ".................... moves to amend H.F. No. 2432, the second engrossment, as follows:\n"
        'Page 37, after line 2, insert:\n"Sec. .... A county must not.\n'
        "Renumber the sections in sequence\nAmend the title accordingly"
    )
    assert read(amendment, legislature="mn").words == ("a", "county", "must", "not")


def test_words_lead_to_characters_and_back() -> None:
    words = read("The (a) county must not ask.")
    start, end = words.characters(1, 4)
    assert words.text[start:end] == "county must not"
    assert words.between(start, end) == (1, 4)


def test_a_letter_that_grows_when_it_is_made_small_moves_no_place() -> None:
    words = read("İstanbul asked. The county’s sheriff answered.")
    start, end = words.characters(2, 4)
    assert words.text[start:end] == "The county’s"
    assert words.words[3] == "county's"


def test_a_head_within_another_word_hides_nothing() -> None:
    assert read("The dissection 4 of it").words == ("the", "dissection", "4", "of", "it")


def test_what_the_printing_strikes_and_underlines_is_told_by_places_too() -> None:
    text = "A sheriff may shall not hold a person."
    marks = [(10, 13, "struck"), (14, 23, "new")]
    assert " ".join(read(text, marks=marks).words) == "a sheriff shall not hold a person"
    assert read(text, marks=marks, is_new_only=True).words == ("shall", "not")
