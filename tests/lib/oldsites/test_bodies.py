"""Bodies of old posts: prose is kept word by word, programs go, and what went is told."""

import pytest

from amparo.lib.oldsites import blocks_of
from amparo.lib.oldsites.bodies import RULE
from tests.proofs.naughty import OURS

HOST = "https://old.example.org"


def said(body: str) -> list[tuple[str, str]]:
    blocks, _odd = blocks_of(body, address=HOST)
    return [(block.kind, block.value or block.photo.get("src", "")) for block in blocks]


def test_bare_lines_become_paragraphs_as_wordpress_made_them() -> None:
    assert said("One.\nTwo.\n\nThree &amp; <b>four</b>.") == [
        ("paragraph", "<p>One.<br>Two.</p>"),
        ("paragraph", "<p>Three &amp; <strong>four</strong>.</p>"),
    ]


@pytest.mark.parametrize("is_plain", [True, False])
def test_a_typed_rule_is_a_block_of_its_own(is_plain: bool) -> None:
    blocks, _odd = blocks_of("---\nOne.\n-----\n* * *\nTwo: ____\n\n***\n", is_plain=is_plain)
    assert [block.value for block in blocks] == ["<p>One.</p>", RULE, "<p>Two: ____</p>"]


def test_a_drawn_rule_parts_and_one_at_the_end_parts_nothing() -> None:
    assert [value for _kind, value in said("<hr><p>One.</p><hr/><hr><p>Two.</p><hr>")] == [
        "<p>One.</p>",
        RULE,
        "<p>Two.</p>",
    ]


def test_blocks_of_the_newer_editor_keep_their_shape() -> None:
    body = """<!-- wp:heading --><h2>When</h2><!-- /wp:heading -->
<!-- wp:list --><ul><li>Noon<ul><li>sharp</li></ul></li></ul><!-- /wp:list -->
<!-- wp:quote --><blockquote><p>We stay.</p></blockquote><!-- /wp:quote -->"""
    assert said(body) == [
        ("heading", "When"),
        ("paragraph", "<ul><li>Noon</li><li>sharp</li></ul>"),
        ("quote", "We stay."),
    ]


def test_pictures_come_with_their_captions_and_keep_their_place() -> None:
    body = (
        f'Before <a href="{HOST}/a.jpg"><img src="{HOST}/a-300x200.jpg" alt="A march"></a> after.'
        f'[caption id="x" width="3"]<img src="{HOST}/b.jpg"> Lake Street[/caption]'
    )
    blocks, _odd = blocks_of(body, address=HOST)
    assert [block.kind for block in blocks] == ["paragraph", "photo", "photo"]
    assert blocks[1].photo["alt"] == "A march"
    assert blocks[2].photo["caption"] == "Lake Street"


def test_links_to_the_old_site_lose_its_name_and_others_stay() -> None:
    body = (
        '<p><a href="http://www.old.example.org/2011/05/x/">x</a> '
        '<a href="https://b.example/">b</a></p>'
    )
    markup = said(body)[0][1]
    assert 'href="/2011/05/x/"' in markup
    assert 'href="https://b.example/"' in markup


@pytest.mark.parametrize(
    ("body", "odd"),
    [
        ("<p>Hi</p><script>steal()</script>", "scripts"),
        ('<iframe src="https://films.example/1"></iframe>', "films"),
        ("<form action=x><input name=card></form>", "forms"),
        ("[contact-form to='a']", "shortcodes"),
        ("<table><tr><td>Noon</td><td>Jail</td></tr></table>", "tables"),
        ('<a href="/flyer.pdf">Flyer</a>', "files"),
    ],
)
def test_what_is_no_prose_goes_and_is_told(body: str, odd: str) -> None:
    blocks, told = blocks_of(body, address=HOST)
    assert told[odd] == 1
    assert not any("steal" in block.value or "card" in block.value for block in blocks)


def test_a_word_in_brackets_is_no_shortcode() -> None:
    assert said("“[t]he fear” [sic] (Tucson) [CIRSC]")[0][1] == (
        "<p>“[t]he fear” [sic] (Tucson) [CIRSC]</p>"
    )


@pytest.mark.parametrize(
    "attack",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<a href="jav&#x09;ascript:alert(1)">x</a>',
        "<p onclick=alert(1)>x</p>",
        "<b><svg/onload=alert(1)>x</b>",
        "<math><mtext></p><img src=x onerror=alert(1)>",
        '<blockquote><script>alert(1)</script>"&lt;script&gt;</blockquote>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_no_script_of_a_post_survives(attack: str) -> None:
    blocks, _odd = blocks_of(attack, address=HOST)
    for block in blocks:
        assert "<script" not in block.value or block.kind != "paragraph"
        assert "javascript:" not in block.value
        assert "onclick" not in block.value
        assert "onerror" not in block.value
        assert "onload" not in block.value


@pytest.mark.parametrize("words", OURS)
def test_naughty_words_are_read_without_a_fault(words: str) -> None:
    blocks_of(f"<p>{words}</p>", address=HOST)
    blocks_of(words, is_plain=True)


def test_a_thousand_nested_tags_are_no_trap() -> None:
    blocks, _odd = blocks_of("<div>" * 5_000 + "deep words " * 9 + "</div>" * 5_000)
    assert "deep words" in " ".join(block.words for block in blocks)
