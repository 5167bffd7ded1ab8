"""Public pages are made once for everybody, and are never too old."""

import gzip
import threading
from collections.abc import Callable, Iterable
from typing import Any

import brotli
import pytest

from amparo.web.pagecache import MARKER, PageCache, bump

Answer = tuple[str, dict[str, str], bytes]


class Django:
    """Stands for everything behind the cache: counts what it is asked."""

    def __init__(self, **headers: str) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers = {MARKER: "1;page", **headers}
        self.status = "200 OK"
        self.while_making: Callable[[], object] = lambda: None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(environ)
        self.while_making()
        start(self.status, [("Content-Type", "text/html"), *self.headers.items()])
        return [b"page ", str(len(self.asked)).encode()]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def ask(cache: PageCache, path: str = "/en/", *, query: str = "", **given: str) -> Answer:
    answered: list[Any] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    environ |= {"HTTP_HOST": "localhost", "wsgi.url_scheme": "http", **given}
    body = b"".join(cache(environ, lambda *args: answered.append(args)))
    return answered[-1][0], dict(answered[-1][1]), body


@pytest.fixture
def django() -> Django:
    return Django()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(django: Django, clock: Clock) -> PageCache:
    return PageCache(django, clock=clock)


def test_a_page_is_made_once_and_shown_to_everybody(cache: PageCache, django: Django) -> None:
    bodies = {ask(cache)[2] for _ in range(5)}

    assert bodies == {b"page 1"}
    assert len(django.asked) == 1


def test_a_page_is_never_older_than_it_said(cache: PageCache, clock: Clock) -> None:
    ask(cache)
    clock.now += 1.0

    assert ask(cache)[2] == b"page 2"


def test_an_edit_shows_at_once(cache: PageCache) -> None:
    ask(cache)
    bump()

    assert ask(cache)[2] == b"page 2"


def test_an_edit_while_the_page_is_made_is_not_missed(cache: PageCache, django: Django) -> None:
    django.while_making = bump
    ask(cache)
    django.while_making = lambda: None

    assert ask(cache)[2] == b"page 2"


def test_the_marker_stays_inside(cache: PageCache) -> None:
    headers = [set(ask(cache)[1]) for _ in range(2)]

    assert MARKER not in headers[0] | headers[1]


def test_a_person_who_is_logged_in_is_asked_for_anew(cache: PageCache, django: Django) -> None:
    for _ in range(3):
        ask(cache, HTTP_COOKIE="theme=x; sessionid=abc")

    assert len(django.asked) == 3
    assert ask(cache)[2] == b"page 4"


@pytest.mark.parametrize(
    "headers", [{"Set-Cookie": "a=b"}, {"Vary": "Accept, Cookie"}, {"Vary": "Accept-Language"}]
)
def test_what_is_one_persons_is_not_kept(headers: dict[str, str]) -> None:
    django = Django(**headers)
    cache = PageCache(django)

    ask(cache)
    ask(cache)

    assert len(django.asked) == 2


def test_errors_are_not_kept(cache: PageCache, django: Django) -> None:
    django.status = "404 Not Found"
    ask(cache)
    django.status = "200 OK"

    assert ask(cache)[0] == "200 OK"


def test_a_page_that_is_taken_down_is_gone_at_the_next_look(
    cache: PageCache, django: Django
) -> None:
    ask(cache)
    django.status = "410 Gone"
    bump()

    assert [ask(cache)[0] for _ in range(2)] == ["410 Gone", "410 Gone"]
    assert cache.pages == {}


def test_a_source_code_does_not_split_the_cache(cache: PageCache, django: Django) -> None:
    ask(cache)
    for number in range(20):
        ask(cache, query=f"source=poster-{number}&x={number}")

    assert len(django.asked) == 1


def test_what_the_page_reads_makes_a_page_of_its_own(cache: PageCache) -> None:
    ask(cache)

    assert ask(cache, query="page=2")[2] == b"page 2"
    assert ask(cache, query="source=poster&page=2")[2] == b"page 2"


def test_a_page_is_made_without_the_cookies_of_whoever_came_first(
    cache: PageCache, django: Django, clock: Clock
) -> None:
    ask(cache)
    clock.now += 5
    ask(cache, HTTP_COOKIE="theme=dark", HTTP_IF_NONE_MATCH="x")

    assert "HTTP_COOKIE" not in django.asked[-1]
    assert "HTTP_IF_NONE_MATCH" not in django.asked[-1]


def test_other_hosts_have_pages_of_their_own(cache: PageCache) -> None:
    ask(cache)

    assert ask(cache, HTTP_HOST="evil.example")[2] == b"page 2"


@pytest.mark.parametrize(
    ("accepted", "encoding", "opened"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", "", bytes)],
)
def test_bodies_come_compressed(
    cache: PageCache, accepted: str, encoding: str, opened: Callable[[bytes], bytes]
) -> None:
    _, headers, body = ask(cache, HTTP_ACCEPT_ENCODING=accepted)

    assert headers.get("Content-Encoding", "") == encoding
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Accept-Encoding"
    assert opened(body) == b"page 1"


def test_an_unchanged_page_is_not_sent_twice(cache: PageCache) -> None:
    tag = ask(cache)[1]["ETag"]
    status, headers, body = ask(cache, HTTP_IF_NONE_MATCH=tag)

    assert (status, body) == ("304 Not Modified", b"")
    assert "Content-Length" not in headers


def test_head_sends_the_same_headers_and_no_body(cache: PageCache) -> None:
    _, headers, _ = ask(cache)
    _, heads, body = ask(cache, REQUEST_METHOD="HEAD")

    assert (heads, body) == (headers, b"")


def test_posts_always_reach_the_view(cache: PageCache, django: Django) -> None:
    for _ in range(2):
        ask(cache, REQUEST_METHOD="POST")

    assert len(django.asked) == 2


def test_one_thread_makes_a_page_while_the_others_wait(
    cache: PageCache, django: Django, clock: Clock
) -> None:
    ask(cache)
    clock.now += 60
    django.while_making = lambda: threading.Event().wait(0.2)
    bodies: list[bytes] = []
    threads = [threading.Thread(target=lambda: bodies.append(ask(cache)[2])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(bodies) == {b"page 2"}
    assert len(django.asked) == 2


def test_while_a_page_is_made_anew_the_others_see_the_last_one(
    cache: PageCache, django: Django, clock: Clock
) -> None:
    ask(cache)
    clock.now += 0.7  # half of its second is over, the second is not
    seen: list[bytes] = []

    def somebody_else() -> None:
        other = threading.Thread(target=lambda: seen.append(ask(cache)[2]))
        other.start()
        other.join()

    django.while_making = somebody_else
    ask(cache)

    assert seen == [b"page 1"]


def test_memory_is_bounded(django: Django) -> None:
    cache = PageCache(django)
    ask(cache)
    for number in range(1_200):
        ask(cache, query=f"page={number}")

    assert len(cache.pages) <= 1_000
