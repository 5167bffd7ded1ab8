"""News, releases and briefs in the feeds: what is published in the feed's language.

A newcomer's mistake: a page about a case. Its story may be taken back, and no copy of a feed can.
Another: a release's own words where it has no lead. They hold who is quoted, who may take it back.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.html import strip_tags

from amparo.evidence.citing import without_marks
from amparo.lib.markup import excerpt
from amparo.pages.models import BriefPage, NewsPage, ReleasePage
from amparo.pages.models.prose import ProsePage
from amparo.web.feeds import Entry

MOST_POSTS = 50


def posts(language: str, campaign: str, now: datetime) -> Iterator[Entry]:
    """The latest posts, of all campaigns or of one."""
    found = NewsPage.objects.filter(locale__language_code=language).latest_first()
    if campaign:
        found = found.filter(campaign__slug=campaign)
    for post in found.select_related("campaign", "locale")[:MOST_POSTS]:
        if post.campaign is None or not post.campaign.is_case:
            section = post.campaign.title if post.campaign else ""
            yield _entry(post, _noon(post.posted_on), _summary(post), section)


def releases(language: str, campaign: str, now: datetime) -> Iterator[Entry]:
    """Those whose hour has come, of all campaigns or of one."""
    found = ReleasePage.objects.filter(locale__language_code=language).out(now)
    if campaign:
        found = found.filter(campaign__slug=campaign)
    for page in found.select_related("campaign", "locale")[:MOST_POSTS]:
        if page.campaign is None or not page.campaign.is_case:
            told = page.embargo_until or _noon(page.issued_on)
            section = page.campaign.title if page.campaign else ""
            yield _entry(page, told, without_marks(page.lede), section)


def briefs(language: str, campaign: str, now: datetime) -> Iterator[Entry]:
    """Briefs belong to a series and to no campaign."""
    if campaign:
        return
    found = BriefPage.objects.live().filter(locale__language_code=language)
    for page in found.select_related("locale").order_by("-issued_on", "-pk")[:MOST_POSTS]:
        yield _entry(page, _noon(page.issued_on), _summary(page), page.get_parent().title)


def _entry(page: ProsePage, posted: datetime, summary: str, section: str) -> Entry:
    language = page.locale.language_code
    changed = page.last_published_at or posted
    return Entry(
        id=page.translation_key,
        title=page.title,
        path=page.url or f"/{language}/",
        summary=summary,
        language=language,
        posted_at=posted,
        changed_at=max(posted, changed),
        section=section,
    )


def _summary(page: ProsePage) -> str:
    words = without_marks(strip_tags(page.whole_html()))
    return without_marks(page.lede) or excerpt(words, length=400)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_current_timezone())
