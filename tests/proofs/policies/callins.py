"""Who may come in where: call-in days, and what is known of the offices that they call."""

from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.callins.models import Outcome
from amparo.callins.operations.judging import judge
from amparo.callins.operations.reporting import Told as Reported
from amparo.callins.operations.reporting import report
from amparo.callins.operations.targets import Whom
from amparo.campaigns.standing import Standings
from amparo.officials.models import Act, Visit
from amparo.officials.operations import Told, save_act, save_visit
from tests.makers import make_callin
from tests.proofs.rules import (
    CAMPAIGN_CHANGED,
    CAMPAIGN_SEEN,
    FORM,
    HELPERS,
    ORGANIZERS,
    PUBLIC_PAGE,
    Rule,
    ask_pks,
    ask_rules,
)

POLICY: dict[str, Rule] = {
    "callins:callin": FORM,
    "callins:target": FORM,
    "callins:write": PUBLIC_PAGE,
    "callins:letter": PUBLIC_PAGE,
    "callins:thanks": PUBLIC_PAGE,
    "callins:sheet": PUBLIC_PAGE,
    **ask_rules("callin", "callins", deliveries=False),
    "desk:callin-targets": CAMPAIGN_CHANGED,
    "desk:callin-acts": CAMPAIGN_CHANGED,
    "desk:callin-live": CAMPAIGN_SEEN,
    "desk:callin-live-totals": CAMPAIGN_SEEN,
    "desk:callin-report-aside": CAMPAIGN_CHANGED,
    "desk:callin-report-believe": CAMPAIGN_CHANGED,
    "desk:callin-measure": ORGANIZERS,
    "desk:stances": CAMPAIGN_SEEN,
    "desk:stance": CAMPAIGN_SEEN,
    "desk:stance-judge": CAMPAIGN_CHANGED,
    "desk:judgement-remove": CAMPAIGN_CHANGED,
    # offices are the whole house's, whichever campaign means to move them
    "desk:acts": HELPERS,
    "desk:act-new": ORGANIZERS,
    "desk:act": ORGANIZERS,
    "desk:act-remove": ORGANIZERS,
    "desk:visits": HELPERS,
    "desk:visit-new": HELPERS,
    "desk:visit": HELPERS,
    "desk:visit-done": HELPERS,
    "desk:visit-remove": ORGANIZERS,
    "desk:office-lines": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """A day with a report and a judgement in each corner; an act and a visit for the house."""
    from tests.proofs.worlds import give_records

    today = timezone.localdate(world.now)
    slug = f"{corner.campaign.slug}-calls"
    callin = make_callin(world.now, corner.campaign, [Whom(world.office)], slug=slug)
    give_records(callin, today)
    standing = Standings(type(callin)).of(callin)
    told = Reported(Outcome.SPOKE, "for")
    by = {"language": "en", "source": "", "now": world.now}
    report(standing, callin.targets.get(), told, **by)
    corner.more["callin"] = callin
    corner.more["judgement"] = judge(
        corner.campaign,
        world.office,
        None,
        stance="for",
        sureness="likely",
        why="",
        judged_by=world.alma,
        today=today,
    )
    act = Act(office=world.office, kind="letter", done_on=today, checked_on=today)
    corner.more["act"] = save_act(act, words={"en": Told("Wrote a letter.")}, actor=WORKER)
    visit = Visit(office=world.office, visited_on=today, about="The vote", said="Soon.")
    corner.more["visit"] = save_visit(visit, went=[], actor=WORKER)


def _callin(world: Any, corner: Any) -> Any:
    return corner.more["callin"]


def _report(world: Any, corner: Any) -> Any:
    return _callin(world, corner).reports.get().pk


WORDS: dict[tuple[str, str], Any] = {
    ("callins:", "slug"): lambda world, corner: _callin(world, corner).slug,
    ("callins:", "number"): lambda world, corner: 1,
    ("desk:callin-report", "pk"): _report,
    ("desk:callin-measure", "language"): lambda world, corner: "en",
    ("desk:stance", "whom"): lambda world, corner: f"office-{world.office.pk}",
    ("desk:stance", "pk"): lambda world, corner: corner.campaign.pk,
    ("desk:judgement", "pk"): lambda world, corner: corner.more["judgement"].pk,
    ("desk:act", "pk"): lambda world, corner: corner.more["act"].pk,
    ("desk:visit", "pk"): lambda world, corner: corner.more["visit"].pk,
    ("desk:office-lines", "pk"): lambda world, corner: world.office.pk,
    **{(head, "pk"): of for head, of in ask_pks("callin", _callin)},
}
