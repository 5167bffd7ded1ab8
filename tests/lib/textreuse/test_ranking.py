"""Which texts hold most of a watched one; the statutes that texts cite."""

import numpy as np

from amparo.lib.textreuse import Candidate, Postings, cited_sections, rank
from amparo.lib.textreuse.ranking import MOST_TEXTS

FORMULA = [(1, text) for text in range(100, 100 + MOST_TEXTS + 1)]


def ranked(watched: list[int], rows: list[tuple[int, int]], total: int) -> list[Candidate]:
    """Each row: a hash, and a text that has it."""
    hashes, texts = np.array(rows, np.int64).reshape(-1, 2).T
    return rank(np.array(watched, np.int64), Postings(hashes, texts), total=total)


def test_a_text_that_holds_all_stands_before_one_that_holds_half() -> None:
    omnibus, half = 7, 3
    rows = [(each, omnibus) for each in (1, 2, 3, 4)] + [(each, half) for each in (1, 2)]
    found = ranked([1, 2, 3, 4], rows, 100)
    assert [each.text for each in found] == [omnibus, half]
    assert found[0].score == 1
    assert 0 < found[1].score < 0.5, "what many have says less"
    assert [each.shared_count for each in found] == [4, 2]


def test_a_formula_that_very_many_texts_have_says_nothing() -> None:
    found = ranked([1, 2], [*FORMULA, (2, 9)], 10_000)
    assert [(each.text, each.score) for each in found] == [(9, 1.0)]


def test_wording_that_is_nowhere_counts_against_everybody() -> None:
    assert ranked([1, 2, 3], [(1, 5)], 10)[0].score < 0.4


def test_nothing_is_like_a_text_of_formulas_alone_or_of_nothing() -> None:
    assert ranked([1], FORMULA, 1000) == []
    assert ranked([1], [], 1000) == []
    assert ranked([], [], 1000) == []


def test_sections_are_read_where_they_are_coded_and_where_they_are_cited() -> None:
    text = (
        "[13.021] IMMIGRATION DATA. Data are criminal history data under Minnesota Statutes, "
        "section 13.87, and sections 629.80, 299A.01 and 626.84. It costs 12.50 dollars."
    )
    assert cited_sections(text) == {"13.021", "13.87", "629.80", "299A.01", "626.84"}
