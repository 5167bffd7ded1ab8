"""Pages for what went wrong, each of them finished, and none that loses what was typed.

A newcomer's mistake: letting the page for a broken server read the database. 400, 500 and 503 use
a template of their own that asks nobody anything, and speak every site language at once.
"""

import errno
import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import gettext_lazy as _

from amparo.keyring.errors import Unavailable
from amparo.lib.stems import telling
from amparo.web.addresses import unframed
from amparo.web.headers import DESK_PREFIXES
from amparo.web.searchindex import Found, find

RETRY_SECONDS = 30
# What a second try must not repeat: a proof, for one, counts once.
_NOT_SENT_AGAIN = frozenset({"proof", "csrfmiddlewaretoken", "switch_to"})

_NOT_FOUND = (
    _("This page is not here"),
    _("It may have moved, or its address has a slip in it. Our first page leads to everything."),
)
_GONE = (
    _("This page was taken down"),
    _("What stood here is no longer published, and we keep no copy of it."),
)
_FORBIDDEN = (
    _("This cannot be done from here"),
    _("Nothing was done in your name. Please go back, load the page again and try once more."),
)
_UNREADABLE = (
    _("This could not be read"),
    _("Nothing was changed. Please go back, load the page again and try once more."),
)
_BROKEN = (
    _("Something broke on our side"),
    _("It is not your fault. Please try again in a few minutes."),
)
_RESTING = (
    _("We will be back in a moment"),
    _("The site cannot answer just now. Please try again in a minute."),
)
_UNSAFE = (
    _("We cannot take this safely just now"),
    _(
        "We would rather keep nothing than keep your words unprotected, so nothing was stored. "
        "What you typed stands in this page: in a minute, the button sends it again."
    ),
)

MOST_SUGGESTED = 5
_DOOR = re.compile(r"\.(?!html?$)\w{2,5}$|wp-(?:admin|login|includes)", re.IGNORECASE)

Words = tuple[Promise, Promise]  # title, and what to do

_gone_checks: list[Callable[[str], bool]] = []


def register_gone(check: Callable[[str], bool]) -> None:
    """Let a room say of a path that stood here once and was taken down: it answers 410."""
    _gone_checks.append(check)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if any(check(unframed(request.path)) for check in _gone_checks):
        return gone(request)
    return _page(request, _NOT_FOUND, 404, found=_suggested(request.path))


def gone(request: HttpRequest) -> HttpResponse:
    """What stood here was taken down; search engines are told to forget it."""
    response = _page(request, _GONE, 410)
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """Not allowed. `reason` is what Django says of a missing CSRF token; it is not shown."""
    return _page(request, _FORBIDDEN, 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _bare(_UNREADABLE, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare(_BROKEN, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing was stored. The page holds what was typed, so that one button sends it again."""
    typed = _typed(request)
    response = _bare(
        _RESTING if typed is None else _UNSAFE,
        503,
        address=request.get_full_path(),
        typed=typed,
    )
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


class AnswerUnavailable:
    """Middleware: no key, no disk, no database is a 503 that keeps what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(request) if is_unavailable(exception) else None


def is_unavailable(exception: Exception) -> bool:
    """Whether the fault is one that passes, or that the host has to mend: key, disk, database."""
    if isinstance(exception, OSError):
        return exception.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
    return isinstance(exception, Unavailable | OperationalError | sqlite3.OperationalError)


def _suggested(path: str) -> list[Found]:
    """What we have that the words of the address tell of; nothing for programs that try doors."""
    said = telling(unquote(path).rpartition(".")[0] or unquote(path))
    if _DOOR.search(path) or path.startswith(DESK_PREFIXES) or not said:
        return []
    try:
        here = get_language() or settings.LANGUAGE_CODE
        return find(said, here, timezone.now(), most=MOST_SUGGESTED)
    except DatabaseError:
        return []


def _page(
    request: HttpRequest, words: Words, status: int, found: Sequence[Found] = ()
) -> HttpResponse:
    """A page in its frame, in the language of the address; bare where the database is away."""
    title, text = words
    context: dict[str, Any] = {
        "error_title": title,
        "error_text": text,
        "share_title": title,
        "alternates": {},
    }
    context["found"] = found
    try:
        page = render_to_string("web/errors/page.html", context, request)
    except DatabaseError:
        return _bare(words, status)
    return HttpResponse(page, status=status)


def _bare(
    words: Words, status: int, *, address: str = "", typed: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """A page without a frame, in every site language, beginning with the reader's."""
    first = get_language() or settings.LANGUAGE_CODE
    languages = sorted(settings.SITE_LANGUAGES, key=lambda code: code != first)
    context = {
        "parts": [_part(code, words) for code in languages],
        "address": address,
        "typed": typed,
        "status": status,
        "coalition_name": settings.WAGTAIL_SITE_NAME,
    }
    return HttpResponse(render_to_string("web/errors/bare.html", context), status=status)


def _part(language: str, words: Words) -> dict[str, str]:
    with override(language):
        return {
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "title": str(words[0]),
            "text": str(words[1]),
            "again": str(_("Try again")),
            "home": str(_("To the first page")),
        }


def _typed(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What to send again; nothing of people who log in, because it may be a passphrase."""
    if request.method != "POST" or request.path.startswith(DESK_PREFIXES):
        return None
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, str(value)) for name, value in pairs if name not in _NOT_SENT_AGAIN]
