"""Whoever has only a letter to many in hand gets her own link by mail; nobody else learns of it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.keyring.unlocking import Unlocked
from amparo.outbox.letters import Letter, written
from amparo.outbox.models import Waiting
from amparo.supporters import listpages
from amparo.supporters.models import Card, Preference
from amparo.supporters.operations import remake_codes, send_own_links, stale_cards
from amparo.supporters.operations.receiving import LETTERS_AN_HOUR
from amparo.supporters.unsealing import open_cards
from amparo.web import proofofwork
from tests import cast
from tests.makers import Keys, reboot, unlock_as
from tests.supporters.conftest import NOW, Ask
from tests.supporters.test_answering import signed
from tests.supporters.test_letters_wanted import joined
from tests.supporters.test_pages import press
from tests.supporters.test_receiving import drafts

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture(autouse=True)
def human(monkeypatch: pytest.MonkeyPatch) -> None:
    person = proofofwork.Human(has_proof=True)
    monkeypatch.setattr(listpages, "check_human", lambda *about, **more: person)


def asked(email: str, language: str = "es") -> Letter | None:
    """Ask for a link; return the letter that goes, if one does."""
    known = set(Waiting.objects.values_list("pk", flat=True))
    send_own_links(email, language=language, now=NOW)
    Waiting.objects.filter(pk__in=known).delete()
    [draft] = drafts()
    return written(draft)


def links_in(letter: Letter | None) -> list[str]:
    return re.findall(r"/yours/([\w-]+)/", letter.text) if letter else []


def test_her_link_comes_by_mail_and_opens_her_wishes(alma: Unlocked, client: Client) -> None:
    old = joined()
    assert press(client, "/es/my-letters/", email=f" {cast.ROSA.email.upper()}").status_code == 302
    letter = written(drafts()[-1])
    assert letter is not None
    assert (letter.to.lower(), letter.language) == (cast.ROSA.email, "es")
    [link] = links_in(letter)
    assert link != old
    answer = press(
        client, f"/es/yours/{link}/letters/", language="en", how_often="monthly", county=""
    )
    assert answer.status_code == 302
    assert (Preference.objects.get().how_often, Card.objects.get().language) == ("monthly", "en")
    assert client.get(f"/es/yours/{old}/").status_code == 200, "the old one works on"


def test_each_name_of_an_address_has_a_link_of_its_own(alma: Unlocked) -> None:
    joined(cast.ROSA)
    joined(cast.LUZ)
    joined(cast.OMAR)
    letter = asked(cast.ROSA.email)
    assert letter is not None
    assert "Varios nombres" in letter.text
    assert len(set(links_in(letter))) == 2


def test_who_is_on_no_list_gets_the_same_answer_and_no_letter(
    ask: Ask, alma: Unlocked, client: Client
) -> None:
    joined()
    signed(ask, email="signer@example.org")
    answers = []
    for email in (cast.ROSA.email, "nobody@example.org", "signer@example.org"):
        answer = press(client, "/es/my-letters/", email=email)
        page = client.get(answer["Location"])
        answers.append((answer.status_code, answer.content, page.content))
    assert len(set(answers)) == 1
    assert asked("nobody@example.org") is None
    assert asked("signer@example.org") is None, "a signature is no wish for letters"


def test_the_same_statements_run_for_everybody(alma: Unlocked) -> None:
    joined()
    asked("warm@example.org")
    counts = []
    for email in (cast.ROSA.email, "nobody@example.org"):
        with CaptureQueriesContext(connection) as caught:
            send_own_links(email, language="es", now=NOW)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_nobody_is_flooded_by_the_form(alma: Unlocked) -> None:
    joined()
    letters = [asked(cast.ROSA.email) for _each in range(LETTERS_AN_HOUR + 2)]
    assert [letter is not None for letter in letters] == [True] * LETTERS_AN_HOUR + [False] * 2
    [last] = links_in(letters[LETTERS_AN_HOUR - 1])
    assert Client().get(f"/es/yours/{last}/").status_code == 200, "the last link that came works"


def test_after_a_restart_she_is_known_again_once_somebody_unlocked(
    alma: Unlocked, keys: Keys
) -> None:
    joined()
    reboot()
    assert asked(cast.ROSA.email) is None
    again = unlock_as(keys.alma, NOW)
    cards = Card.objects.filter(pk__in=stale_cards().values("pk"))
    remake_codes(
        list(open_cards(cards, by=again, actor=again.actor, reason="codes", shows_hidden=True))
    )
    assert links_in(asked(cast.ROSA.email))


@pytest.mark.parametrize("email", ["", "rosa", "rosa@", "a" * 300 + "@example.org"])
def test_what_is_no_address_is_said_beside_the_field(
    alma: Unlocked, client: Client, email: str
) -> None:
    answer = press(client, "/es/my-letters/", email=email)
    assert answer.status_code == 422
    assert not Waiting.objects.exists()
