"""The demo's claims: real figures, a disagreement, and one that a newer has replaced.

A newcomer's mistake: filling them after the pages. Texts cite claims, so claims come first; but the
newer figure arrives last (`supersede_one`), so that a text waits for somebody to look.
"""

from decimal import Decimal
from typing import Any

from amparo.audit.actors import Actor
from amparo.demo.words import LANGUAGES, Clock, Told, read
from amparo.evidence.models import Bound, Claim, Source, Unit
from amparo.evidence.operations import save_source
from amparo.evidence.operations.claims import (
    Facts,
    StandsOn,
    Words,
    disagree,
    make_claim,
    supersede,
)

READ_ON = "2026-11-24"  # when each was read at its source


def fill_evidence(clock: Clock, *, actor: Actor) -> None:
    """Write sources and claims; two of them disagree."""
    told = read("evidence")
    sources = {each["key"]: _source(each, actor) for each in told["source"]}
    for each in told["claim"]:
        _claim(each, sources, clock, actor)
    dispute = told["dispute"]
    disagree(
        Claim.objects.get(key=dispute["one"]),
        Claim.objects.get(key=dispute["other"]),
        why={code: dispute[code] for code in LANGUAGES},
        actor=actor,
        now=clock.now,
    )


def supersede_one(clock: Clock, *, actor: Actor) -> None:
    """The newer figure comes when a brief has cited the older one."""
    newer = read("evidence")["newer"]
    old, new = (Claim.objects.get(key=newer[which]) for which in ("old", "new"))
    supersede(old, by=new, why=newer["why"], actor=actor, now=clock.now)


def _source(told: Told, actor: Actor) -> Source:
    columns: dict[str, Any] = {name: value for name, value in told.items() if name != "key"}
    return save_source(Source(**columns, read_on=READ_ON), actor=actor)


def _claim(told: Told, sources: dict[str, Source], clock: Clock, actor: Actor) -> None:
    make_claim(
        Facts(
            topic=told["topic"],
            value=Decimal(told["value"]),
            unit=told.get("unit", Unit.NUMBER),
            bound=told.get("bound", Bound.EXACT),
            starts_on=told["starts_on"],
            ends_on=told.get("ends_on"),
        ),
        {code: Words(*told[code]) for code in LANGUAGES},
        stands_on=[StandsOn(sources[told["source"]])],
        actor=actor,
        now=clock.now,
        key=told["key"],
    )
