"""What the public pages of campaigns show, gathered in few queries and cleared of the rest.

A newcomer's mistake: handing a template the campaign and letting it look. What a case's consent
does not cover is left out here, once, and not in each template.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import override

from amparo.campaigns import kinds
from amparo.campaigns.citations import sources_of
from amparo.campaigns.models import Campaign, CampaignText, Kind, PartnerRole, Partnership, State
from amparo.evidence.citing import Notes, notes_for
from amparo.lib.markup import to_html
from amparo.organizations.models import Membership, Organization


@dataclass(frozen=True)
class Card:
    """A campaign in a list: its words and the first thing that one can do."""

    campaign: Campaign
    text: CampaignText
    url: str
    ask: kinds.Ask | None = None


@dataclass(frozen=True)
class Partners:
    """Partners of one role, in the order of the campaign."""

    role: str
    partnerships: list[Partnership]


@dataclass
class Page:
    """All that a campaign's page shows."""

    campaign: Campaign
    text: CampaignText
    today: date
    asks: list[kinds.Ask]
    targets: list[Any]
    partners: list[Partners]
    milestones: list[Any]
    notes: Notes
    cases: list[Card] = field(default_factory=list)
    background: str = ""  # the umbrella's, which several cases share
    umbrella: Card | None = None

    @property
    def shows_photo(self) -> bool:
        return self.campaign.shows_photo(self.today)

    @property
    def shows_story(self) -> bool:
        return self.campaign.shows_story(self.today)

    @property
    def story(self) -> str:
        return self.text.background if self.shows_story else ""

    @property
    def summary_html(self) -> SafeString:
        return self.notes.html(to_html(self.text.summary))

    @property
    def story_html(self) -> SafeString:
        return self.notes.html(to_html(self.story))

    @property
    def background_html(self) -> SafeString:
        return self.notes.html(to_html(self.background))

    @property
    def is_over(self) -> bool:
        return self.campaign.state == State.CLOSED or self.campaign.closes_on < self.today

    @property
    def logos(self) -> list[Organization]:
        everyone = [each.organization for group in self.partners for each in group.partnerships]
        return [each for each in everyone if each.logo]


@dataclass(frozen=True)
class Coalition:
    """A coalition, our own part in it, and its current members."""

    organization: Organization
    ours: Membership | None
    members: list[Membership]


def url_of(campaign: Campaign, language: str) -> str:
    with override(language):
        return reverse("campaigns:page", args=[campaign.slug])


def card_of(campaign: Campaign, language: str, now: datetime, *, with_ask: bool = True) -> Card:
    text = campaign.text(language) or CampaignText(language=language, title=campaign.slug)
    asks = kinds.asks_of(campaign, language, now) if with_ask else []
    first = next((ask for ask in asks if ask.is_open), None)
    return Card(campaign, text, url_of(campaign, language), first)


def public_cards(language: str, now: datetime) -> list[Card]:
    """Every campaign that this language may show, but those that stand under an umbrella."""
    today = timezone.localdate(now)
    found = Campaign.objects.public(today).under_no_umbrella().with_texts()
    seen = [each for each in found if each.is_public_in(language, today)]
    return [card_of(each, language, now) for each in seen]


def page_of(campaign: Campaign, language: str, now: datetime) -> Page:
    """Gather a campaign's page."""
    today = timezone.localdate(now)
    text = campaign.text(language) or CampaignText(language=language, title=campaign.slug)
    page = Page(
        campaign=campaign,
        text=text,
        today=today,
        asks=kinds.asks_of(campaign, language, now),
        targets=list(campaign.targets.with_names()),
        partners=partners_of(campaign),
        milestones=[each for each in _milestones(campaign) if each.text(language)],
        notes=Notes(),
    )
    if campaign.kind == Kind.UMBRELLA:
        page.cases = _cases(campaign, language, now)
    if campaign.parent and campaign.parent.is_public(today):
        page.umbrella = card_of(campaign.parent, language, now, with_ask=False)
        page.background = page.umbrella.text.background
    road = [each.text(language).note for each in page.milestones]
    said = "\n".join((text.summary, page.story, page.background, *road))
    page.notes = notes_for(said, listed=sources_of(campaign))
    return page


def partners_of(campaign: Campaign) -> list[Partners]:
    """Listed partners by role: leading first, then in the order of the roles."""
    order = list(PartnerRole.values)
    found = [each for each in campaign.partnerships.with_names() if each.organization.is_listed]
    found.sort(key=lambda each: order.index(each.role))  # stable: keeps the campaign's own order
    groups = groupby(found, key=lambda each: each.get_role_display())
    return [Partners(role, list(each)) for role, each in groups]


def coalitions(today: date) -> list[Coalition]:
    """Listed coalitions that have members, those that we belong to first."""
    found = Organization.objects.listed().coalitions().filter(is_us=False).with_names()
    all_members = (
        Membership.objects.current(today)
        .select_related("member", "coalition")
        .prefetch_related("member__names")
        .order_by(F("member__place").asc(nulls_last=True), "member__sort_name")
    )
    by_coalition: dict[int, list[Membership]] = {}
    for each in all_members:
        by_coalition.setdefault(each.coalition_id, []).append(each)
    made = [_coalition(each, by_coalition.get(each.pk, [])) for each in found]
    return sorted([each for each in made if each.members or each.ours], key=lambda c: not c.ours)


def our_members(today: date) -> list[Membership]:
    """Listed members of the coalition that runs this installation."""
    found = Membership.objects.current(today).filter(coalition__is_us=True, member__is_listed=True)
    named = found.select_related("member").prefetch_related("member__names")
    return list(named.order_by(F("member__place").asc(nulls_last=True), "member__sort_name"))


def alternates(campaign: Campaign, today: date) -> dict[str, str]:
    """The page's address in each language that it may be shown in."""
    codes = settings.SITE_LANGUAGES
    return {code: url_of(campaign, code) for code in codes if campaign.is_public_in(code, today)}


def _coalition(organization: Organization, members: Iterable[Membership]) -> Coalition:
    known = list(members)
    ours = next((each for each in known if each.member.is_us), None)
    listed = [each for each in known if each.member.is_listed and not each.member.is_us]
    return Coalition(organization, ours, listed)


def _milestones(campaign: Campaign) -> list[Any]:
    found = campaign.milestones.prefetch_related("texts").select_related("source")
    return sorted(found, key=lambda each: each.window.sorts_by)


def _cases(umbrella: Campaign, language: str, now: datetime) -> list[Card]:
    today = timezone.localdate(now)
    found = Campaign.objects.public(today).in_umbrella(umbrella).with_texts()
    seen = [each for each in found if each.is_public_in(language, today)]
    return [card_of(each, language, now) for each in seen]
