"""The letter that a mail server caught, with every kind of block below it, as mail programs show
it: in light and dark, on a phone; and one of naughty strings, which runs and loads nothing.
"""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from amparo.mailouts.models import MailOut
from amparo.mailouts.operations.writing import Words
from tests.bills.making import make_reported_bill
from tests.browsing import PHONE
from tests.gatherings.making import make_gathering
from tests.journeys.test_a_letter import html_of
from tests.mailouts.conftest import world
from tests.mailouts.world import World
from tests.outbox.conftest import Catcher, catcher
from tests.proofs import naughty

__all__ = ["catcher", "world"]  # fixtures

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

Shown = Callable[[EmailMessage, bool], Page]


@pytest.fixture
def shown(chromium: Browser) -> Iterator[Shown]:
    """Show the HTML of a letter as a mail program does: from no address, fetching nothing."""
    contexts = []
    asked: list[str] = []

    def show(mail: EmailMessage, is_dark: bool) -> Page:
        context = chromium.new_context(
            viewport=PHONE, color_scheme="dark" if is_dark else "light", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(html_of(mail))
        return page

    yield show
    for context in contexts:
        context.close()
    assert not asked, "a letter that fetches something tells who reads it"


def every_block(world: World) -> tuple[str, ...]:
    bill = make_reported_bill(world.now, title="A bill for an act relating to lists.")
    meeting = make_gathering(world.now, campaign=world.campaign)
    return (f"petition:{world.petition.pk}", f"gathering:{meeting.pk}", f"bill:{bill.pk}")


def caught(world: World, catcher: Catcher, letter: MailOut) -> dict[str, EmailMessage]:
    """What arrived, by the mailbox that it arrived in."""
    sent = world.sent(letter)
    assert sent.sent_count == len(catcher.caught)
    return dict(zip(catcher.to, catcher.caught, strict=True))


def test_a_letter_with_every_block_reads_well_in_light_and_dark(
    world: World, catcher: Catcher, shown: Shown, axe: Callable[[Page], None]
) -> None:
    world.sign("Rosa Núñez", language="es")
    world.sign("Omar Abdi", language="en")
    letter = world.letter(blocks=every_block(world), is_public=True)
    mails = caught(world, catcher, letter)
    for address, language, title, road in (
        ("rosa@example.org", "es", "La junta vota el martes", "En el pleno: está aquí ahora"),
        ("omar@example.org", "en", "The board votes on Tuesday", "On the floor: it is here now"),
    ):
        mail = mails[address]
        assert mail["Subject"] == title
        text = mail.get_body(("plain",))
        assert text is not None
        assert road in text.get_content()
        for is_dark in (False, True):
            page = shown(mail, is_dark)
            expect(page.locator("html")).to_have_attribute("lang", language)
            expect(page.locator("h2")).to_have_count(3)
            expect(page.locator("a.button")).to_have_count(3)
            expect(page.locator("body")).to_contain_text(road)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
            ground = page.locator("td.page").evaluate("e => getComputedStyle(e).backgroundColor")
            assert (ground == "rgb(255, 253, 249)") != is_dark, "it has a dark of its own"


@pytest.mark.parametrize("is_dark", [False, True])
def test_whoever_reads_another_language_is_told_so_first(
    world: World, catcher: Catcher, shown: Shown, axe: Callable[[Page], None], is_dark: bool
) -> None:
    world.sign("Omar Abdi", language="en")
    words = {"es": Words("La junta vota el martes", "- Venga a las 6 p. m.\n- Traiga agua")}
    [mail] = caught(world, catcher, world.letter(words=words)).values()
    page = shown(mail, is_dark)
    expect(page.locator("td.page p").first).to_contain_text("We have this letter in Spanish only")
    expect(page.locator("td.page p").first).to_have_attribute("lang", "en")
    axe(page)


def test_a_caught_letter_of_naughty_strings_runs_and_loads_nothing(
    world: World, catcher: Catcher, shown: Shown
) -> None:
    typed = [each.replace("\0", "") for each in naughty.strings(is_whole=False)]
    body = "{nombre|vecina}\n\n" + "\n\n".join(typed)
    world.sign(
        "<img src=x onerror=window.ran=1>", "rosa@example.org", town="<script>ran=1</script>"
    )
    words = {"es": Words("<script>window.ran=1</script>", body, "<svg onload=window.ran=1>")}
    mails = caught(world, catcher, world.letter(words=words, blocks=every_block(world)))
    page = shown(mails["rosa@example.org"], False)
    expect(page.locator("body")).to_contain_text("<script>window.ran=1</script>")
    assert page.evaluate("window.ran") is None
    assert page.locator("script, img, iframe, object, base, link, svg, form").count() == 0
    assert page.locator("meta[http-equiv]").count() == 0
    assert page.locator("a:not([href^=http]):not([href^=mailto])").count() == 0
    assert page.locator("style").count() == 1, "ours"
