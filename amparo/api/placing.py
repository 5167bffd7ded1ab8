"""Where the hub, feeds and embeds show up outside of this room: menu, foot, heads, "Pass it on"."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from amparo.api.asks import ask_at, framed_view, kind_of_page, page_of_ask
from amparo.campaigns.embedding import snippets_of
from amparo.campaigns.models import Campaign
from amparo.web.feeds import feeds
from amparo.web.headlinks import HeadLink
from amparo.web.models import Coalition

FORMATS = {  # by the end of the address: what it is, and what people call it
    "atom": ("application/atom+xml", "Atom"),
    "rss": ("application/rss+xml", "RSS"),
    "json": ("application/feed+json", "JSON Feed"),
}
# Pages whose heads name the feeds: where somebody looks for what is new.
WITH_FEEDS = {"api:hub", "api:feeds", "campaigns:list", "campaigns:page", "wagtail_serve"}


def hub_url(language: str) -> str:
    with override(language):
        return reverse("api:hub")


def feeds_url(language: str) -> str:
    with override(language):
        return reverse("api:feeds")


def feed_path(code: str, form: str, campaign: str = "") -> str:
    """The address of a feed in the language of the moment."""
    if campaign:
        return reverse("api:campaign-feed", args=[campaign, code, form])
    return reverse("api:feed", args=[code, form])


def head_links(request: HttpRequest) -> Iterator[HeadLink]:
    """Feeds where people look for news; how to embed, on the page of an ask."""
    match = request.resolver_match
    if match is None:
        return
    if match.view_name == "campaigns:page":
        yield from _feeds_of(match.kwargs["slug"])
    if match.view_name in WITH_FEEDS:
        yield from _feeds()
    if kind_of_page(match.view_name):
        yield "application/json+oembed", _oembed(settings.SITE_URL + request.path), "oEmbed"


def embed_panel(request: HttpRequest, about: Any) -> str:
    """What to paste into one's own page, beside an ask that is open and where it says thank you."""
    path = page_of_ask(request.path)
    if not path and framed_view(request.path):
        return _embed_page(request, about)
    found = ask_at(path, timezone.now()) if path else None
    if found is None or not found.is_open:
        return ""
    snippets = snippets_of(found.path, found.title)
    return render_to_string("api/_embed.html", {"snippets": snippets}, request=request)


def _embed_page(request: HttpRequest, about: Any) -> str:
    """What is to be read or looked at, such as a map, goes along as it is asked for."""
    snippets = snippets_of(request.get_full_path(), about["share_words"])
    context = {"snippets": snippets, "is_page": True}
    return render_to_string("api/_embed.html", context, request=request)


def home_panel(request: HttpRequest, about: Any) -> str:
    """The way from the first page to everything that can be done."""
    return format_html(
        '<p class="actions"><a class="button" href="{}">{}</a></p>',
        reverse("api:hub"),
        _("See everything that you can do"),
    )


def campaigns_with_feeds(language: str) -> list[Campaign]:
    """Whose feeds are offered: never a case's."""
    today = timezone.localdate()
    public = Campaign.objects.public(today).with_texts()
    return [each for each in public if not each.is_case and each.is_public_in(language, today)]


def _feeds_of(slug: str) -> Iterator[HeadLink]:
    """A campaign's own, before those of all."""
    known = campaigns_with_feeds(get_language() or settings.LANGUAGE_CODE)
    found = next((each for each in known if each.slug == slug), None)
    return _feeds(found.title, slug) if found else iter(())


def _feeds(whose: str = "", campaign: str = "") -> Iterator[HeadLink]:
    whose = whose or Coalition.here().name
    for feed in feeds():
        for form, (kind, called) in FORMATS.items():
            yield kind, feed_path(feed.code, form, campaign), f"{whose}: {feed.title} ({called})"


def _oembed(address: str) -> str:
    return f"{settings.SITE_URL}{reverse('embeds:oembed')}?{urlencode({'url': address})}"
