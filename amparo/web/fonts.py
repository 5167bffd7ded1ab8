"""The typeface, cut down to the letters in use and found by `collectstatic` as any other file.

A newcomer's mistake: committing the cut files. They come from the package at set-up, so that the
tree holds no copy of anybody's work. Two weights; italics are left to the browser.
"""

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible as typeface
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools import subset

WEIGHTS = {"400": "AtkinsonHyperlegible-Regular.ttf", "700": "AtkinsonHyperlegible-Bold.ttf"}

PREFIX = "web/fonts"  # below the root of the static files

# English and Spanish, and the letters of names from elsewhere in western Europe.
_LATIN = "".join(map(chr, [*range(0x20, 0x7F), 0xA0, *range(0xC0, 0xD7), *range(0xD8, 0x100)]))
_SIGNS = "¡¿«»§©ª°·º‑–—‘’“”•…›€−✓▲"
# Letters of any other language in Latin script: the whole of Extended-A.
_EXTENDED = "".join(map(chr, range(0x100, 0x180)))
_HAVE_LATIN_ONLY = {"en", "es", "so", "hmn", "fr", "pt", "de", "sv", "nb"}


def letters(languages: Sequence[str]) -> str:
    """The letters that a site in `languages` needs."""
    more = "" if set(languages) <= _HAVE_LATIN_ONLY else _EXTENDED
    return _LATIN + _SIGNS + more


def make_fonts(generated: Path, *, languages: Sequence[str]) -> list[Path]:
    """Cut the fonts for `languages` below `generated` where missing; may be run at any time."""
    wanted = letters(languages)
    folder = _root(generated, wanted) / PREFIX
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for weight, source in WEIGHTS.items():
        target = folder / f"atkinson-{weight}.woff2"
        if not target.exists():
            _cut(typeface.ROOT / "files" / source, target, wanted)
        made.append(target)
    return made


class FontFinder(BaseFinder):
    """Tells Django's static files where the cut fonts are, making them on the way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        root = _root(Path(settings.GENERATED_STATIC), letters(settings.SITE_LANGUAGES))
        self.storage = FileSystemStorage(location=str(root))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        names = {name for name, _ in self.list([])}
        found = self.storage.path(path) if path in names else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        fonts = make_fonts(Path(settings.GENERATED_STATIC), languages=settings.SITE_LANGUAGES)
        for font in fonts:
            yield f"{PREFIX}/{font.name}", self.storage


def _root(generated: Path, wanted: str) -> Path:
    """A folder for these letters: other languages bring other files."""
    return generated / sha256(wanted.encode()).hexdigest()[:8]


def _cut(source: Path, target: Path, wanted: str) -> None:
    options = subset.Options(
        flavor="woff2", layout_features=["kern", "liga", "tnum", "locl", "mark"]
    )
    options.hinting = False  # half of the bytes; screens of today place letters well without it
    options.name_IDs = [0, 1, 2, 13, 14]  # the license stays with the file
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=wanted)
    cutter.subset(font)
    beside = target.with_suffix(f".{os.getpid()}")
    subset.save_font(font, str(beside), options)
    font.close()
    beside.replace(target)  # two processes may cut at once: the last one wins, whole
