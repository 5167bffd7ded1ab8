"""What pages show of the rooms below: open asks of every campaign, panels that rooms registered."""

from dataclasses import dataclass

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from amparo.campaigns.kinds import Ask, asks_of
from amparo.campaigns.models import Campaign
from amparo.pages import announced, papers
from amparo.pages.models import ReleasePage
from amparo.web.panels import panels

register = template.Library()
ASKS_AT_HOME = 6


@dataclass(frozen=True)
class AskAtHome:
    """An open ask with the campaign that it belongs to."""

    ask: Ask
    campaign_title: str


@register.simple_tag
def open_asks() -> list[AskAtHome]:
    """What can be done now: what the reader's language has, then the soonest to close."""
    now, language = timezone.now(), get_language() or ""
    public = Campaign.objects.public(timezone.localdate(now)).with_texts()
    found = [
        AskAtHome(ask, campaign.title)
        for campaign in public
        for ask in asks_of(campaign, language, now)
        if ask.is_open
    ]
    return sorted(found, key=lambda each: _order(each, language))[:ASKS_AT_HOME]


@register.simple_tag(takes_context=True)
def home_panels(context: Context) -> SafeString:
    return _joined(context, "home.main")


@register.simple_tag(takes_context=True)
def next_panels(context: Context) -> SafeString:
    """What rooms say about what is next: a gathering, a call-in day."""
    return _joined(context, "next")


@register.simple_tag
def announce_url(page: Page) -> str:
    """Where anybody takes words and pictures of a post or a release along."""
    return announced.path_of(page)


@register.simple_tag
def announce_picture(page: Page) -> str:
    """The picture that goes along where the page is shared."""
    return announced.picture_of(page)


@register.simple_tag
def timing(page: ReleasePage) -> str:
    """For immediate release, or since when it may be told."""
    return papers.timing(page, timezone.now())


def _joined(context: Context, place: str) -> SafeString:
    return mark_safe("".join(panels(place, context["request"])))  # noqa: S308 - ready markup


def _order(found: AskAtHome, language: str) -> tuple[bool, bool, float]:
    closes_at = found.ask.closes_at
    is_foreign = found.ask.language != language
    return (is_foreign, closes_at is None, closes_at.timestamp() if closes_at else 0.0)
