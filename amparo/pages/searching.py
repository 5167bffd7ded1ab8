"""What the search finds of pages: everything published, in the language of its tree.

A newcomer's mistake: Wagtail's own index. It stems English only, and knows pages only.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from wagtail.models import Page
from wagtail.query import PageQuerySet

from amparo.evidence.citing import without_marks
from amparo.pages.models import CampaignStory, HomePage, ReleasePage
from amparo.pages.models.prose import ProsePage
from amparo.web.searching import Document, Source


def pages(language: str, now: datetime) -> Iterator[Document]:
    """Every page that can be read now; a campaign's story is read on the campaign's page."""
    for page in _public(language, now).specific().iterator(chunk_size=100):
        if page.url:
            yield _document(page, language)


def _document(page: Any, language: str) -> Document:
    campaign = getattr(page, "campaign_id", None)
    return Document(
        key=str(page.pk),
        language=language,
        title=page.title,
        path=page.url,
        kind=str(page._meta.verbose_name).capitalize(),
        summary=without_marks(page.lede),
        body=page.words_to_compare,
        stamp=str(page.last_published_at or ""),
        dated_on=getattr(page, "posted_on", None) or getattr(page, "issued_on", None),
        about=str(campaign or ""),
    )


def _public(language: str, now: datetime) -> PageQuerySet:
    held = ReleasePage.objects.filter(embargo_until__gt=now).values("pk")
    found = Page.objects.live().public().type(ProsePage).exclude(pk__in=held)
    return found.filter(locale__language_code=language).not_type((CampaignStory, HomePage))


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    pks = _public(language, now).filter(pk__in=list(keys)).values_list("pk", flat=True)
    return {str(pk) for pk in pks}


SOURCE = Source("pages", pages, _left)
