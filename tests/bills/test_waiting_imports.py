"""A large file is read whole first, stored a little at a time, and taken up where it stopped."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from amparo.audit.actors import Actor
from amparo.bills.importers.errors import CannotRead, said_again
from amparo.bills.importers.records import BillRecord
from amparo.bills.models import Bill, ImportRun, ImportState, LegalText, Session
from amparo.bills.operations import running, waiting
from amparo.bills.operations.importing import Work
from amparo.bills.reporting import line_said
from amparo.desk.bills import imports
from amparo.lib.portions import Portion
from tests.bills.making import BODY
from tests.bills.test_formats import csv_zip
from tests.makers import make_alma

NOW = timezone.now()
ALMA = Actor.person(1, "Alma")
pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def left(content: bytes) -> ImportRun:
    return waiting.put_off([content], name="MN.zip", into=None, actor=ALMA, now=NOW)


def test_the_page_of_a_large_file_says_how_far_it_is_and_then_what_changed(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(imports, "SMALL", 100)
    client = Client()
    client.force_login(make_alma(NOW))
    sent = SimpleUploadedFile("MN.zip", csv_zip())

    response = client.post(reverse("desk:bill-import"), {"file": sent, "session": ""})

    assert "waits for the worker" in client.get(response.url).content.decode()
    assert not Bill.objects.exists()
    run = ImportRun.objects.get()
    part = reverse("desk:bill-import-progress", args=[run.pk])
    assert "HX-Refresh" not in client.get(part)

    assert waiting.run_waiting(NOW) == 1

    assert Bill.objects.get().identifier == "SF 7"
    assert client.get(part)["HX-Refresh"] == "true"
    assert "waits for the worker" not in client.get(response.url).content.decode()
    assert not list(folder.iterdir())
    assert waiting.run_waiting(NOW) == 0


def of_congress(count: int, *, cut: bool = False) -> bytes:
    """Bills of Congress, a line each."""
    lines = [
        json.dumps(
            {
                "bill": f"117hr{number}",
                "versions": [
                    {"v": "ih", "date": "2021-01-04", "text": f"H. R. {number}\nA BILL\n{BODY}"}
                ],
            }
        )
        for number in range(1, count + 1)
    ]
    return "\n".join(lines).encode()[: -40 if cut else None]


@pytest.fixture
def in_short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bill a transaction, and no waiting for others."""
    monkeypatch.setattr(running, "A_STRETCH", 0)
    monkeypatch.setattr(running, "A_BREATH", 0)
    monkeypatch.setattr(running, "AHEAD", 2)


def worker_stops() -> None:
    """As when the process is killed: the operating system lets go of its files."""
    for held in waiting._held.values():
        held.let_go()
    waiting._held.clear()


@pytest.mark.usefixtures("in_short_stretches")
def test_a_file_is_read_whole_and_then_stored_a_bill_at_a_time() -> None:
    run = left(of_congress(5))
    seen = []

    while ImportRun.objects.get().state != ImportState.DONE:
        waiting.run_waiting(NOW, portion=Portion(0))
        run.refresh_from_db()
        seen.append((run.total_count, run.done_count, Bill.objects.count()))

    assert seen[:4] == [(0, 1, 0), (0, 2, 0), (0, 3, 0), (0, 4, 0)]
    assert seen[4:10] == [(0, 5, 0), *((5, done, done) for done in range(1, 6))]
    assert run.counts == {"texts_added": 5, "steps_added": 5, "bills_added": 5, "read": 5}


@pytest.mark.usefixtures("in_short_stretches")
@pytest.mark.parametrize("portions", range(1, 9))
def test_wherever_the_worker_is_stopped_it_is_taken_up_and_nothing_is_twice(portions: int) -> None:
    left(of_congress(4))
    for _each in range(portions):
        waiting.run_waiting(NOW, portion=Portion(0))
    worker_stops()

    assert waiting.run_waiting(NOW) == 1

    run = ImportRun.objects.get()
    assert (run.state, run.done_count) == (ImportState.DONE, 4)
    assert (run.counts["bills_added"], run.counts["read"]) == (4, 4)
    assert (Bill.objects.count(), LegalText.objects.count()) == (4, 4)


@pytest.mark.usefixtures("in_short_stretches")
def test_what_breaks_in_the_midst_of_a_stretch_is_done_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left(of_congress(3))
    whole = running.store_one

    def full(each: BillRecord, work: Work) -> None:
        whole(each, work)
        if each.identifier == "HR 2":
            raise OperationalError("disk full")

    monkeypatch.setattr(running, "store_one", full)
    with pytest.raises(OperationalError):
        waiting.run_waiting(NOW)
    assert list(Bill.objects.values_list("identifier", flat=True)) == ["HR 1"]
    monkeypatch.setattr(running, "store_one", whole)

    assert waiting.run_waiting(NOW) == 1

    assert ImportRun.objects.get().counts["bills_added"] == 3


def test_a_mistake_of_ours_ends_an_import_and_is_not_made_again(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    left(of_congress(1))
    monkeypatch.setattr(running, "judge", lambda *_given: {}["nothing"])

    assert waiting.run_waiting(NOW) == 1

    run = ImportRun.objects.get()
    assert (run.state, run.error) == (ImportState.FAILED, "KeyError")
    assert not list(folder.iterdir())


def test_an_import_that_stops_the_worker_each_time_is_given_up(folder: Path) -> None:
    left(of_congress(2))
    for _each in range(waiting.MOST_TRIES + 1):
        waiting.run_waiting(NOW, portion=Portion(0))
        worker_stops()

    waiting.run_waiting(NOW)

    run = ImportRun.objects.get()
    assert "Please import the file again" in said_again(run.error)
    assert not list(folder.iterdir())


def test_what_somebody_else_is_at_is_left_to_her() -> None:
    held = waiting.hold([of_congress(1)], name="a.jsonl", into=None, actor=ALMA, now=NOW)

    assert waiting.run_waiting(NOW) == 0
    assert not Bill.objects.exists()

    assert held.go_on(Portion())
    assert waiting.run_waiting(NOW) == 0
    assert Bill.objects.count() == 1


def test_a_file_that_breaks_off_at_its_end_has_stored_nothing(folder: Path) -> None:
    left(of_congress(40, cut=True))

    waiting.run_waiting(NOW)

    run = ImportRun.objects.get()
    assert said_again(run.error).startswith("This is no whole JSON file")
    assert not Bill.objects.exists()
    assert not Session.objects.exists()
    assert not list(folder.iterdir())


def test_a_bill_that_the_database_refuses_is_named_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left(of_congress(3))
    whole = running.store_one

    def refused(each: BillRecord, work: Work) -> None:
        whole(each, work)
        if each.identifier == "HR 2":
            raise CannotRead("shape", "HR 2")

    monkeypatch.setattr(running, "store_one", refused)
    waiting.run_waiting(NOW)

    run = ImportRun.objects.get()
    assert (run.state, run.counts["bills_added"], run.counts["refused"]) == ("done", 2, 1)
    assert sorted(Bill.objects.values_list("identifier", flat=True)) == ["HR 1", "HR 3"]
    with override("es"):
        assert line_said(run.lines[0]).startswith("omitidos, porque no se pudieron guardar: HR 2")


def test_the_worker_never_meets_a_file_that_is_still_being_written() -> None:
    def chunks() -> Iterator[bytes]:
        yield csv_zip()[:40]
        assert waiting.run_waiting(NOW) == 0
        yield csv_zip()[40:]

    waiting.put_off(chunks(), name="MN.zip", into=None, actor=ALMA, now=NOW)

    assert waiting.run_waiting(NOW) == 1
    assert Bill.objects.get().identifier == "SF 7"


def test_a_bad_file_says_why_and_does_not_come_again(folder: Path) -> None:
    left(csv_zip()[:-40])

    waiting.run_waiting(NOW)

    run = ImportRun.objects.get()
    assert run.state == ImportState.FAILED
    with override("es"):
        assert said_again(run.error).startswith("Este archivo ZIP")
    assert not list(folder.iterdir())


def test_a_run_whose_file_is_gone_says_so(folder: Path) -> None:
    left(csv_zip())
    for each in folder.iterdir():
        each.unlink()

    waiting.run_waiting(NOW)

    assert "Please import the file again" in said_again(ImportRun.objects.get().error)


def test_while_one_file_is_long_the_page_says_how_much_of_it_is_stored() -> None:
    run = left(of_congress(1))
    ImportRun.objects.update(state=ImportState.RUNNING, total_count=17_813, done_count=1_200)
    client = Client()
    client.force_login(make_alma(NOW))

    page = client.get(reverse("desk:bill-import-progress", args=[run.pk])).content.decode()

    assert "Stored: 1,200 of 17,813 records" in page
    assert 'max="17813" value="1200"' in page
