"""Paper that runs nothing, fetches nothing and can be heard."""

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from amparo.lib.typesetting import CannotTypeset, typeset, typeset_png

LETTER = """#import "design.typ": *
#show: paper
#letterhead(data.coalition, beside: "Minnesota")
#title(data.title)
#prose(data.body)
"""
WORDS = {"coalition": "Coalición", "title": "Una carta", "body": ["Uno", "Dos\ntres"]}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "letter.typ"
    path.write_text(LETTER)
    return path


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_letter_is_tagged_titled_and_says_its_language(template: Path) -> None:
    reader = PdfReader(io.BytesIO(typeset(template, WORDS, language="es")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "es"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata
    assert reader.metadata.title == "Una carta"
    assert reader.metadata.creation_date is None
    assert "Dos" in reader.pages[0].extract_text()


def test_it_is_set_in_the_typeface_of_the_house(template: Path) -> None:
    fonts = PdfReader(io.BytesIO(typeset(template, WORDS, language="es"))).pages[0]["/Resources"]
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in fonts["/Font"].values()}  # type: ignore[index]
    assert names == {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"}


def test_the_same_letter_is_the_same_file(template: Path) -> None:
    assert typeset(template, WORDS, language="es") == typeset(template, WORDS, language="es")


@pytest.mark.parametrize(
    "typed",
    [
        '#panic("ran")',
        '#read("/etc/passwd")',
        "*bold* _it_ $x^2$ `raw` <label> @ref // gone",
        "= Heading",
        "\\u{41} #let x = 1 ~ ---",
        '"] #[x]',
    ],
)
def test_what_people_type_is_printed_and_never_run(template: Path, typed: str) -> None:
    pdf = typeset(template, {**WORDS, "title": typed, "body": [typed]}, language="en")
    assert " ".join(text_of(pdf).split()).count(" ".join(typed.split())) == 2


@pytest.mark.parametrize("name", ["Rosa 😀", "陈伟", "မောင်", "ሰላም", "a\x07b", "\U0010ffff"])
def test_a_name_without_a_font_keeps_no_packet_from_being_printed(
    template: Path, name: str
) -> None:
    printed = text_of(typeset(template, {**WORDS, "body": [name, "José"]}, language="en"))
    assert "□" in printed
    assert "José" in printed


def test_names_in_many_scripts_are_printed(template: Path) -> None:
    for name in ("Łukasz Żółć", "Đặng Thị Hương", "Хадиджа", "Xāʻliq"):
        assert "□" not in text_of(typeset(template, {**WORDS, "body": [name]}, language="en"))


def test_pictures_are_handed_over_and_need_words(template: Path) -> None:
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    template.write_text(LETTER + '#image("dot.svg", alt: "a dot", width: 1cm)')
    assert typeset(template, WORDS, language="en", files={"dot.svg": dot})
    template.write_text(LETTER + '#image("dot.svg", width: 1cm)')
    with pytest.raises(CannotTypeset, match="alt"):
        typeset(template, WORDS, language="en", files={"dot.svg": dot})


@pytest.mark.parametrize(
    "line",
    [
        '#import "@preview/cetz:0.3.4"',
        '#read("/etc/passwd")',
        '#read("../../../../../../../etc/passwd")',
        "#let words = range(400000000)",
        "#(1 + )",
        "#data.missing",
    ],
    ids=["a package", "a file", "a file above", "all memory", "nonsense", "a missing word"],
)
def test_a_template_that_goes_astray_is_refused(template: Path, line: str) -> None:
    template.write_text(LETTER + line)
    with pytest.raises(CannotTypeset):
        typeset(template, WORDS, language="en")


def test_an_error_says_nothing_of_the_people_on_the_paper(template: Path) -> None:
    template.write_text(LETTER + "#panic(data.body)")
    with pytest.raises(CannotTypeset) as refused:
        typeset(template, {**WORDS, "body": ["Rosa Ejemplo"]}, language="en")
    assert "Rosa" not in str(refused.value)
    assert "letter.typ" in str(refused.value)


def test_a_document_that_takes_too_long_is_given_up(template: Path) -> None:
    with pytest.raises(CannotTypeset, match="longer than"):
        typeset(template, WORDS, language="en", seconds=0.001)


def test_both_languages_stand_side_by_side(template: Path) -> None:
    template.write_text(LETTER + '#both-languages([Hello], "en", [Hola], "es")')
    printed = text_of(typeset(template, WORDS, language="en"))
    assert "Hello" in printed
    assert "Hola" in printed


def test_a_preview_is_a_picture_of_each_page(template: Path) -> None:
    template.write_text(LETTER + "#pagebreak()\n#title([Two])")
    pages = typeset_png(template, WORDS, language="en", dots_per_inch=50)
    assert [Image.open(io.BytesIO(page)).size for page in pages] == [(425, 550)] * 2
