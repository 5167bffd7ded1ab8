"""Taking turns: of all threads and processes of a machine one at a time, each woken when due.

SQLite lets one write at a time and makes the others sleep and look again, for up to a tenth of a
second. Waiting here first, in the kernel, costs microseconds and leaves nobody behind.
A newcomer's mistake: holding a turn while doing anything but the write.
"""

import fcntl
import os
import threading
from functools import lru_cache
from pathlib import Path
from types import TracebackType


class Turn:
    """`with turn:` is one's turn. Not to be taken again inside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()  # for the threads of a process, which share the file
        self._descriptor, self._pid = -1, 0

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            fcntl.flock(self._file(), fcntl.LOCK_EX)
        except BaseException:
            self._lock.release()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        finally:
            self._lock.release()

    def _file(self) -> int:
        """Open the file once in each process: a lock is the open file's, and a fork shares it."""
        if self._pid != os.getpid():
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._pid = os.getpid()
        return self._descriptor


@lru_cache(maxsize=8)
def turn_at(path: Path) -> Turn:
    """The turn that everybody who names `path` takes. The file holds nothing."""
    return Turn(path)
