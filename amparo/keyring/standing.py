"""Where each key holder stands: waiting for a grant, granted, refused, gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.db.models import Count

from amparo.keyring.chain import read_chain
from amparo.keyring.errors import Unavailable
from amparo.keyring.models import Grant, Holder, HolderKind, Wrap


class State(Enum):
    WAITING = "waiting"  # nobody has granted her anything yet
    GRANTED = "granted"
    REFUSED = "refused"  # she was granted something, and it does not verify
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Standing:
    holder: Holder
    state: State
    epoch_count: int  # months of sealed cards that she can open


def standings(*, with_gone: bool = False) -> list[Standing]:
    """Return every key holder with what her key is worth now, in the order of their making."""
    holders = Holder.objects.all() if with_gone else Holder.objects.present()
    granted, offered = _granted(), set(Grant.objects.values_list("holder_id", flat=True))
    counts = _epoch_counts()
    return [
        Standing(holder, _state(holder, granted, offered), counts.get(holder.pk, 0))
        for holder in holders.order_by("created_on", "label")
    ]


def standing_of(user_id: int) -> Standing | None:
    """Return where this account's key stands; None where it has none."""
    return next((each for each in standings() if each.holder.user_id == user_id), None)


def waiting() -> list[Holder]:
    """Return the holders whose six words somebody has to compare."""
    return [each.holder for each in standings() if each.state is State.WAITING]


def can_open(user_id: int) -> bool:
    """Tell whether this account's key is granted, so that unlocking is of use."""
    standing = standing_of(user_id)
    return standing is not None and standing.state is State.GRANTED


def has_clinic_kit() -> bool:
    """Tell whether the clinics have a paper kit; its words may wait to be typed back."""
    return Holder.objects.present().filter(kind=HolderKind.CLINIC_KIT).exists()


def _epoch_counts() -> dict[UUID, int]:
    living = Wrap.objects.filter(epoch__destroyed_on__isnull=True)
    counted = living.values_list("holder_id").annotate(Count("pk")).order_by()
    return {holder: count for holder, count in counted}  # noqa: C416 - dict() loses the types


def _granted() -> set[UUID]:
    """Who may open anything at all, a whole kind or one keyspace."""
    try:
        return {UUID(grant.holder) for grant in read_chain().grants}
    except Unavailable:
        return set()


def _state(holder: Holder, granted: Iterable[UUID], offered: Iterable[UUID]) -> State:
    if holder.left_on is not None:
        return State.LEFT
    if holder.pk in granted:
        return State.GRANTED
    return State.REFUSED if holder.pk in offered else State.WAITING
