"""Our own addresses: a page in another language, or in a frame; the source code of a link.

A newcomer's mistake: `reverse` under another language for every page. Pages that organizers write
have an address of their own in each language; they pass `alternates` to the template instead.
"""

from urllib.parse import quote

from django.conf import settings

EMBED = "/embed"  # before the address of a page: the same page, for another site to frame
EMBED_PREFIX = f"{EMBED}/"


def in_language(path: str, language: str) -> str:
    """`path` with another language's prefix; the home page where it has none."""
    frame = EMBED if path.startswith(EMBED_PREFIX) else ""
    first, _, rest = unframed(path).removeprefix("/").partition("/")
    if first not in settings.SITE_LANGUAGES:
        return f"/{language}/"
    return f"{frame}/{language}/{rest}"


def framed(path: str) -> str:
    """The address of a page for another site to frame."""
    return EMBED + unframed(path)


def unframed(path: str) -> str:
    """The address of the page itself, of one that is asked for in a frame."""
    return path.removeprefix(EMBED) if path.startswith(EMBED_PREFIX) else path


def with_source(address: str, source: str) -> str:
    """The address with a source code, unless it carries one already."""
    if "source=" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}source={quote(source)}"
