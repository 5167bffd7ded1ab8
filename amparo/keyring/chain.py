"""Whose keys count: the holders whose signed grants lead to the root pinned in DATA_DIR/root.pub.

Everything that seals to a holder takes her keys from here, never from her row. A grant that was
altered is left out and told by `keyring.health`; where none is left, nothing can be sealed.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from amparo.keyring.errors import CannotMakeHolder, Unavailable
from amparo.keyring.models import Grant, Holder, Revocation
from amparo.lib.sealing import grants
from amparo.lib.sealing.grants import Chain, Scope
from amparo.lib.sealing.keys import SIGNING_BYTES, HolderPublic


def root_file() -> Path:
    data_dir: Path = settings.DATA_DIR
    return data_dir / "root.pub"


def root_public() -> bytes:
    """Return the paper kit's Ed25519 public key. Raises Unavailable."""
    try:
        root = bytes.fromhex(root_file().read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise Unavailable("root.pub is not there or not a key") from error
    if len(root) != SIGNING_BYTES:
        raise Unavailable("root.pub is not a key")
    return root


def pin_root(public: bytes) -> None:
    """Write the root's public half beside the database; the same one again changes nothing.

    Raises CannotMakeHolder when another is pinned: then there is a kit already.
    """
    path = root_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write_root(path, public)
    except FileExistsError:
        if root_public() != public:
            raise CannotMakeHolder("another root is pinned") from None


def move_root(public: bytes) -> None:
    """Pin another root in place of this one, whole or not at all: for a kit that is replaced."""
    path = root_file()
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    _write_root(half, public)
    half.replace(path)


def read_chain() -> Chain:
    """Verify every grant; takes some milliseconds. Raises Unavailable without a root."""
    rows = Grant.objects.select_related("holder", "revocation").order_by("granted_on", "pk")
    revocations = [_revocation(row, row.revocation) for row in rows if hasattr(row, "revocation")]
    return grants.verify_chain(
        [as_signed(row) for row in rows], root_public(), revocations=revocations
    )


def entitled(opened_by: str, keyspace_id: UUID | None = None) -> dict[UUID, HolderPublic]:
    """Return the holders who may open a keyspace (none: all of that kind), with verified keys."""
    scope = Scope(opened_by, str(keyspace_id or ""))
    present = set(Holder.objects.present().values_list("pk", flat=True))
    found = {UUID(name): public for name, public in read_chain().holders(scope).items()}
    return {holder: public for holder, public in found.items() if holder in present}


def as_signed(row: Grant) -> grants.Grant:
    """Return the grant as it was signed, from its row."""
    return grants.Grant(
        holder=str(row.holder_id),
        public=HolderPublic(bytes(row.sealing_public), bytes(row.signing_public)),
        scope=Scope(row.opened_by, str(row.keyspace_id or "")),
        granted_on=row.granted_on,
        signer=bytes(row.signer),
        signature=bytes(row.signature),
    )


def standing_digests(signer: bytes, chain: Chain) -> list[str]:
    """Return, in hex, the grants signed by this key that count."""
    return [grant.digest.hex() for grant in chain.grants if grant.signer == signer]


def _revocation(row: Grant, revocation: Revocation) -> grants.Revocation:
    standing: Iterable[str] = revocation.standing
    return grants.Revocation(
        as_signed(row).digest, frozenset(bytes.fromhex(digest) for digest in standing)
    )


def _write_root(path: Path, public: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(public.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
