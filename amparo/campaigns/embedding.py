"""What somebody pastes into a page of their own, so that an ask stands there too.

A newcomer's mistake: a snippet that loads something of a third party, or needs its script. The
link works alone; our script turns it into a frame; the bare frame needs no script at all.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amparo.web.addresses import EMBED, with_source

SCRIPT_PATH = f"{EMBED}/v1.js"  # pasted into other sites' pages, so it never changes
FRAME_HEIGHT = 900  # dots, until the page says how high it is
HOST = "site"  # the source code until somebody writes one of their own


@dataclass(frozen=True)
class Snippets:
    """Markup for another site: with our script, and without any."""

    link: str
    frame: str


def snippets_of(path: str, title: str, source: str = HOST) -> Snippets:
    """What to paste for the ask at `path`; signatures that come by it carry `source`."""
    site = settings.SITE_URL
    link = format_html(
        '<a class="amparo-ask" href="{}{}" data-source="{}">{}</a>\n'
        '<script async src="{}{}"></script>',
        site, path, source, title, site, SCRIPT_PATH,
    )  # fmt: skip
    return Snippets(link=_plain(link), frame=frame_of(path, title, source))


def frame_of(path: str, title: str, source: str, *, width: str = "100%", height: int = 0) -> str:
    """The bare frame."""
    return _plain(
        format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" style="border: 0" loading="lazy">'
            "</iframe>",
            frame_address(path, source), title, width, height or FRAME_HEIGHT,
        )
    )  # fmt: skip


def _plain(markup: SafeString) -> str:
    """The same as plain text: it is shown to be copied, so that templates have to escape it."""
    return "".join(markup)


def frame_address(path: str, source: str) -> str:
    return with_source(f"{settings.SITE_URL}{EMBED}{path}", source)
