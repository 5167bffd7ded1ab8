"""A call-in day on paper."""

import io

import pypdf
import pytest

from amparo.callins.papers import CallSheet, PrintedLetter, ToCall, letter_pdf, sheet_pdf

GOVERNOR = ToCall(
    "The Governor", "Governor of Minnesota",
    (("(651) 201-3400", "main number"), ("(800) 657-3717", "toll-free")),
)  # fmt: skip


def make_sheet(count: int = 1, language: str = "en") -> CallSheet:
    more = [ToCall(f"Senator {n}", "Senate", (("(651) 555-0142", ""),)) for n in range(1, count)]
    return CallSheet(
        language=language,
        coalition="A coalition",
        campaign="No more deportations",
        title="Call the Governor",
        ask="Veto it again.",
        when="Friday, June 3",
        callers="",
        targets=(GOVERNOR, *more),
        opening="Hello, my name is __________.",
        points=("Thank you for the veto.", "Please veto it again."),
        closing="Thank you.",
        voicemail="Please veto it again.",
        address="https://amparo.example/en/call-ins/governor/",
    )


def read(pdf: bytes) -> tuple[int, str]:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return len(pages), "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_up_to_a_dozen_stand_on_one_page_with_every_number(count: int):
    pages, text = read(sheet_pdf(make_sheet(count)))
    assert pages == 1
    assert "(651) 201-3400" in text
    assert "(800) 657-3717" in text
    assert text.count("(651) 555-0142") == count - 1


def test_forty_go_on_a_second_page_and_nobody_is_lost():
    pages, text = read(sheet_pdf(make_sheet(40)))
    assert pages > 1
    assert all(f"Senator {n}" in text for n in range(1, 40))


def test_its_own_words_are_in_its_language():
    _pages, text = read(sheet_pdf(make_sheet(language="es")))
    assert "Qué decir" in text


def test_the_letter_has_room_for_a_signature_and_no_name():
    letter = PrintedLetter(
        "en", "Veto it again", ("The Governor", "130 State Capitol"), "June 3, 2027",
        "To the Governor:", ("Please veto it again.",), "Sincerely,",
    )  # fmt: skip
    pages, text = read(letter_pdf(letter))
    assert pages == 1
    assert "Signature" in text
