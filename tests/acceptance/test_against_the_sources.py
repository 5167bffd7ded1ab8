"""The facts are those of the sources, and none of their sentences is ours."""

import re
from pathlib import Path

import pytest

from tests.acceptance import committee, interfaith
from tests.acceptance.typist import plain
from tests.house.plan import ROOT

SOURCES = ROOT.parent / "shared" / "sources"
RUN = 12  # words in a row that two texts do not share by chance
OURS = ("amparo", "docs", "tests/acceptance")
KINDS = {".py", ".md", ".html", ".toml", ".po", ".typ", ".txt"}

pytestmark = pytest.mark.data


def read(letter: int) -> str:
    """One source: 0 is the interfaith coalition, 1 the action committee."""
    if not SOURCES.is_dir():
        pytest.skip("the sources are not beside this clone")
    return plain(next(SOURCES.glob(f"{letter:03d}_*.txt")).read_text(encoding="utf-8"))


def test_partners_are_the_sources_and_in_its_order() -> None:
    text = read(0)
    text = text.replace("Logo of the ", "Logo of ")
    places = [text.index(f"Logo of {name}") for name, _kind in interfaith.PARTNERS]
    assert places == sorted(places)
    assert text.count("Logo of") == len(interfaith.PARTNERS)


@pytest.mark.parametrize(
    "fact",
    [interfaith.DCC, interfaith.SARI, "2018", "over 30", "The North STAR Act",
     "Ending ICE Detention in Sherburne County", "Every Wednesday afternoon", "dozens of faith"],
)  # fmt: skip
def test_what_we_say_of_the_coalition_is_in_its_page(fact: str) -> None:
    assert fact in read(0)


@pytest.mark.parametrize(
    "fact",
    [committee.COMMITTEE, *committee.PHONES.values(), "over 300 signatures", "79%", "28%",
     "less than 20%", "SF 1143", "SF958", "May 20, 2011", "May 24", "before July 1st",
     "these six people", "September 9, 2016", "Criminal Alien Program", "Friday, June 3",
     "veto any bill in the upcoming special session", "vetoed SF958",
     "doesn’t name “Secure Communities” as one of the reasons",
     "let us know what response you get"],
)  # fmt: skip
def test_what_we_say_of_the_committee_is_on_its_site(fact: str) -> None:
    assert fact in read(1)


def test_seven_people_follow_the_six() -> None:
    text = next(SOURCES.glob("001_*.txt")).read_text(encoding="utf-8") if read(1) else ""
    after = text.split("see this article.")[1].split("Valentines Day")[0]
    names = [line for line in after.splitlines() if line.strip() and "." not in line]
    assert len(names) == len(committee.PEOPLE) == 7


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def our_files() -> list[Path]:
    found = [path for folder in OURS for path in (ROOT / folder).rglob("*")]
    return [path for path in [*found, ROOT / "README.md"] if path.suffix in KINDS]


def test_no_sentence_of_the_sources_stands_in_the_project() -> None:
    theirs = runs(" ".join(read(number) for number in range(5)))
    copied = {
        str(path.relative_to(ROOT)): sorted(shared)[:1]
        for path in our_files()
        if (shared := theirs & runs(path.read_text(encoding="utf-8", errors="ignore")))
    }
    assert copied == {}
