"""Write down where a resolution passed; judge what the public reported.

A newcomer's mistake: taking the report's words over unread. The caller (the desk) opened the card
and shows what it says; what an organizer sends back is what will stand in public.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.standing import show_on_commit
from amparo.pledges.models import Adoption, Report, Resolution


class WasJudged(Exception):
    """Somebody read this report before."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided: public facts, nobody's name."""

    body_kind: str
    body_name: str
    decided_on: date
    outcome: str
    text_hash: str
    town: str = ""
    county: str = ""
    changes: str = ""
    changes_language: str = ""


@transaction.atomic
def record_adoption(resolution: Resolution, decision: Decision, *, actor: Actor) -> Adoption:
    """Write down what an organizer knows herself."""
    adoption = Adoption.objects.create(resolution=resolution, **asdict(decision))
    record("pledges.record_adoption", actor=actor, about=adoption)
    show_on_commit()
    return adoption


@transaction.atomic
def change_adoption(adoption: Adoption, decision: Decision, *, actor: Actor) -> None:
    Adoption.objects.filter(pk=adoption.pk).update(**asdict(decision))
    record("pledges.change_adoption", actor=actor, about=adoption)
    show_on_commit()


@transaction.atomic
def remove_adoption(adoption: Adoption, *, actor: Actor) -> None:
    """Take it off the public list; the report behind it may be read again."""
    record("pledges.remove_adoption", actor=actor, about=adoption)
    adoption.delete()
    show_on_commit()


@transaction.atomic
def approve_report(report: Report, decision: Decision, *, actor: Actor) -> Adoption:
    """Let a report stand in public as `decision`. Raises WasJudged."""
    adoption = record_adoption(report.resolution, decision, actor=actor)
    waiting = Report.objects.waiting().filter(pk=report.pk)
    if not waiting.update(adoption=adoption):
        raise WasJudged
    return adoption


@transaction.atomic
def refuse_report(report: Report, *, actor: Actor, reason: str) -> None:
    """Do not count it. Raises WasJudged."""
    waiting = Report.objects.waiting().filter(pk=report.pk)
    if not waiting.update(is_refused=True):
        raise WasJudged
    record("pledges.refuse_report", actor=actor, count=1, reason=reason)


def note_report(resolution_id: UUID, card_id: UUID) -> None:
    """A sealed card came in; called within its own transaction."""
    Report.objects.get_or_create(card_id=card_id, defaults={"resolution_id": resolution_id})


def forget_reports(card_ids: Iterable[UUID]) -> None:
    """The cards are gone; what an organizer wrote down about the bodies stays."""
    Report.objects.filter(card_id__in=list(card_ids)).delete()
