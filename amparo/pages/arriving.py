"""Pages that come from elsewhere: a post or a page of an old site, placed where it belongs.

A newcomer's mistake: the date of the move as the date of the post. Lists, archive and feeds order
by `posted_on`, so ten years of posts that arrive today stay ten years.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.pages.models import HomePage, NewsPage, Photograph, StandardPage
from amparo.pages.operations import CannotPost, free_slug, news_index
from amparo.web.pagecache import bump

LONGEST_OLD_PATH = 255  # as Wagtail keeps it


@dataclass(frozen=True)
class Arrival:
    """A page in one language. `key` is shared by its twins."""

    language: str
    title: str
    blocks: list[tuple[str, Any]]
    key: UUID
    is_post: bool = True
    lede: str = ""
    slug: str = ""
    posted_on: date | None = None
    byline: str = ""
    tags: list[str] = field(default_factory=list)
    photograph: Photograph | None = None
    campaign: Campaign | None = None


@transaction.atomic
def bring(arrival: Arrival, *, today: date, by: User | None = None) -> Page:
    """Publish a page of an old site. Raises CannotPost where the site was not built."""
    parent = _parent(arrival)
    posted_on = arrival.posted_on or today
    page = _made(arrival, posted_on)
    page.slug = free_slug(parent, arrival.slug or arrival.title, posted_on)
    page.translation_key, page.owner = arrival.key, by
    parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    transaction.on_commit(bump)
    return page


def redirect_old(path: str, to: Page | str) -> None:
    """Send an address of the old site on; safe to run again."""
    kept = Redirect.normalise_path(path)
    if not kept.strip("/") or len(kept) > LONGEST_OLD_PATH:
        return
    target = {"redirect_page": to, "redirect_link": ""} if isinstance(to, Page) else {
        "redirect_page": None, "redirect_link": to
    }  # fmt: skip
    Redirect.objects.update_or_create(
        old_path=kept, site=None, defaults={**target, "is_permanent": True}
    )


def _made(arrival: Arrival, posted_on: date) -> Page:
    locale = Locale.objects.get(language_code=arrival.language)
    words = {
        "title": arrival.title,
        "lede": arrival.lede,
        "body": arrival.blocks,
        "locale": locale,
    }
    if not arrival.is_post:
        return StandardPage(**words)
    page = NewsPage(
        **words,
        posted_on=posted_on,
        byline=arrival.byline,
        photograph=arrival.photograph,
        campaign=arrival.campaign,
    )
    page.tags.set(arrival.tags)
    return page


def _parent(arrival: Arrival) -> Page:
    if arrival.is_post:
        return news_index(arrival.language)
    home = HomePage.objects.filter(locale__language_code=arrival.language).live().first()
    if home is None:
        raise CannotPost(arrival.language)
    return home
