"""Pictures of the old site, from its uploads folder or a zip of it; and pages kept as files.

A zip is a stranger's: its table of contents is bounded before it is read, all that it says it holds
is added up (no member can unpack to more than it says), names that climb out of it are refused, and
a zip within a zip is not opened. A newcomer's mistake: `extractall`, or a limit for each member:
two thousand small ones are a bomb as well. Nothing of it touches the disk here.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from amparo.lib.oldsites.records import CannotParse, Limits

MOST_FILES = 50_000
MOST_CONTENTS = 8_000_000  # bytes of a zip's table of contents, which Python reads whole
MOST_UNPACKED = 2_000_000_000  # bytes of pictures, of which one at a time is in memory
FILE_MOST = 20_000_000  # bytes of one file, as lib.pictures takes them
RATIO_MOST = 200  # a photograph does not shrink by more; an emptiness does
# Also those that we do not take: that we cannot read it is another thing than that it is not there
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".svg", ".avif"}
_PAGES = {".html", ".htm", ".txt"}


class Uploads:
    """Files by the end of their path; asked by the addresses that posts name."""

    def __init__(self, files: dict[str, Callable[[], bytes]]) -> None:
        self._by_path = files
        self._by_name: dict[str, list[str]] = {}
        for path in files:
            self._by_name.setdefault(PurePosixPath(path).name.casefold(), []).append(path)

    def __len__(self) -> int:
        return len(self._by_path)

    def find(self, address: str) -> tuple[str, bytes] | None:
        """The file that an address names, as (path, content): the longest end that fits wins.

        WordPress names sizes: vigil-300x200.jpg; the whole picture is vigil.jpg.
        """
        for asked in _names_of(address):
            found = self._by_name.get(asked.name.casefold(), [])
            if found:
                best = max(found, key=lambda path: _common_end(path, asked))
                return best, self._by_path[best]()
        return None


def from_folder(folder: Path) -> Uploads:
    """Of a folder on this machine; links that lead out of it are passed over."""
    root = folder.resolve()
    found: dict[str, Callable[[], bytes]] = {}
    for path in sorted(root.rglob("*")):
        if path.suffix.lower() in _PICTURES and path.is_file() and root in path.resolve().parents:
            found[path.relative_to(root).as_posix()] = partial(_content, path)
        if len(found) > MOST_FILES:
            raise CannotParse("too-many")
    return Uploads(found)


def from_zip(stream: BinaryIO) -> Uploads:
    """Raises CannotParse: no zip, or one that unpacks to more than an uploads folder holds."""
    archive = opened(stream)
    files: dict[str, Callable[[], bytes]] = {
        info.filename: partial(unpacked, archive, info)
        for info in safe_members(archive)
        if PurePosixPath(info.filename).suffix.lower() in _PICTURES
    }
    return Uploads(files)


def pages_of(archive: zipfile.ZipFile, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """HTML pages and texts in a zip, by name, one after the other. Raises CannotParse."""
    pages = [
        info
        for info in safe_members(archive)
        if PurePosixPath(info.filename).suffix.lower() in _PAGES
    ]
    refuse_too_much(pages, limits)
    for info in pages:
        yield info.filename, unpacked(archive, info)


def refuse_too_much(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """What will be held together must fit together. Raises CannotParse before any is unpacked."""
    if len(infos) > limits.items:
        raise CannotParse("too-many")
    if sum(info.file_size for info in infos) > limits.file_bytes:
        raise CannotParse("too-much")


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """Raises CannotParse: no zip, or one with a table of contents as long as a book."""
    guarded = _Guarded(stream)
    try:
        archive = zipfile.ZipFile(guarded)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, CannotParse):
            raise
        raise CannotParse("no-zip") from None
    guarded.most = None
    return archive


class _Guarded:
    """A stream of which nobody reads much at once, until `most` is None."""

    def __init__(self, stream: BinaryIO) -> None:
        self.most: int | None = MOST_CONTENTS
        self._stream = stream
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        if self.most is not None and size > self.most:
            raise CannotParse("too-many")
        return self._stream.read(size)


def safe_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What a zip holds, without what computers leave there; refused whole where it lies."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise CannotParse("too-many")
    unpacked_size = sum(info.file_size for info in infos)
    if unpacked_size > MOST_UNPACKED or _is_hollow(
        unpacked_size, sum(info.compress_size for info in infos)
    ):
        raise CannotParse("unpacks-too-far")
    for info in infos:
        path = PurePosixPath(info.filename)
        if info.filename.startswith(("/", "\\")) or ".." in path.parts:
            raise CannotParse("no-zip", info.filename[:80])
        if _is_hollow(info.file_size, info.compress_size):
            raise CannotParse("unpacks-too-far", info.filename[:80])
        if path.suffix.lower() in (".zip", ".gz", ".tar", ".7z", ".rar"):
            raise CannotParse("nested", info.filename[:80])
    return [each for each in infos if not each.filename.startswith(("__MACOSX/", "."))]


def _is_hollow(size: int, packed: int) -> bool:
    return size > 1_000_000 and size > RATIO_MOST * max(packed, 1)


@contextmanager
def unpacking(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """A member as a stream, for who counts while reading. Raises CannotParse."""
    try:
        with archive.open(info) as stream:
            yield stream  # type: ignore[misc]  # it reads as one
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError):
        raise CannotParse("no-zip", info.filename[:80]) from None


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """At most FILE_MOST bytes, whatever the zip says of itself."""
    with unpacking(archive, info) as file:
        content = file.read(FILE_MOST + 1)
    if len(content) > FILE_MOST:
        raise CannotParse("unpacks-too-far", info.filename[:80])
    return content


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(FILE_MOST + 1)


def _names_of(address: str) -> Iterator[PurePosixPath]:

    path = PurePosixPath(unquote(urlsplit(address).path))
    yield path
    whole = re.sub(r"-(?:\d{2,4}x\d{2,4}|scaled|rotated)(?=\.\w+$)", "", path.name)
    if whole != path.name:
        yield path.with_name(whole)


def _common_end(path: str, asked: PurePosixPath) -> int:
    ours, theirs = PurePosixPath(path).parts[::-1], asked.parts[::-1]
    count = 0
    for left, right in zip(ours, theirs, strict=False):
        if left.casefold() != right.casefold():
            break
        count += 1
    return count
