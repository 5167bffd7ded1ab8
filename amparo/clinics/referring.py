"""The pages of the directory: whom to call, sifted by a form that needs no scripts; a sheet.

A newcomer's mistake: keeping what somebody looked for. The filters stand in the address, and this
server writes no addresses down.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from amparo.clinics import directory
from amparo.clinics.directory import Asked
from amparo.clinics.forms import FilterForm
from amparo.clinics.papers import referral_pdf
from amparo.places.counties import counties
from amparo.web.models import Coalition
from amparo.web.pagecache import public_page

QUERY = ["county", "service", "spoken", "cost"]
KEPT_SECONDS = 60


@require_safe
@public_page(seconds=KEPT_SECONDS, query=QUERY)
def providers(request: HttpRequest) -> HttpResponse:
    """Legal providers to call, those that fit what was asked."""
    asked = _asked(request)
    query = request.GET.urlencode()
    sheet = reverse("clinics:referral-sheet") + (f"?{query}" if query else "")
    context: dict[str, Any] = {
        "form": _form(request),
        "listed": directory.found(asked),
        "asked": asked,
        "sheet_url": sheet,
        "today": timezone.localdate(),
    }
    return render(request, "clinics/providers.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=QUERY)
def sheet(request: HttpRequest) -> HttpResponse:
    """The same list on paper, in every language of the site."""
    asked = _asked(request)
    first = get_language() or settings.LANGUAGE_CODE
    languages = sorted(settings.SITE_LANGUAGES, key=lambda code: code != first)
    made = referral_pdf(asked, languages, today=timezone.localdate())
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="legal-help.pdf"'
    return response


def _asked(request: HttpRequest) -> Asked:
    given = request.GET
    return directory.cleaned(
        given.get("county", ""),
        given.get("service", ""),
        given.get("spoken", ""),
        given.get("cost", ""),
        state=Coalition.here().state,
    )


def _form(request: HttpRequest) -> FilterForm:
    used = directory.used_counties()
    known = [pair for pair in counties(Coalition.here().state) if pair[0] in used]
    return FilterForm(
        initial=request.GET.dict(),
        counties=known,
        services=directory.used("services"),
        languages=directory.used("languages"),
    )
