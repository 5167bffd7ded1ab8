"""The language of a post, where it changes, and which post says the same in the other one."""

from datetime import date

import pytest

from amparo.lib.oldsites import Block, Split, blocks_of, split
from amparo.lib.oldsites.pairing import Side, propose, stated_in
from amparo.lib.oldsites.tongues import MARK, PICTURE, titles_of

BOTH = ["en", "es"]
ENGLISH = "Come to the meeting with your friends. We will talk about the county and the sheriff."
SPANISH = "Venga a la reunión con sus amistades. Vamos a hablar del condado y de la sheriff."


def told(*paragraphs: str, title: str = "") -> Split:
    return split([Block("paragraph", f"<p>{each}</p>") for each in paragraphs], title, BOTH)


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (SPANISH, "es")])
def test_a_post_in_one_language_is_told_by_its_small_words(text: str, code: str) -> None:
    found = told(text, "Walker Church, 3104 16th Ave.", text)
    assert found.languages == (code,)
    assert set(found.by_block) == {code}
    assert found.is_sure


def test_a_post_that_announces_its_second_half_is_split_there() -> None:
    found = told("(Español abajo)", "Saturday – 11:00 am", ENGLISH, "Sábado – 11:00 am", SPANISH)
    assert found.languages == ("en", "es")
    assert found.by_block == (MARK, "en", "en", "es", "es")
    assert found.is_sure


def test_without_a_mark_the_split_is_proposed_for_a_look() -> None:
    found = told(SPANISH, SPANISH, ENGLISH, ENGLISH)
    assert found.by_block == ("es", "es", "en", "en")
    assert not found.is_sure


@pytest.mark.parametrize("rule", ["<hr>", "-----", "* * *", "____________", "———"])
def test_a_rule_between_two_languages_parts_them_and_is_looked_at(rule: str) -> None:
    short = "Venga a la reunión en la iglesia."
    blocks, _odd = blocks_of(f"{ENGLISH}\n\n{ENGLISH}\n\n{rule}\n\n{short}")
    found = split(blocks, "", BOTH)
    assert found.by_block == ("en", "en", MARK, "es")
    assert not found.is_sure, "a rule says less than words do"


def test_what_stands_before_and_after_a_rule_alone_decides_that_it_parts_nothing() -> None:
    blocks, _odd = blocks_of(f"{ENGLISH}\n\n<hr>\n\n{ENGLISH}\n\n{SPANISH}\n\n{SPANISH}")
    assert split(blocks, "", BOTH).by_block == ("en", "en", "en", "es", "es")
    blocks, _odd = blocks_of(f"{ENGLISH}\n\n<hr>\n\n{ENGLISH}")
    found = split(blocks, "", BOTH)
    assert (found.languages, found.by_block) == (("en",), ("en", "en", "en"))
    assert found.is_sure


def test_a_rule_within_one_paragraph_parts_its_lines() -> None:
    blocks, _odd = blocks_of(f"{ENGLISH}\n-------\n{SPANISH}")
    assert split(blocks, "", BOTH).by_block == ("en", MARK, "es")


def test_a_name_or_a_quotation_in_the_other_language_splits_nothing() -> None:
    found = told(ENGLISH, "“No más deportaciones”, Centro Legal de la Raza", ENGLISH)
    assert found.languages == ("en",)


def test_a_picture_belongs_to_every_language() -> None:
    blocks, _odd = blocks_of(f'(English below)\n\n{SPANISH}\n\n<img src="/a.jpg">\n\n{ENGLISH}')
    assert PICTURE in split(blocks, "", BOTH).by_block


def test_halves_of_a_title_go_with_their_languages() -> None:
    pieces = {"en": [Block("paragraph", ENGLISH)], "es": [Block("paragraph", SPANISH)]}
    found = titles_of("Reunión de la campaña / Meeting of the campaign", pieces, BOTH)
    assert found == {"en": "Meeting of the campaign", "es": "Reunión de la campaña"}


def test_a_short_first_line_is_the_title_that_is_missing() -> None:
    english = [Block("paragraph", "<p>Saturday, Aug. 27<br>Free legal clinic for all<br>Come.</p>")]
    pieces = {"es": [Block("paragraph", SPANISH)], "en": english}
    found = titles_of("Clínica legal de inmigración, gratis para la gente", pieces, BOTH)
    assert found["en"] == "Free legal clinic for all"


def side(key: str, language: str, day: int, text: str = "", links: str = "") -> Side[str]:
    return Side(
        key, language, date(2011, 6, day), f"/{key}/", frozenset(links.split()),
        stated=stated_in(text, language),
    )  # fmt: skip


def test_posts_with_one_telephone_and_one_day_are_proposed_as_twins() -> None:
    text = "651-555-0174, June 24, 12:00"
    pairs = list(
        propose(
            [
                side("a", "en", 21, text),
                side("b", "es", 21, "651-555-0174, 24 de junio, 12:00"),
                side("c", "es", 22, "Otra cosa"),
            ]
        )
    )
    assert pairs == [("a", "b")]


def test_a_link_to_the_other_tells_most_and_nobody_stands_in_two_pairs() -> None:
    sides = [side("a", "en", 1), side("b", "es", 3, links="/a/"), side("c", "es", 1, links="/b/")]
    assert list(propose(sides)) == [("a", "b")]


def test_posts_of_one_language_or_far_apart_are_no_twins() -> None:
    text = "651-555-0174 SF 1143"
    assert not list(propose([side("a", "en", 1, text), side("b", "en", 1, text)]))
    assert not list(propose([side("a", "en", 1, text), side("b", "es", 25, text)]))
