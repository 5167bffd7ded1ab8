"""Posts, press releases and briefs as flyer, picture and messages tell them.

A newcomer's mistake: a post about a case. Its story may be taken back, and what was passed on as a
picture cannot; so cases have their page to share, and nothing made of it here.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from amparo.announcing.kinds import AnnouncedKind
from amparo.evidence.citing import without_marks
from amparo.lib.announcing import Facts
from amparo.lib.dates import day_in_words
from amparo.pages.models import BriefPage, NewsPage, ReleasePage
from amparo.web.models import Coalition
from amparo.web.templatetags.web import phone

Find = Callable[[datetime], Any]  # pages of the kind that are out


def news_kind() -> AnnouncedKind:
    return _kind("news", lambda now: NewsPage.objects.live(), NewsPage)


def release_kind() -> AnnouncedKind:
    return _kind("release", lambda now: ReleasePage.objects.out(now), ReleasePage)


def brief_kind() -> AnnouncedKind:
    """A brief's address is told within its series, so it is named by its key."""
    return _kind("brief", lambda now: BriefPage.objects.live(), BriefPage, by="translation_key")


def path_of(page: Any) -> str:
    """Where anybody takes its words and pictures along; "" for what is passed on as a link only."""
    return "" if _is_of_case(page) else reverse("announcing:page", args=_names_of(page))


def picture_of(page: Any) -> str:
    """The full address of the picture that goes along where its page is shared; or ""."""
    if _is_of_case(page):
        return ""
    return settings.SITE_URL + reverse("announcing:picture", args=[*_names_of(page), "wide"])


def _names_of(page: Any) -> list[str]:
    if isinstance(page, BriefPage):
        return ["brief", str(page.translation_key)]
    return ["release" if isinstance(page, ReleasePage) else "news", page.slug]


def _kind(code: str, find: Find, model: Any, *, by: str = "slug") -> AnnouncedKind:
    def public_id(slug: str, language: str, now: datetime) -> UUID | None:
        """By the address that the page has in any language: twins answer together."""
        page = find(now).filter(**{by: slug}).first() if by == "slug" or _is_key(slug) else None
        twin = page and find(now).filter(
            translation_key=page.translation_key, locale__language_code=language
        ).first()  # fmt: skip
        return twin.translation_key if twin and not _is_of_case(twin) else None

    def facts(key: UUID, language: str, on: date | None) -> Facts | None:
        page = model.objects.filter(translation_key=key, locale__language_code=language).first()
        return _told(page) if page and on is None and not _is_of_case(page) else None

    def page_path(key: UUID, language: str) -> str:
        page = model.objects.filter(translation_key=key, locale__language_code=language).first()
        return str(page.url) if page and page.url else ""

    return AnnouncedKind(code=code, public_id=public_id, facts=facts, page_path=page_path)


def _told(page: Any) -> Facts:
    language = page.language
    dated = page.posted_on if isinstance(page, NewsPage) else page.issued_on
    return Facts(
        language=language,
        title=page.title,
        url=page.full_url or settings.SITE_URL,
        kind=day_in_words(dated, language),
        summary=page.teaser if isinstance(page, NewsPage) else without_marks(page.lede),
        phone=phone(Coalition.here().hotline),
        coalition=Coalition.here().text(language).name,
    )


def _is_of_case(page: Any) -> bool:
    campaign = getattr(page, "campaign", None)
    return campaign is not None and campaign.is_case


def _is_key(said: str) -> bool:
    try:
        return bool(UUID(said))
    except ValueError:
        return False
