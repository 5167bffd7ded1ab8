"""What a killed process leaves in RAM is believed in its own boot, and once it is dead."""

import os
import signal
from pathlib import Path

import pytest

from amparo.lib import logbook
from amparo.lib.logbook import Logbook, left_behind

ROSA, OMAR, LUZ = b"rosa", b"omar", b"luz."


def written(path: Path) -> Logbook:
    book = Logbook(path, key_bytes=4, first=b"-")
    book.begin([ROSA, OMAR])
    book.note(ROSA, b"s")
    book.begin([LUZ])
    return book


def killed(path: Path) -> None:
    """A process that writes and is killed."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        written(path)
        os.write(writes, b".")
        signal.pause()
    os.read(reads, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_killed_process_leaves_how_far_it_came(tmp_path: Path) -> None:
    path = tmp_path / "book"
    killed(path)
    assert left_behind(path, key_bytes=4) == {ROSA: b"s", OMAR: b"-", LUZ: b"-"}
    assert not path.exists(), "and it is read once"


def test_a_living_process_is_not_read_over_its_shoulder(tmp_path: Path) -> None:
    book = written(tmp_path / "book")
    assert left_behind(book.path, key_bytes=4) == {}
    book.note(OMAR, b"s")
    assert book.path.exists()
    book.close()
    assert not book.path.exists()


def test_what_another_boot_wrote_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(tmp_path / "book")
    monkeypatch.setattr(logbook, "_BOOT", _file(tmp_path, "another" * 6))
    assert left_behind(tmp_path / "book", key_bytes=4) == {}


def test_where_the_kernel_names_no_boot_nothing_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "_BOOT", tmp_path / "nowhere")
    killed(tmp_path / "book")
    assert left_behind(tmp_path / "book", key_bytes=4) == {}


def test_the_latest_word_about_a_key_counts(tmp_path: Path) -> None:
    book = written(tmp_path / "book")
    book.begin([ROSA])
    content = book.path.read_bytes()
    os.close(book._file)  # as a death does: the lock goes, the file stays
    assert content.count(ROSA) == 2
    assert left_behind(book.path, key_bytes=4)[ROSA] == b"-"


def _file(directory: Path, content: str) -> Path:
    (directory / "boot_id").write_text(content)
    return directory / "boot_id"
