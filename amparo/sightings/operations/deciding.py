"""What an organizer makes of a sighting: confirm it, say "not this", or take either back.

Confirming is what puts it on the road. Where it shows that the wording moved to another bill, every
ask that names the old one is flagged (`bills`). A newcomer's mistake: confirming by machine.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.operations import mentions
from amparo.sightings.models import Muted, Sighting, Standing, Tier
from amparo.sightings.moving import bills_before, is_recent
from amparo.web.pagecache import bump


class CannotDecide(Exception):
    """Somebody else decided it a moment ago."""


@transaction.atomic
def confirm(sighting: Sighting, *, actor: Actor, now: datetime) -> int:
    """Put it on the road; return how many texts of ours wait to be looked at because of it.

    Raises CannotDecide.
    """
    _decide(sighting, Standing.CONFIRMED, timezone.localdate(now), actor)
    record("sightings.confirm", actor=actor, about=sighting)
    transaction.on_commit(bump)
    return _flag(sighting, actor=actor, now=now)


@transaction.atomic
def mute(sighting: Sighting, *, is_formula: bool, today: date, actor: Actor) -> None:
    """Say that it is not this. `is_formula`: these words alone say nothing, here or elsewhere.

    Raises CannotDecide.
    """
    _decide(sighting, Standing.MUTED, today, actor)
    if is_formula:
        for start, end, *_there in sighting.passages:
            Muted.objects.get_or_create(
                watch=sighting.watch,
                start=start,
                end=end,
                defaults={"muted_on": today, "who": actor.label},
            )
    record("sightings.mute", actor=actor, about=sighting, detail={"formula": int(is_formula)})


@transaction.atomic
def take_back(sighting: Sighting, *, actor: Actor) -> bool:
    """Let it wait again, as if nobody had looked; its words are muted no more.

    Return False where it waits already.
    """
    decided = Sighting.objects.filter(pk=sighting.pk).exclude(standing=Standing.WAITING)
    if not decided.update(standing=Standing.WAITING, decided_on=None, decided_by=""):
        return False
    for start, end, *_there in sighting.passages:
        Muted.objects.filter(watch=sighting.watch, start=start, end=end).delete()
    record("sightings.take_back", actor=actor, about=sighting)
    transaction.on_commit(bump)
    return True


def _decide(sighting: Sighting, standing: Standing, today: date, actor: Actor) -> None:
    waiting = Sighting.objects.waiting().filter(pk=sighting.pk)
    if not waiting.update(standing=standing, decided_on=today, decided_by=actor.label[:150]):
        raise CannotDecide
    sighting.standing, sighting.decided_on = standing, today


def _flag(sighting: Sighting, *, actor: Actor, now: datetime) -> int:
    """Flag what names bills of the same years that the wording was in before it came here."""
    here = sighting.text.bill
    if here is None or sighting.tier not in (Tier.REAPPEARS, Tier.EDITED):
        return 0
    before = [each for each in bills_before(sighting) if is_recent(each, here)]
    return sum(mentions.note_move(each, here, actor=actor, now=now) for each in before)
