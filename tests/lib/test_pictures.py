"""Photographs that say nothing but what they show."""

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from amparo.lib.pictures import MAX_BYTES, CannotRead, remake, renditions

SECRET = b"44.9778 N, 93.2650 W"


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def photograph(width: int = 400, height: int = 200, *, orientation: int = 1) -> bytes:
    """A picture with red on its left half, taken somewhere, with a phone held somehow."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = image.getexif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (44.0, 58.0, 40.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(image, "JPEG", exif=exif, comment=SECRET, icc_profile=profile, quality=95)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_photograph_loses_where_and_when_it_was_taken() -> None:
    original = photograph() + SECRET
    made = remake(original)
    image = opened(made.data)
    assert SECRET in original
    assert SECRET not in made.data
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                               "progressive", "progression"}  # fmt: skip


def test_a_picture_from_a_turned_phone_stands_upright() -> None:
    made = remake(photograph(orientation=6))
    image = opened(made.data)
    assert (made.width, made.height) == (200, 400)
    red, _, blue = image.getpixel((100, 20))  # type: ignore[misc]
    assert red > 200 > blue


def test_a_large_picture_is_made_smaller_and_a_small_one_is_not_made_larger() -> None:
    assert remake(photograph(3000, 1500)).width == 2400
    assert remake(photograph(300, 150)).width == 300


def test_a_logo_keeps_what_is_transparent_and_loses_its_text() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    logo = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    made = remake(saved(logo, "PNG", pnginfo=info))
    assert made.mime == "image/png"
    assert SECRET not in made.data
    assert opened(made.data).getpixel((1, 1)) == (0, 0, 0, 0)


def test_a_transparent_logo_on_a_flyer_stands_on_white() -> None:
    logo = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image = opened(remake(saved(logo, "PNG"), into="JPEG").data)
    assert image.getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *[("JPEG", mode) for mode in ("RGB", "L", "1", "CMYK")],
        *[("PNG", mode) for mode in ("RGB", "L", "P", "RGBA", "LA", "1", "I;16")],
        *[("WEBP", mode) for mode in ("RGB", "RGBA")],
    ],
)
def test_every_common_kind_of_picture_is_taken(kind: str, mode: str) -> None:
    assert remake(saved(Image.new(mode, (8, 8)), kind)).width == 8


def bomb(width: int, height: int) -> bytes:
    """A tiny PNG whose head promises a vast picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("side", [8_000, 10_000, 50_000])
def test_a_picture_that_would_unfold_beyond_measure_is_refused_unread(side: int) -> None:
    with pytest.raises(CannotRead) as refused:
        remake(bomb(side, side))
    assert refused.value.reason == "too-large"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 50,
        b"%PDF-1.7",
        photograph()[:300],
        bomb(100, 100),
    ],
    ids=["nothing", "SVG", "GIF", "PDF", "half a photograph", "a picture without its pixels"],
)
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(CannotRead) as refused:
        remake(data)
    assert refused.value.reason == "not-a-picture"


def test_a_file_too_heavy_to_send_is_refused() -> None:
    with pytest.raises(CannotRead) as refused:
        remake(b"\0" * (MAX_BYTES + 1))
    assert refused.value.reason == "too-heavy"


@settings(max_examples=60, deadline=None)
@given(st.integers(20, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_picture_is_taken_or_refused_and_nothing_else(at: int, junk: bytes) -> None:
    data = photograph(64, 64)
    damaged = data[:at] + junk + data[at + len(junk) :]
    with contextlib.suppress(CannotRead):
        assert remake(damaged).width > 0


def test_phones_get_smaller_copies() -> None:
    made = renditions(photograph(1200, 600))
    assert {width: each.height for width, each in made.items()} == {480: 240, 960: 480}
    assert all(each.mime == "image/webp" for each in made.values())
    assert list(renditions(photograph(300, 150))) == [300]
