"""A body as text and back: nothing that an organizer typed is lost, nor what she cannot see."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.lib.markup import clean_text
from amparo.pages.blocks import BodyBlock
from amparo.pages.plain import blocks_of, strange_lines, text_of

LINES = st.text(alphabet="abc ñ.,[]:1&<>\"'*_()/", min_size=1, max_size=30)
TYPED = LINES.map(str.strip).filter(bool)


def body(blocks: list[Any]) -> Any:
    return BodyBlock().to_python([{"type": each[0], "value": each[1]} for each in blocks])


def html_of(blocks: list[Any]) -> list[str]:
    return [str(getattr(each[1], "source", each[1])) for each in blocks]


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph.",
        "Two lines\nof one paragraph.\n\nAnother.",
        "## A heading\n\nBelow it.",
        "- one\n- two",
        "3. one\n4. two",
        "See https://example.org/a?b=1&c=2 or write to a@example.org.",
        "Cited [claim:key] & more <b>.",
        "[quote:1]",
        "A *bold* word, an _other_ one, *both _of_ them*.",
        "Read [our *letter*](https://example.org/_a_*b*), [write](a@example.org), [page](page 7).",
        "Call [us](tel:+15075550100) or see [the list](/es/act/).",
        "2 * 3 * 4, snake_case_words and *not bold",
    ],
)
def test_what_was_typed_comes_back(text: str) -> None:
    assert text_of(body(blocks_of(text))) == text


@settings(deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=4))
def test_paragraphs_of_any_words_come_back(lines: list[str]) -> None:
    text = clean_text("\n\n".join(f"x{line}" for line in lines))
    made = body(blocks_of(text))
    again = body(blocks_of(text_of(made), made))
    assert html_of([(each.block_type, each.value) for each in again]) == html_of(
        [(each.block_type, each.value) for each in made]
    )


def test_emphasis_and_links_are_what_an_organizer_means() -> None:
    [(_kind, made)] = blocks_of("*Come* and read [what <we> say](https://example.org/?a=1&b=2).")
    assert "<strong>Come</strong>" in made
    assert 'href="https://example.org/?a=1&amp;b=2"' in made
    assert ">what &lt;we&gt; say</a>" in made
    [(_kind, hostile)] = blocks_of('[x](javascript:alert(1)) [y](/a"onclick=alert(1)) *<script>*')
    assert "<script>" not in hostile
    assert "<a " not in hostile
    [(_kind, ours)] = blocks_of("See [the list](page 12).")
    assert ours == '<p>See <a linktype="page" id="12">the list</a>.</p>'


RICH = (
    '<p data-block-key="a">A <b>bold </b>word, <i>the <a href="https://x.org/a_b_c">list</a></i> '
    'and <a linktype="page" id="4">a page</a>.</p><h3>Small</h3><ul><li>one<ul><li>in</li></ul>'
    "</li></ul><p>Last.</p>"
)


def whole() -> Any:
    return body(
        [
            ("heading", "First"),
            ("paragraph", RICH),
            ("quote", {"words": "Yes, always.", "who": "Rosa"}),
            ("callout", {"title": "Call", "words": "<p>now</p>", "link": "/es/", "button": "Go"}),
            ("paragraph", "<p>After.</p>"),
        ]
    )


def test_what_text_cannot_say_stands_as_a_line_and_stays() -> None:
    before = whole()
    text = text_of(before)
    assert "A *bold* word, _the [list](https://x.org/a_b_c)_ and [a page](page 4)." in text
    for line in ("[1 · Text · Small]", "[2 · Text · onein]", "[3 · Quotation · Yes, always.]",
                 "[4 · To do · Call]"):  # fmt: skip
        assert line in text
    after = blocks_of(text.replace("After.", "After *all*."), before)
    kept = [(each.block_type, each.value, each.id) for each in before][:-1]
    assert after[:-1] == kept, "untouched, with their ids"
    assert after[-1] == ("paragraph", "<p>After <strong>all</strong>.</p>")


def test_one_word_changed_in_a_long_block_leaves_the_rest_of_it() -> None:
    before = whole()
    after = blocks_of(text_of(before).replace("Last.", "Very last."), before)
    made = "".join(str(getattr(each[1], "source", each[1])) for each in after)
    assert "<h3>Small</h3>" in made
    assert "<ul><li>one<ul><li>in</li></ul></li></ul>" in made
    assert '<a linktype="page" id="4">a page</a>' in made
    assert '<a href="https://x.org/a_b_c"' in made
    assert "<p>Very last.</p>" in made


def test_a_line_is_moved_or_taken_out_with_what_it_stands_for() -> None:
    before = whole()
    after = blocks_of("Now.\n\n[4 · whatever]\n\n[3 · Quotation · Yes]", before)
    assert [each[0] for each in after] == ["paragraph", "callout", "quote"]
    assert after[2][1]["who"] == "Rosa"


def test_a_line_that_stands_for_nothing_is_named() -> None:
    assert strange_lines("[9 · Photograph · x]\n\n[1]\n\n[3 · y]", whole()) == [
        "[9 · Photograph · x]"
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>- no list</p>",
        "<p>## no heading</p>",
        "<p>2 *3* 4</p>",
        "<p>[1 · Photograph · a trap]</p>",
        "<p>x <u>under</u></p>",
        "<blockquote>Old</blockquote>",
        "bare words",
        "<p>One<br/><br/>two</p>",
        '<p><a href="javascript:x">x</a></p>',
        '<p><a id="3" linktype="document">x</a></p>',
    ],
)
def test_what_would_be_read_otherwise_is_held_instead(markup: str) -> None:
    before = body([("paragraph", markup)])
    text = text_of(before)
    assert text.startswith("[1 · Text · ")
    again = blocks_of(f"New.\n\n{text}", before)
    assert str(getattr(again[1][1], "source", again[1][1])) == markup
