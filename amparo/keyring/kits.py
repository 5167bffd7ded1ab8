"""The paper kits: keys whose private half exists as 24 words on paper and nowhere else.

The coalition's kit is the root of every grant and opens what organizers open; the clinics' kit
opens what attorneys open. A kit's seed lies in the runtime store from its making until the words
have been typed back: that is all that a newcomer could mistake for an escrow, and it goes.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.chain import pin_root, root_file
from amparo.keyring.errors import CannotMakeHolder, CannotUnlock, Unavailable
from amparo.keyring.granting import save_grant
from amparo.keyring.locks import alone_with_keys
from amparo.keyring.models import Holder, HolderKind, OpenedBy
from amparo.keyring.runtime import runtime
from amparo.keyring.unlocking import Unlocked, unlocked_by_seed
from amparo.lib.sealing import words
from amparo.lib.sealing.grants import Scope
from amparo.lib.sealing.keys import HolderKeys, make_seed

_WAITS = timedelta(days=3_650)  # for its words; a boot ends before


@dataclass(frozen=True, slots=True)
class KitOnce:
    """A kit as it is shown, once."""

    holder: Holder
    words: list[str] = field(repr=False)
    fingerprint: list[str]


def make_kit(*, words_language: str, label: str, actor: Actor, now: datetime) -> KitOnce:
    """Make the coalition's kit and pin it as the root. May be run again until it is confirmed.

    Raises CannotMakeHolder when a confirmed kit exists already.
    """
    seed = _seed_to_show(HolderKind.KIT)
    keys = HolderKeys.from_seed(seed)
    pin_root(keys.signing.public)
    holder = kit_holder(HolderKind.KIT, keys, label, now)
    root = Unlocked(holder.pk, holder.kind, holder.label, actor, seed)
    if not holder.grants.exists():
        save_grant(holder, by=root, scope=Scope(OpenedBy.ORGANIZERS), now=now)
        record("key.make_kit", actor=actor, about=holder, now=now)
    return once(holder, seed, words_language)


def make_clinic_kit(
    *, by: Unlocked, words_language: str, label: str, actor: Actor, now: datetime
) -> KitOnce:
    """Make the clinics' kit, granted by the coalition's. Raises CannotMakeHolder, CannotGrant."""
    seed = _seed_to_show(HolderKind.CLINIC_KIT)
    keys = HolderKeys.from_seed(seed)
    holder = kit_holder(HolderKind.CLINIC_KIT, keys, label, now)
    if not holder.grants.exists():
        save_grant(holder, by=by, scope=Scope(OpenedBy.ATTORNEYS), now=now)
        record("key.make_kit", actor=actor, about=holder, now=now)
    return once(holder, seed, words_language)


def unconfirmed_kit(*, actor: Actor, kind: str = HolderKind.KIT) -> Unlocked | None:
    """Return a kit whose words have not been typed back yet, for the grants of `amparo init`."""
    seed = _pending_seed(kind)
    return None if seed is None else unlocked_by_seed(seed, actor=actor)


def is_unconfirmed(kind: str = HolderKind.KIT) -> bool:
    """Whether a kit waits for its words; none does where nothing can be kept in memory."""
    with suppress(Unavailable):
        return _pending_seed(kind) is not None
    return False


def confirm_kit_words(
    text: str | Sequence[str], *, actor: Actor, now: datetime, kind: str = HolderKind.KIT
) -> None:
    """Forget the kit when its words were typed back rightly; nothing to do when it is forgotten.

    Raises CannotReadWords, or CannotUnlock when they are the words of another key.
    """
    seed = _pending_seed(kind)
    if seed is None:
        return
    if words.seed_from_words(text) != seed:
        raise CannotUnlock
    record("key.confirm_kit", actor=actor, about=_holder_of(seed), now=now)
    runtime().store.drop(_name(kind))


def _holder_of(seed: bytes) -> Holder:
    return Holder.objects.get(signing_public=HolderKeys.from_seed(seed).signing.public)


def once(holder: Holder, seed: bytes, language: str) -> KitOnce:
    """Return what is shown of a kit."""
    said = words.fingerprint_words(HolderKeys.from_seed(seed).public, language)
    return KitOnce(holder, words.kit_words(seed, language), said)


def kit_holder(kind: str, keys: HolderKeys, label: str, now: datetime) -> Holder:
    """Return the holder with these keys, made where there is none."""
    with alone_with_keys():
        there = Holder.objects.filter(signing_public=keys.signing.public).first()
        return there or Holder.objects.create(
            kind=kind,
            label=label,
            sealing_public=keys.sealing.public,
            signing_public=keys.signing.public,
            wrapped_seed=b"",
            created_on=now.date(),
        )


def pending_or_fresh_seed(kind: str) -> bytes:
    """Return the seed of a kit that is not on paper yet, or a new one that waits for paper."""
    return _pending_seed(kind) or _fresh_seed(kind)


def _seed_to_show(kind: str) -> bytes:
    """Return the seed of a kit that is not on paper yet, making it where there is no kit."""
    pending = _pending_seed(kind)
    if pending is not None:
        return pending
    is_pinned = kind == HolderKind.KIT and root_file().exists()
    if is_pinned or Holder.objects.present().filter(kind=kind).exists():
        raise CannotMakeHolder("there is a kit already")
    return _fresh_seed(kind)


def _name(kind: str) -> str:
    return f"seed:{kind}"


def _pending_seed(kind: str) -> bytes | None:
    return runtime().store.get(_name(kind), timezone.now())


def _fresh_seed(kind: str) -> bytes:
    now = timezone.now()
    return runtime().store.get_or_put(_name(kind), make_seed, now + _WAITS, now)
