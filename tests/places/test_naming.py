"""Names of places that twins should both say."""

import pytest

from amparo.places.naming import named_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It ends in Anoka County.", ["Anoka"]),
        ("Termina en el condado de Hennepin.", ["Hennepin"]),
        ("The board of St. Louis County met.", ["St. Louis"]),
        ("Clay and brown rice for the cook at the lake.", []),
        ("el condado de Hennepin. Estos dos son los que quedan.", ["Hennepin"]),
        ("Out of Minnesota", ["Minnesota"]),
        ("De Nueva York y New York", []),
        ("The Rice County jail; Hennepin too", ["Rice"]),
    ],
)
def test_a_county_counts_where_a_text_calls_it_one(text: str, found: list[str]) -> None:
    assert named_in(text, state="MN") == found


def test_what_one_twin_calls_a_county_is_looked_for_in_the_other() -> None:
    assert named_in("in Rice County", "en Rice", state="MN") == ["Rice"]
