"""A petition on paper."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from amparo.petitions.papers import (
    Packet,
    Sheet,
    Town,
    packet_pdf,
    packet_preview,
    sheet_pdf,
    sheet_preview,
)

TEXT = "Our county rents beds in its jail.\n\nIt may end the agreement with ninety days' notice."
SHEET = Sheet(
    language="en",
    coalition="Northern Rivers Coalition",
    campaign="No beds for ICE",
    title="End the county's agreement",
    addressee="Board of Commissioners",
    ask="We ask the board to end the agreement.",
    body=TEXT,
    address="https://amparo.example/en/petitions/no-beds/?source=sheet",
)
PACKET = Packet(
    language="en",
    coalition=SHEET.coalition,
    sender=["Box 214, Saint Paul"],
    recipient=["Board of Commissioners", "Elk River, MN 55330"],
    delivered_on=date(2026, 12, 3),
    salutation="Dear commissioners:",
    letter="We bring you this petition.\n\nPlease answer before December 18.",
    closing="Respectfully,",
    signers=[("Alma Restrepo", "Coordinator")],
    title=SHEET.title,
    addressee=SHEET.addressee,
    ask=SHEET.ask,
    body=TEXT,
    text_hash="9f" * 32,
    towns=[Town("", 218), Town("Becker", 136, 82), Town("St. Cloud", 1450, 80)],
    names=[("Rosa Ejemplo", "Becker"), ("R. E.", "")],
)


def pages_of(pdf: bytes) -> list[str]:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [page.replace("\xa0", " ") for page in pages]


def test_who_signs_on_paper_sees_the_whole_text_above_the_lines() -> None:
    (page,) = pages_of(sheet_pdf(SHEET))
    for words in (SHEET.title, SHEET.addressee, SHEET.ask, "ninety days’ notice"):
        assert words.replace("’", "'") in page.replace("’", "'").replace("\n", " ")
    assert page.index(SHEET.ask) < page.index("Signature")
    assert "12" in page


def test_the_address_stands_in_words_beside_the_code() -> None:
    (page,) = pages_of(sheet_pdf(SHEET))
    typed = "".join(page.split()).replace("\u200b", "")
    assert "amparo.example/en/petitions/no-beds/?source=sheet" in typed


def test_a_long_text_fills_the_front_and_the_lines_follow_on_the_back() -> None:
    front, back = pages_of(sheet_pdf(replace(SHEET, body="\n\n".join([TEXT] * 25))))
    assert "turn over" in front
    assert "18" in back
    assert SHEET.ask in back


@pytest.mark.parametrize("length", [1, 3, 8, 12, 16])
def test_a_sheet_never_spills_onto_a_page_without_lines(length: int) -> None:
    pages = pages_of(sheet_pdf(replace(SHEET, body="\n\n".join([TEXT] * length))))
    assert len(pages) <= 2
    assert "Signature" in pages[-1]


def test_a_sheet_can_be_looked_at_before_it_is_printed() -> None:
    assert [page[:4] for page in sheet_preview(SHEET)] == [b"\x89PNG"]


def test_the_packet_holds_letter_text_counts_and_names_in_this_order() -> None:
    letter, text, counts, names = pages_of(packet_pdf(PACKET))
    assert "December 3, 2026" in letter
    assert "Dear commissioners:" in letter
    assert SHEET.ask in text
    assert "1,966 people signed" in counts
    assert "Received by" in counts
    assert "Rosa Ejemplo, Becker" in names
    assert "R. E." in names


def test_every_page_is_numbered_and_says_which_text_was_signed() -> None:
    pages = pages_of(packet_pdf(PACKET))
    for number, page in enumerate(pages, start=1):
        assert f"{number} of {len(pages)}" in page
        assert PACKET.text_hash in page.replace("\n", "")


def test_the_largest_town_comes_first_and_nowhere_comes_last() -> None:
    counts = pages_of(packet_pdf(PACKET))[2]
    places = [counts.index(name) for name in ("St. Cloud", "Becker", "Elsewhere")]
    assert places == sorted(places)
    assert "1,530" in counts


def test_without_names_there_is_no_page_of_names() -> None:
    pages = pages_of(packet_pdf(replace(PACKET, names=[], towns=[])))
    assert len(pages) == 3
    assert "0 people signed" in pages[2]


def test_two_thousand_names_are_printed_each_once() -> None:
    names = [(f"Persona Número {number:04}", "Becker") for number in range(2000)]
    printed = " ".join(pages_of(packet_pdf(replace(PACKET, names=names))))
    assert all(printed.count(f"{number:04}, Becker") == 1 for number in range(2000))


def test_a_packet_can_be_looked_at_before_it_is_printed() -> None:
    assert len(packet_preview(PACKET)) == 4
