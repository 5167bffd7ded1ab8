"""The pairs that cards are sealed to: one for each keyspace and month, made where it is missing.

The server makes a pair, seals the private half to every entitled holder and forgets it. The public
half is believed only under this boot's HMAC: after a reboot nobody can tell an old public key from
an altered one, so that the next serial begins. A newcomer would cache longer: five seconds is what
an offboarding may take.
"""

import hmac
import time
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import DatabaseError, IntegrityError
from django.db.models import Max, QuerySet

from amparo.keyring.chain import entitled
from amparo.keyring.errors import Unavailable
from amparo.keyring.ledger import KEYSPACE, is_removed, note_removed
from amparo.keyring.locks import alone_with_keys
from amparo.keyring.models import Epoch, Wrap
from amparo.keyring.runtime import Runtime, runtime
from amparo.keyring.scrubbing import scrub_keys
from amparo.lib.sealing import envelopes
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.keys import HolderPublic, SealingPair
from amparo.lib.sealing.symmetric import derive

KEPT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class EpochKey:
    """What a card is sealed to, and the id that goes into its row and its `info`."""

    id: UUID
    public_key: bytes


_Place = tuple[UUID, str, date, bytes]
_kept: dict[_Place, tuple[float, EpochKey]] = {}


def current_epoch(keyspace_id: UUID, *, opened_by: str, today: date) -> EpochKey:
    """Return the key that this keyspace seals to now, at most KEPT_SECONDS old.

    Makes the epoch where there is none of this month and boot. Raises Unavailable when no verified
    holder could open it, when it was altered, when the keyspace is shredded, or when a key, a file
    or the database is not there.
    """
    place = (keyspace_id, opened_by, today.replace(day=1), runtime().boot)
    kept = _kept.get(place)
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    found = _found_or_made(place)
    _kept[place] = (time.monotonic(), found)
    return found


def forget_epochs() -> None:
    """Ask the database at the next need; other processes do so within KEPT_SECONDS."""
    _kept.clear()


def end_epochs(holder_id: UUID, *, now: datetime) -> int:
    """Let nothing more be sealed to the epochs that this holder could open; return how many."""
    hers = Wrap.objects.filter(holder_id=holder_id).values("epoch_id")
    count = Epoch.objects.sealing().filter(pk__in=hers).update(ended_on=now.date())
    forget_epochs()
    return count


def end_altered_epochs(*, today: date) -> int:
    """Begin anew where an epoch of this boot does not verify; return how many there were."""
    here = runtime()
    with alone_with_keys():
        suspect = Epoch.objects.sealing().filter(boot=here.boot)
        altered = [epoch.pk for epoch in suspect if not is_verified(epoch, here)]
        Epoch.objects.filter(pk__in=altered).update(ended_on=today)
    forget_epochs()
    return len(altered)


def destroy_keyspace(keyspace_id: UUID, *, now: datetime) -> int:
    """Make everything sealed in this keyspace unreadable for ever; return how many epochs.

    The wraps go first. May be run again after a crash. Nothing can be sealed to it afterwards.
    """
    with alone_with_keys():
        note_removed(KEYSPACE, [keyspace_id])
        count = _destroy(Epoch.objects.filter(keyspace_id=keyspace_id), now)
    scrub_keys()
    forget_epochs()
    return count


def destroy_epoch(epoch_id: UUID, *, now: datetime) -> int:
    """Make the cards of one epoch unreadable for ever; the keyspace goes on. May be run again."""
    with alone_with_keys():
        count = _destroy(Epoch.objects.filter(pk=epoch_id), now)
    scrub_keys()
    forget_epochs()
    return count


def is_verified(epoch: Epoch, here: Runtime) -> bool:
    """Tell whether this row is what this boot wrote."""
    return hmac.compare_digest(bytes(epoch.mac), _mac(epoch, here))


def seal_wrap(epoch: Epoch, private: bytes, holder_id: UUID, public: HolderPublic) -> Wrap:
    """Return the (unsaved) private half, sealed to one holder."""
    info = wrap_info(epoch, holder_id)
    sealed = envelopes.seal(private, public_key=public.sealing, info=info)
    return Wrap(epoch=epoch, holder_id=holder_id, sealed_private=sealed)


def wrap_info(epoch: Epoch, holder_id: UUID) -> bytes:
    """Tie a wrap to its epoch, its holder and who may open it, so that none can be swapped."""
    month = epoch.month.isoformat()
    place = (str(epoch.pk), str(epoch.keyspace_id), epoch.opened_by, month, str(epoch.serial))
    return frame("amparo wrap 1", *place, str(holder_id))


def _destroy(epochs: QuerySet[Epoch], now: datetime) -> int:
    Wrap.objects.filter(epoch__in=epochs).delete()
    living = epochs.filter(destroyed_on__isnull=True)
    return living.update(destroyed_on=now.date(), ended_on=now.date())


def _found_or_made(place: _Place) -> EpochKey:
    try:
        return _found(place) or _made(place)
    except DatabaseError as error:
        raise Unavailable("the keyring cannot be read or written") from error


def _found(place: _Place) -> EpochKey | None:
    keyspace_id, opened_by, month, boot = place
    ours = Epoch.objects.sealing().filter(keyspace_id=keyspace_id, month=month, boot=boot)
    epoch = ours.order_by("-serial").first()
    if epoch is None:
        return None
    if epoch.opened_by != opened_by or not is_verified(epoch, runtime()):
        raise Unavailable("an epoch key was altered")
    return EpochKey(epoch.pk, bytes(epoch.public_key))


def _made(place: _Place) -> EpochKey:
    try:
        with alone_with_keys():
            return _found(place) or _make(place)
    except IntegrityError:  # somebody else made it between the look and the write
        found = _found(place)
        if found is None:
            raise
        return found


def _make(place: _Place) -> EpochKey:
    keyspace_id, opened_by, month, boot = place
    if is_removed(KEYSPACE, keyspace_id):
        raise Unavailable("the keyspace is shredded")
    of_keyspace = Epoch.objects.filter(keyspace_id=keyspace_id)
    if of_keyspace.exclude(opened_by=opened_by).exists():
        raise Unavailable("the keyspace belongs to others")
    holders = entitled(opened_by, keyspace_id)
    if not holders:
        raise Unavailable("nobody could open it")
    last = of_keyspace.filter(month=month).aggregate(last=Max("serial"))["last"] or 0
    pair = SealingPair.make()
    epoch = Epoch(
        keyspace_id=keyspace_id,
        opened_by=opened_by,
        month=month,
        serial=last + 1,
        public_key=pair.public,
        boot=boot,
    )
    epoch.mac = _mac(epoch, runtime())
    epoch.save(force_insert=True)
    Wrap.objects.bulk_create(
        [seal_wrap(epoch, pair.private, holder, public) for holder, public in holders.items()]
    )
    return EpochKey(epoch.pk, pair.public)


def _mac(epoch: Epoch, here: Runtime) -> bytes:
    place = (str(epoch.pk), str(epoch.keyspace_id), epoch.opened_by, epoch.month.isoformat())
    said = frame("amparo epoch 1", *place, str(epoch.serial), bytes(epoch.public_key))
    return hmac.digest(derive(here.key, "amparo epochs"), said, "sha256")
