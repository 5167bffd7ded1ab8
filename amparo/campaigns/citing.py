"""Campaigns and asks as places that cite claims: their titles, and where the public reads them."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import asks
from amparo.campaigns.citations import CAMPAIGN
from amparo.campaigns.models import Campaign
from amparo.evidence.citing import Place, PlaceKind

if TYPE_CHECKING:
    from amparo.campaigns.kinds import AskKind

Find = Callable[[Collection[str]], Mapping[str, Place]]


def places_of_kind(kind: "AskKind[Any]") -> PlaceKind:
    """The asks of one kind."""

    def find(ids: Collection[str]) -> Mapping[str, Place]:
        language, now = get_language() or "", timezone.now()
        found = {}
        for action in asks(kind.model).filter(pk__in=ids).with_words():
            is_public = action.is_public_in(language, now)
            url = kind.path(action, language) if is_public else ""
            found[str(action.pk)] = Place(action.title, url, _group(action.campaign))
        return found

    return PlaceKind(kind.code, kind.label, find)


def _campaigns(ids: Collection[str]) -> Mapping[str, Place]:
    found = Campaign.objects.filter(pk__in=ids).with_texts()
    return {str(each.pk): Place(each.title, _url(each), _group(each)) for each in found}


def _group(campaign: Campaign) -> tuple[str, str]:
    """The campaign, where the public may know of it."""
    return (campaign.slug, campaign.title) if _url(campaign) else ("", "")


def _url(campaign: Campaign) -> str:
    is_public = campaign.is_public_in(get_language() or "", timezone.localdate())
    return reverse("campaigns:page", args=[campaign.slug]) if is_public else ""


CAMPAIGNS = PlaceKind(CAMPAIGN, _("Campaign"), _campaigns)
