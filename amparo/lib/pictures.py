"""Photographs and logos that people upload, made anew: only the pixels of the original survive.

A picture is decoded and encoded again, so that the place and time of EXIF, the profile, thumbnails,
comments and anything hidden behind the end are gone. Its size is read from the head of the file and
refused before anything is decoded, because a few kilobytes may unfold into gigabytes. SVG is a
program as much as a picture and is refused.
"""

import io
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000  # a telephone's 48-megapixel photograph passes
LONGEST = 2400  # dots of the longer side that we keep
WIDTHS = (480, 960, 1600)

Format = Literal["JPEG", "PNG", "WEBP"]
MIME = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SUFFIX = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_READ = ("JPEG", "PNG", "WEBP", "MPO")  # MPO: what some telephones write as .jpg
_READ_OF_OLD = ("GIF", *_READ)  # before MPO, which Pillow knows by JPEG alone


class CannotRead(ValueError):
    """The file is not a picture that we take; `reason` says why in a word."""

    def __init__(self, reason: Literal["too-heavy", "too-large", "not-a-picture"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A picture of our own making."""

    data: bytes
    format: Format
    width: int
    height: int

    @property
    def mime(self) -> str:
        return MIME[self.format]

    @property
    def suffix(self) -> str:
        return SUFFIX[self.format]


def remake(
    data: bytes, *, longest: int = LONGEST, into: Format | None = None, is_old: bool = False
) -> Picture:
    """Decode, turn upright, shrink to `longest` and encode anew; raise CannotRead.

    Without `into`, pictures with transparency (logos) become PNG and all others JPEG. `is_old`:
    GIF is read too, as old sites have them; of one that moves, the first picture.
    """
    image = _upright(_opened(data, longest, _READ_OF_OLD if is_old else _READ))
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _encoded(image, into or ("PNG" if image.mode in {"RGBA", "LA"} else "JPEG"))


def renditions(
    data: bytes, *, widths: tuple[int, ...] = WIDTHS, into: Format = "WEBP"
) -> dict[int, Picture]:
    """Smaller copies by width, none wider than the picture; at least one."""
    image = _upright(_opened(data, LONGEST))
    fitting = [width for width in widths if width < image.width] or [image.width]
    return {width: _encoded(_narrowed(image, width), into) for width in fitting}


def _opened(data: bytes, longest: int, formats: tuple[str, ...] = _READ) -> Image.Image:
    if len(data) > MAX_BYTES:
        raise CannotRead("too-heavy")
    try:
        image = Image.open(io.BytesIO(data), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise CannotRead("too-large") from error
    except Exception as error:  # a codec may raise anything on a crafted file
        raise CannotRead("not-a-picture") from error
    if image.width * image.height > MAX_PIXELS:
        raise CannotRead("too-large")
    image.draft("RGB", (longest, longest))  # JPEG alone: decodes at a fraction of the memory
    return image


def _upright(image: Image.Image) -> Image.Image:
    try:
        upright = _in_srgb(ImageOps.exif_transpose(image))
    except Exception as error:  # damaged further inside
        raise CannotRead("not-a-picture") from error
    return _bare(upright)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Bring a telephone's wide colors into those of every screen before the profile goes."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return made or image


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, in a fresh image: no dictionary of the old file comes along."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    converted = image.convert(mode)
    fresh = Image.new(mode, converted.size)
    fresh.paste(converted)
    return fresh


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, into: Format) -> Picture:
    out = io.BytesIO()
    if into == "JPEG":
        _on_white(image).save(out, "JPEG", quality=84, optimize=True, progressive=True)
    elif into == "PNG":
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "WEBP", quality=80, method=4)
    return Picture(out.getvalue(), into, image.width, image.height)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
