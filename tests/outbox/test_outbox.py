"""What waits to be sent is sealed, of few lengths, and can be held or taken out."""

import secrets
from unittest.mock import patch

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from amparo.keyring.errors import Unavailable
from amparo.lib.sealing.cards import TooLong
from amparo.outbox.letters import CannotWrite, Draft, Letter, checked, register_writer
from amparo.outbox.models import Waiting
from amparo.outbox.operations import drop_held, enqueue, release
from amparo.outbox.sealing import unseal_letter

ROSA = "rosa@example.org"

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def letter(text: str = "¿Firmó usted?", to: str = ROSA) -> Letter:
    return Letter(to=to, subject="Firma", text=text, language="es", html=f"<p>{text}</p>")


@pytest.fixture(autouse=True)
def _writer() -> None:
    register_writer("tests.hello", lambda facts: letter(to=facts["to"]))


def sealed() -> list[bytes]:
    return [bytes(row.sealed_letter) for row in Waiting.objects.all()]


def test_what_waits_can_be_opened_with_the_runtime_key_and_is_what_it_was() -> None:
    row = enqueue(letter())
    draft = enqueue(Draft("tests.hello", {"to": ROSA, "name": "Rosa Peña"}))

    rows = {each.pk: bytes(each.sealed_letter) for each in Waiting.objects.all()}
    assert unseal_letter(rows[row], row) == letter()
    assert unseal_letter(rows[draft], draft) == Draft(
        "tests.hello", {"to": ROSA, "name": "Rosa Peña"}
    )


def test_the_database_does_not_tell_whom_it_goes_to() -> None:
    enqueue(letter())
    enqueue(Draft("tests.hello", {"to": ROSA}))

    for row in sealed():
        assert b"rosa" not in row
        assert "Firmó".encode() not in row


def test_drafts_have_one_length_whomever_they_go_to() -> None:
    for name in ("Li", "María de los Ángeles Hernández-Villanueva"):
        enqueue(Draft("tests.hello", {"to": ROSA, "name": name}))

    assert len({len(row) for row in sealed()}) == 1


def test_letters_have_few_lengths() -> None:
    for words in range(1, 400, 7):
        enqueue(letter("palabra distinta " * words))

    assert len({len(row) for row in sealed()}) <= 2


def test_a_letter_that_is_too_long_is_refused() -> None:
    with pytest.raises(TooLong):
        enqueue(letter(secrets.token_hex(200_000)))


@pytest.mark.parametrize(
    "to", ["", "rosa", "rosa@", "rosa@example.org\nbeto@example.org", "a@b.org, c@d.org"]
)
def test_an_address_that_is_none_is_refused(to: str) -> None:
    with pytest.raises(CannotWrite):
        enqueue(letter(to=to))
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("name", ["Bcc", "From", "To", "Subject", "X-Anything", "bcc"])
def test_only_named_headers_may_be_set(name: str) -> None:
    with pytest.raises(CannotWrite):
        checked(Letter(to=ROSA, subject="s", text="t", language="en", headers=((name, "x"),)))


def test_a_draft_that_nobody_can_write_is_refused() -> None:
    with pytest.raises(CannotWrite):
        enqueue(Draft("tests.unknown", {"to": ROSA}))


def test_without_the_runtime_key_nothing_is_stored() -> None:
    missing = settings.RUNTIME_DIR / "missing"
    with patch.object(settings, "RUNTIME_DIR", missing), pytest.raises(Unavailable):
        enqueue(letter())

    assert not Waiting.objects.exists()


def test_an_act_releases_what_it_held_and_nothing_else() -> None:
    enqueue(letter(), hold="gathering 4 changed")
    enqueue(letter(), hold="gathering 5 changed")

    assert release("gathering 4 changed") == 1
    assert Waiting.objects.to_send().count() == 1
    assert release("") == 0


def test_an_act_that_is_called_off_drops_what_it_held() -> None:
    enqueue(letter(), hold="gathering 4 changed")
    enqueue(letter())

    assert drop_held("gathering 4 changed") == 1
    assert drop_held("") == 0
    assert Waiting.objects.count() == 1


def test_it_costs_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        enqueue(letter())


def test_a_letter_is_set_on_a_sheet_that_fetches_nothing() -> None:
    page = render_to_string("outbox/letter.html", {"language": "es", "coalition_name": "Valle"})

    assert '<html lang="es"' in page
    assert "Valle" in page
    assert "http" not in page
    assert "src=" not in page


def test_a_row_names_nobody() -> None:
    row = enqueue(letter())

    assert str(Waiting.objects.get()) == f"Waiting letter {row}"
