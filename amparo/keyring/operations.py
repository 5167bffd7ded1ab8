"""What people do with keys: make theirs, grant, renew a passphrase, leave. Each act is in the log.

The rest of the room's acts stand in `kits` (paper), `unlocking`, `epochs` (what cards are sealed
to) and `ledger`; what other rooms ask for is named here too, so that they need one address.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.chain import pin_root, read_chain, standing_digests
from amparo.keyring.epochs import (
    EpochKey,
    current_epoch,
    destroy_epoch,
    destroy_keyspace,
    end_altered_epochs,
    end_epochs,
)
from amparo.keyring.errors import CannotGrant, CannotMakeHolder, Unavailable
from amparo.keyring.granting import save_grant
from amparo.keyring.kits import (
    KitOnce,
    confirm_kit_words,
    is_unconfirmed,
    make_clinic_kit,
    make_kit,
    unconfirmed_kit,
)
from amparo.keyring.ledger import is_removed, note_removed, removed
from amparo.keyring.locks import alone_with_keys
from amparo.keyring.models import PAPER, Grant, Holder, HolderKind, OpenedBy, Revocation, Wrap
from amparo.keyring.replacing import replace_kit
from amparo.keyring.scrubbing import scrub_keys
from amparo.keyring.unlocking import Unlocked, lock_all, one_argon_at_a_time, seed_info
from amparo.lib.sealing import words, wrapping
from amparo.lib.sealing.grants import Chain, Scope
from amparo.lib.sealing.keys import HolderKeys, HolderPublic, make_seed
from amparo.lib.sealing.wrapping import STANDARD, Cost

__all__ = [
    "EpochKey",
    "HolderOnce",
    "KitOnce",
    "confirm_kit_words",
    "current_epoch",
    "destroy_epoch",
    "destroy_keyspace",
    "end_altered_epochs",
    "fingerprint_words",
    "grant",
    "has_key",
    "is_removed",
    "is_unconfirmed",
    "make_clinic_kit",
    "make_holder",
    "make_kit",
    "note_removed",
    "offboard",
    "pin_root",
    "removed",
    "renew_clinic_kit",
    "renew_passphrase",
    "replace_kit",
    "says_fingerprint",
    "unconfirmed_kit",
]


@dataclass(frozen=True, slots=True)
class HolderOnce:
    """A new key as its holder sees it, once: to learn, to print, and to read out."""

    holder: Holder
    passphrase: str = field(repr=False)
    kit_words: list[str] = field(repr=False)
    fingerprint: list[str]


def make_holder(
    user_id: int,
    *,
    label: str,
    kind: str,
    words_language: str,
    now: datetime,
    cost: Cost = STANDARD,
) -> HolderOnce:
    """Make a person's key. It opens nothing until a holder grants it.

    `kind` is "organizer" or "attorney". Raises CannotMakeHolder when she has one.
    """
    seed, passphrase = make_seed(), words.make_passphrase(words_language)
    keys = HolderKeys.from_seed(seed)
    holder = Holder(
        user_id=user_id,
        kind=kind,
        label=label,
        sealing_public=keys.sealing.public,
        signing_public=keys.signing.public,
        created_on=now.date(),
    )
    holder.wrapped_seed = _wrapped(seed, passphrase, holder.pk, cost)
    try:
        with alone_with_keys():
            holder.save(force_insert=True)
    except IntegrityError as error:
        raise CannotMakeHolder("there is a key already") from error
    record("key.make", actor=Actor.person(user_id, label), about=holder, now=now)
    fingerprint = words.fingerprint_words(keys.public, words_language)
    return HolderOnce(holder, passphrase, words.kit_words(seed, words_language), fingerprint)


def grant(holder: Holder, *, by: Unlocked, scope: Scope, heard: str, now: datetime) -> int:
    """Let a newcomer open what the scope says; return how many epochs were handed over.

    `heard` are the six words that she read out from her paper, as typed by whoever grants. Raises
    CannotGrant when they are not those of the keys in the database, or when the giver may not.
    """
    if not says_fingerprint(holder, heard):
        record("key.grant_refused", actor=by.actor, about=holder, now=now)
        raise CannotGrant
    count = save_grant(holder, by=by, scope=scope, now=now)
    detail = {"by": by.label, "to": holder.label, "opens": scope.kind, "keyspace": scope.keyspace}
    record("key.grant", actor=by.actor, about=holder, count=count, detail=detail, now=now)
    return count


def fingerprint_words(holder: Holder, language: str = "en") -> list[str]:
    """Return the six words of the keys in the database, to compare with what is on her paper."""
    return words.fingerprint_words(_public(holder), language)


def says_fingerprint(holder: Holder, heard: str) -> bool:
    """Tell whether these are the six words, in either language, however they were typed."""
    typed = words.normalize_passphrase(heard)
    return any(
        typed == words.normalize_passphrase("".join(fingerprint_words(holder, language)))
        for language in ("en", "es")
    )


def renew_passphrase(
    unlocked: Unlocked, *, words_language: str, now: datetime, cost: Cost = STANDARD
) -> str:
    """Give a holder a new passphrase, after her old one or her printed words; return it, once.

    Raises CannotMakeHolder for a kit, which has none.
    """
    holder = Holder.objects.present().get(pk=unlocked.holder_id)
    if holder.kind in PAPER or holder.user_id is None:
        raise CannotMakeHolder("a kit has no passphrase")
    passphrase = words.make_passphrase(words_language)
    wrapped = _wrapped(unlocked.seed, passphrase, holder.pk, cost)
    Holder.objects.filter(pk=holder.pk).update(wrapped_seed=wrapped)
    record("key.renew_passphrase", actor=unlocked.actor, about=holder, now=now)
    return passphrase


def has_key(user_id: int) -> bool:
    return Holder.objects.of_user(user_id).exists()


def renew_clinic_kit(
    *, by: Unlocked, words_language: str, label: str, actor: Actor, now: datetime
) -> KitOnce:
    """Make the clinics' kit, or another in its place: then the old sheet opens nothing.

    `by` is an attorney's key, so that no organizer ever sees the words. May be run again until the
    words have been typed back: then the same kit is shown. Raises CannotGrant, Unavailable.
    """
    if str(by.holder_id) not in read_chain().holders(Scope(OpenedBy.ATTORNEYS)):
        raise CannotGrant
    if not is_unconfirmed(HolderKind.CLINIC_KIT):
        _take_clinic_kits(actor, now)
    return make_clinic_kit(by=by, words_language=words_language, label=label, actor=actor, now=now)


def _take_clinic_kits(actor: Actor, now: datetime) -> None:
    """Take the kit that is on paper; also one whose words died with the boot before they were."""
    for old in list(Holder.objects.present().filter(kind=HolderKind.CLINIC_KIT)):
        with alone_with_keys():
            _take_away(old, now)
        scrub_keys()
        record("key.replace_kit", actor=actor, about=old, now=now)


def offboard(user_id: int, *, actor: Actor, now: datetime) -> int:
    """Take every key from an account, at once; return how many wraps went. May be run again.

    Her grants are revoked (those that she gave to others stand), her wraps deleted, her unlocks
    ended; what she could open gets new epochs at the next need, in every process within 5 seconds.
    """
    with alone_with_keys():
        leaving = list(Holder.objects.of_user(user_id))
        count = sum(_take_away(holder, now) for holder in leaving)
    _end_unlocks(user_id)
    scrub_keys()
    for holder in leaving:
        record("key.offboard", actor=actor, about=holder, count=count, now=now)
    return count


def _take_away(holder: Holder, now: datetime) -> int:
    _revoke_grants(holder)
    end_epochs(holder.pk, now=now)
    count, _ = Wrap.objects.filter(holder=holder).delete()
    Holder.objects.filter(pk=holder.pk).update(wrapped_seed=b"", left_on=now.date())
    return count


def _revoke_grants(holder: Holder) -> None:
    chain = _chain_or_none()
    standing = standing_digests(bytes(holder.signing_public), chain) if chain else []
    for row in Grant.objects.filter(holder=holder, revocation__isnull=True):
        Revocation.objects.create(grant=row, standing=standing)


def _chain_or_none() -> Chain | None:
    """Leaving must work even where the root's file is lost."""
    try:
        return read_chain()
    except Unavailable:
        return None


def _end_unlocks(user_id: int) -> None:
    """Without a store in RAM nothing is unlocked."""
    try:
        lock_all(user_id)
    except Unavailable:
        return


def _public(holder: Holder) -> HolderPublic:
    return HolderPublic(bytes(holder.sealing_public), bytes(holder.signing_public))


def _wrapped(seed: bytes, passphrase: str, holder_id: UUID, cost: Cost) -> bytes:
    with one_argon_at_a_time():
        return wrapping.wrap(seed, passphrase, info=seed_info(holder_id), cost=cost)
