"""The first byte of everything sealed, and the two ways in which opening fails.

A number is never given a second meaning: envelopes of version 1 must open for ever.
"""

__all__ = ["HPKE_XWING", "PASSPHRASE", "SYMMETRIC", "CannotUnseal", "UnknownSuite", "body_of"]

HPKE_XWING = 1  # RFC 9180 base mode: X-Wing, HKDF-SHA256, ChaCha20-Poly1305
SYMMETRIC = 2  # ChaCha20-Poly1305 under a key that both sides hold
PASSPHRASE = 3  # Argon2id, then SYMMETRIC


class CannotUnseal(Exception):
    """The envelope was altered, moved, or sealed to another key; which of these cannot be told."""


class UnknownSuite(CannotUnseal):
    """The first byte names a suite that this version does not know, or there is no first byte."""


def body_of(envelope: bytes, suite: int) -> bytes:
    """Return what follows the first byte, or raise UnknownSuite when it is not `suite`."""
    if not envelope or envelope[0] != suite:
        raise UnknownSuite
    return envelope[1:]
