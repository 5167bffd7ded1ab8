"""Markup of a page as data for paper: every word, in its order, and nothing that runs."""

from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.markup import to_html
from amparo.lib.typesetting.rich import blocks_of


def words(runs):
    return "".join(run.get("text", "") for run in runs)


def all_words(blocks):
    parts = [
        b["runs"] if "runs" in b else [run for item in b["items"] for run in item] for b in blocks
    ]
    return " ".join(" ".join(words(part) for part in parts).split())


def test_paragraphs_points_headings_and_quotations_keep_their_kind():
    markup = (
        "<p>One<br>two</p><h2>Why</h2><ul><li>a</li><li>b</li></ul>"
        "<ol><li>c</li></ol><blockquote><p>Said.</p><footer>Marta</footer></blockquote>"
    )
    blocks = blocks_of(markup)
    assert [b["kind"] for b in blocks] == ["p", "heading", "points", "numbers", "quote", "quote"]
    assert words(blocks[0]["runs"]) == "One\ntwo"
    assert [words(item) for item in blocks[2]["items"]] == ["a", "b"]


def test_bold_and_links_are_kept_and_addresses_that_run_are_not():
    runs = blocks_of('<p><b>A</b> <a href="https://x.org">b</a> <a href="javascript:x">c</a></p>')[
        0
    ]
    looks = [{k: v for k, v in run.items() if k != "text"} for run in runs["runs"]]
    assert {"bold": True} in looks
    assert {"href": "https://x.org"} in looks
    assert not any("javascript" in str(look) for look in looks)


def test_scripts_styles_and_pictures_say_nothing():
    markup = "<p>a</p><script>b</script><style>c</style><figure><img alt='d'>e</figure><p>f</p>"
    assert all_words(blocks_of(markup)) == "a f"


def test_numbers_of_notes_stand_between_the_words():
    blocks = blocks_of("<p>Most X here.</p>", lambda text: ["Most", [1, 2], " here."])
    assert blocks[0]["runs"] == [{"text": "Most"}, {"notes": [1, 2]}, {"text": " here."}]


@given(st.text(max_size=80))
def test_no_word_that_people_type_is_lost_or_run(text):
    shown = to_html(text)
    plain = all_words(blocks_of(shown))
    letters = [each for each in text if each.isalnum()]
    assert sum(map(plain.count, set(letters))) >= sum(map(to_text(shown).count, set(letters)))


def to_text(markup):
    import html
    import re

    return html.unescape(re.sub(r"<[^>]*>", "", markup))
