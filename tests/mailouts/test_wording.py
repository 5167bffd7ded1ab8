"""What a letter says: allow-listed placeholders, a fallback said aloud, nothing comes alive."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.utils import timezone

from amparo.mailouts.emails import send_test
from amparo.mailouts.operations.writing import Words
from amparo.mailouts.placeholders import in_addresses, plain, unknown
from amparo.mailouts.wire import Wire
from amparo.mailouts.wording import Mold, mold
from amparo.outbox.messages import as_message
from amparo.outbox.operations import Waiting
from amparo.outbox.sending import Sender
from tests.mailouts.world import World

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

ROSA = {"name": "Rosa Núñez", "town": "Northfield", "county": "Rice County", "leave": "https://x/y"}
NAUGHTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{name.__class__.__init__.__globals__}",
    "%(name)s %s {0} {{ name }} {% load x %}",
    "Subject: x\r\nBcc: all@example.org",
    "\r\n.\r\nMAIL FROM:<x@example.org>",
    "=?utf-8?q?x?= =3D =\r\n",
    'javascript:alert(1) https://example.org/"onmouseover=alert(1)',
    "\u202egnp.exe \ue000\ue001\uf8ff \x0b",
    "From me to you\n>From\n--\n--=_boundary--",
    "田中さんにあげて下さい 𝕿𝖍𝖊 ﷽ " + "á" * 300,
)


def molded(world: World, words: Words, language: str = "en") -> Mold:
    made = mold(world.letter(words={"en": words}), language, now=timezone.now())
    assert made is not None
    return made


def parsed(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=policy.default)


def bodies(message: EmailMessage) -> dict[str, str]:
    parts = (message.get_body((kind,)) for kind in ("plain", "html"))
    return {
        part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in parts if part
    }


def test_placeholders_are_filled_and_fall_back() -> None:
    assert plain("Dear {name|neighbor} of {ciudad|our county}") == "Dear neighbor of our county"
    assert plain("{price} stays") == "{price} stays"
    assert unknown("{name} {price}") == ["{price}"]
    assert in_addresses("See https://example.org/?who={name}")
    assert not in_addresses("See https://example.org/ {name}")


def test_a_reader_is_greeted_by_what_she_told(world: World) -> None:
    words = Words("Vote", "Dear {name|neighbor} of {town|here}, {county}")
    letter = molded(world, words).letter("rosa@example.org", ROSA)

    assert "Dear Rosa Núñez of Northfield, Rice County" in letter.text
    assert "Dear Rosa Núñez of Northfield, Rice County" in letter.html


def test_a_language_that_the_letter_lacks_is_said_aloud_in_the_readers_own(world: World) -> None:
    spanish = molded(world, Words("Vote", "Come at 6."), "es")

    assert spanish.is_fallback
    text = spanish.letter("rosa@example.org", ROSA).text
    assert text.startswith("Esta carta la tenemos solo en inglés")
    assert not molded(world, Words("Vote", "Come at 6.")).is_fallback


def test_our_bytes_say_what_django_would(world: World) -> None:
    words = Words("Votación el martes", "Estimada {name}:\n\n" + "palabras más largas " * 30)
    made = molded(world, words)
    wire = parsed(Wire(made).message("rosa@example.org", ROSA))
    letter = made.letter("rosa@example.org", ROSA)
    ours = parsed(as_message(letter, get_connection()).message().as_bytes())

    assert bodies(wire) == bodies(ours)
    for name in ("Subject", "From", "To", "List-Id", "List-Unsubscribe", "Content-Language"):
        assert str(wire[name]) == str(ours[name]), name
    assert {part.get_content_type() for part in wire.walk()} == {
        "multipart/alternative",
        "text/plain",
        "text/html",
    }


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_whatever_is_typed_is_only_text(world: World, naughty: str) -> None:
    words = Words(subject=naughty[:120], body=f"Before {naughty} after", preheader=naughty[:140])
    harmless = Wire(molded(world, Words("Vote", "Text")))
    expected = set(parsed(harmless.message("rosa@example.org", ROSA)).keys())

    told = {**ROSA, "name": naughty, "town": naughty}
    message = parsed(Wire(molded(world, words)).message("rosa@example.org", told))

    assert set(message.keys()) == expected, "no header but ours"
    assert message["To"] == "rosa@example.org"
    html = bodies(message)["text/html"]
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert " onmouseover=" not in html.split("<body")[1].replace("&quot;onmouseover=", "")
    assert len(list(message.walk())) == 3


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_a_readers_own_name_is_only_letters(world: World, naughty: str) -> None:
    made = molded(world, Words("Vote", "Dear {name|neighbor}, {town}"))
    wire, letter = Wire(made), made.letter("rosa@example.org", {**ROSA, "name": naughty})

    html = bodies(parsed(wire.message("rosa@example.org", {**ROSA, "name": naughty})))["text/html"]
    for each in (html, letter.html):
        assert "<script" not in each
        assert "<img" not in each


def test_a_test_letter_goes_to_its_writer_alone_and_through_the_sealed_outbox(
    world: World,
) -> None:
    letter = world.letter()
    assert send_test(letter, world.alma) == 2
    sealed = b"".join(bytes(row.sealed_letter) for row in Waiting.objects.all())
    assert b"alma" not in sealed

    Sender().sweep(timezone.now())

    assert {message.to[0] for message in mail.outbox} == {world.alma.email}
    assert [message.subject for message in mail.outbox].count(
        "[Test] The board votes on Tuesday"
    ) == 1


def test_a_letter_fetches_nothing_from_anywhere(world: World) -> None:
    html = molded(world, Words("Vote", "https://example.org/")).letter("r@example.org", ROSA).html

    assert "<img" not in html
    assert "url(" not in html
    assert "<link" not in html


def test_a_mark_of_a_claim_stands_in_no_letter():
    assert plain("It costs four million [claim:cost], {name}.") == plain(
        "It costs four million, {name}."
    )
