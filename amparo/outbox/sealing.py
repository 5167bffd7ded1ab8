"""How a waiting letter is sealed: to the runtime key, bound to its row, padded to a few lengths."""

import zlib
from functools import lru_cache
from uuid import UUID

from amparo.keyring.runtime import runtime
from amparo.lib.sealing.cards import TooLong
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.symmetric import derive, seal_with, unseal_with
from amparo.outbox.letters import Draft, Letter, as_bytes, from_bytes

BUCKETS = (512, 2048, 8192, 32768, 131072)  # bytes, after packing

_LENGTH_BYTES = 4


def seal_letter(mail: Letter | Draft, row: UUID) -> bytes:
    """Raises keyring.errors.Unavailable, or TooLong above 128 KiB packed."""
    content = as_bytes(mail)
    # A draft fits the smallest length as it is; packing it would only cost time.
    packed = b"\0" + content if len(content) < BUCKETS[0] - 8 else b"\1" + zlib.compress(content, 1)
    return seal_with(_key(runtime().key), _padded(packed), info=_info(row))


def unseal_letter(sealed: bytes, row: UUID) -> Letter | Draft:
    """Raises CannotUnseal (after a reboot, or altered), or keyring.errors.Unavailable."""
    padded = unseal_with(_key(runtime().key), sealed, info=_info(row))
    end = _LENGTH_BYTES + int.from_bytes(padded[:_LENGTH_BYTES], "big")
    packed = padded[_LENGTH_BYTES:end]
    return from_bytes(zlib.decompress(packed[1:]) if packed[:1] == b"\1" else packed[1:])


def _padded(packed: bytes) -> bytes:
    framed = _LENGTH_BYTES + len(packed)
    for size in BUCKETS:
        if framed <= size:
            return len(packed).to_bytes(_LENGTH_BYTES, "big") + packed.ljust(
                size - _LENGTH_BYTES, b"\0"
            )
    raise TooLong(framed - BUCKETS[-1])


@lru_cache(maxsize=2)  # derived once a boot, not once a letter
def _key(runtime_key: bytes) -> bytes:
    return derive(runtime_key, "amparo outbox")


def _info(row: UUID) -> bytes:
    return frame("amparo outbox 1", str(row))
