"""Key pairs: X-Wing for sealing, Ed25519 for signing, and the two together that a holder has.

Keys travel as raw bytes and are parsed here. A holder's keys all come from one 32-byte seed, so
that 24 words on paper bring them back: the seed is what is wrapped and printed, not the keys.

Source: draft-connolly-cfrg-xwing-kem-09, sections 5.2 and 5.5, read 2026-11.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

from amparo.lib.sealing.symmetric import derive

__all__ = [
    "PRIVATE_BYTES",
    "PUBLIC_BYTES",
    "SEED_BYTES",
    "SIGNING_BYTES",
    "BadKey",
    "HolderKeys",
    "HolderPublic",
    "SealingPair",
    "SigningPair",
    "is_signed",
    "make_seed",
    "open_private",
    "open_public",
    "sign",
]

SEED_BYTES = 32
PRIVATE_BYTES = 96  # ML-KEM-768 seed (64), then X25519 scalar (32)
PUBLIC_BYTES = 1216  # ML-KEM-768 encapsulation key (1,184), then X25519 point (32)
SIGNING_BYTES = 32  # either half of an Ed25519 pair

_MLKEM_SEED_BYTES = 64
_MLKEM_PUBLIC_BYTES = 1184


class BadKey(ValueError):
    """These bytes are not a key of the kind asked for."""


@dataclass(frozen=True, slots=True)
class SealingPair:
    """An X-Wing pair; `private` is what opens, and never shows in a repr."""

    private: bytes = field(repr=False)  # PRIVATE_BYTES
    public: bytes  # PUBLIC_BYTES

    @classmethod
    def make(cls) -> Self:
        return cls.from_seed(make_seed())

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Expand an X-Wing decapsulation key of 32 bytes as the draft does."""
        return cls.from_private(hashlib.shake_256(_checked(seed, SEED_BYTES)).digest(PRIVATE_BYTES))

    @classmethod
    def from_private(cls, private: bytes) -> Self:
        lattice, curve = _halves(private)
        public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        return cls(private=private, public=public)


@dataclass(frozen=True, slots=True)
class SigningPair:
    """An Ed25519 pair; `private` is the RFC 8032 seed."""

    private: bytes = field(repr=False)  # SIGNING_BYTES
    public: bytes  # SIGNING_BYTES

    @classmethod
    def make(cls) -> Self:
        return cls.from_seed(make_seed())

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        key = Ed25519PrivateKey.from_private_bytes(_checked(seed, SIGNING_BYTES))
        return cls(private=seed, public=key.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class HolderPublic:
    """What may be known of a key holder: where to seal, and whose signature it is."""

    sealing: bytes  # PUBLIC_BYTES
    signing: bytes  # SIGNING_BYTES


@dataclass(frozen=True, slots=True)
class HolderKeys:
    """Both pairs of a key holder, always made from her seed."""

    sealing: SealingPair
    signing: SigningPair

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Return the same keys for the same 32 bytes, on every machine and in every version."""
        _checked(seed, SEED_BYTES)
        return cls(
            sealing=SealingPair.from_seed(derive(seed, "amparo", "holder", "sealing")),
            signing=SigningPair.from_seed(derive(seed, "amparo", "holder", "signing")),
        )

    @property
    def public(self) -> HolderPublic:
        return HolderPublic(sealing=self.sealing.public, signing=self.signing.public)


def make_seed() -> bytes:
    """Return 32 fresh random bytes."""
    return secrets.token_bytes(SEED_BYTES)


@lru_cache(maxsize=256)  # parsing costs a quarter of a seal, and few epochs are open at a time
def open_public(public: bytes) -> MLKEM768X25519PublicKey:
    """Parse a public sealing key. Raises BadKey."""
    _checked(public, PUBLIC_BYTES)
    try:
        lattice = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES])
    except ValueError as error:
        raise BadKey from error
    curve = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:])
    return MLKEM768X25519PublicKey(lattice, curve)


def open_private(private: bytes) -> MLKEM768X25519PrivateKey:
    """Parse a private sealing key once, for opening many envelopes. Raises BadKey.

    Not cached: a private key must not outlive the unlock that brought it.
    """
    return MLKEM768X25519PrivateKey(*_halves(private))


def sign(message: bytes, *, private: bytes) -> bytes:
    """Return the 64 bytes of an Ed25519 signature."""
    key = Ed25519PrivateKey.from_private_bytes(_checked(private, SIGNING_BYTES))
    return key.sign(message)


def is_signed(message: bytes, signature: bytes, *, public: bytes) -> bool:
    """Tell whether the holder of `public` signed the message; a malformed key or signature: no."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    _checked(private, PRIVATE_BYTES)
    lattice = MLKEM768PrivateKey.from_seed_bytes(private[:_MLKEM_SEED_BYTES])
    return lattice, X25519PrivateKey.from_private_bytes(private[_MLKEM_SEED_BYTES:])


def _checked(key: bytes, length: int) -> bytes:
    if len(key) != length:
        raise BadKey
    return key
