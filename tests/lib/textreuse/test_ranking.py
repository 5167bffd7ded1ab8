"""Which texts hold most of a watched one; the statutes that texts cite."""

from amparo.lib.textreuse import Posting, cited_sections, rank


def test_a_text_that_holds_all_stands_before_one_that_holds_half() -> None:
    postings = [Posting(h, "omnibus") for h in (1, 2, 3, 4)] + [Posting(h, "half") for h in (1, 2)]
    counts = {1: 2, 2: 2, 3: 1, 4: 1}
    found = rank([1, 2, 3, 4], postings, text_counts=counts, total=100)
    assert [each.text for each in found] == ["omnibus", "half"]
    assert found[0].score == 1
    assert 0 < found[1].score < 0.5, "what many have says less"


def test_a_formula_that_very_many_texts_have_says_nothing() -> None:
    counts = {1: 5000, 2: 1}
    found = rank([1, 2], [Posting(1, "any"), Posting(2, "true")], text_counts=counts, total=10_000)
    assert [(each.text, each.score) for each in found] == [("true", 1.0)]


def test_wording_that_is_nowhere_counts_against_everybody() -> None:
    found = rank([1, 2, 3], [Posting(1, "x")], text_counts={1: 1}, total=10)
    assert found[0].score < 0.4


def test_nothing_is_like_a_text_of_formulas_alone() -> None:
    assert rank([1], [Posting(1, "x")], text_counts={1: 900}, total=1000) == []


def test_sections_are_read_where_they_are_coded_and_where_they_are_cited() -> None:
    text = (
        "[13.021] IMMIGRATION DATA. Data are criminal history data under Minnesota Statutes, "
        "section 13.87, and sections 629.80, 299A.01 and 626.84. It costs 12.50 dollars."
    )
    assert cited_sections(text) == {"13.021", "13.87", "629.80", "299A.01", "626.84"}
