"""Whom to call, in which order, and what the page shows that they did.

A newcomer's mistake: deleting a target that was called. What callers heard of an office stays; such
a target leaves only with the whole call-in day.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, RestrictedError

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.callins.models import CallIn, CallTarget, ShownAct, TargetCounty
from amparo.campaigns.standing import show_on_commit
from amparo.officials.models import Act, Office, Official

MOST_TARGETS = 60


@dataclass(frozen=True)
class Whom:
    """An official, or an office as such; called by everybody, or by people of some counties."""

    office: Office
    official: Official | None = None
    is_fallback: bool = False
    counties: tuple[str, ...] = ()  # FIPS codes
    is_for_district: bool = False  # only for people of the office's district

    @property
    def key(self) -> tuple[UUID, UUID | None]:
        return self.office.pk, self.official.pk if self.official else None


class CannotCall(Exception):
    """`reason` is twice, fallbacks (more than one), many, or called (it has reports)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def set_targets(callin: CallIn, whom: Sequence[Whom], *, actor: Actor) -> None:
    """Make these the targets, in this order; those that stay keep their reports.

    Raises CannotCall.
    """
    _check(whom)
    known = {(each.office_id, each.official_id): each for each in callin.targets.all()}
    _remove([target for key, target in known.items() if key not in {each.key for each in whom}])
    callin.targets.update(is_fallback=False)
    for order, each in enumerate(whom, start=1):
        _write(callin, known.get(each.key), each, order)
    record("callins.set_targets", actor=actor, about=callin, count=len(whom))
    show_on_commit()


@transaction.atomic
def show_acts(callin: CallIn, acts: Collection[Act], *, actor: Actor) -> None:
    """Show on the page what these offices did or said, and nothing else."""
    ShownAct.objects.filter(callin=callin).delete()
    ShownAct.objects.bulk_create(ShownAct(callin=callin, act=act) for act in acts)
    record("callins.show_acts", actor=actor, about=callin, count=len(acts))
    show_on_commit()


def acts_to_choose(callin: CallIn) -> "list[Act]":
    """What is on record of the offices that this day calls, the latest first."""
    pairs = [(each.office_id, each.official_id) for each in callin.targets.all()]
    wanted = Q(pk__in=callin.shown_acts.values("act"))
    for office, official in pairs:
        of_holder = Q(official=official) | Q(official=None) if official else Q()
        wanted |= Q(office=office) & of_holder
    return list(Act.objects.with_words().filter(wanted).distinct())


def _check(whom: Sequence[Whom]) -> None:
    if len(whom) > MOST_TARGETS:
        raise CannotCall("many")
    if len({each.key for each in whom}) < len(whom):
        raise CannotCall("twice")
    if sum(each.is_fallback for each in whom) > 1:
        raise CannotCall("fallbacks")


def _remove(targets: list[CallTarget]) -> None:
    for target in targets:
        try:
            target.delete()
        except RestrictedError:
            raise CannotCall("called") from None


def _write(callin: CallIn, target: CallTarget | None, whom: Whom, order: int) -> None:
    found = target or CallTarget(callin=callin, office=whom.office, official=whom.official)
    found.order, found.is_fallback = order, whom.is_fallback
    found.is_for_district = whom.is_for_district
    found.save()
    found.counties.exclude(fips__in=whom.counties).delete()
    TargetCounty.objects.bulk_create(
        [TargetCounty(target=found, fips=code) for code in whom.counties], ignore_conflicts=True
    )
