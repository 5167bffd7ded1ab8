"""Wrap a key holder's seed under her passphrase.

Argon2id with 128 MiB, so that each guess at a stolen keyring costs a third of a second and that
much memory. One at a time in a process: twenty people who unlock at once must not exhaust a small
server. The cost stands in the envelope, so that it can be raised; tests pass a smaller one by hand.
"""

import secrets
import struct
import threading
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from amparo.lib.sealing.suites import PASSPHRASE, CannotUnseal, body_of
from amparo.lib.sealing.symmetric import KEY_BYTES, seal_with, unseal_with
from amparo.lib.sealing.words import normalize_passphrase

__all__ = ["STANDARD", "Cost", "WrongPassphrase", "unwrap", "wrap"]

_SALT_BYTES = 16
_HEADER = struct.Struct(f">BIBB{_SALT_BYTES}s")  # suite, KiB, passes, lanes, salt
_one_at_a_time = threading.Lock()


class WrongPassphrase(CannotUnseal):
    """The passphrase is not the one, or the envelope was altered."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs."""

    memory_kib: int
    passes: int
    lanes: int = 1


STANDARD = Cost(memory_kib=128 * 1024, passes=3)
_HIGHEST = Cost(memory_kib=1024 * 1024, passes=16, lanes=4)


def wrap(secret: bytes, passphrase: str, *, info: bytes = b"", cost: Cost = STANDARD) -> bytes:
    """Return an envelope that opens with the passphrase, typed in any case and spacing.

    `info` names whose it is, so that one holder's envelope does not pass for another's.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    header = _HEADER.pack(PASSPHRASE, cost.memory_kib, cost.passes, cost.lanes, salt)
    return header + seal_with(_stretched(passphrase, salt, cost), secret, info=header + info)


def unwrap(envelope: bytes, passphrase: str, *, info: bytes = b"") -> bytes:
    """Return the secret; takes a third of a second. Raises WrongPassphrase, UnknownSuite."""
    body_of(envelope, PASSPHRASE)
    header, sealed = envelope[: _HEADER.size], envelope[_HEADER.size :]
    salt, cost = _read(header)
    try:
        return unseal_with(_stretched(passphrase, salt, cost), sealed, info=header + info)
    except CannotUnseal as error:
        raise WrongPassphrase from error


def _read(header: bytes) -> tuple[bytes, Cost]:
    if len(header) != _HEADER.size:
        raise CannotUnseal
    _, memory_kib, passes, lanes, salt = _HEADER.unpack(header)
    cost = Cost(memory_kib, passes, lanes)
    if not _is_bearable(cost):  # an altered envelope must not take the server's memory
        raise CannotUnseal
    return salt, cost


def _is_bearable(cost: Cost) -> bool:
    return (
        1 <= cost.lanes <= _HIGHEST.lanes
        and 1 <= cost.passes <= _HIGHEST.passes
        and 8 * cost.lanes <= cost.memory_kib <= _HIGHEST.memory_kib
    )


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    stretch = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    with _one_at_a_time:
        return stretch.derive(normalize_passphrase(passphrase).encode())
