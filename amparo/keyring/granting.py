"""Sign a grant and hand over the epochs that are already there.

What is signed are the keys themselves, so that a row altered afterwards changes nothing. A newcomer
might grant from the list of holders by a click: `operations.grant` wants the six words instead.
"""

from datetime import datetime
from uuid import UUID

from amparo.keyring.chain import as_signed, read_chain
from amparo.keyring.epochs import forget_epochs, seal_wrap
from amparo.keyring.errors import CannotGrant, CannotOpen
from amparo.keyring.locks import alone_with_keys
from amparo.keyring.models import Epoch, Grant, Holder, HolderKind, OpenedBy, Wrap
from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing import grants
from amparo.lib.sealing.grants import Scope
from amparo.lib.sealing.keys import HolderPublic

MAY_OPEN = {
    HolderKind.KIT: OpenedBy.ORGANIZERS,
    HolderKind.ORGANIZER: OpenedBy.ORGANIZERS,
    HolderKind.CLINIC_KIT: OpenedBy.ATTORNEYS,
    HolderKind.ATTORNEY: OpenedBy.ATTORNEYS,
}


def save_grant(holder: Holder, *, by: Unlocked, scope: Scope, now: datetime) -> int:
    """Sign, store, and wrap the living epochs for the newcomer; return how many she can open.

    Raises CannotGrant when the signature would lead nowhere, or the kind of holder may not open it.
    """
    if MAY_OPEN[HolderKind(holder.kind)] != scope.kind or holder.left_on is not None:
        raise CannotGrant
    with alone_with_keys():
        public = HolderPublic(bytes(holder.sealing_public), bytes(holder.signing_public))
        unsigned = grants.Grant(str(holder.pk), public, scope, now.date())
        row = row_of(grants.sign_grant(unsigned, by=by.keys.signing))
        row.save(force_insert=True)
        if as_signed(row) not in read_chain().grants:
            raise CannotGrant
        count = hand_over(holder, by, scope)
    forget_epochs()
    return count


def row_of(signed: grants.Grant) -> Grant:
    """Return the (unsaved) row of a signed grant."""
    return Grant(
        holder_id=UUID(signed.holder),
        sealing_public=signed.public.sealing,
        signing_public=signed.public.signing,
        opened_by=signed.scope.kind,
        keyspace_id=UUID(signed.scope.keyspace) if signed.scope.keyspace else None,
        granted_on=signed.granted_on,
        signer=signed.signer,
        signature=signed.signature,
    )


def hand_over(holder: Holder, by: Unlocked, scope: Scope) -> int:
    """Wrap for a holder what the giver can open within the scope; return how many epochs."""
    public = HolderPublic(bytes(holder.sealing_public), bytes(holder.signing_public))
    made = [
        seal_wrap(epoch, by.private_key_of(epoch.pk), holder.pk, public)
        for epoch in _to_hand_over(holder, by, scope)
    ]
    return len(Wrap.objects.bulk_create(made, batch_size=100))


def _to_hand_over(holder: Holder, by: Unlocked, scope: Scope) -> list[Epoch]:
    """Epochs within the scope that the giver can open and the newcomer cannot yet."""
    epochs = Epoch.objects.living().filter(opened_by=scope.kind)
    if scope.keyspace:
        epochs = epochs.filter(keyspace_id=scope.keyspace)
    hers = Wrap.objects.filter(holder=holder).values("epoch_id")
    givers = Wrap.objects.filter(holder_id=by.holder_id).values("epoch_id")
    return [
        epoch for epoch in epochs.filter(pk__in=givers).exclude(pk__in=hers) if _opens(by, epoch)
    ]


def _opens(by: Unlocked, epoch: Epoch) -> bool:
    """An altered wrap of the giver's must not keep a newcomer from all the others."""
    try:
        by.private_key_of(epoch.pk)
    except CannotOpen:
        return False
    return True
