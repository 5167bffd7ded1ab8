"""Replace the coalition's paper kit, when the sheet is lost or somebody has seen it.

A new kit is a new root, so every grant that counts is signed again by it. The order is what keeps
a crash from closing everything: new grants beside the old, then the pin, then the old grants go. A
newcomer would sign again whatever the table holds; only what verifies under the old root is.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.chain import as_signed, move_root, read_chain, root_public
from amparo.keyring.epochs import end_epochs, forget_epochs
from amparo.keyring.errors import CannotGrant
from amparo.keyring.granting import hand_over, row_of
from amparo.keyring.kits import KitOnce, kit_holder, once, pending_or_fresh_seed
from amparo.keyring.locks import alone_with_keys
from amparo.keyring.models import Grant, Holder, HolderKind, OpenedBy, Revocation, Wrap
from amparo.keyring.scrubbing import scrub_keys
from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing import grants
from amparo.lib.sealing.grants import Chain, Scope
from amparo.lib.sealing.keys import HolderKeys

_EVERYTHING = Scope(OpenedBy.ORGANIZERS)


def replace_kit(
    *, by: Unlocked, words_language: str, label: str, actor: Actor, now: datetime
) -> KitOnce:
    """Make another kit and take the old one's keys; return it, to be shown once and typed back.

    `by` is an unlocked holder of everything that organizers open. May be run again after a crash,
    and until it is confirmed. Raises CannotGrant, Unavailable.
    """
    chain = read_chain()
    if str(by.holder_id) not in chain.holders(_EVERYTHING):
        raise CannotGrant
    seed = pending_or_fresh_seed(HolderKind.KIT)
    keys = HolderKeys.from_seed(seed)
    if root_public() != keys.signing.public:
        with alone_with_keys():
            holder = _kit_changed(keys, label, now)
            _sign_again(holder, keys, chain, now)
            hand_over(holder, by, _EVERYTHING)
        move_root(keys.signing.public)
        scrub_keys()
        record("key.replace_kit", actor=actor, about=holder, now=now)
    _drop_grants_of_old_root()
    forget_epochs()
    return once(Holder.objects.get(signing_public=keys.signing.public), seed, words_language)


def _kit_changed(keys: HolderKeys, label: str, now: datetime) -> Holder:
    """Take the old kit's wraps and let the new one stand in its place."""
    others = Holder.objects.present().filter(kind=HolderKind.KIT)
    for old in others.exclude(signing_public=keys.signing.public):
        end_epochs(old.pk, now=now)
        Wrap.objects.filter(holder=old).delete()
        Holder.objects.filter(pk=old.pk).update(left_on=now.date())
    return kit_holder(HolderKind.KIT, keys, label, now)


def _sign_again(kit: Holder, keys: HolderKeys, chain: Chain, now: datetime) -> None:
    """Let the new root sign its own grant and every other that counts, once."""
    done = {as_signed(row).said for row in Grant.objects.filter(signer=keys.signing.public)}
    for grant in _to_sign(kit, keys, chain, now):
        signed = grants.sign_grant(grant, by=keys.signing)
        if signed.said not in done:
            row_of(signed).save(force_insert=True)


def _to_sign(kit: Holder, keys: HolderKeys, chain: Chain, now: datetime) -> Iterator[grants.Grant]:
    yield grants.Grant(str(kit.pk), keys.public, _EVERYTHING, now.date())
    present = set(Holder.objects.present().values_list("pk", flat=True))
    for grant in chain.grants:
        if UUID(grant.holder) in present:
            yield grants.Grant(grant.holder, grant.public, grant.scope, grant.granted_on)


def _drop_grants_of_old_root() -> None:
    """Remove what the new root does not vouch for, with its revocations."""
    with alone_with_keys():
        counting = set(read_chain().grants)
        rows = Grant.objects.select_related("holder")
        gone = [row.pk for row in rows if as_signed(row) not in counting]
        Revocation.objects.filter(grant__in=gone).delete()
        Grant.objects.filter(pk__in=gone).delete()
