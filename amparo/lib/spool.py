"""A large file that waits on the disk as noise: sealed under a key that this process alone holds.

It has no name there, and once it is closed, or the process is gone, nobody can read what is left on
the medium. A newcomer's mistake: taking it for a store. It is for one reading, by who wrote it.
"""

import io
import os
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

_BLOCK = 16  # bytes


class Spool(io.RawIOBase):
    """Written once from its beginning, then read anywhere, as `zipfile` does."""

    def __init__(self) -> None:
        self._key = os.urandom(32)  # of this spool alone, so that its counter may begin at nought
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # closed by `close`
        self._writer = self._stream_from(0)
        self._size = self._at = 0

    def add(self, data: bytes) -> None:
        self._file.seek(self._size)
        rest = memoryview(self._writer.update(data))
        while rest:
            rest = rest[self._file.write(rest) :]
        self._size += len(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if at < 0:
            raise OSError("before its beginning")
        self._at = at
        return at

    def readinto(self, into: Any) -> int:
        view = memoryview(into).cast("B")
        self._file.seek(self._at)
        sealed = self._file.read(len(view))
        view[: len(sealed)] = self._stream_from(self._at).update(sealed)
        self._at += len(sealed)
        return len(sealed)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _stream_from(self, at: int) -> CipherContext:
        """What seals and opens from a place on: the counter counts blocks."""
        counter = (at // _BLOCK).to_bytes(_BLOCK, "big")
        stream = Cipher(AES(self._key), CTR(counter)).encryptor()
        stream.update(bytes(at % _BLOCK))
        return stream
