"""News by year and month, by tag, by who signed: lists of one language, the newest first.

A newcomer's mistake: a page about a person. Under a pen name stand the posts that carry it, and
nothing else is known of whoever that is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from taggit.models import Tag

from amparo.lib.dates import words_of
from amparo.pages.models import NewsIndexPage, NewsPage
from amparo.web.pagecache import public_page

KEPT_SECONDS = 5
POSTS_A_PAGE = 24
MOST_TAGS = 60


@dataclass(frozen=True)
class Year:
    number: int
    count: int
    url: str
    months: list[tuple[str, str, int]]  # (name, address, count)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def archive(request: HttpRequest) -> HttpResponse:
    """Everything by year and month, and what posts are about."""
    context = {"years": years(_posts()), "tags": _tags(), "crumbs": _crumbs()}
    return render(request, "pages/archive.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["page"])
def year(request: HttpRequest, year: int) -> HttpResponse:
    posts = _posts().filter(posted_on__year=year)
    months = [month for each in years(posts) for month in each.months]
    title = _("News of %(year)s") % {"year": year}
    return _shelf(request, title, posts, months=months)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["page"])
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if not 1 <= month <= 12:
        raise Http404
    posts = _posts().filter(posted_on__year=year, posted_on__month=month)
    title = _("News of %(month)s %(year)s") % {"month": _month(month), "year": year}
    return _shelf(request, title, posts)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["page"])
def tagged(request: HttpRequest, slug: str) -> HttpResponse:
    """Posts about something. In the other language the same word may not be used."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise Http404
    posts = _posts().filter(tagged_items__tag=tag)
    return _shelf(request, _("News about: %(tag)s") % {"tag": tag.name}, posts)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["page"])
def signed(request: HttpRequest, slug: str) -> HttpResponse:
    names = _posts().exclude(byline="").order_by("byline").values_list("byline", flat=True)
    name = next((each for each in names.distinct() if slugify(each) == slug), None)
    if name is None:
        raise Http404
    return _shelf(request, _("Signed by %(name)s") % {"name": name}, _posts().filter(byline=name))


def years(posts: Any) -> list[Year]:
    """Years in which something was posted, the latest first, with their months."""
    dated = posts.order_by().annotate(
        year=ExtractYear("posted_on"), month=ExtractMonth("posted_on")
    )
    counted = dated.values_list("year", "month").annotate(Count("pk")).order_by("-year", "-month")
    by_year: dict[int, list[tuple[str, str, int]]] = {}
    for number, month_number, count in counted:
        url = reverse("pages:news-month", args=[number, month_number])
        by_year.setdefault(number, []).append((_month(month_number), url, count))
    return [
        Year(number, sum(each[2] for each in months), _year_url(number), months)
        for number, months in by_year.items()
    ]


def _shelf(
    request: HttpRequest, title: str, posts: Any, months: Iterable[tuple[str, str, int]] = ()
) -> HttpResponse:
    """One list. Raises Http404 where there is nothing, so that no address promises what is not."""
    page = Paginator(posts, POSTS_A_PAGE).get_page(request.GET.get("page"))
    if not page:
        raise Http404
    path = request.path
    context = {
        "title": title,
        "posts": page,
        "months": months,
        "crumbs": [*_crumbs(), (_("Archive"), reverse("pages:news-archive"))],
        "alternates": _alternates(path),
    }
    return render(request, "pages/shelf.html", context)


def _alternates(path: str) -> dict[str, str]:
    """In other languages the whole archive, because this very list may be empty there."""
    own = _language()
    found = {own: path}
    for code in settings.SITE_LANGUAGES:
        if code != own:
            found[code] = f"/{code}/" + reverse("pages:news-archive").split("/", 2)[2]
    return found


def _posts() -> Any:
    return NewsPage.objects.filter(locale__language_code=_language()).latest_first()


def _tags() -> list[Tag]:
    ids = _posts().order_by().values_list("tagged_items__tag")
    return list(Tag.objects.filter(pk__in=ids).exclude(slug="").order_by("name")[:MOST_TAGS])


def _crumbs() -> list[tuple[str, str]]:
    found = NewsIndexPage.objects.filter(locale__language_code=_language()).live().first()
    return [(found.title, found.url)] if found and found.url else []


def _year_url(number: int) -> str:
    return reverse("pages:news-year", args=[number])


def _month(number: int) -> str:
    words = words_of(_language())
    return words.months[number - 1] if words else date(2000, number, 1).strftime("%m")


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
