"""A platform and a resolution kit on paper."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from amparo.audit.actors import WORKER
from amparo.places.models import Jurisdiction
from amparo.pledges.kinds import PLATFORMS
from amparo.pledges.operations.progress import note_step
from amparo.pledges.papers import (
    KitPaper,
    PersonOnPaper,
    PlankOnPaper,
    PlatformPaper,
    made,
    platform_paper,
)
from tests.makers import make_source
from tests.pledges.makers import (
    make_answers,
    make_candidate,
    make_open_platform,
    make_pledge,
    read,
)

HEAD = {
    "coalition": "Northern Rivers Coalition",
    "campaign": "No beds for ICE",
    "title": "A county that stands by its people",
    "addressee": "To whoever runs for county office",
    "ask": "We ask candidates to pledge to these planks.",
    "text_hash": "9f" * 32,
}
WHY = "Because it harms.\n\nAnd it costs."
PLANKS = tuple(
    PlankOnPaper(number, f"Demand {number}", WHY, "Board", "Ordinance") for number in range(1, 13)
)
PLATFORM = PlatformPaper(
    **HEAD,
    language="en",
    vision="Nobody is afraid to call for help.",
    priorities="1. Families\n2. Money\n3. Courts",
    body="In 2018 the county signed an agreement.",
    planks=PLANKS,
    address="https://amparo.example/en/platforms/county/?source=paper",
)
KIT = KitPaper(
    **HEAD,
    language="es",
    body="Considerando que se divide a las familias;\n\nse resuelve terminar el acuerdo.",
    steps="1. Imprímala.\n2. Entréguela a quien preside.",
    address="https://amparo.example/es/resolutions/jail/?source=paper",
)


def pages_of(pdf: bytes) -> list[str]:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [" ".join(page.replace("\xa0", " ").split()) for page in pages]


def test_a_platform_has_its_planks_in_order_and_says_which_wording_it_is():
    pages = pages_of(made(PLATFORM))
    whole = " ".join(pages)
    places = [re.search(rf"Demand {number}\D", whole).start() for number in range(1, 13)]
    assert places == sorted(places)
    assert "we endorse nobody" in whole
    assert all(PLATFORM.text_hash in page.replace(" ", "") for page in pages)


def test_vision_and_priorities_come_before_the_planks():
    whole = " ".join(pages_of(made(PLATFORM)))
    assert whole.index("afraid to call") < whole.index("Demand 1")
    assert whole.index("3. Courts") < whole.index("Demand 1")


def test_a_kit_is_a_sheet_to_hand_in_and_a_sheet_for_whoever_brings_it():
    resolution, steps = pages_of(made(KIT))
    address = "".join(steps.split()).replace("\u200b", "")
    assert "se resuelve terminar el acuerdo" in resolution
    assert "Entréguela a quien preside" in steps
    assert "amparo.example/es/resolutions/jail/?source=paper" in address


def test_the_same_words_are_the_same_paper():
    assert made(KIT) == made(KIT)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Rice County: Adopted, May 3, 2026"),
        ("es", "Rice County: Aprobado, 3 de mayo de 2026"),
    ],
)
@pytest.mark.django_db(databases=["default", "keyring"])
@pytest.mark.usefixtures("keys")
def test_the_paper_says_who_stands_behind_it_and_how_far_it_has_come(now, language, said):
    platform = make_open_platform(now)
    make_pledge(now, platform, make_candidate(now, "Sam Example"))
    make_answers(now, platform, make_candidate(now, "Ada Example"))
    rice, about = Jurisdiction.objects.get(fips="27131"), {"source": make_source(now, "Minutes")}
    first = platform.planks.get(number=1)
    note_step(first, rice, stage="adopted", on=date(2026, 5, 3), actor=WORKER, **about)
    standing = PLATFORMS.standings.of(read(platform))
    with override(language):
        whole = " ".join(pages_of(made(platform_paper(standing, language, today=date(2026, 6, 1)))))
    assert said in whole
    assert "Sam Example" in whole
    assert re.search(r"Sam Example ● ● ●", whole)
    assert re.search(r"Ada Example ◐ – –", whole)


def test_many_planks_are_compared_in_tables_that_fit_the_page():
    planks = tuple(PlankOnPaper(n, f"Demand {n}", "", "Board", "Ordinance") for n in range(1, 31))
    people = tuple(
        PersonOnPaper(f"Person {n}", "Candidate for sheriff", ("In part: 2",), ("●", "◐") * 15)
        for n in range(40)
    )
    whole = " ".join(pages_of(made(replace(PLATFORM, planks=planks, people=people))))
    assert "Name 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 Person 0" in whole
    assert "Name 19 20 21 22 23 24 25 26 27 28 29 30 Person 0" in whole
