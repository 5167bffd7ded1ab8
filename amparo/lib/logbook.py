"""How far a process came, noted in RAM, so that whoever comes after a kill knows it too.

A file of short records: a key and one letter, which is written over as things go on. A write costs
a microsecond and is never synced: only the process's own death is meant to be outlived.
A newcomer would believe the file whenever it is there. It is believed in the boot that wrote it
(what a power cut leaves of it may be old) and once its writer is dead: a living one holds a lock on
it, which the kernel lets go of at a death.
"""

import fcntl
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

__all__ = ["Logbook", "left_behind"]

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_BOOT_BYTES = 36


class Logbook:
    """The writer's side: `keys` are of one length, and each begins with the letter `first`."""

    def __init__(self, path: Path, *, key_bytes: int, first: bytes) -> None:
        self.path, self._key_bytes, self._first = path, key_bytes, first
        self._places: dict[bytes, int] = {}  # of each key's letter, in the file
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._file = os.open(path, flags, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._end = os.pwrite(self._file, _this_boot(), 0)

    def begin(self, keys: Iterable[bytes]) -> None:
        """Write keys down; of one that stands there already only the new record counts."""
        records = []
        for key in keys:
            records.append(key + self._first)
            self._places[key] = self._end + len(records) * (self._key_bytes + 1) - 1
        self._end += os.pwrite(self._file, b"".join(records), self._end)

    def note(self, key: bytes, letter: bytes) -> None:
        os.pwrite(self._file, letter, self._places[key])

    def close(self) -> None:
        """All of it is known elsewhere by now: nothing is left behind."""
        self.path.unlink(missing_ok=True)
        os.close(self._file)


def left_behind(path: Path, *, key_bytes: int) -> dict[bytes, bytes]:
    """Take what a dead process of this boot left, each key with its letter, and remove the file.

    Empty where its writer lives, where another boot wrote it, or where there is none.
    """
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return {}
    try:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            content = path.read_bytes()
            path.unlink(missing_ok=True)
            return _records(content, key_bytes)
        return {}
    finally:
        os.close(file)


def _records(content: bytes, key_bytes: int) -> dict[bytes, bytes]:
    boot, rest = content[:_BOOT_BYTES], content[_BOOT_BYTES:]
    if not boot or boot != _this_boot():
        return {}
    size = key_bytes + 1
    whole = range(0, len(rest) - size + 1, size)
    return {rest[at : at + key_bytes]: rest[at + key_bytes : at + size] for at in whole}


def _this_boot() -> bytes:
    """This boot's name; empty where the kernel does not tell it, and then nothing is believed."""
    try:
        return _BOOT.read_bytes()[:_BOOT_BYTES]
    except OSError:
        return b""
