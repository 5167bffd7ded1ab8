"""Stops of a road that a person puts in: a veto, an offer, a bill whose text is not in hand."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.operations import mentions
from amparo.evidence.models import Claim
from amparo.sightings.models import Movement, Stop
from amparo.sightings.moving import bills_before_stop, is_recent
from amparo.web.languages import write_in_languages
from amparo.web.pagecache import bump

Said = Mapping[str, Mapping[str, str]]  # language -> label, note


@transaction.atomic
def save_stop(
    stop: Stop, said: Said, claims: Iterable[Claim] = (), *, actor: Actor, now: datetime
) -> int:
    """Keep a stop with its words and what it stands on; how many texts of ours wait because of it.

    They do where it says that the wording came into a bill, as with a sighting that was confirmed.
    """
    verb = "sightings.add_stop" if stop._state.adding else "sightings.change_stop"
    is_news = _is_news(stop)
    stop.save()
    stop.claims.set(claims)
    write_in_languages(stop.words, said)
    record(verb, actor=actor, about=stop, detail={"languages": sorted(said)})
    transaction.on_commit(bump)
    return _flag(stop, actor=actor, now=now) if is_news else 0


def _is_news(stop: Stop) -> bool:
    """Whether nobody had put in that the wording stands in this bill."""
    if stop.bill is None or stop.movement == Movement.LEFT:
        return False
    kept = Stop.objects.filter(pk=stop.pk, bill=stop.bill).exclude(movement=Movement.LEFT)
    return not kept.exists()


def _flag(stop: Stop, *, actor: Actor, now: datetime) -> int:
    """Flag what names bills of the same years that the wording was in before."""
    here = stop.bill
    before = [each for each in bills_before_stop(stop) if here and is_recent(each, here)]
    return sum(mentions.note_move(each, here, actor=actor, now=now) for each in before)


@transaction.atomic
def remove_stop(stop: Stop, *, actor: Actor) -> None:
    record("sightings.remove_stop", actor=actor, about=stop)
    stop.delete()
    transaction.on_commit(bump)
