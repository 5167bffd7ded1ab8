"""Where a page is changed: posts, releases and briefs here, the rest in Wagtail's editor."""

from django.urls import reverse
from wagtail.models import Page

from amparo.pages.models import BriefPage, NewsPage, ReleasePage, SeriesPage

_OWN = (
    (NewsPage, "desk:news"),
    (ReleasePage, "desk:release"),
    (BriefPage, "desk:brief"),
    (SeriesPage, "desk:series"),
)


def edit_url(place_id: str) -> str:
    """The address of a page by its id; "" where it is gone."""
    page = Page.objects.filter(pk=place_id).first() if place_id.isdigit() else None
    if page is None:
        return ""
    name = next((name for model, name in _OWN if page.specific_class is model), None)
    if name is None:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse(name, args=[page.translation_key])
