"""Sealing under a key that both sides hold, and the keys that are derived from such a key.

For the runtime key, cookie secrets and the outbox. Derive a key of its own for each purpose: the
nonce is random, which is safe for four thousand million envelopes a key and no more.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.suites import SYMMETRIC, CannotUnseal, body_of

__all__ = ["KEY_BYTES", "OVERHEAD_BYTES", "derive", "seal_with", "unseal_with"]

KEY_BYTES = 32
OVERHEAD_BYTES = 1 + 12 + 16  # suite, nonce, tag

_NONCE_BYTES = 12
_SUITE = bytes([SYMMETRIC])


def seal_with(key: bytes, plaintext: bytes, *, info: bytes) -> bytes:
    """Return an envelope that only `key` opens, and only for the same `info`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _SUITE + nonce + ChaCha20Poly1305(key).encrypt(nonce, plaintext, _SUITE + info)


def unseal_with(key: bytes, envelope: bytes, *, info: bytes) -> bytes:
    """Return the plaintext. Raises UnknownSuite, or CannotUnseal."""
    body = body_of(envelope, SYMMETRIC)
    nonce, sealed = body[:_NONCE_BYTES], body[_NONCE_BYTES:]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, _SUITE + info)
    except (InvalidTag, ValueError) as error:  # ValueError: cut shorter than a nonce
        raise CannotUnseal from error


def derive(key: bytes, *labels: str | bytes) -> bytes:
    """Return 32 bytes that nobody without `key` can guess, other ones for other labels (HKDF).

    `key` must be random, never a passphrase: those go through `wrapping`.
    """
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=frame(*labels)).derive(key)
