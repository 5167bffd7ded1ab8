"""Walk through the whole public site in a real browser: nothing leaves it, nothing is left in it.

Every page that can be reached in a language; no request to another origin, no cookie, every
response with its safety headers, and nothing that axe finds wrong, light and dark. Of each kind of
page, the check looks at one in each language: on a desktop by day in one, on a phone by night in
the other. `make proofs` looks at every page both ways.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Response, ViewportSize
from playwright.sync_api import Error as BrowserError

from amparo.audit.actors import WORKER
from amparo.campaigns.takedown import take_down
from amparo.web.headers import headers_for
from amparo.web.models import Coalition
from tests.browsing import DESKTOP, INSIDE, PHONE
from tests.filled import forget_demo, small_demo
from tests.makers import make_case, make_keys

# Wagtail leaves the temporary file of a rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

# A link within a drawing keeps its address in another place
HREFS = "all => all.map(a => new URL(a.href.baseVal ?? a.href, document.baseURI).href)"
HEADINGS = "all => all.map(each => Number(each.tagName[1]))"
LEAST_PAGES = 25  # in a language; fewer means that the walk lost its way
NAMED_HEADERS = {"content-security-policy", *(name.lower() for name in headers_for("/"))}
# What follows the name of a list names one thing; further down, what holds a figure does
SLUG = re.compile(r"(?<=^/\w\w/)([\w-]+)/[\w.-]+|(?<=/)[\w.-]*\d[\w.-]*")
ENOUGH = 2  # of fifty states, a hundred counties, all the news
Look = tuple[Literal["light", "dark"], ViewportSize]
LOOKS: tuple[Look, ...] = (("light", DESKTOP), ("dark", PHONE))


@dataclass
class Walk:
    """What a walk saw. `pages` are the paths that answered with a page."""

    address: str
    language: str
    is_whole: bool = False  # every page of a kind, instead of a few
    pages: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)  # kinds
    alike: Counter[str] = field(default_factory=Counter)
    strayed: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def wants(self, link: str) -> bool:
        """Is it not yet another page of a kind of which enough are known?"""
        kind = kind_of(link)
        self.alike[kind] += 1
        return self.is_whole or self.alike[kind] <= ENOUGH

    def looks(self, path: str) -> Sequence[Look]:
        """How a page is looked at: both ways, or the one that the other language leaves."""
        kind = kind_of(path)
        if self.is_whole:
            return LOOKS
        if kind in self.looked_at:
            return ()
        self.looked_at.add(kind)
        return (LOOKS[(len(kind) + settings.SITE_LANGUAGES.index(self.language)) % len(LOOKS)],)

    def note(self, response: Response) -> None:
        """Look at one response, of a page or of what belongs to it."""
        if not response.url.startswith(self.address) or _is_paper(response):
            return
        self.note_answer(response)

    def note_answer(self, response: Response | APIResponse) -> None:
        missing = NAMED_HEADERS - set(response.headers)
        if missing:
            self.bare.add(f"{response.url} lacks {sorted(missing)}")
        if response.status >= 400:
            self.broken.add(f"{response.status} {response.url}")

    def note_stray(self, url: str) -> None:
        if not url.startswith((self.address, *INSIDE)):
            self.strayed.add(url)


@pytest.fixture
def demo(address: str) -> Iterator[str]:
    """A small demo, served; where."""
    small_demo()
    yield address
    forget_demo()


@pytest.mark.timeout(3_600)  # seconds, for all pages
@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.proof)])
def test_no_page_calls_elsewhere_or_leaves_a_cookie(
    demo: str,
    chromium: Browser,
    axe: Callable[[Page], None],
    is_whole: bool,
) -> None:
    for language in settings.SITE_LANGUAGES:
        walk = Walk(demo, language, is_whole)
        context = chromium.new_context(viewport=DESKTOP, locale=language, base_url=demo)
        walk_through(context, walk, axe)
        assert context.cookies() == []
        context.close()

        assert walk.strayed == set()
        assert walk.bare == set()
        assert walk.broken == set()
        assert len(walk.pages) >= LEAST_PAGES


def test_errors_carry_the_headers_too(
    address: str,
    chromium: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = timezone.now()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    make_keys(now)
    campaign, _once = make_case(now, slug="gone-tomorrow")
    take_down(campaign, actor=WORKER, now=now)
    monkeypatch.setattr("amparo.supporters.listpages.render", _breaks)
    context = chromium.new_context(base_url=address)
    ask = context.request

    seen = {
        404: ask.get("/es/nowhere/"),
        410: ask.get("/es/campaigns/gone-tomorrow/"),
        403: ask.post("/es/join/", form={"name": "x"}, headers={"Sec-Fetch-Site": "cross-site"}),
        405: ask.fetch("/es/campaigns/", method="OPTIONS"),
        500: ask.get("/es/join/"),
        400: ask.get("/es/", headers={"Host": "elsewhere.example"}),
    }

    for status, answer in seen.items():
        assert answer.status == status, answer.url
        assert NAMED_HEADERS - set(answer.headers) == set(), f"{status} lacks headers"
    assert context.cookies() == []
    context.close()


def walk_through(context: BrowserContext, walk: Walk, check: Callable[[Page], None]) -> None:
    """Open every page of the language that can be reached from its first one, and look at it."""
    page = context.new_page()
    page.on("request", lambda asked: walk.note_stray(asked.url))
    page.on("response", walk.note)
    start = f"/{walk.language}/"
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop(0)
        answer = _go(page, path)
        if answer is None or _is_paper(answer):
            walk.note_answer(context.request.get(path))
            continue
        walk.pages.append(path)
        for link in _links(page, start):
            if link not in seen and walk.wants(link):
                seen.add(link)
                waiting.append(link)
        for look in walk.looks(path):
            expect_usable(page, check, look)


def _go(page: Page, path: str) -> Response | None:
    """None where the browser has no viewer for a PDF and would rather keep the file."""
    try:
        return page.goto(path)
    except BrowserError as error:
        if "Download is starting" not in error.message:
            raise
        return None


def _is_paper(response: Response) -> bool:
    """A PDF: the browser's viewer stands between, and tells few of its headers."""
    is_page = response.request.resource_type == "document"
    return is_page and "html" not in response.headers.get("content-type", "")


def _links(page: Page, start: str) -> list[str]:
    """Paths of this language on the page; files and forms' answers are not pages."""
    found = page.eval_on_selector_all("a[href]", HREFS)
    here = urlsplit(page.url)
    paths = [
        urlsplit(urljoin(page.url, link)) for link in found if urlsplit(link).netloc == here.netloc
    ]
    return [each.path for each in paths if each.path.startswith(start) and each.path.endswith("/")]


def kind_of(path: str) -> str:
    """Its address without what names the one thing: "/es/petitions/*/names/"."""
    return SLUG.sub(lambda found: f"{found[1]}/*" if found[1] else "*", path)


def expect_usable(page: Page, check: Callable[[Page], None], look: Look) -> None:
    """By day or by night, on a screen of some size."""
    scheme, viewport = look
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(viewport)
    check(page)
    levels = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", HEADINGS)
    steps = zip([0, *levels], levels, strict=False)
    assert all(level <= above + 1 for above, level in steps), f"{page.url} {levels}"


def _breaks(*_: object, **__: object) -> HttpResponse:
    raise RuntimeError("broken on purpose")
