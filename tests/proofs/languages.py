"""Whether a page is in the language of its address: by the catalogs that the program itself reads.

A newcomer's mistake: guessing by common words. A page of names and figures has none of them; but
an English sentence of ours that has a Spanish one and stands there in English is a mistake.
"""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from django.conf import settings
from django.utils.translation import trans_real

SPOKEN = ("aria-label", "placeholder", "title", "alt")
SILENT = ("script", "style", "code")
WITHOUT_END = (
    *("area", "base", "br", "col", "embed", "hr", "img"),
    *("input", "link", "meta", "source", "track", "wbr"),
)
OWN_NAMES = ("English", "Español")  # each language is called what it calls itself
LANGUAGES = tuple(settings.SITE_LANGUAGES)


class Page(HTMLParser):
    """What a page says, piece by piece, but for what stands under another `lang`."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lang = ""
        self.says: set[str] = set()
        self._open: list[tuple[str, bool]] = []  # each element, and whether it is passed over
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = about.get("lang", "")
        is_other = tag in SILENT or about.get("lang", self.lang) != self.lang
        if not (is_other or self._is_passed_over):
            self.says |= {_tidy(about[name]) for name in SPOKEN if name in about}
        if tag not in WITHOUT_END:
            self._open.append((tag, is_other or self._is_passed_over))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._is_passed_over and data.strip():
            self.says.add(_tidy(data))

    @property
    def _is_passed_over(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def wrong_with(page: Page, language: str) -> Iterator[str]:
    """What a page says of itself, and what it says, that is not of this language."""
    if page.lang != language:
        yield f"its lang is “{page.lang}”"
    for other in set(LANGUAGES) - {"en"}:
        if (other == language) is not is_said_in(page, other):
            yield f"it says {'nothing' if other == language else 'something'} in {other}"
    if language != "en":
        yield from (f"“{words}”" for words in sorted(left_in_english(page, language)))


def left_in_english(page: Page, language: str) -> set[str]:
    """What the page says in English although we have it in its language."""
    return page.says & set(_catalog(language))


def is_said_in(page: Page, language: str) -> bool:
    """Does it say anything of ours in this language?"""
    return bool(page.says & set(_catalog(language).values()))


@cache
def _catalog(language: str) -> dict[str, str]:
    """Our English words with those in another language, where the two differ."""
    return {
        english: other
        for english, other in _pairs(language)
        if english != other and len(english) > 3 and not {english, other} & set(OWN_NAMES)
    }


def _pairs(language: str) -> Iterator[tuple[str, str]]:
    for each in trans_real.translation(language)._catalog._catalogs:
        for english, other in each.items():
            if isinstance(english, str) and isinstance(other, str) and other:
                yield _tidy(english.rpartition("\x04")[2]), _tidy(other)


def _tidy(text: str) -> str:
    return " ".join(text.split())
