"""Pages as places that cite claims: what each says is noted whenever it is saved or published.

A newcomer's mistake: noting what is published alone. A release that waits for its hour cites too,
and should be looked at before it is out.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from amparo.evidence import citing
from amparo.evidence.operations.citations import forget_place, note_citations
from amparo.pages.models import ReleasePage
from amparo.pages.models.prose import ProsePage

KIND = "page"


def note_page(page: Page) -> None:
    """Note what the newest version of a page cites, published or not."""
    specific = page.specific
    if not isinstance(specific, ProsePage):
        return
    newest = specific.get_latest_revision_as_object()
    note_citations(KIND, page.pk, {newest.language: newest.words_that_cite()})


def when_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    note_page(instance)


def when_deleted(sender: Any, instance: Page, **kwargs: Any) -> None:
    forget_place(KIND, [instance.pk])


def find(ids: Collection[str]) -> Mapping[str, citing.Place]:
    """Pages by their ids; the public's address of those that it may see."""
    pages = Page.objects.filter(pk__in=[each for each in ids if each.isdigit()]).specific()
    return {str(page.pk): _place(page) for page in pages if isinstance(page, ProsePage)}


def _place(page: Any) -> citing.Place:
    is_held = isinstance(page, ReleasePage) and page.is_held(timezone.now())
    url = (page.url or "") if page.live and not is_held else ""
    link = page.campaign_link() if url else None
    group = (page.campaign.slug, link["title"]) if link else ("", "")
    return citing.Place(page.get_latest_revision_as_object().title, url, group, page.language)


PLACES = citing.PlaceKind(KIND, _("Page"), find)
