"""How organizations are put in order, and since when they belong, in words.

A newcomer's mistake: sorting by the first word. "The Advocates" stands under A, "El Centro"
under C, as a reader of either language looks for it.
"""

import unicodedata

from amparo.lib.dates import DateWindow

_ARTICLES = ("the ", "a ", "an ", "el ", "la ", "los ", "las ")


def sort_key(name: str) -> str:
    """The name without its article, accents and capitals, for the order of a list."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each)).strip()
    article = next((each for each in _ARTICLES if letters.startswith(each)), "")
    return letters.removeprefix(article)[:200]


def whole_year(window: DateWindow) -> int | None:
    """The year, where a window is exactly one year: "2018" says it better than two days."""
    first, last = window.starts_on, window.ends_on
    if first is None or last is None or first.year != last.year:
        return None
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return first.year if whole else None
