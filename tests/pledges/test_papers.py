"""A platform and a resolution kit on paper."""

import io
import re

from pypdf import PdfReader

from amparo.pledges.papers import KitPaper, PlankOnPaper, PlatformPaper, made

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
