"""A large file waits for the worker, says how far it is, and is stored whole or not at all."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from amparo.audit.actors import Actor
from amparo.bills.importers.errors import said_again
from amparo.bills.models import Bill, ImportRun, ImportState
from amparo.bills.operations import waiting
from amparo.bills.operations.importing import Progress
from amparo.desk.bills import imports
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


def test_how_far_it_is_can_be_read_while_nothing_is_stored_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = left(csv_zip())
    seen: list[int] = []

    def slow(*given: object, progress: Progress, **more: object) -> None:
        for done in (100, 200):
            progress(done)
            seen.append(waiting.done_so_far(run, NOW + timedelta(minutes=1)))

    monkeypatch.setattr(waiting, "carry_out", slow)
    waiting.run_waiting(NOW)

    assert seen == [100, 200]
    assert waiting.done_so_far(run, NOW) == 0


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


def test_what_a_stopped_worker_left_half_done_says_so(folder: Path) -> None:
    run = left(csv_zip())
    ImportRun.objects.update(state=ImportState.RUNNING)

    waiting.run_waiting(NOW)

    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert "Please import the file again" in said_again(run.error)
    assert not list(folder.iterdir())
