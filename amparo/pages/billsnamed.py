"""Which pages name a bill, so that they are looked at when its wording moves to another.

A newcomer's mistake: looking at pages that tell what was. A post of three years ago is history; a
guide stays in use until it is taken down. So posts and releases count for a while, guides always.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from amparo.bills.models import Bill
from amparo.bills.naming import pattern_of
from amparo.pages.citing import KIND
from amparo.pages.models import NewsPage, ReleasePage
from amparo.pages.models.prose import ProsePage

NEWS_COUNTS = timedelta(days=365)


def pages_naming(bill: Bill) -> Iterator[tuple[str, str]]:
    """(kind, id) of each page, published or waiting, whose newest words name the bill."""
    pattern = pattern_of(bill.identifier)
    for page in _in_use(timezone.localdate()).specific().iterator(chunk_size=100):
        if pattern.search(_words_of(page)):
            yield KIND, str(page.pk)


def _in_use(today: date) -> PageQuerySet:
    since = today - NEWS_COUNTS
    old = Q(pk__in=NewsPage.objects.filter(posted_on__lt=since).values("pk")) | Q(
        pk__in=ReleasePage.objects.filter(issued_on__lt=since).values("pk")
    )
    shown = Q(live=True) | Q(has_unpublished_changes=True)
    return Page.objects.type(ProsePage).filter(shown).exclude(old)


def _words_of(page: Any) -> str:
    """What stands on the page, and what an editor has written since."""
    newest = page.get_latest_revision_as_object()
    said = page.words_to_compare() if page.live else ""
    return f"{said}\n{newest.words_to_compare()}"
