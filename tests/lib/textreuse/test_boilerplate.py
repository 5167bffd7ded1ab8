"""A formula that all laws have is told from wording that somebody chose."""

from amparo.lib.textreuse import align, read
from amparo.lib.textreuse.boilerplate import formula_share

CHOSEN = (
    "A sheriff shall not hold a person past the hour of release on the ground of a civil "
    "immigration detainer unless a judge has signed a warrant for that person"
)
FORMULA = "for the purposes of this section the following terms"


def share(common: str) -> float:
    watched = read(common)
    return formula_share(watched, align(watched, read(f"It begins. {common} It ends.")))


def test_few_common_words_are_a_formula_and_a_whole_provision_is_none() -> None:
    assert share(CHOSEN) < 0.2
    assert share(FORMULA) > 2 * share(CHOSEN)
    assert share("of the act") > 0.5


def test_where_nothing_is_shared_nothing_was_chosen() -> None:
    watched = read(CHOSEN)
    assert formula_share(watched, align(watched, read("Schools open in September."))) == 1
