"""Unlocking: a passphrase, or the words on paper, bring a holder's keys back for a while.

It has nothing to do with logging in: a password that was reset by mail opens nothing. The seed is
kept in the store in RAM, encrypted under the secret in her cookie: 15 minutes idle, 60 at most. A
newcomer would put an Unlocked into a session or a global: it lives for one request.
"""

import fcntl
import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.conf import settings

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.epochs import wrap_info
from amparo.keyring.errors import CannotOpen, CannotUnlock, TooManyTries
from amparo.keyring.models import Holder, Wrap
from amparo.keyring.runtime import runtime
from amparo.lib.sealing import envelopes, words, wrapping
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.keys import HolderKeys
from amparo.lib.sealing.suites import CannotUnseal
from amparo.lib.sealing.symmetric import derive, seal_with, unseal_with

IDLE = timedelta(minutes=15)
LONGEST = timedelta(minutes=60)
TRIES_AN_HOUR = 20

_BUCKET = "unlock"


@dataclass
class Unlocked:
    """A holder's keys while somebody works with them, and who that somebody is."""

    holder_id: UUID
    kind: str  # HolderKind
    label: str
    actor: Actor
    seed: bytes = field(repr=False)
    _privates: dict[UUID, bytes] = field(default_factory=dict, repr=False)

    @cached_property
    def keys(self) -> HolderKeys:
        return HolderKeys.from_seed(self.seed)

    def private_key_of(self, epoch_id: UUID) -> bytes:
        """Return the private half of an epoch. Raises CannotOpen where she has no whole wrap."""
        if epoch_id not in self._privates:
            self._privates[epoch_id] = self._opened(epoch_id)
        return self._privates[epoch_id]

    def _opened(self, epoch_id: UUID) -> bytes:
        mine = Wrap.objects.filter(holder_id=self.holder_id, epoch_id=epoch_id)
        wrap = mine.select_related("epoch").first()
        if wrap is None:
            raise CannotOpen
        try:
            return envelopes.unseal(
                bytes(wrap.sealed_private),
                private_key=self.keys.sealing.private,
                info=wrap_info(wrap.epoch, self.holder_id),
            )
        except CannotUnseal as error:
            raise CannotOpen from error


def unlock(user_id: int, passphrase: str, *, now: datetime) -> str:
    """Unlock her own key; return the secret for her cookie. Takes a third of a second.

    Raises TooManyTries, or CannotUnlock, which does not tell a wrong passphrase from no key.
    """
    holder = Holder.objects.of_user(user_id).first()
    seed = _seed_by_passphrase(holder, user_id, passphrase, now)
    if holder is None or seed is None:
        raise CannotUnlock
    record("key.unlock", actor=Actor.person(user_id, holder.label), about=holder, now=now)
    return _keep(user_id, holder, seed, now)


def opened(secret: str, user_id: int, *, now: datetime) -> Unlocked | None:
    """Return what a cookie's secret unlocks, and let another 15 minutes begin; None when locked."""
    kept = _kept(secret, user_id, now)
    if kept is None:
        return None
    holder = Holder.objects.of_user(user_id).filter(pk=kept["holder"]).first()
    if holder is None or not _prolonged(secret, user_id, kept, now):
        lock(secret, user_id)
        return None
    actor = Actor.person(user_id, holder.label)
    return Unlocked(holder.pk, holder.kind, holder.label, actor, bytes.fromhex(kept["seed"]))


def ends_at(secret: str, user_id: int, *, now: datetime) -> datetime | None:
    """Tell when this unlock ends if nothing more is done; None when it is locked."""
    kept = _kept(secret, user_id, now)
    return None if kept is None else _deadline(kept, now)


def lock(secret: str, user_id: int) -> None:
    """End this unlock."""
    runtime().store.drop(_name(user_id, secret))


def lock_all(user_id: int) -> int:
    """End every unlock of this account, on every device; return how many there were."""
    return runtime().store.drop_all(f"unlock:{user_id}:")


def unlocked_by_words(text: str | Sequence[str], *, actor: Actor, now: datetime) -> Unlocked:
    """Return the key that 24 words on paper bring back: the coalition's kit or a holder's own.

    `actor` is who typed them. Raises CannotReadWords (a typing mistake, told), TooManyTries, or
    CannotUnlock (no present holder has these keys).
    """
    _count_try(f"words {actor.kind} {actor.id}", now)
    seed = words.seed_from_words(text)
    unlocked = unlocked_by_seed(seed, actor=actor)
    _forget_tries(f"words {actor.kind} {actor.id}")
    return unlocked


def unlocked_by_seed(seed: bytes, *, actor: Actor) -> Unlocked:
    """Return the present holder whose keys come from this seed. Raises CannotUnlock."""
    public = HolderKeys.from_seed(seed).public
    holder = Holder.objects.present().filter(signing_public=public.signing).first()
    if holder is None or bytes(holder.sealing_public) != public.sealing:
        raise CannotUnlock
    return Unlocked(holder.pk, holder.kind, holder.label, actor, seed)


def seed_info(holder_id: UUID) -> bytes:
    """Tie a wrapped seed to its holder."""
    return frame("amparo seed 1", str(holder_id))


@contextmanager
def one_argon_at_a_time() -> Iterator[None]:
    """Keep the processes of this machine from taking 128 MiB each at once."""
    with (settings.RUNTIME_DIR / "argon2.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _seed_by_passphrase(
    holder: Holder | None, user_id: int, passphrase: str, now: datetime
) -> bytes | None:
    if holder is None or not holder.wrapped_seed:
        return None
    _count_try(str(user_id), now)
    try:
        with one_argon_at_a_time():
            wrapped, info = bytes(holder.wrapped_seed), seed_info(holder.pk)
            seed = wrapping.unwrap(wrapped, passphrase, info=info)
    except CannotUnseal:
        return None
    _forget_tries(str(user_id))
    return seed


def _keep(user_id: int, holder: Holder, seed: bytes, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    name = _name(user_id, secret)
    kept = {"holder": str(holder.pk), "seed": seed.hex(), "started_at": now.isoformat()}
    sealed = seal_with(_cookie_key(secret), json.dumps(kept).encode(), info=name.encode())
    runtime().store.put(name, sealed, _deadline(kept, now))
    return secret


def _kept(secret: str, user_id: int, now: datetime) -> dict[str, str] | None:
    name = _name(user_id, secret)
    sealed = runtime().store.get(name, now)
    if sealed is None:
        return None
    try:
        kept: dict[str, str] = json.loads(
            unseal_with(_cookie_key(secret), sealed, info=name.encode())
        )
    except CannotUnseal:  # the store was written to by somebody else
        return None
    return kept if _deadline(kept, now) > now else None


def _prolonged(secret: str, user_id: int, kept: dict[str, str], now: datetime) -> bool:
    return runtime().store.extend(_name(user_id, secret), _deadline(kept, now), now)


def _deadline(kept: dict[str, str], now: datetime) -> datetime:
    """When it ends if nothing is done after `now`."""
    return min(now + IDLE, datetime.fromisoformat(kept["started_at"]) + LONGEST)


def _name(user_id: int, secret: str) -> str:
    return f"unlock:{user_id}:{hashlib.sha256(secret.encode()).hexdigest()}"


def _cookie_key(secret: str) -> bytes:
    return derive(secret.encode(), "amparo unlock")


def _count_try(who: str, now: datetime) -> None:
    if runtime().store.count(_BUCKET, who.encode(), now) > TRIES_AN_HOUR:
        raise TooManyTries


def _forget_tries(who: str) -> None:
    runtime().store.forget_count(_BUCKET, who.encode())
