"""What the signer is shown when a text changed under her pen."""

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.changes import Piece, compare_words

words = st.lists(st.sampled_from(["we", "ask", "the", "sheriff", "to", "end", "it."]), max_size=60)


def test_a_changed_year_stands_beside_the_old_one():
    pieces = compare_words("End it by 2026, please.", "End it by 2027, please.")

    assert pieces == [
        Piece("same", "End it by "),
        Piece("gone", "2026, "),
        Piece("new", "2027, "),
        Piece("same", "please."),
    ]


def test_a_text_that_did_not_change_has_nothing_to_show():
    assert compare_words("We ask you.", "We ask you.") == []


def test_what_stayed_far_from_a_change_is_left_out():
    long = " ".join(f"word{number}" for number in range(100))

    pieces = compare_words(f"{long} old {long}", f"{long} new {long}")

    assert [piece.kind for piece in pieces] == ["skipped", "same", "gone", "new", "same", "skipped"]
    assert len(pieces[1].text.split()) == 12


@given(words, words)
def test_every_word_that_came_or_went_is_named(before, after):
    pieces = compare_words(" ".join(before), " ".join(after))

    shown = " ".join(piece.text for piece in pieces if piece.kind in ("new", "gone")).split()
    assert bool(shown) == (before != after)
    assert set(shown) <= {*before, *after}
