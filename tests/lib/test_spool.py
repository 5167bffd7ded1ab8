"""A spool gives back what was written to it, from any place, and its file holds noise."""

import io
import os
import tempfile
import zipfile
from typing import Any

import pytest

from amparo.lib.spool import Spool

PLAIN = b"Where Rosa lives. " * 9_000


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every temporary file that is made."""
    made: list[Any] = []
    make = tempfile.TemporaryFile

    def noted(*args: Any, **more: Any) -> Any:
        made.append(make(*args, **more))
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", noted)
    return made


def spooled(content: bytes, piece: int) -> Spool:
    spool = Spool()
    for at in range(0, len(content), piece):
        spool.add(content[at : at + piece])
    return spool


@pytest.mark.parametrize("piece", [1_000, 65_536, 7_777])
def test_what_was_written_in_pieces_is_read_from_any_place(piece: int) -> None:
    spool = spooled(PLAIN, piece)
    for at in (0, 1, 15, 16, 17, 70_001, len(PLAIN) - 3, len(PLAIN)):
        assert spool.seek(at) == at
        assert spool.read(50) == PLAIN[at : at + 50]
    assert spool.seek(-5, io.SEEK_END) == len(PLAIN) - 5
    assert spool.read() == PLAIN[-5:]


def test_a_zip_is_read_from_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jpg", os.urandom(200_000))
        archive.writestr("b.txt", PLAIN)
    with zipfile.ZipFile(spooled(out.getvalue(), 65_536)) as archive:  # type: ignore[call-overload]
        assert archive.read("b.txt") == PLAIN
        assert archive.testzip() is None


def test_the_disk_holds_noise_and_no_two_spools_the_same(files: list[Any]) -> None:
    spools = [spooled(PLAIN, 65_536) for _each in range(2)]
    held = []
    for file in files:
        file.seek(0)
        held.append(file.read())
    assert [len(each) for each in held] == [len(PLAIN)] * len(spools)
    assert not any(b"Rosa" in each for each in held)
    assert held[0] != held[1]


def test_a_closed_spool_leaves_no_file_open(files: list[Any]) -> None:
    spool = spooled(PLAIN, 65_536)
    spool.close()
    assert files[0].closed
