"""A body as plain text and back: nothing that an organizer typed is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.markup import clean_text
from amparo.pages.blocks import BodyBlock
from amparo.pages.plain import blocks_of, text_of

LINES = st.text(alphabet="abc ñ.,[]:1&<>\"'", min_size=1, max_size=30).map(str.strip).filter(bool)


def body(blocks):
    return BodyBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph.",
        "Two lines\nof one paragraph.\n\nAnother.",
        "## A heading\n\nBelow it.",
        "- one\n- two",
        "1. one\n2. two",
        "See https://example.org/a?b=1&c=2 or write to a@example.org.",
        "Cited [claim:key] & more <b>.",
        "[quote:1]",
    ],
)
def test_what_was_typed_comes_back(text):
    assert text_of(body(blocks_of(text))) == text


@given(st.lists(LINES, min_size=1, max_size=4))
def test_paragraphs_of_any_words_come_back(lines):
    text = clean_text("\n\n".join(f"x{line}" for line in lines))
    assert text_of(body(blocks_of(text))) == text


@pytest.mark.parametrize(
    "markup", ["<p>A <b>bold</b> word.</p>", '<p><a href="https://x.org">x</a></p>']
)
def test_what_plain_text_cannot_say_belongs_to_the_other_editor(markup):
    assert text_of(body([("paragraph", markup)])) is None


def test_a_photograph_or_a_quotation_belongs_to_the_other_editor():
    assert text_of(body([("quote", {"words": "Yes.", "who": ""})])) is None
