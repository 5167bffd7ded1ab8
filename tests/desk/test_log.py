"""The log at the desk: read, filtered, taken along, verified."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.lib.csvs import read_csv
from amparo.outbox.models import Outcome, OutcomeKind, State, Waiting
from amparo.outbox.operations import outcomes_since
from tests.makers import make_alma

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def alma() -> Client:
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


def write_two() -> None:
    record("petitions.open", actor=Actor.person(1, "Alma"), detail={"languages": ["es", "en"]})
    record("supporters.shred", actor=Actor.command("amparo worker"), count=12, reason="closed")


def seen(client: Client, query: str = "") -> str:
    content: bytes = client.get(reverse("desk:audit") + query).content
    return re.sub(r"\s+", " ", content.decode())


def test_the_log_says_in_words_what_was_done(alma: Client) -> None:
    write_two()

    page = seen(alma)
    assert "opened a petition" in page
    assert "es, en" in page
    assert "shredded a keyspace" in page


def test_it_is_filtered_by_room_by_actor_and_by_words(alma: Client) -> None:
    write_two()

    assert "opened a petition" not in seen(alma, "?room=supporters")
    assert "shredded" not in seen(alma, "?by=person")
    assert "opened a petition" not in seen(alma, "?q=closed")


def test_it_comes_as_a_file_with_whole_hashes(alma: Client) -> None:
    entry = record("petitions.open", actor=Actor.person(1, "=SUM(A1)"))

    answer = alma.get(reverse("desk:audit") + "?export=csv")

    assert entry.hash in answer.content.decode()
    assert "'=SUM" in answer.content.decode()


def test_a_whole_log_and_an_altered_one_are_told_apart(alma: Client) -> None:
    write_two()
    assert "The log is whole" in seen(alma, "?verify=1")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'other' WHERE verb = 'supporters.shred'")

    assert "The log was altered" in seen(alma, "?verify=1")


def test_uncertain_letters_are_shown_and_decided(alma: Client) -> None:
    for _ in range(2):
        Waiting.objects.create(sealed_letter=b"", state=State.UNCERTAIN)

    page = alma.get(reverse("desk:outbox")).content.decode()
    assert "while 2 letters were being handed over" in re.sub(r"\s+", " ", page)

    alma.post(reverse("desk:outbox-decide"), {"uncertain": "forget"})
    assert not Waiting.objects.exists()
    assert outcomes_since(timezone.localdate()) == {}


def test_what_became_of_letters_goes_into_a_file(alma: Client) -> None:
    today = timezone.localdate()
    Outcome.objects.create(kind=OutcomeKind.SENT, day_on=today, count=1204)

    file = alma.get(reverse("desk:outbox"), {"export": "csv"}).content

    assert read_csv(file)[1:] == [[today.isoformat(), "sent", "1204"]]
