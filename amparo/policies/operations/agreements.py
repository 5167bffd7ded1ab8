"""An agreement written by hand: from a document, with the days that it says.

A newcomer's mistake: a second row for one that the lists brought. Add the document to that one; its
days of signing and ending win over what lists show, until somebody says that the lists are right.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.places.models import Jurisdiction
from amparo.policies.models import Agreement, ByHand, Evidence, FactorValue, What
from amparo.policies.operations.byhand import COLUMNS, joined, mark
from amparo.policies.operations.facts import (
    CannotChange,
    Said,
    StandsOn,
    add_fact,
    note,
    refuse_withdrawn,
    stand_on,
)
from amparo.policies.operations.histories import APPROVED_BY, FACTOR, SAID, run_of
from amparo.policies.wording import in_one_line


@dataclass(frozen=True)
class Signed:
    """What the document says."""

    agency: Jurisdiction
    model: str
    signed_on: date
    ended_on: date | None = None
    document_url: str = ""


@transaction.atomic
def add_agreement(
    signed: Signed, stands_on: Sequence[StandsOn], *, actor: Actor, now: datetime, why: str = ""
) -> Agreement:
    """Write an agreement and the fact that it makes."""
    said = Said(
        signed.agency,
        FactorValue.objects.select_related("factor").get(factor__key=FACTOR, key=signed.model),
        Evidence.AGREEMENT,
        signed.signed_on,
        ends_on=signed.ended_on,
        approved_by=APPROVED_BY,
    )
    fact = add_fact(said, stands_on, actor=actor, now=now, why=why)
    made = Agreement(
        fact=fact,
        agency=signed.agency,
        model=signed.model,
        named=signed.agency.name,
        signed_on=signed.signed_on,
        ended_on=signed.ended_on,
        document_url=signed.document_url,
        document=stands_on[0].source if stands_on else None,
    )
    mark(made, _edges({"signed_on", *(["ended_on"] if signed.ended_on else []),
                       *(["document_url"] if signed.document_url else [])}))  # fmt: skip
    made.save(force_insert=True)
    return made


@transaction.atomic
def change_agreement(
    found: Agreement,
    *,
    signed_on: date | None,
    ended_on: date | None,
    document_url: str,
    stands_on: StandsOn | None,
    why: str,
    actor: Actor,
    now: datetime,
) -> Agreement:
    """What a document says of one that is here: when it was signed, when it ended.

    A day that is taken out again is the lists' own from then on. Raises CannotChange.
    """
    fact, before = found.fact, in_one_line(found.fact)
    refuse_withdrawn(fact)
    given = {"signed_on": signed_on, "ended_on": ended_on, "document_url": document_url}
    changed = {name for name, value in given.items() if getattr(found, name) != value}
    _write(found, given, changed)
    if stands_on is not None:
        found.document = stands_on.source
        stand_on(fact, stands_on, actor=actor, now=now)
    _write_days(found, changed)
    found.save()
    if changed & {"signed_on", "ended_on"}:
        note(fact, What.ENDED if ended_on and "ended_on" in changed else What.CHANGED,
             why, before, actor, now)  # fmt: skip
    record("policies.change_agreement", actor=actor, about=found, reason=why, now=now)
    return found


@transaction.atomic
def follow_lists(found: Agreement, *, actor: Actor, now: datetime) -> Agreement:
    """The lists are right, somebody says: what was written by hand goes. Raises CannotChange."""
    fact, before, run = found.fact, in_one_line(found.fact), run_of(found)
    refuse_withdrawn(fact)
    if run is None:
        raise CannotChange("lists")
    found.by_hand, found.ended_on = [], None
    found.signed_on = run.signed_on
    _write_days(found, {"signed_on", "ended_on"})
    found.save()
    note(fact, What.CHANGED, f"{SAID}{run.first} → {run.last}", before, actor, now)
    return found


def _write(found: Agreement, given: Mapping[str, Any], changed: Collection[str]) -> None:
    for name in changed:
        setattr(found, name, given[name])
    taken_out = _edges({name for name in changed if not given[name]})
    mark(found, _edges(changed))
    found.by_hand = [each for each in found.by_hand if each not in taken_out]


def _write_days(found: Agreement, changed: Collection[str]) -> None:
    """Into the fact: those that changed, from the document, or from the lists where it is mute."""
    fact, run = found.fact, run_of(found)
    if "signed_on" in changed and found.signed_on:
        fact.starts_on, fact.is_start_known, fact.not_yet_on = found.signed_on, True, None
    if "ended_on" in changed:
        fact.ends_on, fact.gone_on = found.ended_on, None
    if run is not None:
        for name, value in joined(found, run).items():
            setattr(fact, name, value)
    if fact.ends_on and fact.ends_on < fact.starts_on:
        raise CannotChange("before")
    fact.save(update_fields=COLUMNS)


def _edges(names: Collection[str]) -> set[ByHand]:
    edges = {
        "signed_on": ByHand.START, "ended_on": ByHand.END, "document_url": ByHand.DOCUMENT,
    }  # fmt: skip
    return {edges[name] for name in names}
