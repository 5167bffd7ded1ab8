"""Stops of a road that a person puts in: a veto, an offer, a bill whose text is not in hand."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.models import Claim
from amparo.sightings.models import Stop
from amparo.web.languages import write_in_languages
from amparo.web.pagecache import bump

Said = Mapping[str, Mapping[str, str]]  # language -> label, note


@transaction.atomic
def save_stop(stop: Stop, said: Said, claims: Iterable[Claim] = (), *, actor: Actor) -> Stop:
    """Keep a stop with its words and what it stands on."""
    verb = "sightings.add_stop" if stop._state.adding else "sightings.change_stop"
    stop.save()
    stop.claims.set(claims)
    write_in_languages(stop.words, said)
    record(verb, actor=actor, about=stop, detail={"languages": sorted(said)})
    transaction.on_commit(bump)
    return stop


@transaction.atomic
def remove_stop(stop: Stop, *, actor: Actor) -> None:
    record("sightings.remove_stop", actor=actor, about=stop)
    stop.delete()
    transaction.on_commit(bump)
