"""Figures kept once, a release whose twins differ, a brief with its note (rows 9, 13, 17)."""

import re

import pytest

from amparo.pages.operations import build_site
from tests.acceptance import press
from tests.acceptance.typist import Typist, plain, stand_in_order

pytestmark = pytest.mark.data

LETTER = {"Publisher": "Minnesota Immigrant Rights Action Committee", "Read on": "2026-11-24"}
FIGURES = (
    # key words, figure, how exactly, what is counted, source and its day
    ("79 per cent had petty offenses or none", "79", "exactly", "of the deported",
     "Letter to the Governor of Minnesota", "2011-05-20"),
    ("28 per cent had no conviction at all", "28", "exactly", "of the deported",
     "Letter to the Governor of Minnesota", "2011-05-20"),
    ("Most had none, or only traffic offenses", "70", "more than", "of the deported",
     "Call-in day to the Governor", "2011-06-03"),
    ("Few in Illinois had a serious conviction", "20", "less than", "in Illinois",
     "Letter of the Governor of Illinois to ICE", "2011-05-04"),
    ("Few battered women would call the police", "18.8", "exactly", "of those asked",
     "Letter to the Director of ICE", "2011-07-20"),
    ("How many ICE set out to deport", "400,000", "exactly", "people a year",
     "Letter to the Director of ICE", "2011-07-20"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _needs_the_sources(shared_data: object) -> None:
    if not press.SOURCES.is_dir():
        pytest.skip("the sources are not beside this clone")


@pytest.fixture
def desk(typist: Typist) -> Typist:
    """Alma's desk, beside a site that has its first pages."""
    build_site(name="Committee")
    return typist


def write_claim(typist: Typist, figure: tuple[str, ...]) -> str:
    """At the desk; the mark by which a text cites it."""
    sentence, value, bound, counted, title, day = figure
    typist.go("/desk/evidence/new/")
    said = {"The claim, in one sentence": sentence, "What is counted": counted}
    typist.fill_words({"en": said, "es": said})
    typist.fill(
        {
            "Figure": value,
            "It is": "a number" if "," in value else "percent",
            "How exactly": bound,
            "Or a new one: its title": title,
            "Published on": day,
            "Topic": "Deportation",
            **LETTER,
        }
    )
    typist.press("Save")
    return typist.page.locator("main code").first.inner_text()


def call_it_ours(typist: Typist, line: str) -> None:
    """The settings know the committee's own line, and how every release ends."""
    typist.go("/desk/settings/")
    typist.fill({"State": "Minnesota", "Hotline": line})
    words = {"Name": "Committee", "About us, at the end of every press release": "Who we are."}
    typist.fill_words({"en": words, "es": words})
    typist.press("Save")


def test_the_six_figures_are_kept_once_and_two_stand_side_by_side(typist: Typist) -> None:
    for figure in FIGURES:
        write_claim(typist, figure)
    typist.go("/desk/evidence/")
    typist.page.get_by_role("link", name=FIGURES[0][0]).click()
    typist.press("Another claim says otherwise")
    field = typist.page.get_by_label("The claim that says otherwise")
    other = field.locator("option", has_text=FIGURES[2][0]).first
    field.select_option(value=other.get_attribute("value"))
    typist.fill({"Why they differ, as far as we know": "Counted otherwise."}, "en")
    typist.press("Set them side by side")

    told = typist.read("/en/evidence/")
    for said in ("79%", "28%", "more than 70%", "less than 20%", "18.8%", "400,000 people a year"):
        assert said in told
    stand_in_order(told, "Sources disagree".upper(), "Why they differ", "Counted otherwise.")
    for spanish in ("más del 70%", "menos del 20%", "18.8%"):
        assert spanish in typist.read("/es/evidence/")


def test_a_figure_that_changes_reaches_the_release_that_cites_it(desk: Typist) -> None:
    mark = write_claim(desk, FIGURES[0])
    claim = desk.page.url
    desk.go("/desk/press/new/")
    desk.fill_words({"en": {"Title": "What the figures say", "Text": f"So it is {mark}."}})
    desk.press("Save")
    desk.go(claim)
    desk.press("Challenge it")
    desk.fill({"Why": "Another letter counts otherwise."})
    desk.press("Mark it as challenged")
    desk.go("/desk/")
    start = plain(desk.page.locator("main").inner_text())
    assert "A claim moved beneath “What the figures say”" in start
    desk.press("Look")
    desk.press("I have looked")
    desk.go("/desk/")
    assert "What the figures say" not in plain(desk.page.locator("main").inner_text())


def test_the_release_of_2011_is_rebuilt_and_its_twins_differ_in_a_year_and_a_place(
    desk: Typist,
) -> None:
    printed, line = press.releases(), press.telephone()
    call_it_ours(desk, line)
    desk.go("/desk/press/new/")
    for language, each in printed.items():
        text = ["[quote:1]" if at == each.quoted else said
                for at, said in enumerate(each.paragraphs)]  # fmt: skip
        desk.fill(
            {
                "Title": each.title,
                "Below the title, in one sentence": each.lede,
                "Where it is written": each.dateline,
                "Text": "\n\n".join([each.date, *text]),
                "Whom journalists ask for": "Committee",
                "Telephone": line,
            },
            language,
        )
    desk.fill({"Date": "2011-06-21"})
    desk.press("Save")
    desk.press("Quote somebody")
    desk.fill({"Name": printed["en"].who, "Agreed on": "2011-06-20", "How": "aloud"})
    desk.fill({"They agreed to these words and to this name": True})
    desk.fill_words({code: {"What they said": each.words} for code, each in printed.items()})
    desk.press("Quote them")

    differs = plain(desk.page.locator(".desk-twin-report").inner_text())
    assert plain(printed["es"].date) in differs, "the year: 2011 in one, 2010 in the other"
    assert "Hennepin" in differs, "the place"
    desk.press("Send it out")
    desk.press("Send it out")

    for language, each in printed.items():
        desk.go(f"/{language}/press/")
        desk.page.get_by_role("link", name=plain(each.title)).click()
        told = plain(desk.page.locator("main").inner_text())
        left = [part for at, part in enumerate(each.paragraphs) if at != each.quoted]
        before, after = left[: each.quoted], left[each.quoted :]
        stand_in_order(told, each.title, each.lede, each.date, *before, each.words, each.who)
        stand_in_order(told, *after, "(651)")
        assert ("What is next" if language == "en" else "Lo que sigue") in told


def test_a_brief_of_the_series_keeps_its_note_and_two_sources_contradict(desk: Typist) -> None:
    title, below, paragraphs, note = press.brief()
    found = re.search(r"“?\"([^\"]+?)\.?\"", note)
    assert found is not None
    mark = write_claim(
        desk,
        ("Over 600 limit cooperation with ICE", "600", "more than", "governments",
         found[1], "2017-04-20"),
    )  # fmt: skip
    desk.go("/desk/briefs/new/")
    desk.fill_words({"en": {"Title of the series": "Nationwide series"}})
    desk.press("Save")
    desk.press("New brief")
    text = "\n\n".join(paragraphs).replace("officers.1", f"officers.{mark}")
    assert mark in text
    line = title.replace("\n", " ")
    desk.fill({"Title": line, "Below the title, in one sentence": below, "Text": text}, "en")
    desk.fill({"Date": "2017-10-01"})
    desk.press("Save")
    desk.press("Publish it")
    desk.press("Publish it")
    desk.press("Public page")
    told = plain(desk.page.locator("main").inner_text())
    stand_in_order(told, line, below, "over 600 states", "53 counties", "Minnesota", found[1])
    stand_in_order(told, found[1], "April 20, 2017")
    assert desk.page.locator("main sup a").first.get_attribute("href") == "#note-1"
    assert "What is next" in told
