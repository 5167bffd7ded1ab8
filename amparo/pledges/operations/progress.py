"""Write down what became of a plank in one government, day by day.

A newcomer's mistake: changing a step. What happened stays; the next thing that happens is the next
step, and a mistake is taken out and written anew.
"""

from datetime import date

from django.db import IntegrityError, transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.standing import show_on_commit
from amparo.evidence.models import Source
from amparo.places.models import Jurisdiction
from amparo.pledges.models import Plank, Step


class IsKnown(Exception):
    """This step of this plank is written down already."""


@transaction.atomic
def note_step(
    plank: Plank,
    jurisdiction: Jurisdiction,
    *,
    stage: str,
    on: date,
    source: Source,
    actor: Actor,
    measure: str = "",
) -> Step:
    """Say that a plank was proposed, adopted, put in force or repealed. Raises IsKnown."""
    step = Step(
        plank=plank, jurisdiction=jurisdiction, stage=stage, on=on, source=source, measure=measure
    )
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError:
        raise IsKnown from None
    record("pledges.note_step", actor=actor, about=step)
    show_on_commit()
    return step


@transaction.atomic
def remove_step(step: Step, *, actor: Actor) -> None:
    record("pledges.remove_step", actor=actor, about=step)
    step.delete()
    show_on_commit()
