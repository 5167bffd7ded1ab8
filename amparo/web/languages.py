"""The language of a page is in its address, and only pages have one; texts come as a row for each.

A newcomer's mistake: Django's LocaleMiddleware as it is. Where a path below /desk/, /accounts/ or
/media/ is not there, it would send the reader on to /en/desk/…, which the pages' catch-all takes.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db.models import Manager
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import activate, get_language, get_language_from_path

from amparo.web.addresses import EMBED_PREFIX, unframed

WITHOUT_LANGUAGE = (
    "/desk/",
    "/accounts/",
    "/media/",
    "/static/",
    "/documents/",
    "/challenge/",
    "/api/",
)


class InALanguage(Protocol):
    language: str


T = TypeVar("T", bound=InALanguage)


def in_language(rows: Iterable[T], language: str | None) -> T | None:
    """The row in `language`; else in the site's first language that has one."""
    known = {row.language: row for row in rows}
    wanted = (language or "", *settings.SITE_LANGUAGES, *known)
    return next((known[code] for code in wanted if code in known), None)


def write_in_languages(rows: Manager[Any], said: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep one row per language of `said`, with its words; a language left out loses its row."""
    rows.exclude(language__in=list(said)).delete()
    for language, words in said.items():
        rows.update_or_create(language=language, defaults=words)


class LanguageOfAddress(LocaleMiddleware):
    """LocaleMiddleware that leaves a "not found" alone where addresses carry no language.

    A page in a frame has the language of the page itself: /embed/es/… is Spanish.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.path_info.startswith(EMBED_PREFIX):
            language = get_language_from_path(unframed(request.path_info))
            activate(language or settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(EMBED_PREFIX):
            response.headers.setdefault("Content-Language", get_language() or "")
            return response
        if response.status_code == 404 and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
