"""Pictures of an uploads folder or zip: found by what posts call them, and never a trap."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from amparo.lib.oldsites import CannotParse
from amparo.lib.oldsites.uploads import from_folder, from_zip

BASE = "https://old.example.org/wp-content/uploads"


def zipped(**files: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def test_of_two_pictures_of_one_name_the_one_of_that_month_is_found() -> None:
    uploads = from_zip(
        zipped(**{"uploads/2011/06/a.jpg": b"june", "uploads/2011/07/a.jpg": b"july"})
    )
    assert uploads.find(f"{BASE}/2011/07/a.jpg") == ("uploads/2011/07/a.jpg", b"july")
    assert uploads.find(f"{BASE}/2011/06/A-300x200.JPG".replace("JPG", "jpg")) is not None
    assert uploads.find(f"{BASE}/2011/07/b.jpg") is None


def test_only_pictures_are_looked_at() -> None:
    assert len(from_zip(zipped(**{"a.php": b"x", "b.png": b"x", "c.svg": b"x"}))) == 1


def test_a_link_out_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    outside, inside = tmp_path / "secret.jpg", tmp_path / "uploads"
    inside.mkdir()
    outside.write_bytes(b"secret")
    (inside / "a.jpg").write_bytes(b"a")
    os.symlink(outside, inside / "b.jpg")
    uploads = from_folder(inside)
    assert len(uploads) == 1
    assert uploads.find(f"{BASE}/b.jpg") is None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bomb.jpg", b"\0" * 4_000_000, "unpacks-too-far"),
        ("more.zip", b"PK", "nested"),
        ("../a.jpg", b"x", "no-zip"),
    ],
)
def test_a_hostile_zip_is_refused_whole(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(CannotParse) as caught:
        from_zip(zipped(**{"good.jpg": b"x", name: content}))
    assert caught.value.reason == reason


def test_a_zip_that_lies_about_a_size_is_refused_when_it_is_opened() -> None:
    content = bytearray(zipped(**{"a.jpg": os.urandom(3_000)}).getvalue())
    middle = content.index(b"a.jpg") + 200
    content[middle : middle + 50] = b"\0" * 50
    uploads = from_zip(io.BytesIO(bytes(content)))
    with pytest.raises(CannotParse):
        uploads.find(f"{BASE}/a.jpg")
