"""What organizers make of what was heard: a judgement of their own, and reports set aside.

A newcomer's mistake: deleting a report that nobody believes. It is set aside, with a reason in the
log, and comes back with one click.
"""

from datetime import date

from django.db import transaction

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.callins.models import CallIn, CallReport, Judgement
from amparo.campaigns.models import Campaign
from amparo.campaigns.standing import show_on_commit
from amparo.officials.models import Office, Official


@transaction.atomic
def judge(
    campaign: Campaign,
    office: Office,
    official: Official | None,
    *,
    stance: str,
    sureness: str,
    why: str,
    judged_by: User,
    today: date,
) -> Judgement:
    """Write down where an office stands; a second judgement of the same day replaces the first."""
    same = Judgement.objects.filter(
        campaign=campaign, office=office, official=official, judged_on=today, judged_by=judged_by
    )
    same.delete()
    judgement = Judgement.objects.create(
        campaign=campaign,
        office=office,
        official=official,
        stance=stance,
        sureness=sureness,
        why=why,
        judged_on=today,
        judged_by=judged_by,
    )
    record("callins.judge", actor=judged_by.actor, about=judgement, detail={"stance": stance})
    return judgement


@transaction.atomic
def remove_judgement(judgement: Judgement, *, actor: Actor) -> None:
    """Take a judgement back."""
    record("callins.remove_judgement", actor=actor, about=judgement)
    judgement.delete()


@transaction.atomic
def set_aside(report: CallReport, *, reason: str, today: date, actor: Actor) -> bool:
    """Count a report no longer. Return False where somebody did that before."""
    counted = CallReport.objects.filter(pk=report.pk, set_aside_on=None)
    if not counted.update(set_aside_on=today):
        return False
    _note("callins.set_aside", report.callin, reason, actor)
    return True


@transaction.atomic
def take_back(report: CallReport, *, actor: Actor) -> bool:
    """Count a report again that was set aside."""
    aside = CallReport.objects.filter(pk=report.pk, set_aside_on__isnull=False)
    if not aside.update(set_aside_on=None):
        return False
    _note("callins.take_back", report.callin, "", actor)
    return True


def _note(verb: str, callin: CallIn, reason: str, actor: Actor) -> None:
    record(verb, actor=actor, about=callin, count=1, reason=reason)
    show_on_commit()
