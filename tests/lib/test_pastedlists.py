"""A list as somebody pastes it, understood line by line, and nothing of it lost."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.pastedlists import NAMES, Parts, Said, StateFrom, read_list, state_of, understand

WORD = re.compile(r"\w+")


def said_by(parts: Parts) -> str:
    state = f"{NAMES.get(parts.state, '')} {parts.state}"
    return " ".join((parts.name, parts.office, parts.city, parts.acronym, parts.note, state))


@pytest.mark.parametrize(
    ("line", "name", "city", "state"),
    [
        ("Casa del Río – Tucson, AZ", "Casa del Río", "Tucson", "AZ"),
        ("Casa del Río – Tucson Arizona", "Casa del Río", "Tucson", "AZ"),
        ("Casa del Río, Albion, NY", "Casa del Río", "Albion", "NY"),
        ("Casa del Río, Santa Fe, Nuevo México", "Casa del Río", "Santa Fe", "NM"),
        ("Casa del Río (Oakland CA)", "Casa del Río", "Oakland", "CA"),
        ("Casa del Río (St. Louis MO)", "Casa del Río", "St. Louis", "MO"),
        ("Casa del Río, Minnesota", "Casa del Río", "", "MN"),
        ("Casa del Río (NJ)", "Casa del Río", "", "NJ"),
        ("Casa del Río, P.C.- New York", "Casa del Río, P.C.", "", "NY"),
        ("Casa del Río, New York, NY", "Casa del Río", "New York", "NY"),
        ("Casa del Río – Cincinnati", "Casa del Río", "Cincinnati", "OH"),
        ("Casa del Río – Mankato", "Casa del Río", "Mankato", ""),
        ("Casa del Río, Ventura Co., CA", "Casa del Río", "Ventura Co.", "CA"),
        ("Casa del Río NJ", "Casa del Río NJ", "", "NJ"),
        ("Casa del Río of Wisconsin", "Casa del Río of Wisconsin", "", "WI"),
        ("D.C. Casa del Río", "D.C. Casa del Río", "", "DC"),
        ("Casa del Río, Inc", "Casa del Río, Inc", "", ""),
        ("Casa del Río de Kansas City", "Casa del Río de Kansas City", "", ""),
        ("Ohio and Iowa Together", "Ohio and Iowa Together", "", ""),
        ("Casa del Río — Law Project", "Casa del Río — Law Project", "", ""),
        ("Anti-Racism Committee", "Anti-Racism Committee", "", ""),
    ],
)
def test_a_name_stands_beside_its_town_in_many_ways(
    line: str, name: str, city: str, state: str
) -> None:
    parts = understand(line)

    assert (parts.name, parts.city, parts.state) == (name, city, state)


@pytest.mark.parametrize(
    ("line", "acronym"),
    [
        ("Casa del Río Unido (CARU)", "CARU"),
        ("Casa del Río Unido ( CARU )", "CARU"),
        ("Casa del Río Unido [CaRU]", "CaRU"),
        ("Casa del Río Unido – CARU – Tucson, AZ", "CARU"),
        ("Casa del Río Unido (CARU), Florida", "CARU"),
        ("Casa del Río Unido (CARU-LA)", "CARU-LA"),
        ("Network of Justice (NJ)", "NJ"),
        ("Casa del Río Unido (West Side)", ""),
    ],
)
def test_letters_in_brackets_are_its_acronym(line: str, acronym: str) -> None:
    assert understand(line).acronym == acronym


def test_a_note_in_brackets_stays_a_note() -> None:
    parts = understand("River Law Clinic (for identification purposes only)")

    assert parts.name == "River Law Clinic"
    assert parts.note == "for identification purposes only"


@pytest.mark.parametrize(
    ("line", "name", "office", "state"),
    [
        ("Chief Ada Example, River City Police Department",
         "Chief Ada Example", "River City Police Department", ""),
        ("Rev. José P. Ejemplo, O.P., MSW, D. Min., River School of Theology (St. Louis MO)",
         "Rev. José P. Ejemplo, O.P., MSW, D. Min.", "River School of Theology", "MO"),
        ("Sheriff Ana Q. Ejemplo – Lake County, Illinois", "Sheriff Ana Q. Ejemplo", "", "IL"),
        ("Council Member Ana Ejemplo, City of Rivers, WI",
         "Council Member Ana Ejemplo", "City of Rivers", "WI"),
        ("Alcaldesa Ana Ejemplo, Northfield, MN", "Alcaldesa Ana Ejemplo", "", "MN"),
    ],
)  # fmt: skip
def test_who_signs_by_office_is_told_from_a_group(
    line: str, name: str, office: str, state: str
) -> None:
    parts = understand(line)

    assert parts.is_person
    assert (parts.name, parts.office, parts.state) == (name, office, state)


@pytest.mark.parametrize("line", ["Sisters of the River", "Justice Strategies", "Pastor Center"])
def test_a_group_is_not_taken_for_a_person(line: str) -> None:
    assert not understand(line).is_person


OLD_PAGE = """NATIONAL
River Network (RN)
A
Alaska
• River Institute
C
California (2)
1. Casa Oakland
CALIFORNIA CONTINUED
Casa Fresno, Fresno, CA
D-F
Nueva York:
Casa del Norte
Casa del Este – Newark, NJ

----
https://example.org/list
"""


def test_headings_rulers_and_page_breaks_are_told_from_names() -> None:
    lines = read_list(OLD_PAGE)
    signers = [line for line in lines if line.parts]

    assert [line.text for line in lines if line.said == Said.RULER] == ["A", "C", "D-F"]
    assert [line.state for line in lines if line.said == Said.HEADING] == [
        "", "AK", "CA", "CA", "NY",
    ]  # fmt: skip
    assert [(s.parts.name, s.parts.state, s.parts.is_national) for s in signers if s.parts] == [
        ("River Network", "", True),
        ("River Institute", "AK", False),
        ("Casa Oakland", "CA", False),
        ("Casa Fresno", "CA", False),
        ("Casa del Norte", "NY", False),
        ("Casa del Este", "NJ", False),
    ]
    assert [line.text for line in lines if line.said == Said.UNKNOWN] == [
        "----",
        "https://example.org/list",
    ]
    assert [line.number for line in lines if line.disagrees] == [14]


def test_a_spreadsheet_is_read_by_its_columns() -> None:
    pasted = 'scope,organization\nNational,River Network\nOhio,"Casa, Hope, and Bread"\n'
    lines = read_list(pasted)

    assert [(line.parts.name, line.parts.state) for line in lines if line.parts] == [
        ("River Network", ""),
        ("Casa, Hope, and Bread", "OH"),
    ]


def test_cells_without_a_header_are_told_apart() -> None:
    (line,) = read_list("Casa del Río\tTucson\tAZ\tinfo@example.org")

    assert line.parts
    assert (line.parts.name, line.parts.city, line.parts.state) == ("Casa del Río", "Tucson", "AZ")


@given(st.text(max_size=400))
def test_no_line_is_lost(pasted: str) -> None:
    wanted = [line.strip() for line in pasted.splitlines() if WORD.search(line)]

    assert [line.text for line in read_list(pasted) if WORD.search(line.text)] == wanted


@given(
    name=st.text("ABCDEabcde ñé,.-–()[]&", min_size=2, max_size=60).filter(WORD.search),
    place=st.sampled_from(["", ", NY", " – Tucson, AZ", " (CARU)", ", Ohio", " (Oakland CA)"]),
)
def test_every_word_of_a_name_is_kept(name: str, place: str) -> None:
    parts = understand((name + place).strip())
    kept = {word.casefold() for word in WORD.findall(said_by(parts))}

    assert {word.casefold() for word in WORD.findall(name + place)} <= kept
    assert parts.name.strip()


@pytest.mark.data
def test_the_letter_of_2011_keeps_213_names(shared_data: Path) -> None:
    lines = _real(shared_data, "sign_on_letter_2011.txt")

    assert [line.said for line in lines] == [Said.SIGNER] * 213
    for line in lines:
        assert line.parts
        kept = {word.casefold() for word in WORD.findall(said_by(line.parts))}
        assert {word.casefold() for word in WORD.findall(line.text)} <= kept, line.text
    assert sum(line.parts.is_person for line in lines if line.parts) == 4


SPELLED = re.compile(r"(?<![\w.])(" + "|".join(NAMES.values()) + r")(?!\w)")
SET_APART = re.compile(r"(?:[,(] ?|– |, [\w. ]+ |\([\w. ]+ )([A-Z]{2})\)?(?: \(\w+\))?$")


@pytest.mark.data
def test_the_letter_of_2011_tells_its_states(shared_data: Path) -> None:
    """What a reader with a list of states finds, apart from how the parser looks for it."""
    told = 0
    for line in _real(shared_data, "sign_on_letter_2011.txt"):
        assert line.parts
        codes = {state_of(name) for name in SPELLED.findall(line.text)}
        codes |= {code for code in SET_APART.findall(line.text) if code in NAMES}
        if codes and line.parts.state_from != StateFrom.TOWN:
            assert line.parts.state in codes, line.text
            told += 1
        if codes:
            assert line.parts.state, line.text
    assert told >= 65


@pytest.mark.data
@pytest.mark.parametrize("as_page", [True, False])
def test_the_statement_keeps_156_names_under_their_headings(
    shared_data: Path, as_page: bool
) -> None:
    with (shared_data / "organizations" / "statement_endorsers.csv").open() as file:
        wanted = list(csv.reader(file))[1:]
    lines = (
        read_list(_page_of(shared_data))
        if as_page
        else _real(shared_data, "statement_endorsers.csv")
    )
    signers = [line.parts for line in lines if line.parts]

    assert len(signers) == len(wanted) == 156
    for (scope, text), parts in zip(wanted, signers, strict=True):
        assert "National" if parts.is_national else NAMES[parts.state] == scope, text
        kept = set(WORD.findall(said_by(parts)))
        assert set(WORD.findall(text)) <= kept, text
    assert not [line for line in lines if line.said == Said.UNKNOWN]


def _real(shared_data: Path, name: str) -> list:
    return read_list((shared_data / "organizations" / name).read_text(encoding="utf-8"))


def _page_of(shared_data: Path) -> str:
    (page,) = (shared_data.parent / "sources").glob("004_*.txt")
    return "NATIONAL\n" + page.read_text(encoding="utf-8").split("\nNATIONAL\n")[1]
