"""The log tells who did what, and cannot be rewritten without showing it."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from amparo.audit.actors import WORKER, Actor
from amparo.audit.models import Entry, Immutable
from amparo.audit.operations import record, verify_chain

NOW = datetime(2026, 11, 20, 17, 30, 12, 345678, tzinfo=UTC)
ALMA = Actor.person(7, "Alma")

pytestmark = pytest.mark.django_db


def write_three() -> None:
    record("petition.open", actor=ALMA, detail={"languages": ["es", "en"]}, now=NOW)
    record("supporters.export", actor=ALMA, count=312, reason="delivery to the county", now=NOW)
    record("case.unpublish", actor=WORKER, now=NOW)


def test_an_entry_says_who_did_what_to_what() -> None:
    about = record("petition.open", actor=ALMA, now=NOW)  # any row of a table will do
    entry = record("petition.close", actor=ALMA, about=about, detail={"por qué": "ganó"}, now=NOW)

    entry.refresh_from_db()
    assert (entry.actor_kind, entry.actor_id, entry.actor_label) == ("person", "7", "Alma")
    assert (entry.about_kind, entry.about_id) == ("audit.entry", "1")
    assert entry.detail == {"por qué": "ganó"}
    assert list(Entry.objects.about(about)) == [entry]


def test_an_entry_keeps_the_second_and_not_more() -> None:
    assert record("petition.open", actor=ALMA, now=NOW).at.microsecond == 0


def test_entries_are_numbered_without_gaps() -> None:
    write_three()

    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_whole_log_verifies() -> None:
    write_three()

    report = verify_chain()
    assert (report.ok, report.count, report.first_broken) == (True, 3, None)
    assert report.head == Entry.objects.get(number=3).hash


def test_an_empty_log_verifies() -> None:
    assert verify_chain().ok


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET actor_label = 'Teo' WHERE number = 2",
        "UPDATE audit_entry SET reason = '' WHERE number = 2",
        "UPDATE audit_entry SET count = 12 WHERE number = 2",
        "UPDATE audit_entry SET detail = '{\"x\": 1}' WHERE number = 2",
        "UPDATE audit_entry SET at = '2026-11-19 17:30:12+00:00' WHERE number = 2",
    ],
)
def test_a_line_changed_in_the_database_shows(change: str) -> None:
    write_three()
    with connection.cursor() as cursor:
        cursor.execute(change)

    assert (verify_chain().ok, verify_chain().first_broken) == (False, 2)


def test_a_line_taken_out_shows() -> None:
    write_three()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE number = 2")

    assert verify_chain().first_broken == 3


def test_our_own_code_cannot_change_or_remove_a_line() -> None:
    write_three()
    entry = Entry.objects.get(number=2)

    with pytest.raises(Immutable):
        entry.save()
    with pytest.raises(Immutable):
        entry.delete()
    with pytest.raises(Immutable):
        Entry.objects.filter(number=2).update(reason="")
    with pytest.raises(Immutable):
        Entry.objects.all().delete()


def test_the_log_names_nobody_by_itself() -> None:
    assert str(record("petition.open", actor=ALMA, now=NOW)) == "Entry 1"


@pytest.mark.django_db(transaction=True)
def test_two_who_act_at_once_stand_one_after_the_other() -> None:
    def act() -> None:
        for _ in range(5):
            record("petition.open", actor=ALMA, now=NOW)
        connection.close()

    people = [threading.Thread(target=act) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert (verify_chain().ok, verify_chain().count) == (True, 20)
