"""Two languages of one text, held in step."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.dates import ENGLISH, SPANISH, day_in_words, time_in_words
from amparo.lib.twins import Difference, Twin, differences, facts, missing, older

COUNTIES = ("Hennepin", "Sherburne", "Ramsey", "Minnesota")
RELEASE_EN = """For Immediate Release
June 21, 2011

Minneapolis, MN. On June 17 the administration announced changes to the program. Lawmakers had put
it into SF1143, the data practices bill, and just before the end moved it into SF 958. Of those
deported, 79% had petty offenses or none. Seven people will speak at noon on Friday, July 1st.

The campaign began in November 2010 and wants the program out of Minnesota. Call 651-555-0142."""
RELEASE_ES = """Para su publicación inmediata
21 de Junio 2010

Minneapolis, MN. El 17 de junio el gobierno anunció cambios al programa. Lo habían puesto en la
propuesta S.F. 1143 y, antes del final, lo pasaron a la SF958. De las personas deportadas, el 79 %
tenía faltas menores o ninguna. Hablarán 7 personas a mediodía el viernes 1.º de julio.

La campaña empezó en noviembre del 2010 y quiere sacar el programa del condado de Hennepin. Llame
al (651) 555-0142."""


def values(text: str, language: str) -> list[tuple[str, str]]:
    return [(fact.kind, fact.value) for fact in facts(text, language)]


def told(found: list[Difference]) -> list[tuple[str, str | None, str | None]]:
    return [
        (each.kind, each.left and each.left.said, each.right and each.right.said) for each in found
    ]


def test_a_release_whose_twins_differ_in_a_year_and_in_a_place_is_caught() -> None:
    found = differences(RELEASE_EN, RELEASE_ES, "en", "es", places=COUNTIES)
    assert told(found) == [
        ("date", "June 21, 2011", "21 de Junio 2010"),
        ("place", "Minnesota", "Hennepin"),
    ]


def test_a_difference_says_where_it_stands_in_each_text() -> None:
    (found, _) = differences(RELEASE_EN, RELEASE_ES, "en", "es", places=COUNTIES)
    assert found.left
    assert found.right
    assert RELEASE_EN[found.left.at :].startswith(found.left.said)
    assert RELEASE_ES[found.right.at :].startswith(found.right.said)


def test_it_does_not_matter_which_language_came_first() -> None:
    one = differences(RELEASE_EN, RELEASE_ES, "en", "es", places=COUNTIES)
    other = differences(RELEASE_ES, RELEASE_EN, "es", "en", places=COUNTIES)
    assert [(d.right, d.left) for d in other] == [(d.left, d.right) for d in one]


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Saturday, August 27", "sábado 27 de agosto"),
        ("August 27th, 10:00 a.m. to 1:00  p.m.", "27 de agosto, 10:00 a. m. a 1:00 p. m."),
        ("Feb. 14 at 12:00 noon", "el 14 de febrero a las 12:00 del mediodía"),
        ("at noon", "a mediodía"),
        ("12:00 pm", "12:00 p. m."),
        ("at 4 p.m.", "a las 4 de la tarde"),
        ("4:00", "16:00"),
        ("400,000 a year", "400.000 al año"),
        ("400,000 a year", "400 000 al año"),
        ("400,000 a year", "400 mil al año"),
        ("2 million people", "2 millones de personas"),
        ("18.8%", "18,8 %"),
        ("18.8 percent", "18.8 por ciento"),
        ("seven people", "7 personas"),
        ("7 people", "siete personas"),
        ("eleven years", "once años"),
        ("once again", "otra vez"),
        ("ninety days' notice", "90 días de aviso"),
        ("H.F. 16 and S.F. No. 1143", "la HF 16 y la SF 1143"),
        ("651-555-0142", "(651) 555.0142"),
        ("+1 651 555 0142", "651-555-0142"),
        ("31st Street & 16th Ave", "31 Street y 16 Avenue"),
        ("December 3–5, 2026", "del 3 al 5 de diciembre de 2026"),
        ("by June 17", "antes del 17 de junio de 2011"),
        ("every Wednesday", "todos los miércoles"),
        ("May 24, 2011", "24/5/2011"),
        ("5/24/11", "24 de mayo de 2011"),
        ("see https://example.org/en/2011/06/", "vea https://example.org/es/"),
        ("since 2008", "desde 2008"),
    ],
)
def test_the_same_thing_said_as_each_language_says_it_is_no_difference(
    english: str, spanish: str
) -> None:
    assert differences(english, spanish, "en", "es") == []


@pytest.mark.parametrize(
    ("english", "spanish", "kind"),
    [
        ("June 21, 2011", "21 de junio de 2010", "date"),
        ("November 2010", "noviembre de 2011", "date"),
        ("June 4", "14 de junio", "date"),
        ("Saturday", "domingo", "weekday"),
        ("12:00 noon", "12:30 p. m.", "time"),
        ("4 p.m.", "4 a. m.", "time"),
        ("79%", "76 %", "figure"),
        ("79%", "79", "figure"),
        ("400,000", "40.000", "figure"),
        ("18.8", "18,9", "figure"),
        ("SF 1143", "SF 958", "bill"),
        ("SF 16", "HF 16", "bill"),
        ("651-555-0142", "651-555-0143", "telephone"),
        ("since 2008", "desde 2009", "figure"),
    ],
)
def test_one_thing_changed_is_one_difference_that_names_both_sides(
    english: str, spanish: str, kind: str
) -> None:
    (found,) = differences(english, spanish, "en", "es")
    assert found.kind == kind
    assert found.left
    assert found.right


def test_what_one_twin_leaves_out_is_said() -> None:
    (found,) = differences("Call 651-555-0142.", "Llame.", "en", "es")
    assert found.left
    assert found.left.value == "6515550142"
    assert found.right is None


def test_a_point_below_a_sentence_is_no_day_of_a_month() -> None:
    """ "set." is short for September in Spanish, and ends a sentence in English."""
    found = values("2. Before the agenda is set.\n3. Speak for one minute.", "en")
    assert "date" not in [kind for kind, _value in found]


def test_saying_a_thing_twice_is_no_difference() -> None:
    assert differences("79%. Again: 79%.", "79 %.", "en", "es") == []


def test_numbers_in_digits_alone_are_read_as_each_language_reads_them() -> None:
    assert values("3/12/2026", "en") == [("date", "2026-03-12")]
    assert values("3/12/2026", "es") == [("date", "2026-12-03")]
    assert values("3/31", "es") == [("date", "03-31")]


def test_a_telephone_is_no_figure_and_a_bill_is_no_telephone() -> None:
    assert values("SF 1143, 612-555-0100, 24/7", "en") == [
        ("bill", "SF 1143"),
        ("telephone", "6125550100"),
        ("figure", "24"),
        ("figure", "7"),
    ]


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)), st.sampled_from(["en", "es"]))
def test_every_day_said_in_words_is_found(day: date, language: str) -> None:
    said = day_in_words(day, language, weekday=True)
    assert ("date", f"{day}") in values(f"x {said}.", language)


@given(st.times(), st.sampled_from(["en", "es"]))
def test_every_time_said_in_words_is_found(at: time, language: str) -> None:
    said = time_in_words(at, language)
    assert values(f"x {said} y", language)[0] == ("time", f"{at:%H:%M}")


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_figure_is_the_same_in_both_conventions(whole: int, part: int) -> None:
    english = f"{whole:,}.{part:02}"
    spanish = english.replace(",", "\xa0").replace(".", ",")
    assert differences(f"a {english} b", f"a {spanish} b", "en", "es") == []
    american = f"{whole:,}"
    assert differences(american, american.replace(",", "."), "en", "es") == []


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared_and_a_text_has_no_difference_from_itself(
    one: str, other: str
) -> None:
    differences(one, other, "en", "es")
    assert differences(one, one, "en", "en") == []
    for fact in facts(one, "en"):
        assert one[fact.at :].startswith(fact.said)


def test_months_are_those_of_the_calendar() -> None:
    for number, names in enumerate(zip(ENGLISH.months, SPANISH.months, strict=True), start=1):
        assert values(f"{names[0]} 2, 2026", "en") == [("date", f"2026-{number:02}-02")]
        assert values(f"2 de {names[1]} de 2026", "es") == [("date", f"2026-{number:02}-02")]


def test_a_language_without_a_text_is_missing_and_one_left_behind_is_older() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    twins = [Twin("es", noon), Twin("en", noon - timedelta(hours=1))]
    assert missing(twins, ["en", "es", "so"]) == ["so"]
    assert older(twins) == ["en"]
    assert older(twins, grace=timedelta(hours=2)) == []
    assert older([]) == []


@pytest.mark.parametrize("piece", ["1", "1.", "1,1 ", "may ", "12:", "a@", "S. ", "( ", "a.a@a-"])
def test_a_text_made_to_tire_the_reader_is_read(piece: str) -> None:
    assert isinstance(facts(piece * (40_000 // len(piece)), "es"), list)
