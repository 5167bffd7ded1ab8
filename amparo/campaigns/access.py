"""The only way a view gets a campaign or an ask that somebody may change, or see.

The same answer, 404, for "not there" and "not yours". A newcomer's mistake: fetching an ask by its
slug in a view; a case whose consent ended in one language would go on being shown in it.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from amparo.accounts.models import User
from amparo.campaigns.actions import A, ActionQuerySet, asks
from amparo.campaigns.models import Campaign, CampaignRole, State
from amparo.campaigns.models.campaigns import CampaignQuerySet
from amparo.campaigns.standing import Standing, Standings

COORDINATOR = CampaignRole.Role.COORDINATOR


def campaigns_to_change(user: User) -> CampaignQuerySet:
    """Organizers may change every campaign, but those kept to its coordinators."""
    if not (user.is_active and user.is_organizer):
        return Campaign.objects.none()
    coordinates = Q(roles__user=user, roles__role=COORDINATOR)
    return Campaign.objects.filter(Q(limited_to_roles=False) | coordinates).distinct()


def campaigns_to_see(user: User) -> CampaignQuerySet:
    """Organizers see what they may change; volunteers open campaigns and those they help in."""
    if not user.is_active:
        return Campaign.objects.none()
    if user.is_organizer:
        return campaigns_to_change(user)
    if not user.is_volunteer:
        return Campaign.objects.none()
    shown = ~Q(state=State.DRAFT) & Q(limited_to_roles=False)
    return Campaign.objects.filter(shown | Q(roles__user=user)).distinct()


def may_change(user: User, campaign: Campaign) -> bool:
    return campaigns_to_change(user).filter(pk=campaign.pk).exists()


def may_see(user: User, campaign: Campaign) -> bool:
    return campaigns_to_see(user).filter(pk=campaign.pk).exists()


def campaign_to_change(user: User, pk: UUID) -> Campaign:
    """A campaign that this person may change. Raises Http404."""
    return get_object_or_404(campaigns_to_change(user).with_texts(), pk=pk)


def campaign_to_see(user: User, pk: UUID) -> Campaign:
    """A campaign that this person may look at, at the desk. Raises Http404."""
    return get_object_or_404(campaigns_to_see(user).with_texts(), pk=pk)


def ask_to_change(user: User, campaign: Campaign) -> None:
    """Raise Http404 unless this person may change the campaign; for what hangs on one."""
    if not may_change(user, campaign):
        raise Http404


def public_standing(
    standings: Standings[A], slug: str, language: str, now: datetime
) -> Standing[A]:
    """What is known of an ask that may be shown in `language`. Raises Http404."""
    found = standings.by_slug(slug)
    if found is None or not found.texts or not found.action.is_public_in(language, now):
        raise Http404
    return found


def actions_to_see(model: type[A], user: User) -> ActionQuerySet[A]:
    """The asks of the campaigns that this person may look at, at the desk."""
    return asks(model).filter(campaign__in=campaigns_to_see(user)).with_words()


def action_to_see(model: type[A], user: User, pk: UUID) -> A:
    """One that this person may look at. Raises Http404."""
    return get_object_or_404(actions_to_see(model, user), pk=pk)


def action_to_change(model: type[A], user: User, pk: UUID) -> A:
    """One that this person may change. Raises Http404."""
    changeable = asks(model).filter(campaign__in=campaigns_to_change(user))
    return get_object_or_404(changeable.with_words(), pk=pk)
