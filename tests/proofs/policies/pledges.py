"""Who may come in where: platforms, pledges, resolutions."""

from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import create_ask, open_ask
from amparo.pledges.models import Candidate, Report, Resolution
from amparo.pledges.operations.pledging import note_own_words, save_candidate
from amparo.pledges.operations.progress import note_step
from amparo.pledges.operations.reporting import report
from amparo.pledges.operations.resolutions import Decision, record_adoption
from tests.pledges.makers import RESOLUTION_WORDS, make_answers, make_open_platform
from tests.proofs.rules import (
    CAMPAIGN_CHANGED,
    CAMPAIGN_SEEN,
    FORM,
    ORGANIZERS,
    PUBLIC_PAGE,
    Of,
    Rule,
    ask_pks,
    ask_rules,
)

POLICY: dict[str, Rule] = {
    "pledges:platform": PUBLIC_PAGE,
    "pledges:plank": PUBLIC_PAGE,
    "pledges:pledges": PUBLIC_PAGE,
    "pledges:pledge": PUBLIC_PAGE,
    "pledges:answers": PUBLIC_PAGE,
    "pledges:wording": PUBLIC_PAGE,
    "pledges:paper": PUBLIC_PAGE,
    "pledges:resolution": FORM,
    "pledges:reported": PUBLIC_PAGE,
    "pledges:kit": PUBLIC_PAGE,
    **ask_rules("platform", "platforms"),
    **ask_rules("resolution", "resolutions", deliveries=False),
    "desk:plank-new": CAMPAIGN_CHANGED,
    "desk:plank": CAMPAIGN_CHANGED,
    "desk:plank-move": CAMPAIGN_CHANGED,
    "desk:plank-remove": CAMPAIGN_CHANGED,
    "desk:question-new": CAMPAIGN_CHANGED,
    "desk:question": CAMPAIGN_CHANGED,
    "desk:question-remove": CAMPAIGN_CHANGED,
    "desk:pledge-new": CAMPAIGN_CHANGED,
    "desk:answers-new": CAMPAIGN_CHANGED,
    "desk:pledge-withdraw": CAMPAIGN_CHANGED,
    "desk:pledge-remove": CAMPAIGN_CHANGED,
    "desk:own-words-new": CAMPAIGN_CHANGED,
    "desk:own-words-remove": CAMPAIGN_CHANGED,
    "desk:step-new": CAMPAIGN_CHANGED,
    "desk:step-remove": CAMPAIGN_CHANGED,
    "desk:platform-pledges": CAMPAIGN_SEEN,
    "desk:platform-steps": CAMPAIGN_SEEN,
    "desk:resolution-adoptions": CAMPAIGN_SEEN,
    "desk:candidates": ORGANIZERS,
    "desk:candidate-new": ORGANIZERS,
    "desk:candidate": ORGANIZERS,
    "desk:candidate-remove": ORGANIZERS,
    "desk:resolution-reports": CAMPAIGN_CHANGED,
    "desk:report": CAMPAIGN_CHANGED,
    "desk:report-refuse": CAMPAIGN_CHANGED,
    "desk:adoption-new": CAMPAIGN_CHANGED,
    "desk:adoption": CAMPAIGN_CHANGED,
    "desk:adoption-remove": CAMPAIGN_CHANGED,
}


def furnish(world: Any, corner: Any) -> None:
    """A platform with one of everything, and a resolution with a report that waits."""
    from tests.proofs.worlds import give_records

    slug, now = corner.campaign.slug, world.now
    today = timezone.localdate(now)
    platform = make_open_platform(now, campaign=corner.campaign, slug=f"{slug}-platform")
    give_records(platform, today)
    name = f"Candidate of {slug}"
    candidate = Candidate(office=world.office, name=name, election_on=today)
    save_candidate(candidate, actor=WORKER)
    pledge = make_answers(now, platform, candidate)
    plank, source = platform.planks.get(number=1), corner.source
    own = note_own_words(plank, candidate, quote="Yes.", source=source, actor=WORKER)
    where = world.office.jurisdiction
    about = {"stage": "adopted", "on": today, "source": source, "actor": WORKER}
    corner.more["platform"] = platform
    corner.more["candidate"], corner.more["pledge"] = candidate, pledge
    corner.more["plank"], corner.more["own"] = platform.planks.get(number=3), own
    corner.more["question"] = platform.questions.get()
    corner.more["step"] = note_step(plank, where, **about)
    corner.more["resolution"] = _resolution(corner, slug, now)
    _report(corner, now)


def _resolution(corner: Any, slug: str, now: Any) -> Resolution:
    facts = {"slug": f"{slug}-resolution"}
    resolution = create_ask(
        Resolution, corner.campaign, facts=facts, words=RESOLUTION_WORDS, actor=WORKER, now=now
    )
    open_ask(resolution, actor=WORKER, now=now)
    from tests.proofs.worlds import give_records

    give_records(resolution, timezone.localdate(now))
    return resolution


def _report(corner: Any, now: Any) -> None:
    from amparo.pledges.kinds import RESOLUTIONS

    resolution, today = corner.more["resolution"], timezone.localdate(now)
    standing = RESOLUTIONS.standings.of(resolution)
    given = {
        "outcome": "adopted", "body_kind": "caucus", "body_name": "Precinct 4",
        "town": "Northfield", "county": "27131", "decided_on": today,
        "changes": "", "name": "", "reach": "",
        "text_hash": resolution.text("en").text_hash,
    }  # fmt: skip
    report(standing, given, language="en", source="", now=now)
    corner.more["report"] = Report.objects.get(resolution=resolution)
    decision = Decision("caucus", "Precinct 5", today, "adopted", given["text_hash"])
    corner.more["adoption"] = record_adoption(resolution, decision, actor=WORKER)


def _of(what: str) -> Of:
    return lambda world, corner: corner.more[what]


def _pk(what: str) -> Of:
    return lambda world, corner: corner.more[what].pk


def _slug(what: str) -> Of:
    return lambda world, corner: corner.more[what].slug


def _hash(world: Any, corner: Any) -> str:
    return str(corner.more["pledge"].text_hash)


_OWN: list[tuple[str, Of]] = [
    ("desk:plank-new", _pk("platform")),
    ("desk:question-new", _pk("platform")),
    ("desk:pledge-new", _pk("platform")),
    ("desk:answers-new", _pk("platform")),
    ("desk:plank", _pk("plank")),
    ("desk:question", _pk("question")),
    ("desk:pledge", _pk("pledge")),
    ("desk:own-words-new", _pk("plank")),
    ("desk:own-words", _pk("own")),
    ("desk:step-new", _pk("plank")),
    ("desk:step", _pk("step")),
    ("desk:candidate", _pk("candidate")),
    ("desk:adoption-new", _pk("resolution")),
    ("desk:adoption", _pk("adoption")),
    ("desk:report", _pk("report")),
    *ask_pks("platform", _of("platform")),
    *ask_pks("resolution", _of("resolution")),
    ("pledges:pledge", _pk("pledge")),
]
WORDS: dict[tuple[str, str], Of] = {
    **{(head, "pk"): of for head, of in _OWN},
    ("pledges:resolution", "slug"): _slug("resolution"),
    ("pledges:reported", "slug"): _slug("resolution"),
    ("pledges:kit", "slug"): _slug("resolution"),
    ("pledges:", "slug"): _slug("platform"),
    ("pledges:plank", "number"): lambda world, corner: 1,
    ("pledges:wording", "text_hash"): _hash,
}
