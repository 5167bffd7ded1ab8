"""A second chain of middlewares around the same views, for what the public sends: the short way.

On a bad day a third of a signature's time goes into sessions, log-ins and messages that a visitor
has none of. A POST without a session to a view marked `public_post` passes only what it can need;
address, view, rules, headers and error pages are the same. Everything else goes the long way.

A newcomer's mistake: letting another view through. The CSRF check is among what is left out, so
that only `public_post`, which judges the origin itself, may stand at the end of this way.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler, get_path_info
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_path, override

from amparo.web.addresses import unframed
from amparo.web.origins import is_public_post

Environ = dict[str, Any]
Application = Callable[..., Iterable[bytes]]

MIDDLEWARE = (
    "amparo.web.headers.SafeHeaders",
    "amparo.web.headers.PolicyByPlace",
    "amparo.web.languages.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "amparo.web.errors.AnswerUnavailable",
)
MOST_PATHS = 500  # remembered with their views


class ShortWay(WSGIHandler):
    """A WSGI application before another one, which gets whatever may not pass here."""

    def __init__(self, long_way: Application) -> None:
        super().__init__()
        self.long_way = long_way

    def __call__(  # type: ignore[override]
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if _may_pass(environ):
            passed: Iterable[bytes] = super().__call__(environ, start_response)
            return passed
        return self.long_way(environ, start_response)

    def load_middleware(self, is_async: bool = False) -> None:
        """Put MIDDLEWARE around the view, as Django does with the settings' list."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        handler = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for path in reversed(MIDDLEWARE):
            middleware = import_string(path)(handler)
            if hasattr(middleware, "process_exception"):
                self._exception_middleware.append(middleware.process_exception)
            handler = convert_exception_to_response(middleware)
        self._middleware_chain = handler

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        match = _public_post_at(request.path_info)
        if match is None:  # cannot be: _may_pass asked the same
            raise BadRequest
        request.resolver_match = match
        return match


def _may_pass(environ: Environ) -> bool:
    if environ["REQUEST_METHOD"] != "POST":
        return False
    if f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", ""):
        return False
    return _public_post_at(get_path_info(environ)) is not None


def _public_post_at(path: str) -> ResolverMatch | None:
    """What stands at this path, where it is a view that takes what the public sends.

    Only what a slug names is remembered: any other path, found or not, may hold a letter's link.
    """
    match = _kept.get(path) or _resolved(path)
    if match is not None and path not in _kept and set(match.kwargs) <= {"slug"}:
        if len(_kept) >= MOST_PATHS:
            _kept.clear()
        _kept[path] = match
    return match


_kept: dict[str, ResolverMatch] = {}


def _resolved(path: str) -> ResolverMatch | None:
    language = get_language_from_path(unframed(path))
    if language is None:
        return None
    try:
        with override(language):
            match = resolve(path)
    except Resolver404:
        return None
    return match if is_public_post(match.func) else None
