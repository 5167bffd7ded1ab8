"""Seal bytes to a public key, so that the server that sealed them cannot open them again.

HPKE (RFC 9180) in base mode. `info` is not kept in the envelope: whoever opens it must say the
same, which is what ties a ciphertext to its row. A newcomer would look for associated data: there
is none, `info` does its work.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

from amparo.lib.sealing.keys import BadKey, open_private, open_public
from amparo.lib.sealing.suites import HPKE_XWING, CannotUnseal, UnknownSuite, body_of

__all__ = ["OVERHEAD_BYTES", "CannotUnseal", "UnknownSuite", "seal", "unseal"]

OVERHEAD_BYTES = 1 + 1120 + 16  # suite, encapsulated key, tag

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_FIRST = bytes([HPKE_XWING])


def seal(plaintext: bytes, *, public_key: bytes, info: bytes) -> bytes:
    """Return an envelope, OVERHEAD_BYTES longer than the plaintext. Raises BadKey."""
    key = open_public(public_key)
    try:
        return _FIRST + _SUITE.encrypt(plaintext, key, info)
    except ValueError as error:  # a curve point that gives everyone the same secret
        raise BadKey from error


def unseal(envelope: bytes, *, private_key: bytes | MLKEM768X25519PrivateKey, info: bytes) -> bytes:
    """Return the plaintext. Raises UnknownSuite, CannotUnseal, or BadKey.

    To open many, parse the key once with `keys.open_private`.
    """
    body = body_of(envelope, HPKE_XWING)
    key = open_private(private_key) if isinstance(private_key, bytes) else private_key
    try:
        return _SUITE.decrypt(body, key, info)
    except InvalidTag as error:
        raise CannotUnseal from error
