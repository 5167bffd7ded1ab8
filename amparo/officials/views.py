"""Who represents me: a page that asks nobody, and a page a county for phones without scripts.

A newcomer's mistake: a parameter for what somebody chose. There is none: scripts choose in the
browser among all answers, and links without scripts lead to a place in the page of a county.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from amparo.officials.packed import packed, packed_areas
from amparo.officials.representing import Directory
from amparo.web.models import Coalition
from amparo.web.pagecache import public_page

KEPT_SECONDS = 60


@require_safe
@public_page(seconds=KEPT_SECONDS)
def represent(request: HttpRequest) -> HttpResponse:
    """Choose where you live; nothing that is chosen here is sent."""
    directory = _directory()
    context = {"counties": directory.counties, "has_map": directory.has_map}
    return render(request, "officials/represent.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def county(request: HttpRequest, fips: int) -> HttpResponse:
    """Every answer of a county; a link in it leads to one without asking us again."""
    directory = _directory()
    found = next((each for each in directory.counties if each.fips == f"{fips:05}"), None)
    if found is None:
        raise Http404
    context = {"answer": directory.county(found)}
    return render(request, "officials/county.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def answers(request: HttpRequest) -> HttpResponse:
    """All answers of the state, for the page's script."""
    return _json(packed(_directory()))


@require_safe
@public_page(seconds=KEPT_SECONDS)
def areas(request: HttpRequest) -> HttpResponse:
    """The simplified boundaries, for the page's map."""
    return _json(packed_areas(_directory()))


def _directory() -> Directory:
    return Directory(Coalition.here().state, get_language() or "", timezone.now())


def _json(told: Any) -> HttpResponse:
    return JsonResponse(
        told, safe=False, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False}
    )
