"""Journeys in headless Chromium, as people make them: phone or desktop, with scripts or without.

The server is a thread around the very application that is served in life (page cache included),
so that a journey can prepare its world with the makers. Chromium is the system's.
"""

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    sync_playwright,
)
from pytest_django import Settings

from tests.cast import Person

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the test's thread

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}

# Where a page may ask for something: itself, and what the browser has inside (its PDF viewer too)
INSIDE = ("data:", "blob:", "about:", "chrome:", "chrome-extension:")

# Nothing is on its way in any more: a word that is still half transparent has too little contrast
SETTLED = """() =>
  document.readyState === "complete"
  && !document.querySelector("#wagtail:not(.ready)")
  && document.getAnimations().every(each =>
    each.playState !== "running" || each.effect.getComputedTiming().endTime === Infinity)
  && [...document.querySelectorAll(".messages > ul > li")].every(each =>
    getComputedStyle(each.parentElement).opacity === "1")
"""

_click = Locator.click


def _click_and_arrive(self: Locator, **options: Any) -> None:
    """Press, and where that leads to another page, have it whole: people count what they see.

    Playwright comes back as soon as the new page begins. To count or to load it anew then finds
    nothing, or a page that is not there yet.
    """
    _click(self, **options)
    if not self.page.is_closed():
        self.page.wait_for_load_state("domcontentloaded")


Locator.click = _click_and_arrive  # type: ignore[method-assign]

# As one string: what passed is long, and Playwright looks at every value that comes over
VIOLATIONS = """async () => {
  const options = {
    runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
    resultTypes: ["violations"],
  };
  return JSON.stringify((await axe.run(options)).violations);
}"""

# What axe looks at, without the words: which element stands where, with which classes and roles.
# Of names and addresses it asks only whether there is one; numbers in identifiers are left out.
SKELETON = """() => {
  const exact = ["class", "role", "type", "style", "id", "for", "tabindex", "name", "scope"];
  const silent = ["SCRIPT", "STYLE"];
  const drawn = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "t" : "";
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const told = [...node.attributes].map(({name, value}) =>
      exact.includes(name) || name.startsWith("aria-") && !name.endsWith("label")
        ? name + "=" + value.replace(/[0-9a-f]*\\d[0-9a-f-]*/g, "0")
        : name + (value.trim() ? "!" : "")).sort();
    const inside = silent.includes(node.tagName) ? [] : [...node.childNodes];
    return `<${node.tagName} ${told.join(" ")}>${inside.map(drawn).join("")}</>`;
  };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return `${innerWidth} ${dark} ${drawn(document.documentElement)}`;
}"""

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(
                pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
            )


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Chromium is missing: tests/browser.sh says how to get it")
    browser = playwright.chromium.launch(executable_path=path, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def _gathered_static(django_db_setup: None) -> None:
    """Static files as they are served in life: gathered, compressed, named by their content."""
    from amparo.web.fonts import make_fonts

    make_fonts(django_settings.GENERATED_STATIC, languages=django_settings.SITE_LANGUAGES)
    call_command("collectstatic", verbosity=0, interactive=False)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(
    _gathered_static: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Where the site is served, without a slash at the end.

    A form without scripts is taken at once there: who made the journey has read it.
    """
    from amparo.web.wsgi import application

    monkeypatch.setattr("amparo.web.proofofwork.SHORTEST_WAIT", timedelta(0))
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    settings.SITE_URL = f"http://localhost:{server.server_port}"
    yield settings.SITE_URL
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """Open a page as somebody: `visit("/es/", phone=True, scripts=False, language="es")`.

    Every visit is a new person: no cookies, nothing kept. A request that leaves the site fails.
    """
    contexts: list[BrowserContext] = []
    strayed: list[str] = []

    def _visit(
        path: str,
        *,
        phone: bool = True,
        scripts: bool = True,
        language: str = "en",
        dark: bool = False,
    ) -> Page:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            java_script_enabled=scripts,
            locale={"en": "en-US", "es": "es-MX"}.get(language, language),
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",  # what is half faded in has too little contrast
            base_url=address,
        )
        context.set_default_timeout(15_000)  # milliseconds
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: _note_strayed(asked.url, address, strayed))
        page.goto(path)
        return page

    yield _visit
    for context in contexts:
        context.close()
    assert not strayed, f"requests to another origin: {strayed}"


def _note_strayed(url: str, address: str, strayed: list[str]) -> None:
    if not url.startswith((address, *INSIDE)):
        strayed.append(url)


def come_in(page: Page, who: Person) -> None:
    """Let somebody be logged in from now on; the form is for the journeys of logging in."""
    client = Client()
    client.force_login(get_user_model().objects.get(email=who.email))
    here = urlsplit(page.url)
    jar = [
        {"name": name, "value": cookie.value, "url": f"{here.scheme}://{here.netloc}"}
        for name, cookie in client.cookies.items()
    ]
    page.context.add_cookies(jar)  # type: ignore[arg-type]


@pytest.fixture
def axe(_found_clean: set[str]) -> Callable[[Page], None]:
    """Fail on anything that axe finds wrong with the page for people who use it otherwise.

    A page that differs from a clean one in its words alone is not looked at again: most journeys
    are made in both languages.
    """
    from axe_playwright_python.base import AXE_SCRIPT, AxeResults

    def check(page: Page) -> None:
        page.wait_for_function(SETTLED)
        skeleton = hashlib.sha256(page.evaluate(SKELETON).encode()).hexdigest()
        if skeleton in _found_clean:
            return
        page.evaluate(AXE_SCRIPT)
        found = AxeResults({"violations": json.loads(page.evaluate(VIOLATIONS))})
        assert found.violations_count == 0, found.generate_report()
        _found_clean.add(skeleton)

    return check


@pytest.fixture(scope="session")
def _found_clean() -> set[str]:
    """The skeletons of pages with which axe found nothing wrong."""
    return set()
