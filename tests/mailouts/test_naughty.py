"""A letter of naughty strings is text: in its subject, its lines, its markup and its headers."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.mailouts.models import MailOut
from amparo.mailouts.operations.writing import Facts, Words, change_mailout
from amparo.mailouts.placeholders import in_addresses
from amparo.mailouts.wire import Wire
from amparo.mailouts.wording import mold
from amparo.supporters.emails import spoken_name, spoken_note
from tests.mailouts.world import World
from tests.proofs import naughty

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

WHOLE = [False, pytest.param(True, marks=pytest.mark.proof)]
HEADERS = {
    *("subject", "from", "to", "date", "message-id", "mime-version", "content-language"),
    *("precedence", "auto-submitted", "x-auto-response-suppress", "list-id"),
    *("list-unsubscribe", "list-unsubscribe-post", "content-type"),
}
SHEET = {"html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "p", "a"}
PROSE = {"br", "ul", "ol", "li", "strong"}
LEAVE = "https://amparo.example/es/mailings/x/leave/y/"


class Elements(HTMLParser):
    """What a mail program would make of the markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.runs: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            is_address = name in ("href", "src", "action", "background", "srcset")
            goes = (value or "").strip().lower()
            if name.startswith("on") or (
                is_address and not goes.startswith(("http://", "https://", "mailto:"))
            ):
                self.runs.append(f"{tag} {name}={value}")


def message_of(world: World, letter: MailOut, typed: str) -> EmailMessage:
    """As it goes to a reader whose card says the same string wherever it can."""
    made = mold(letter, "es", now=timezone.now())
    assert made is not None
    told = {"name": spoken_name(typed), "town": spoken_name(typed), "agreed": spoken_note(typed)}
    facts = {name: value for name, value in told.items() if value} | {"leave": LEAVE}
    content = Wire(made).message("rosa@example.org", facts)
    return message_from_bytes(content, policy=policy.default)


@pytest.mark.parametrize("is_whole", WHOLE)
def test_a_letter_of_every_naughty_string_is_only_text(world: World, is_whole: bool) -> None:
    letter = world.letter(is_public=True)
    for said in naughty.strings(is_whole=is_whole):
        typed = said.replace("\0", "")  # no form lets that in
        body = f"{{nombre|{typed}}} {{acuerdo|{typed}}}\n\n{typed}\n\n- {typed}"
        words = {"es": Words(typed[:120] or "x", body, typed[:140])}
        change_mailout(letter, words, Facts(), actor=world.alma.actor)
        found = MailOut.objects.with_words().get(pk=letter.pk)

        message = message_of(world, found, typed)

        assert {name.lower() for name in message} == HEADERS, typed
        assert message["To"] == "rosa@example.org"
        assert "\n" not in str(message["Subject"])
        assert message.get_content_type() == "multipart/alternative"
        parts = [part.get_content_type() for part in message.iter_parts()]
        assert parts == ["text/plain", "text/html"], typed
        html = message.get_body(("html",))
        assert html is not None
        seen = Elements(html.get_content())
        assert set(seen.tags) <= SHEET | PROSE, typed
        assert not seen.runs, typed


@pytest.mark.parametrize("is_whole", WHOLE)
def test_its_public_page_is_only_text_too(world: World, is_whole: bool) -> None:
    letter = world.letter(is_public=True)
    MailOut.objects.filter(pk=letter.pk).update(published_on=timezone.localdate())
    address = reverse("mailouts:letter", args=[letter.pk])
    plain = Elements(Client().get(address, headers={"host": "localhost"}).content.decode())
    pages = set()
    for said in naughty.strings(is_whole=True) if is_whole else naughty.OURS[:16]:
        typed = said.replace("\0", "")  # no form lets that in
        words = {"en": Words(typed[:120] or "x", f"{typed}\n\n{{name|{typed}}}", typed[:140])}
        change_mailout(letter, words, Facts(is_public=True), actor=world.alma.actor)
        page = Client().get(f"{address}?x={hash(typed)}", headers={"host": "localhost"})
        pages.add(page.content)
        seen = Elements(page.content.decode())
        assert sorted(set(seen.tags) - PROSE) == sorted(set(plain.tags) - PROSE), typed
        assert seen.tags.count("script") == plain.tags.count("script"), typed
        assert not [each for each in seen.runs if "=javascript" in each.split("sms:")[0]], typed
    assert len(pages) > 10, "each string had a page of its own"


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org/?who={name}",
        "example.org/?who={name}",
        "www.example.org/{ town }",
        "{name}.example.org",
        "see {name|x}.example.org/a",
        "write to x+{name}@example.org",
        "ftp://example.org/{county}",
        "example.org#{name}",
    ],
)
def test_no_address_in_any_spelling_tells_who_reads(typed: str) -> None:
    assert in_addresses(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Dear {name}, come.",
        "{name}. Come!",
        "See https://example.org/ {name}",
        "and/or {name}",
        "At 6.30 {name}",
        "a.m./p.m. {name}",
    ],
)
def test_a_sentence_with_a_placeholder_is_no_address(typed: str) -> None:
    assert not in_addresses(typed)


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("2024-03-01, at the vigil", "2024-03-01, at the vigil"),
        ("see evil.example/now", "see evil example/now"),
        ("https://evil.example//x", "https / evil example/ x"),
        ("<b>1.5.2024</b>", "b 1 5 2024 /b"),
    ],
)
def test_what_a_row_said_of_her_consent_is_no_address(said: str, spoken: str) -> None:
    assert spoken_note(said) == spoken
