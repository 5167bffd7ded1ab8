"""The demo's campaigns and petitions, from drafts to deliveries, on the days that they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.campaigns.citations import cite_sources
from amparo.campaigns.models import Campaign, Milestone
from amparo.campaigns.operations import asks, campaigns, consents, parts, records
from amparo.demo.crowds import Crowds
from amparo.demo.drawing import print_of
from amparo.demo.founding import Offices, Organizations, Sources
from amparo.demo.words import Clock, Told, languages_of, read
from amparo.lib.dates import DateWindow
from amparo.petitions.models import Petition
from amparo.petitions.operations import recording
from amparo.supporters import figures
from amparo.supporters.operations import refresh_tallies

FILES = ("schools", "sheriff", "bill", "families")


@dataclass(frozen=True)
class Ground:
    """What the campaigns stand on."""

    clock: Clock
    alma: User
    organizations: Organizations
    offices: Offices
    sources: Sources
    crowds: Crowds

    @property
    def actor(self) -> Actor:
        return self.alma.actor

    def words(self, told: Told, *, but: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
        """What a table says in each language, with its days put in."""
        return {
            code: {
                name: self.clock.say(value, code) if isinstance(value, str) else value
                for name, value in told[code].items()
                if name not in but
            }
            for code in languages_of(told)
        }


def fill_campaigns(
    clock: Clock,
    *,
    alma: User,
    organizations: Organizations,
    offices: Offices,
    sources: Sources,
    share: int,
) -> dict[str, Campaign]:
    """Make every campaign with all that belongs to it; `share`: one signer for so many told."""
    ground = Ground(clock, alma, organizations, offices, sources, Crowds(clock, alma.actor, share))
    made: dict[str, Campaign] = {}
    for name in FILES:
        told = read(name)
        campaign = _campaign(ground, told["campaign"], told.get("milestone", []))
        made[campaign.slug] = campaign
        for each in told.get("petition", []):
            _petition(ground, campaign, each)
        for each in told.get("case", []):
            case = _case(ground, campaign, each)
            made[case.slug] = case
        _end(ground, campaign, told["campaign"])
    return made


def _campaign(ground: Ground, told: Told, milestones: list[Told]) -> Campaign:
    campaign = _begun(ground, told, told["kind"])
    for each in milestones:
        _milestone(ground, campaign, each)
    began = ground.clock.at(told["opens"])
    campaigns.open_campaign(campaign, actor=ground.actor, now=began)
    return campaign


def _begun(ground: Ground, told: Told, kind: str, parent: Campaign | None = None) -> Campaign:
    clock = ground.clock
    facts = campaigns.Facts(
        slug=told["slug"],
        kind=kind,
        opens_on=clock.day(told["opens"]),
        closes_on=clock.day(told["closes"]),
        parent=parent,
    )
    words = {code: campaigns.Words(**said) for code, said in ground.words(told).items()}
    began = clock.at(told["opens"])
    campaign = campaigns.begin_campaign(facts, words, actor=ground.actor, now=began)
    _add_parts(ground, campaign, told)
    return campaign


def _add_parts(ground: Ground, campaign: Campaign, told: Told) -> None:
    for key in told["targets"]:
        parts.add_target(campaign, ground.offices[key], actor=ground.actor)
    for key, role in told["partners"].items():
        parts.set_partner(campaign, ground.organizations[key], role=role, actor=ground.actor)
    for key in told.get("sources", []):
        parts.cite(campaign, ground.sources[key], actor=ground.actor)


def _milestone(ground: Ground, campaign: Campaign, told: Told) -> None:
    milestone = Milestone(campaign=campaign)
    if "source" in told:
        milestone.source = ground.sources[told["source"]]
    words = {
        code: parts.MilestoneWords(*(ground.clock.say(each, code) for each in told[code]))
        for code in languages_of(told)
    }
    window = _window(ground.clock, told)
    parts.save_milestone(milestone, window=window, words=words, actor=ground.actor)
    if told.get("reached"):
        parts.mark_reached(milestone, is_reached=True, actor=ground.actor)


def _window(clock: Clock, told: Told) -> DateWindow:
    if "on" in told:
        return DateWindow(told["on"], told["on"])
    if "from" not in told:
        return DateWindow()
    return DateWindow(clock.day(told["from"]), clock.day(told["to"]))


def _case(ground: Ground, umbrella: Campaign, told: Told) -> Campaign:
    """A case as it should be begun: words, consent on paper, and only then in public."""
    campaign = _begun(ground, told, "case", parent=umbrella)
    began = ground.clock.at(told["opens"])
    scope = consents.Scope(
        languages=("en", "es"),
        expires_on=ground.clock.day(told["opens"] + told["consent_days"]),
        **{f"allows_{what}": may for what, may in told["allows"].items()},
    )
    consents.record_consent(
        campaign,
        scope,
        statement=told["statement"],
        user=ground.alma,
        actor=ground.actor,
        now=began,
    )
    if told["picture"]:
        campaigns.set_photo(campaign, print_of(told["picture"]), actor=ground.actor)
    campaigns.open_campaign(campaign, actor=ground.actor, now=began)
    _petition(ground, campaign, told["petition"])
    return campaign


def _end(ground: Ground, campaign: Campaign, told: Told) -> None:
    if "ends" in told:
        campaigns.close_campaign(campaign, actor=ground.actor, now=ground.clock.at(told["ends"]))


def _petition(ground: Ground, campaign: Campaign, told: Told) -> None:
    began = _began(ground.clock, told)
    petition = _drafted(ground, campaign, told, began)
    if told.get("draft"):
        return
    _ask_for_leave(ground, campaign, told)
    promise = told.get("promise_hours")
    asks.open_ask(
        petition,
        actor=ground.actor,
        now=began,
        promise_by=began + timedelta(hours=promise) if promise else None,
    )
    for each in told.get("update", []):
        news = {code: records.News(*_said(ground, each, code)) for code in languages_of(each)}
        posted_on = ground.clock.day(each["day"])
        records.post_update(petition, news=news, posted_on=posted_on, actor=ground.actor)
    ground.crowds.sign(petition, told, since=began)
    for each in told.get("paper", []):
        _count_paper(ground, petition, each)
    _deliver(ground, petition, told)


def _ask_for_leave(ground: Ground, campaign: Campaign, told: Told) -> None:
    """Let these partners ask signers whether they may write to them."""
    for key in told.get("asks_to_write", []):
        partnership = campaign.partnerships.get(organization=ground.organizations[key])
        parts.set_partner(
            campaign,
            partnership.organization,
            role=partnership.role,
            asks_to_write=True,
            actor=ground.actor,
        )


def _began(clock: Clock, told: Told) -> datetime:
    if "hours_ago" in told:
        return clock.now - timedelta(hours=told["hours_ago"])
    return clock.at(told.get("opens", -1), hour=10)


def _drafted(ground: Ground, campaign: Campaign, told: Told, began: datetime) -> Petition:
    closes = told.get("closes")
    petition = asks.create_ask(
        Petition,
        campaign,
        facts={
            "slug": told["slug"],
            "goal": told["goal"],
            "closes_at": ground.clock.ahead(closes) if closes is not None else None,
        },
        words=ground.words(told),
        actor=ground.actor,
        now=began,
    )
    cited = [ground.sources[key] for key in told.get("sources", [])]
    cite_sources(petition, cited, actor=ground.actor)
    return petition


def _said(ground: Ground, told: Mapping[str, Any], code: str) -> list[str]:
    return [ground.clock.say(each, code) for each in told[code]]


def _count_paper(ground: Ground, petition: Petition, told: Told) -> None:
    recording.count_paper(
        petition,
        count=told["count"],
        counted_by=told["by"],
        counted_on=ground.clock.day(told["day"]),
        sheets_kept_at=told["kept"],
        actor=ground.actor,
    )


def _deliver(ground: Ground, petition: Petition, told: Told) -> None:
    """Hand it over with the names of that day, and say so; then it was won."""
    if "delivery" not in told:
        return
    clock, delivery = ground.clock, told["delivery"]
    refresh_tallies(clock.now, is_due=True)
    records.record_delivery(
        petition,
        delivered_on=clock.day(delivery["day"]),
        name_count=figures.tally(petition.pk).total,
        hand_over={code: records.HandOver(**said) for code, said in ground.words(delivery).items()},
        photo=print_of(delivery["picture"]),
        actor=ground.actor,
    )
    asks.declare_ask_won(petition, actor=ground.actor, now=clock.at(told["won"]))
