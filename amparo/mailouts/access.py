"""Which letters an organizer may see and change; "not there" and "not yours" are one answer."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from amparo.accounts.models import User
from amparo.campaigns.access import campaigns_to_change, may_change
from amparo.mailouts.models import MailOut, MailOutQuerySet


def mailouts_to_change(user: User) -> MailOutQuerySet:
    """Those of the list and the committees are every organizer's; a campaign's are its own."""
    if not (user.is_active and user.is_organizer):
        return MailOut.objects.none()
    hers = campaigns_to_change(user).values("pk")
    return MailOut.objects.filter(Q(campaign__isnull=True) | Q(campaign__in=hers)).with_words()


def mailout_to_change(user: User, pk: UUID) -> MailOut:
    """Raises Http404."""
    return get_object_or_404(mailouts_to_change(user), pk=pk)


def public_mailout(pk: UUID) -> MailOut:
    """A letter that has a page of its own. Raises Http404."""
    return get_object_or_404(MailOut.objects.public().with_words(), pk=pk)


def is_public_in(mailout: MailOut, language: str, today: date) -> bool:
    """Letters of a case are seen no longer than the case."""
    campaign = mailout.campaign
    if campaign is None:
        return True
    return campaign.is_public_in(language, today) if campaign.is_case else campaign.is_public(today)


def who_may_approve(mailout: MailOut) -> list[User]:
    """Every organizer of its ground but the one who asked; she herself where there is no other."""
    organizers = [
        each
        for each in User.objects.organizers()
        if mailout.campaign is None or may_change(each, mailout.campaign)
    ]
    others = [each for each in organizers if each.pk != mailout.asked_by_id]
    return others or organizers


def may_approve(mailout: MailOut, user: User) -> bool:
    return user.pk in {each.pk for each in who_may_approve(mailout)}
