"""An agreement written by hand: from a document, with the days that it says.

A newcomer's mistake: a second row for one that the lists brought. Add the document to that one; its
days of signing and ending win over what lists show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.places.models import Jurisdiction
from amparo.policies.models import Agreement, Evidence, FactorValue
from amparo.policies.operations.facts import Said, StandsOn, add_fact, end, stand_on
from amparo.policies.operations.histories import APPROVED_BY, FACTOR


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
    return Agreement.objects.create(
        fact=fact,
        agency=signed.agency,
        model=signed.model,
        named=signed.agency.name,
        signed_on=signed.signed_on,
        ended_on=signed.ended_on,
        document_url=signed.document_url,
        document=stands_on[0].source if stands_on else None,
    )


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
    """What a document says of one that is here: when it was signed, when it ended."""
    found.signed_on, found.ended_on = signed_on, ended_on
    found.document_url = document_url
    if stands_on is not None:
        found.document = stands_on.source
        stand_on(found.fact, stands_on, actor=actor)
    found.save()
    if signed_on and signed_on != found.fact.starts_on:
        found.fact.starts_on, found.fact.is_start_known = signed_on, True
        found.fact.not_yet_on = None
        found.fact.save(update_fields=["starts_on", "is_start_known", "not_yet_on"])
    if ended_on and ended_on != found.fact.ends_on:
        end(found.fact, on=ended_on, why=why, actor=actor, now=now)
    record("policies.change_agreement", actor=actor, about=found, reason=why, now=now)
    return found
