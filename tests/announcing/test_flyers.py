"""A flyer that can be hung up, copied and heard; a picture that goes along."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader

from amparo.announcing.flyers import (
    Flyer,
    Ink,
    Shape,
    Size,
    flyer_pdf,
    flyer_preview,
    picture_png,
)
from amparo.lib.announcing import Facts

SPANISH = Facts(
    language="es",
    title="Clínica legal de inmigración",
    url="https://amparo.example/es/eventos/clinica/",
    kind="Clínica legal",
    summary="Venga a hablar con una abogada.",
    on=date(2027, 8, 28),
    day="sábado 28 de agosto",
    hours="de 10:00\xa0a.\xa0m. a 1:00\xa0p.\xa0m.",
    place="Iglesia del Río",
    address="Calle 31 y avenida 16, Minneapolis",
    door="Entrada por la avenida 16",
    cost="Gratis",
    phone="(651) 555-0142",
    hosts="El Comité y la Red",
    coalition="Coalición Ríos del Norte",
)
ENGLISH = replace(
    SPANISH,
    language="en",
    title="Free immigration legal clinic",
    url="https://amparo.example/en/events/clinic/",
    door="Enter on 16th Avenue",
)
LONGEST = replace(
    SPANISH,
    title="Reunión extraordinaria de la campaña conjunta contra la ampliación del centro de"
    " detención del condado de Sherburne y de sus contratos",
    summary="Una frase que no termina nunca y que nadie quiere leer en una pared. " * 20,
    place="Sala de reuniones de la Iglesia de Nuestra Señora de los Ríos del Norte " * 3,
    address="Calle 31 y avenida 16, entre la escuela y la biblioteca, Minneapolis " * 3,
    door="Entrada por la avenida 16, subiendo la escalera de la izquierda " * 3,
    bring="Los papeles que tenga, agua, un suéter, una silla. " * 20,
    access="Rampa por la avenida 16, intérpretes, cuidado de niños. " * 20,
    more=tuple((f"Llame {n}", "Oficina del gobernador, (651) 555-0199. " * 20) for n in range(9)),
    come="Venga sin cita, o llame para apartar una hora. " * 9,
    hosts="El Comité por los Derechos de los Inmigrantes, la Red de Abogadas del Norte, " * 9,
)


def pages_of(pdf: bytes) -> list[str]:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [" ".join(page.replace("\xa0", " ").split()) for page in pages]


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("ink", Ink)
def test_a_flyer_can_be_heard_and_has_a_side_for_each_language(size: Size, ink: Ink) -> None:
    pdf = flyer_pdf(Flyer((SPANISH, ENGLISH), size, ink))
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/Lang"] == "es"
    spanish, english = pages_of(pdf)
    assert SPANISH.door in spanish
    assert ENGLISH.door in english


def test_everything_that_one_needs_stands_on_it() -> None:
    (page,) = pages_of(flyer_pdf(Flyer((SPANISH,), Size.LETTER, Ink.COLOR)))
    for words in ("sábado", "28", "agosto", "10:00 a. m. a 1:00", "Iglesia del Río", "(651) 555"):
        assert words in page
    assert "amparo.example/es/eventos/clinica/" in page.replace("\u200b", "")


def test_half_pages_are_two_alike_on_one_sheet() -> None:
    (page,) = pages_of(flyer_pdf(Flyer((ENGLISH,), Size.HALF, Ink.BLACK)))
    assert page.count(ENGLISH.door) == 2


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("facts", [LONGEST, replace(LONGEST, on=None)], ids=["a day", "no day"])
def test_the_longest_words_stay_on_one_page(size: Size, facts: Facts) -> None:
    (page,) = pages_of(flyer_pdf(Flyer((facts,), size, Ink.BLACK)))
    assert "(651) 555-0142" in page


def test_the_foot_is_not_printed_over_by_the_longest_words() -> None:
    """Between details and foot runs a line of white paper."""
    (png,) = flyer_preview(Flyer((LONGEST,), Size.LETTER, Ink.BLACK), dots_per_inch=72)
    page = Image.open(io.BytesIO(png)).convert("L")
    rule = max(
        y for y in range(page.height) if _dark(page, y) > page.width * 0.8
    )  # the rule over the foot
    assert all(_dark(page, y) == 0 for y in range(rule - 6, rule - 1))


def _dark(page: Image.Image, y: int) -> int:
    return sum(page.getpixel((x, y)) < 128 for x in range(page.width))  # type: ignore[operator]


def test_the_flyer_for_a_copier_knows_no_color_and_hardly_any_gray() -> None:
    (png,) = flyer_preview(Flyer((SPANISH,), Size.LETTER, Ink.BLACK), dots_per_inch=100)
    page = Image.open(io.BytesIO(png)).convert("RGB")
    colors = page.getcolors(1 << 20) or []
    assert all(red == green == blue for _, (red, green, blue) in colors)  # type: ignore[misc]
    gray = sum(count for count, (red, _, _) in colors if 40 < red < 215)  # type: ignore[misc]
    assert gray < page.width * page.height * 0.04  # the edges of letters


@pytest.mark.parametrize(("shape", "size"), [(Shape.WIDE, (1200, 630)), (Shape.TALL, (1080, 1350))])
@pytest.mark.parametrize("facts", [SPANISH, LONGEST, Facts("en", "Sign", "https://a.example/")])
def test_a_picture_has_the_size_that_is_asked_for(
    shape: Shape, size: tuple[int, int], facts: Facts
) -> None:
    assert Image.open(io.BytesIO(picture_png(facts, shape))).size == size


@pytest.mark.parametrize("typed", ['#panic("ran")', '= "] #[x]', "*a* _b_ $x$ `c`"])
def test_what_organizers_type_is_printed_and_never_run(typed: str) -> None:
    flyer = Flyer((replace(SPANISH, title=typed, place=typed),), Size.LETTER, Ink.COLOR)
    assert "(651) 555-0142" in pages_of(flyer_pdf(flyer))[0]
