"""Pictures of an uploads folder or zip: found by what posts call them, and never a trap."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from amparo.lib.oldsites import CannotParse, uploads
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
    found = from_zip(zipped(**{"uploads/2011/06/a.jpg": b"june", "uploads/2011/07/a.jpg": b"july"}))
    assert found.find(f"{BASE}/2011/07/a.jpg") == ("uploads/2011/07/a.jpg", b"july")
    assert found.find(f"{BASE}/2011/06/A-300x200.JPG".replace("JPG", "jpg")) is not None
    assert found.find(f"{BASE}/2011/07/b.jpg") is None


def test_only_pictures_are_looked_at() -> None:
    assert len(from_zip(zipped(**{"a.php": b"x", "b.png": b"x", "c.pdf": b"x"}))) == 1


def test_a_picture_of_a_kind_that_we_do_not_take_is_there_all_the_same() -> None:
    found = from_zip(zipped(**{"uploads/c.svg": b"<svg/>", "uploads/d.gif": b"GIF89a"}))
    assert found.find(f"{BASE}/c.svg") is not None
    assert found.find(f"{BASE}/d.gif") is not None


def test_a_link_out_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    outside, inside = tmp_path / "secret.jpg", tmp_path / "uploads"
    inside.mkdir()
    outside.write_bytes(b"secret")
    (inside / "a.jpg").write_bytes(b"a")
    os.symlink(outside, inside / "b.jpg")
    found = from_folder(inside)
    assert len(found) == 1
    assert found.find(f"{BASE}/b.jpg") is None


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


def repeated(name: str, content: bytes, count: int) -> io.BytesIO:
    """A zip in which one member is listed many times: a bomb that is cheap to make."""
    whole = zipped(**{name: content}).getvalue()
    start, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    listed = whole[start:end] * count
    close = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0)
    return io.BytesIO(whole[:start] + listed + close)


def half_empty(size: int) -> bytes:
    """It shrinks to a tenth, so that a rule about emptiness alone lets it through."""
    noise = os.urandom(size // 20).hex().encode()
    return noise + b" " * (size - len(noise))


@pytest.mark.parametrize("content", [b"\0" * 999_000, half_empty(999_000)])
def test_many_small_members_are_added_up(content: bytes) -> None:
    with pytest.raises(CannotParse) as caught:
        from_zip(repeated("a.jpg", content, 2_100))
    assert caught.value.reason == "unpacks-too-far"


def test_a_table_of_contents_longer_than_a_book_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "MOST_CONTENTS", 5_000)
    assert len(from_zip(repeated("a.jpg", b"", 40))) == 1
    with pytest.raises(CannotParse) as caught:
        from_zip(repeated("a.jpg", b"", 400))
    assert caught.value.reason == "too-many"


def test_a_zip_that_lies_about_a_size_is_refused_when_it_is_opened() -> None:
    content = bytearray(zipped(**{"a.jpg": os.urandom(3_000)}).getvalue())
    middle = content.index(b"a.jpg") + 200
    content[middle : middle + 50] = b"\0" * 50
    found = from_zip(io.BytesIO(bytes(content)))
    with pytest.raises(CannotParse):
        found.find(f"{BASE}/a.jpg")
