"""Marks in a text become numbered notes, in the order of first mention."""

import re

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.evidence.citing import MARK, marks_in, notes_for, unknown_marks, without_marks
from amparo.lib.markup import to_html
from tests.evidence.makers import make_a_claim
from tests.makers import make_source

pytestmark = pytest.mark.django_db


def numbers(html: str) -> list[str]:
    return re.findall(r'href="#note-(\d+)"', html)


def test_what_is_mentioned_first_is_the_first_note():
    now = timezone.now()
    make_a_claim(now, "second"), make_a_claim(now, "first")
    text = "One [claim:first]. Two [claim:second]. One again [claim:first]."
    notes = notes_for(text)
    assert [note.claim.key for note in notes if note.claim] == ["first", "second"]
    assert numbers(notes.html(to_html(text))) == ["1", "2", "1"]


def test_twins_that_cite_in_one_order_have_the_same_numbers():
    now = timezone.now()
    make_a_claim(now, "a"), make_a_claim(now, "b")
    english, spanish = "First [claim:b], then [claim:a].", "Primero [claim:b] y luego [claim:a]."
    assert notes_for(english).numbers == notes_for(spanish).numbers


def test_every_mention_is_led_back_to():
    make_a_claim(timezone.now(), "a")
    text = "Once [claim:a]. Twice [claim:a]."
    notes = notes_for(text)
    html = notes.html(to_html(text))
    assert [note.anchors for note in notes] == [["cite-1", "cite-1-2"]]
    assert re.findall(r'id="(cite-[\d-]+)"', html) == ["cite-1", "cite-1-2"]


def test_two_marks_in_a_row_are_parted_by_a_comma():
    now = timezone.now()
    make_a_claim(now, "a"), make_a_claim(now, "b")
    html = notes_for("So it is [claim:a][claim:b].").html("So it is [claim:a][claim:b].")
    assert re.sub(r"<a [^>]*>|</a>", "", html) == "So it is<sup>1, 2</sup>."


def test_an_older_text_names_listed_sources_by_their_number():
    now = timezone.now()
    listed = [make_source(now, "Agreement"), make_source(now, "Minutes"), make_source(now, "Map")]
    make_a_claim(now, "a")
    notes = notes_for("The minutes [2], a figure [claim:a], the agreement [1].", listed=listed)
    told = [note.source.title if note.source else note.claim.key for note in notes]  # type: ignore[union-attr]
    assert told == ["Minutes", "a", "Agreement", "Map"]


def test_one_source_named_in_two_ways_is_one_note():
    source = make_source(timezone.now(), "Agreement")
    notes = notes_for(f"Here [1] and here [source:{source.key}].", listed=[source])
    assert len(notes) == 1
    assert notes.items[0].mentions == 2


def test_brackets_that_are_no_note_stay_and_keys_that_lead_nowhere_go():
    notes = notes_for("In [7] words [sic] and [claim:nothing-here].")
    html = notes.html("In [7] words [sic] and [claim:nothing-here].")
    assert html == "In [7] words [sic] and."
    assert unknown_marks("[claim:nothing-here]") == ["[claim:nothing-here]"]


def test_a_claim_without_a_source_cannot_be_cited():
    claim = make_a_claim(timezone.now(), "bare")
    claim.cited_sources.all().delete()
    assert unknown_marks("So [claim:bare].") == ["[claim:bare]"]
    assert len(notes_for("So [claim:bare].")) == 0


def test_marks_within_a_tag_are_left_alone():
    make_a_claim(timezone.now(), "a")
    markup = '<a href="https://example.org/[claim:a]">there</a>'
    assert notes_for("[claim:a]").html(markup) == markup


def test_paper_gets_words_and_numbers_in_turn():
    now = timezone.now()
    make_a_claim(now, "a"), make_a_claim(now, "b")
    text = "Most [claim:a], and all [claim:b][claim:a] [sic]."
    assert notes_for(text).runs(text) == ["Most", [1], ", and all", [2, 1], " [sic]."]


@given(st.text(alphabet="ab [](]claim:1-", max_size=60))
def test_taking_marks_out_leaves_none(text: str):
    left = without_marks(text)
    assert len(left) <= len(text)
    if MARK.search(text):
        assert len(left) < len(text)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_each_key_is_cited_once_in_its_order(keys: list[str]):
    text = " ".join(f"word [claim:{key}]" for key in keys)
    assert marks_in(text) == [("claim", key) for key in dict.fromkeys(keys)]
