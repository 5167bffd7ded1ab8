"""A parish shows our petition on its own site: two origins, in a real browser.

The host's page is served by another loopback host, so that the browser itself judges what may be
framed, what may be posted, and what the page around the frame may know.
"""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from amparo.campaigns.embedding import frame_of, snippets_of
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from amparo.web.models import Coalition
from tests.cast import ROSA
from tests.makers import make_keys, make_open_petition

PATH = "/es/petitions/end-the-agreement/"

Host = Callable[[str], str]


@pytest.fixture
def petition(address: str) -> Petition:
    now = timezone.now()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    make_keys(now)
    return make_open_petition(now)


@pytest.fixture
def host() -> Iterator[Host]:
    """Another site: `host("<p>…")` returns the address of a page of it."""
    pages: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><html lang=es><title>P</title><body>{pages[0]}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()

    def serve(markup: str) -> str:
        pages[:] = [markup]
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of any origin as somebody new."""
    contexts: list[BrowserContext] = []

    def _open(address: str, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=scripts, locale="es-MX"
        )
        context.set_default_timeout(15_000)  # milliseconds
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield _open
    for context in contexts:
        context.close()


def fill_in(page: Page) -> None:
    """Rosa signs within the frame."""
    frame = page.frame_locator("iframe")
    frame.get_by_label("Su nombre").fill(ROSA.full_name)
    frame.get_by_label("Correo electrónico").fill(ROSA.email)
    frame.get_by_label("Ciudad o pueblo").fill(ROSA.town)
    frame.get_by_role("button", name="Agregar mi nombre").click()
    expect(frame.get_by_role("heading", name="Falta un paso")).to_be_visible()


def height_of(page: Page) -> int:
    return int(page.locator("iframe").evaluate("each => each.getBoundingClientRect().height"))


def test_rosa_signs_on_the_parishs_own_page(
    petition: Petition, host: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page(host(snippets_of(PATH, "Terminen el acuerdo", "parish").link))
    expect(page.locator("iframe")).to_have_attribute("title", "Terminen el acuerdo")

    fill_in(page)

    card = Card.objects.get()
    assert (card.source, card.language) == ("parish", "es")
    assert page.url.startswith("http://127.0.0.1")
    assert page.context.cookies() == []


def test_the_frame_is_as_high_as_its_page_and_no_higher(
    petition: Petition, host: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page(host(snippets_of(PATH, "Terminen el acuerdo", "parish").link))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("button", name="Agregar mi nombre")).to_be_visible()
    page.wait_for_function("document.querySelector('iframe').height !== '900'")

    inner = frame.locator("body").evaluate("body => Math.ceil(body.getBoundingClientRect().height)")
    signing = height_of(page)
    fill_in(page)
    page.wait_for_function(f"document.querySelector('iframe').height < {signing}")

    assert abs(signing - inner) <= 1
    shown = frame.locator("html").evaluate("root => root.scrollHeight - root.clientHeight")
    assert shown <= 1, "the frame scrolls by itself"


def test_without_scripts_the_bare_frame_takes_a_signature(
    petition: Petition, host: Host, open_page: Callable[..., Page]
) -> None:
    markup = frame_of(PATH, "Terminen el acuerdo", "paper")
    page = open_page(host(snippets_of(PATH, "T", "paper").frame or markup), scripts=False)

    fill_in(page)

    assert Card.objects.get().source == "paper"


def test_without_scripts_the_link_leads_to_the_petition(
    petition: Petition, host: Host, address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(host(snippets_of(PATH, "Terminen el acuerdo").link), scripts=False)

    page.get_by_role("link", name="Terminen el acuerdo").click()

    assert page.url == address + PATH


def test_a_form_of_the_page_around_it_signs_nothing(
    petition: Petition, host: Host, address: str, open_page: Callable[..., Page]
) -> None:
    forged = f"<form method=post action='{address}/embed{PATH}'><button>Ganar</button></form>"
    page = open_page(host(forged + frame_of(PATH, "T", "evil")))

    page.get_by_role("button", name="Ganar").click()

    expect(page.get_by_text("No se hizo nada en su nombre")).to_be_visible()
    assert not Card.objects.exists()


def test_the_page_around_it_can_neither_read_nor_frame_anything_else(
    petition: Petition, host: Host, address: str, open_page: Callable[..., Page]
) -> None:
    markup = frame_of(PATH, "T", "evil") + f"<iframe id=bare src='{address}{PATH}'></iframe>"
    page = open_page(host(markup))
    expect(page.frame_locator("iframe").first.get_by_label("Su nombre")).to_be_visible()

    reading = "document.querySelector('iframe').contentDocument === null"
    assert page.evaluate(reading)
    bare = page.frame_locator("#bare")
    assert bare.get_by_label("Su nombre").count() == 0


def test_the_frame_is_as_good_for_people_who_use_it_otherwise(
    petition: Petition, address: str, open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    for language in ("en", "es"):
        axe(open_page(f"{address}/embed/{language}/petitions/end-the-agreement/"))
        axe(open_page(f"{address}/embed/{language}/petitions/end-the-agreement/thanks/"))
