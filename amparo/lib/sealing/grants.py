"""Who may open what: grants that key holders sign, chained back to the paper kit.

A grant counts when its signature verifies and its signer is the kit, or somebody who was herself
granted at least as much. The order of the list does not matter and a circle gives nothing.

A newcomer would expect that revoking Alma's grant takes away what she granted to Beto. It need not:
the revocation names those of her grants that stand. It needs no signature, because without it
those grants would count as well: a forged revocation can only take away.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.keys import HolderPublic, SigningPair, is_signed, sign

__all__ = ["Chain", "Grant", "Refusal", "Revocation", "Scope", "sign_grant", "verify_chain"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a grant opens: one keyspace, or with no keyspace all of that kind."""

    kind: str  # "campaign", "list", "clinic", ...
    keyspace: str = ""

    def covers(self, other: "Scope") -> bool:
        return self.kind == other.kind and self.keyspace in ("", other.keyspace)


@dataclass(frozen=True, slots=True)
class Grant:
    """Holder so-and-so, with these public keys, may open this. Unsigned until `sign_grant`."""

    holder: str
    public: HolderPublic
    scope: Scope
    granted_on: date
    signer: bytes = b""  # the signer's Ed25519 public key
    signature: bytes = b""

    @property
    def said(self) -> bytes:
        """Return the bytes that are signed; the same for the same grant, on every machine."""
        keys = (self.public.sealing, self.public.signing)
        scope = (self.scope.kind, self.scope.keyspace)
        day = self.granted_on.isoformat()
        return frame("amparo grant 1", self.holder, *keys, *scope, day, self.signer)

    @property
    def digest(self) -> bytes:
        """Return 32 bytes that name this grant in a revocation."""
        return hashlib.sha256(self.said).digest()


@dataclass(frozen=True, slots=True)
class Revocation:
    """This grant no longer counts; of the grants its holder signed, these still do."""

    grant: bytes  # digest
    stands: frozenset[bytes] = frozenset()  # digests


class Refusal(Enum):
    """Why a grant does not count."""

    ALTERED = "altered"  # or unsigned: the signature is not over these words
    UNCHAINED = "unchained"  # no way from the signer to the kit
    REVOKED = "revoked"
    OTHER_KEYS = "other keys"  # the holder already has a grant, with different keys


@dataclass(frozen=True, slots=True)
class Chain:
    """The grants that count, and the others with the reason."""

    grants: tuple[Grant, ...]
    refused: tuple[tuple[Grant, Refusal], ...]

    def holders(self, scope: Scope) -> dict[str, HolderPublic]:
        """Return who is entitled to open this, and the keys to seal to."""
        return {grant.holder: grant.public for grant in self.grants if grant.scope.covers(scope)}


def sign_grant(grant: Grant, *, by: SigningPair) -> Grant:
    """Return the grant with the signer's key and signature."""
    named = replace(grant, signer=by.public)
    return replace(named, signature=sign(named.said, private=by.private))


def verify_chain(
    grants: Iterable[Grant], root_public: bytes, *, revocations: Iterable[Revocation] = ()
) -> Chain:
    """Tell which grants count. `root_public` is the kit's Ed25519 key, pinned outside the database.

    The grants of one holder must name the same keys; of two that differ, the later by date does not
    count, and by the order given where the dates are equal.
    """
    offered = sorted(grants, key=lambda grant: grant.granted_on)
    revoked = {revocation.grant: revocation.stands for revocation in revocations}
    signed = [grant for grant in offered if _is_whole(grant)]
    chained = _reachable(signed, root_public, revoked)
    refused = dict(_refusals(offered, signed, chained, revoked))
    counting = tuple(grant for at, grant in enumerate(offered) if at not in refused)
    return Chain(counting, tuple((offered[at], reason) for at, reason in refused.items()))


def _is_whole(grant: Grant) -> bool:
    return is_signed(grant.said, grant.signature, public=grant.signer)


def _reachable(
    signed: list[Grant], root_public: bytes, revoked: dict[bytes, frozenset[bytes]]
) -> list[Grant]:
    """Return the grants with a way to the root, revoked ones among them: theirs may stand."""
    reached: list[Grant] = []
    waiting = signed
    while True:
        found = [g for g in waiting if g.signer == root_public or _has_parent(g, reached, revoked)]
        if not found:
            return reached
        reached += found
        waiting = [grant for grant in waiting if grant not in found]


def _has_parent(grant: Grant, reached: list[Grant], revoked: dict[bytes, frozenset[bytes]]) -> bool:
    return any(
        parent.public.signing == grant.signer
        and parent.scope.covers(grant.scope)
        and (parent.digest not in revoked or grant.digest in revoked[parent.digest])
        for parent in reached
    )


def _refusals(
    offered: list[Grant],
    signed: list[Grant],
    chained: list[Grant],
    revoked: dict[bytes, frozenset[bytes]],
) -> Iterator[tuple[int, Refusal]]:
    keys_of: dict[str, HolderPublic] = {}
    for at, grant in enumerate(offered):
        if grant not in signed:
            yield at, Refusal.ALTERED
        elif grant not in chained:
            yield at, Refusal.UNCHAINED
        elif grant.digest in revoked:
            yield at, Refusal.REVOKED
        elif keys_of.setdefault(grant.holder, grant.public) != grant.public:
            yield at, Refusal.OTHER_KEYS
