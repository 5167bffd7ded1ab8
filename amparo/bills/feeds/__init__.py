"""The feeds that we look at by ourselves, each with its key and how often it may be asked."""

from django.conf import settings

from amparo.bills.feeds.items import OF_ALL, Item, Look, Told
from amparo.bills.feeds.legiscan import LegiScanLook
from amparo.bills.feeds.openstates import OpenStatesLook
from amparo.bills.feeds.revisor import RevisorLook, revisor_address
from amparo.bills.models import Feed

LOOKS: dict[str, type[Look]] = {
    Feed.LEGISCAN: LegiScanLook,
    Feed.OPENSTATES: OpenStatesLook,
    Feed.REVISOR: RevisorLook,
}


def key_of(feed: str) -> str:
    """The key that a feed asks for; "" where it is not set."""
    return {Feed.LEGISCAN: settings.LEGISCAN_KEY, Feed.OPENSTATES: settings.OPENSTATES_KEY}.get(
        Feed(feed), "-"
    )


def quota_of(feed: str) -> int:
    """Questions a day: LegiScan's free key has 30,000 a month, that of Open States 500 a day."""
    return {Feed.LEGISCAN: 900, Feed.OPENSTATES: 450}.get(Feed(feed), 0)


__all__ = ["LOOKS", "OF_ALL", "Item", "Look", "Told", "key_of", "quota_of", "revisor_address"]
