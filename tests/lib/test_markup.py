"""What people type, made safe to show."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.markup import (
    clean_html,
    clean_line,
    clean_text,
    excerpt,
    paragraphs,
    to_html,
    to_text,
)

NASTY = st.text(
    st.sampled_from("<>&\"'/=\n\r -1.)(ab:\x00\u202e\u200b\u2028é")
    | st.characters(exclude_categories=())
)
TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>")


def test_a_blank_line_begins_a_paragraph_and_a_line_break_stays() -> None:
    assert to_html("Uno\ndos\n\n\n tres ") == "<p>Uno<br>\ndos</p>\n<p>tres</p>"


def test_points_become_a_list() -> None:
    assert to_html("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    assert to_html("3. a\n4. b") == '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'


@pytest.mark.parametrize(
    ("typed", "address", "after"),
    [
        ("https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2", "."),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)", ")"),
        ("http://example.org", "http://example.org", ""),
    ],
)
def test_an_address_becomes_a_link_and_the_sentence_keeps_its_full_stop(
    typed: str, address: str, after: str
) -> None:
    assert f'<a href="{address}" rel="noopener nofollow">{address}</a>{after}' in to_html(typed)


def test_a_mail_address_can_be_written_to() -> None:
    assert 'href="mailto:alma@example.org"' in to_html("Write to alma@example.org.")


def test_a_script_is_shown_as_what_it_is() -> None:
    shown = to_html('<script>alert(1)</script> <img src=x onerror="alert(1)">')
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


def test_pasted_markup_keeps_its_words_and_loses_its_tricks() -> None:
    pasted = '<h2 style="x">A</h2><p onclick=x>b <img src=//a.example><a href="javascript:x">c</a>'
    assert clean_html(pasted) == '<h2>A</h2><p>b <a rel="noopener nofollow">c</a></p>'
    assert to_text(pasted) == "A\n\nb c"


@given(NASTY)
def test_whatever_is_typed_only_known_tags_come_out(typed: str) -> None:
    made = to_html(typed)
    rest = TAG.sub("", made)
    assert "<" not in rest
    assert all(tag[2] in {"p", "br", "ul", "ol", "li", "a"} for tag in TAG.finditer(made))
    assert not re.search(r'href="(?!https?://|mailto:)', made, re.IGNORECASE)


@given(NASTY)
def test_a_name_is_one_line_that_hides_nothing(typed: str) -> None:
    name = clean_line(typed)
    assert "\n" not in name
    assert name == name.strip()
    assert clean_line(name) == name
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in name)
    assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
    name.encode()


@given(NASTY)
def test_cleaning_a_text_twice_changes_nothing(typed: str) -> None:
    once = clean_text(typed)
    assert clean_text(once) == once
    assert "\n\n\n" not in once
    once.encode()


def test_names_of_every_people_stay_whole() -> None:
    for name in ("Nuñez O’Brien", "Łukasz Żółć", "محمد", "ສົມສັກ", "Xāʻliq", "می‌خواهم", "陈伟"):
        assert clean_line(name) == unicodedata.normalize("NFC", name)


def test_two_spellings_of_an_accent_are_one() -> None:
    assert clean_line("Jose\u0301") == "José"


def test_a_long_text_is_shortened_at_a_word() -> None:
    assert excerpt("uno dos tres cuatro", length=10) == "uno dos…"
    assert excerpt("uno", length=10) == "uno"


def test_paper_gets_paragraphs() -> None:
    assert paragraphs("a\nb\r\n\r\n\r\nc\n") == ["a\nb", "c"]
