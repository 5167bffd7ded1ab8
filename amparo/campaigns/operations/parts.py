"""Targets, partners, milestones, sources and roles of a campaign.

A newcomer's mistake: an entry in the log that names a case's people. These name ids and roles.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import F, Max

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.citations import cite_sources, note_texts, sources_of
from amparo.campaigns.models import (
    Campaign,
    CampaignRole,
    Milestone,
    MilestoneText,
    Partnership,
    Target,
)
from amparo.evidence.models import Source
from amparo.lib.dates import DateWindow
from amparo.officials.models import Office, Official
from amparo.organizations.models import Organization
from amparo.web.pagecache import bump


@dataclass(frozen=True)
class MilestoneWords:
    """What a milestone is called in one language."""

    title: str
    note: str = ""


@transaction.atomic
def add_target(campaign: Campaign, whom: Official | Office, *, actor: Actor) -> Target:
    """Name somebody whom the campaign means to move; said again, it changes nothing."""
    key = "official" if isinstance(whom, Official) else "office"
    target, is_new = Target.objects.get_or_create(
        campaign=campaign, **{key: whom}, defaults={"order": _next(campaign.targets)}
    )
    if is_new:
        _note("campaigns.add_target", campaign, actor)
    return target


@transaction.atomic
def set_partner(
    campaign: Campaign,
    organization: Organization,
    *,
    role: str,
    actor: Actor,
    asks_to_write: bool = False,
    privacy_url: str = "",
) -> Partnership:
    """Give an organization its role in a campaign; said again, it changes the role."""
    wanted = {"role": role, "asks_to_write": asks_to_write, "privacy_url": privacy_url}
    partnership, _ = Partnership.objects.update_or_create(
        campaign=campaign,
        organization=organization,
        defaults=wanted,
        create_defaults={**wanted, "order": _next(campaign.partnerships)},
    )
    _note("campaigns.set_partner", campaign, actor, role=role)
    return partnership


@transaction.atomic
def save_milestone(
    milestone: Milestone,
    *,
    window: DateWindow,
    words: Mapping[str, MilestoneWords],
    actor: Actor,
) -> Milestone:
    """Write a milestone with its words; a language left empty loses them."""
    milestone.starts_on, milestone.ends_on = window.starts_on, window.ends_on
    milestone.save()
    said = {code: each for code, each in words.items() if each.title}
    MilestoneText.objects.filter(milestone=milestone).exclude(language__in=said).delete()
    for code, each in said.items():
        MilestoneText.objects.update_or_create(
            milestone=milestone, language=code, defaults={"title": each.title, "note": each.note}
        )
    note_texts(milestone.campaign)
    _note("campaigns.save_milestone", milestone.campaign, actor)
    return milestone


@transaction.atomic
def mark_reached(milestone: Milestone, *, is_reached: bool, actor: Actor) -> None:
    Milestone.objects.filter(pk=milestone.pk).update(is_reached=is_reached)
    milestone.is_reached = is_reached
    _note("campaigns.mark_milestone", milestone.campaign, actor)


@transaction.atomic
def cite(campaign: Campaign, source: Source, *, actor: Actor) -> None:
    """Cite a source on the campaign's page; said again, it changes nothing."""
    cited = sources_of(campaign)
    if source not in cited:
        cite_sources(campaign, [*cited, source], actor=actor)


@transaction.atomic
def set_role(campaign: Campaign, user: User, role: str, *, actor: Actor) -> CampaignRole:
    """Say what a person who logs in does in this campaign."""
    given, _ = CampaignRole.objects.update_or_create(
        campaign=campaign, user=user, defaults={"role": role}
    )
    _note("campaigns.set_role", campaign, actor, role=role, account=str(user.pk))
    return given


@transaction.atomic
def take_out(part: Target | Partnership | Milestone | CampaignRole, *, actor: Actor) -> None:
    """Take a part out of its campaign. What it pointed at stays."""
    verb = f"campaigns.take_out_{type(part).__name__.lower()}"
    campaign = part.campaign
    part.delete()
    _note(verb, campaign, actor)


@transaction.atomic
def put_first(part: Target | Partnership, *, actor: Actor) -> None:
    """Put a part at the head of its list; the others keep their order."""
    others = type(part)._default_manager.filter(campaign=part.campaign).exclude(pk=part.pk)
    others.update(order=F("order") + 1)
    type(part)._default_manager.filter(pk=part.pk).update(order=0)
    _note("campaigns.order", part.campaign, actor)


def _next(parts: models.Manager[models.Model]) -> int:
    last = parts.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _note(verb: str, campaign: Campaign, actor: Actor, **detail: str) -> None:
    record(verb, actor=actor, about=campaign, detail=detail)
    transaction.on_commit(bump)
