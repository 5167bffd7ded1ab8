"""`amparo import bills`: the same way as the desk's, with words on the terminal."""

from pathlib import Path

import pytest
from pytest_django import Settings

from amparo.bills.commands import import_file
from amparo.bills.models import Bill, ImportRun, ImportState
from tests.bills.making import make_session
from tests.bills.test_formats import AMENDMENT, csv_zip

pytestmark = pytest.mark.django_db
Said = pytest.CaptureFixture[str]


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "MN.zip"


def test_a_file_is_imported_and_what_changed_is_said(file: Path, capsys: Said) -> None:
    file.write_bytes(csv_zip())

    assert import_file(file) == 0

    assert "bills added: 1" in capsys.readouterr().out
    assert Bill.objects.get().identifier == "SF 7"
    assert ImportRun.objects.get().started_by == "amparo import bills"
    assert import_file(file) == 0
    assert "unchanged: 1" in capsys.readouterr().out


def test_a_bad_file_says_why_and_that_nothing_was_stored(file: Path, capsys: Said) -> None:
    file.write_bytes(csv_zip()[:-40])

    assert import_file(file) == 1

    assert "MN.zip: This ZIP file is damaged" in capsys.readouterr().err
    assert ImportRun.objects.get().state == ImportState.FAILED
    assert not Bill.objects.exists()
    assert import_file(file.with_name("nowhere.zip")) == 1
    assert "nowhere.zip" in capsys.readouterr().err


def test_a_text_without_its_session_goes_where_it_is_told(file: Path, capsys: Said) -> None:
    file.write_text(AMENDMENT)
    assert import_file(file, session="MN:2025-2026") == 1
    assert "there is no session MN:2025-2026 yet" in capsys.readouterr().err
    make_session("2025-2026")

    assert import_file(file, session="MN:2025-2026") == 0

    assert Bill.objects.get().identifier == "HF 2432"
