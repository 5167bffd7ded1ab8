"""A candidate's platform (rows 19 and 20): its planks rebuilt at the desk as a coalition's, and the
candidate's own words held against them, quoted, dated, and never hosted as ours.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from amparo.pledges.models import OwnWords, Plank, Platform
from tests.acceptance.platform import PLANKS, PRIORITY_COUNT, READING_COUNT, Source, parts_of
from tests.acceptance.test_against_the_sources import SOURCES
from tests.acceptance.typist import Typist, plain, stand_in_order
from tests.makers import make_campaign, make_office

pytestmark = pytest.mark.data


@pytest.fixture
def source() -> Source:
    if not SOURCES.is_dir():
        pytest.skip("the sources are not beside this clone")
    return parts_of(next(SOURCES.glob("003_*.txt")).read_text(encoding="utf-8"))


def test_the_source_has_what_we_say_it_has(source: Source) -> None:
    assert len(source.priorities) == PRIORITY_COUNT
    assert len(source.planks) == len(PLANKS) == 12
    assert len(source.readings) == READING_COUNT


def test_a_platform_of_twelve_planks_is_typed_read_and_endorsed(
    typist: Typist, source: Source
) -> None:
    make_campaign(timezone.now())
    make_office(timezone.now())
    type_platform(typist, source)
    for number in range(1, len(PLANKS) + 1):
        type_plank(typist, source, number)
    typist.press("Open it to the public")
    read_it(typist, source)
    endorse(typist)
    quote(typist, source)


def type_platform(typist: Typist, source: Source) -> None:
    typist.go("/desk/platforms/new/")
    typist.fill({"Part of the campaign": "No agreement with ICE", "Web address": "sanctuary"})
    priorities = "\n".join(f"{at}. {each}" for at, each in enumerate(source.priorities, 1))
    words = {
        "Title": "A sanctuary city",
        "Addressed to": "To the candidates for mayor",
        "The ask, in one sentence": "Pledge to these twelve planks.",
        "Vision": source.vision,
        "Priorities": priorities,
    }
    spanish = {
        **words,
        "Title": "Una ciudad santuario",
        "Vision": "Una visión.",
        "Priorities": "1. Una\n2. Dos\n3. Tres",
    }
    typist.fill_words({"en": words, "es": spanish})
    typist.press("Save")


def type_plank(typist: Typist, source: Source, number: int) -> None:
    demand, reasons = source.planks[number - 1]
    english, spanish, means = PLANKS[number - 1]
    typist.go(f"/desk/platforms/{Platform.objects.get().pk}/planks/new/")
    reading = "\n".join(source.readings) if number == 1 else ""
    typist.fill({"By what means": means, "Further reading": reading})
    typist.fill({"The demand": demand, "Who decides": english, "Reasons": reasons}, "en")
    typist.fill({"The demand": f"Punto {number}", "Who decides": spanish}, "es")
    typist.press("Save")


def read_it(typist: Typist, source: Source) -> None:
    page = typist.read("/en/platforms/sanctuary/")
    numbered = [f"{at}. {demand}" for at, (demand, _why) in enumerate(source.planks, 1)]
    stand_in_order(page, source.vision, *source.priorities, *numbered)
    stand_in_order(page, *(each[2] for each in PLANKS))
    for _demand, reasons in source.planks:
        assert plain(reasons) in page
    spanish = typist.read("/es/platforms/sanctuary/")
    stand_in_order(spanish, *(f"{number}. Punto {number}" for number in range(1, 13)))
    stand_in_order(typist.read("/en/platforms/sanctuary/planks/1/"), *source.readings)


def endorse(typist: Typist) -> None:
    """The candidate says yes to the whole; the coalition says nothing of her."""
    election = timezone.localdate() + timedelta(days=30)
    typist.go("/desk/candidates/new/")
    office = "Rice County Sheriff"
    day = election.isoformat()
    typist.fill({"Name": "A candidate", "Office": office, "Day of the election": day})
    typist.press("Save")
    typist.go(f"/desk/platforms/{Platform.objects.get().pk}/pledges/new/")
    who = "A candidate, Sheriff of Rice County"
    typist.fill({"Who": who, "Web address of it": "https://example.org/her-platform"})
    typist.press("Write it down")
    told = typist.read("/en/platforms/sanctuary/pledges/")
    stand_in_order(told, "we endorse nobody", "A candidate", "Pledged to the whole platform")
    expect(typist.page.locator("main table tbody td span.hush")).to_have_text(["pledged"] * 12)


def quote(typist: Typist, source: Source) -> None:
    """Her own text is a sentence with its source, beside the plank."""
    demand = source.planks[2][0]
    typist.go(f"/desk/planks/{Plank.objects.get(number=3).pk}/own-words/new/")
    typist.fill(
        {
            "Who": "A candidate, Sheriff of Rice County",
            "What it says, exactly as printed": demand,
            "Or a new one: its title": "Her own platform",
            "Published on": "2017-06-01",
        }
    )
    typist.press("Save")
    assert OwnWords.objects.get().plank.number == 3
    page = typist.read("/en/platforms/sanctuary/planks/3/")
    stand_in_order(page, "not ours", demand, "asks for the same", "Her own platform", "2017")
