"""Public pages kept in memory, outside Django: a reload of a petition costs no query, no template.

Two halves: a view says that its page may be kept (`public_page`), and `PageCache`, which wraps the
whole of Django (see wsgi.py), keeps it. A newcomer's mistake: `public_page` on a view that reads
the session or a parameter that it has not named; the first is never kept, the second not passed.
"""

import gzip
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import wraps
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from amparo.keyring.errors import Unavailable
from amparo.keyring.runtime import runtime

Environ = dict[str, Any]
Headers = list[tuple[str, str]]

MARKER = "X-Amparo-Public"  # from the view to the cache; never sent
LONGEST_SECONDS = 60  # a takedown is effective everywhere within this
MOST_PAGES = 1_000
LARGEST_PAGE = 1_000_000  # bytes
WAIT_SECONDS = 10  # for another thread that renders the same page
LOOK_SECONDS = 0.2  # how often the shared generation is read
STORED_AS = "web.pages"  # its name in the runtime store


def public_page(
    *, seconds: float = 1, query: Sequence[str] = (), has_form: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a page be kept for `seconds`; `query` names the parameters that it reads.

    `has_form` tells the browser to keep nothing, so that what was typed stays on no shared phone.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD") or _is_known_person(request):
                return view(request, *args, **kwargs)
            _keep_only(request, query)
            response = view(request, *args, **kwargs)
            return mark_public(response, seconds=seconds, query=query, has_form=has_form)

        return wrapped

    return decorate


def mark_public(
    response: HttpResponse, *, seconds: float = 1, query: Sequence[str] = (), has_form: bool = False
) -> HttpResponse:
    """Say that `response` is the same for everybody for `seconds` (at most LONGEST_SECONDS)."""
    if response.status_code != 200:
        return response
    seconds = min(seconds, LONGEST_SECONDS)
    response.headers[MARKER] = f"{seconds};{','.join(query)}"
    kept = "no-store" if has_form else f"public, max-age={int(seconds)}"
    response.headers.setdefault("Cache-Control", kept)
    return response


def bump() -> None:
    """Forget every kept page: at once in this process, in the others within LOOK_SECONDS.

    Call it on commit after a change that the public may see. Costs one write to RAM.
    """
    _generation.advance()


def generation() -> tuple[int, int]:
    """A pair that differs from an earlier one where something public has changed since."""
    return _generation.now()


class PageCache:
    """A WSGI application around another one. Threads of one process share it."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application = application
        self.clock = clock
        self.pages: dict[tuple[str, ...], _Page] = {}
        self.queries: dict[str, tuple[str, ...]] = {}  # path -> the parameters that it reads
        self.flights: dict[tuple[str, ...], threading.Lock] = {}
        session = settings.SESSION_COOKIE_NAME
        self.personal = (f"{session}=", "messages=")

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._may_be_kept(environ):
            return self._pass_on(environ, start_response)
        query = self.queries.get(environ["PATH_INFO"])
        if query is None:
            return self._meet(environ, start_response)
        return self._answer_kept(environ, start_response, query)

    def _may_be_kept(self, environ: Environ) -> bool:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return False
        cookie = environ.get("HTTP_COOKIE")
        return not cookie or not any(name in cookie for name in self.personal)

    def _pass_on(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let Django answer, and take the marker out of its answer."""

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            sent = [pair for pair in headers if pair[0] != MARKER]
            return start_response(status, sent, exc_info)

        return self.application(environ, start)

    def _meet(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer for a path not seen before, and remember it if its page may be kept."""
        path, generation = environ["PATH_INFO"], _generation.now()
        started: list[Any] = []
        body = self.application(environ, lambda *given: started.append(given))
        status, headers = started[-1][:2]
        marker = _marker(status, headers)
        if marker is None or environ["REQUEST_METHOD"] == "HEAD":
            sent = [pair for pair in headers if pair[0] != MARKER]
            start_response(status, sent, *started[-1][2:])
            return body
        seconds, query = marker
        page = _Page(status, headers, _read(body), seconds, generation, self.clock())
        self._keep(_key(environ, query), page)
        self.queries[path] = query
        return page.respond(environ, start_response)

    def _answer_kept(
        self, environ: Environ, start_response: Callable[..., Any], query: tuple[str, ...]
    ) -> Iterable[bytes]:
        key, now, generation = _key(environ, query), self.clock(), _generation.now()
        page = self.pages.get(key)
        if page is not None and page.is_fresh(now, generation):
            return page.respond(environ, start_response)
        flight = self.flights.setdefault(key, threading.Lock())
        # While one thread renders, the others may show a page that is not yet too old.
        is_usable = page is not None and page.is_usable(now, generation)
        if not flight.acquire(timeout=0 if is_usable else WAIT_SECONDS):
            if page is not None and is_usable:
                return page.respond(environ, start_response)
            return self._pass_on(environ, start_response)
        try:
            return self._render(key, environ, start_response)
        finally:
            flight.release()

    def _render(
        self, key: tuple[str, ...], environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Have Django make the page anew, unless another thread just did."""
        generation = _generation.now()
        page = self.pages.get(key)
        if page is not None and page.is_fresh(self.clock(), generation):
            return page.respond(environ, start_response)
        started: list[Any] = []
        began = self.clock()
        body = self.application(_impersonal(environ), lambda *given: started.append(given))
        status, headers = started[-1][:2]
        marker = _marker(status, headers)
        page = _Page(status, headers, _read(body), marker[0] if marker else 0, generation, began)
        if marker is None:  # closed, taken down, broken: say so, and keep nothing
            self.pages.pop(key, None)
        else:
            self._keep(key, page)
        return page.respond(environ, start_response)

    def _keep(self, key: tuple[str, ...], page: "_Page") -> None:
        if len(page.body) > LARGEST_PAGE:
            return
        if len(self.pages) >= MOST_PAGES:
            # The oldest quarter goes: dictionaries keep the order in which keys came.
            for old in list(self.pages)[: MOST_PAGES // 4]:
                self.pages.pop(old, None)
                self.flights.pop(old, None)
        self.pages[key] = page


class _Page:
    """One kept answer, with its body in each encoding that was asked for."""

    def __init__(
        self,
        status: str,
        headers: Headers,
        body: bytes,
        seconds: float,
        generation: tuple[int, int],
        made_at: float,
    ) -> None:
        self.status, self.body = status, body
        self.seconds, self.generation, self.made_at = seconds, generation, made_at
        left_out = (MARKER.lower(), "content-length", "etag", "vary")
        self.headers = [pair for pair in headers if pair[0].lower() not in left_out]
        self.headers.append(("Vary", "Accept-Encoding"))
        self.tag = blake2b(body, digest_size=9).hexdigest()
        self.encoded: dict[str, tuple[bytes, Headers]] = {}

    def is_fresh(self, now: float, generation: tuple[int, int]) -> bool:
        """Half of its life is over: time for one thread to make it anew."""
        return generation == self.generation and now - self.made_at < self.seconds / 2

    def is_usable(self, now: float, generation: tuple[int, int]) -> bool:
        return generation == self.generation and now - self.made_at < self.seconds

    def respond(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body, headers = self._in(_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and self.tag in known and self.status.startswith("200"):
            unsent = ("Content-Length", "Content-Type", "Content-Encoding")
            start_response("304 Not Modified", [p for p in headers if p[0] not in unsent])
            return [b""]
        start_response(self.status, headers)
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _in(self, encoding: str) -> tuple[bytes, Headers]:
        if encoding not in self.encoded:
            body = _ENCODERS[encoding](self.body)
            headers = [*self.headers, ("Content-Length", str(len(body)))]
            headers.append(("ETag", f'W/"{self.tag}"'))
            if encoding:
                headers.append(("Content-Encoding", encoding))
            self.encoded[encoding] = (body, headers)
        return self.encoded[encoding]


class _Generation:
    """A number that grows whenever something public changes, shared through the runtime store."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.own = 0
        self.shared = 0
        self.looked_at = -LOOK_SECONDS

    def now(self) -> tuple[int, int]:
        moment = self.clock()
        if moment - self.looked_at >= LOOK_SECONDS:
            self.looked_at = moment
            self.shared = self._read()
        return self.own, self.shared

    def advance(self) -> None:
        self.own += 1
        # Without a runtime store, other processes wait until their pages are too old.
        with suppress(Unavailable, OSError, sqlite3.Error):
            self.shared = runtime().store.bump(STORED_AS)

    def _read(self) -> int:
        try:
            return runtime().store.number(STORED_AS)
        except (Unavailable, OSError, sqlite3.Error):
            return 0


_generation = _Generation()

_ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda body: body,
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
    "br": lambda body: brotli.compress(body, quality=5),
}


def _encoding(accepted: str) -> str:
    if "br" in accepted:
        return "br"
    return "gzip" if "gzip" in accepted else ""


def _marker(status: str, headers: Headers) -> tuple[float, tuple[str, ...]] | None:
    """How long a page may be kept and what it reads, or None if it may not be kept."""
    found = {name.lower(): value for name, value in headers}
    marker = found.get(MARKER.lower())
    if marker is None or not status.startswith("200") or "set-cookie" in found:
        return None
    if {"cookie", "accept-language", "*"} & {
        v.strip() for v in found.get("vary", "").lower().split(",")
    }:
        return None
    seconds, _, query = marker.partition(";")
    return float(seconds), tuple(name for name in query.split(",") if name)


def _key(environ: Environ, query: tuple[str, ...]) -> tuple[str, ...]:
    host = str(environ.get("HTTP_HOST", environ.get("SERVER_NAME", "")))
    key = (str(environ.get("wsgi.url_scheme", "")), host, str(environ["PATH_INFO"]))
    given = environ.get("QUERY_STRING")
    if not query or not given:
        return key
    pairs = sorted(pair for pair in parse_qsl(given) if pair[0] in query)
    return (*key, urlencode(pairs)) if pairs else key


def _impersonal(environ: Environ) -> Environ:
    """The same request without what could make the answer one person's."""
    dropped = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
    kept = {name: value for name, value in environ.items() if name not in dropped}
    return {**kept, "REQUEST_METHOD": "GET"}


def _read(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close:
            close()


def _is_known_person(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _keep_only(request: HttpRequest, query: Sequence[str]) -> None:
    """Hide from the view what it has not named, so that its page cannot depend on it."""
    kept = QueryDict(mutable=True)
    for name in query:
        if name in request.GET:
            kept.setlist(name, request.GET.getlist(name))
    request.GET = kept  # type: ignore[assignment]
    request.META["QUERY_STRING"] = kept.urlencode()
