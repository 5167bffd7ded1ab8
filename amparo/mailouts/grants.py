"""What lets a child process send one letter: signed by whoever unlocked, sealed, and only in RAM.

It names the letter, what it says, how many, until when, and holds the private halves of the epochs
that its readers' cards are sealed to: no more than this letter needs, and never the holder's own
key. It lies in the runtime store under the runtime key; a power cut takes it, and so does an
offboarding, because the signature is checked against the holders who are present.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from amparo.keyring.chain import entitled
from amparo.keyring.errors import CannotOpen
from amparo.keyring.runtime import runtime
from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.keys import is_signed, sign
from amparo.lib.sealing.suites import CannotUnseal
from amparo.lib.sealing.symmetric import derive, seal_with, unseal_with

LASTS = timedelta(hours=24)
ORGANIZERS = "organizers"


@dataclass(frozen=True)
class Grant:
    """Leave to send one letter. Opens cards as an unlocked holder does, of a few epochs only."""

    mailout_id: UUID
    content_hash: str
    count: int
    until: datetime
    holder_id: UUID
    label: str  # of the holder, for the log
    secret: bytes = field(repr=False)
    privates: dict[UUID, bytes] = field(repr=False)
    signature: bytes = b""

    def private_key_of(self, epoch_id: UUID) -> bytes:
        """Raises CannotOpen for an epoch that this letter was not granted."""
        if epoch_id not in self.privates:
            raise CannotOpen
        return self.privates[epoch_id]

    @property
    def said(self) -> bytes:
        """What is signed: all of it, the keys included, so that none is slipped in."""
        keys = [part for pk in sorted(self.privates) for part in (str(pk), self.privates[pk])]
        about = (str(self.mailout_id), self.content_hash, str(self.count), self.until.isoformat())
        return frame("amparo letter grant 1", *about, str(self.holder_id), self.secret, *keys)


def keep_grant(
    *,
    mailout_id: UUID,
    content_hash: str,
    count: int,
    secret: bytes,
    epochs: list[UUID],
    by: Unlocked,
    now: datetime,
) -> int:
    """Sign a grant and keep it for the child; return how many epochs it opens."""
    privates = {}
    for epoch in epochs:
        try:
            privates[epoch] = by.private_key_of(epoch)
        except CannotOpen:
            continue  # sealed before she was granted anything: those cards are counted unread
    about = (mailout_id, content_hash, count, now + LASTS, by.holder_id, by.label)
    unsigned = Grant(*about, secret=secret, privates=privates)
    _put(unsigned, sign(unsigned.said, private=by.keys.signing.private))
    return len(privates)


def grant_of(mailout_id: UUID, now: datetime) -> Grant | None:
    """The grant of a letter, verified; None where it is gone, altered, or its giver has left."""
    name = _name(mailout_id)
    sealed = runtime().store.get(name, now)
    if sealed is None:
        return None
    try:
        grant = _read(unseal_with(_key(), sealed, info=name.encode()))
    except CannotUnseal:
        return None
    giver = entitled(ORGANIZERS).get(grant.holder_id)
    if giver is None or grant.mailout_id != mailout_id or grant.until <= now:
        return None
    return grant if is_signed(grant.said, grant.signature, public=giver.signing) else None


def has_grant(mailout_id: UUID, now: datetime) -> bool:
    """Is there something under its name? Cheap; whether it holds, the child looks."""
    return runtime().store.get(_name(mailout_id), now) is not None


def drop_grant(mailout_id: UUID) -> None:
    runtime().store.drop(_name(mailout_id))


def _put(grant: Grant, signature: bytes) -> None:
    name = _name(grant.mailout_id)
    kept = {
        "mailout": str(grant.mailout_id),
        "hash": grant.content_hash,
        "count": grant.count,
        "until": grant.until.isoformat(),
        "holder": str(grant.holder_id),
        "label": grant.label,
        "secret": grant.secret.hex(),
        "privates": {str(epoch): key.hex() for epoch, key in grant.privates.items()},
        "signature": signature.hex(),
    }
    sealed = seal_with(_key(), json.dumps(kept).encode(), info=name.encode())
    runtime().store.put(name, sealed, grant.until)


def _read(content: bytes) -> Grant:
    kept = json.loads(content)
    return Grant(
        UUID(kept["mailout"]),
        kept["hash"],
        kept["count"],
        datetime.fromisoformat(kept["until"]),
        UUID(kept["holder"]),
        kept["label"],
        secret=bytes.fromhex(kept["secret"]),
        privates={UUID(epoch): bytes.fromhex(key) for epoch, key in kept["privates"].items()},
        signature=bytes.fromhex(kept["signature"]),
    )


def _name(mailout_id: UUID) -> str:
    return f"letter grant:{mailout_id}"


def _key() -> bytes:
    return derive(runtime().key, "amparo letter grants")
