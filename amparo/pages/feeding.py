"""News in the feeds: published posts of the feed's language.

A newcomer's mistake: a post about a case. Its story may be taken back, and no copy of a feed can.
"""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.html import strip_tags

from amparo.evidence.citing import without_marks
from amparo.lib.markup import excerpt
from amparo.pages.models import NewsPage
from amparo.web.feeds import Entry

MOST_POSTS = 50


def posts(language: str, campaign: str, now: datetime) -> Iterator[Entry]:
    """The latest posts, of all campaigns or of one."""
    found = NewsPage.objects.filter(locale__language_code=language).latest_first()
    if campaign:
        found = found.filter(campaign__slug=campaign)
    for post in found.select_related("campaign", "locale")[:MOST_POSTS]:
        if post.campaign is None or not post.campaign.is_case:
            yield _entry(post, language)


def _entry(post: NewsPage, language: str) -> Entry:
    posted = datetime.combine(post.posted_on, time(12), timezone.get_current_timezone())
    changed = post.last_published_at or posted
    return Entry(
        id=post.translation_key,
        title=post.title,
        path=post.url or f"/{language}/",
        summary=without_marks(post.lede) or excerpt(strip_tags(post.whole_html()), length=400),
        language=language,
        posted_at=posted,
        changed_at=max(posted, changed),
        section=post.campaign.title if post.campaign else "",
    )
