"""QR codes that lead to our own pages."""

import io
import re
from xml.etree import ElementTree as ET

from PIL import Image

from amparo.lib.qrcodes import QUIET_ZONE, qr_png, qr_svg

ADDRESS = "https://amparo.example/es/petitions/no-more-detention/?source=sheet"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def dark_modules_of_svg(svg: str) -> set[tuple[int, int]]:
    return {
        (x, int(top))
        for left, top, length in RUN.findall(svg)
        for x in range(int(left), int(left) + int(length))
    }


def dark_modules_of_png(png: bytes, scale: int) -> set[tuple[int, int]]:
    picture = Image.open(io.BytesIO(png)).convert("L")
    side = picture.width // scale
    return {
        (x, y)
        for x in range(side)
        for y in range(side)
        if not picture.getpixel((x * scale, y * scale))
    }


def test_the_code_on_the_page_and_the_code_on_the_poster_are_the_same() -> None:
    on_page = dark_modules_of_svg(qr_svg(ADDRESS, title="Sign"))
    assert on_page == dark_modules_of_png(qr_png(ADDRESS, scale=2), 2)
    assert min(x for x, _ in on_page) == QUIET_ZONE


def test_the_code_says_where_it_leads_and_takes_the_color_of_its_words() -> None:
    svg = qr_svg(ADDRESS, title='Firme "aquí" <hoy>')
    root = ET.fromstring(svg)  # noqa: S314
    assert root.get("role") == "img"
    assert root[0].text == 'Firme "aquí" <hoy>'
    assert "currentColor" in svg
    assert "style=" not in svg


def test_a_code_is_small_enough_to_stand_in_a_page() -> None:
    assert len(qr_svg(ADDRESS, title="Sign")) < 12_000
