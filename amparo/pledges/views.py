"""The public pages of platforms and resolutions, and their papers.

A newcomer's mistake: looking for the form of a pledge. Nobody pledges here: a candidate says it in
public or on paper, and an organizer writes it down. The one form tells how a resolution went.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from amparo.campaigns.access import public_standing
from amparo.campaigns.asking import Asking, Visit
from amparo.campaigns.standing import Standing
from amparo.pledges import papers, shown
from amparo.pledges.forms import ReportForm
from amparo.pledges.kinds import PLATFORMS, RESOLUTIONS
from amparo.pledges.models import Platform, Pledge, Resolution
from amparo.pledges.operations.reporting import report
from amparo.web.addresses import in_language
from amparo.web.headers import hide_from_archives
from amparo.web.pagecache import public_page

KEPT_SECONDS = 5


class Reporting(Asking[Resolution]):
    """Carry it into a body, and tell how it went."""

    kind = RESOLUTIONS
    form_class = ReportForm
    template = "pledges/resolution.html"
    thanks_template = "pledges/reported.html"
    thanks_page = "pledges:reported"

    def form_options(self, visit: Visit[Resolution]) -> dict[str, Any]:
        return {}

    def take(self, visit: Visit[Resolution], given: dict[str, Any]) -> None:
        report(visit.standing, given, language=visit.language, source=visit.source, now=visit.now)

    def context(self, visit: Visit[Resolution]) -> dict[str, Any]:
        return shown.resolution_context(visit.standing, visit.language)


REPORTING = Reporting()


@require_safe
@public_page(seconds=KEPT_SECONDS)
def platform(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole platform, its planks in their order."""
    standing, language, now = _found(slug)
    context = shown.platform_context(standing, language, now)
    return _rendered(request, "pledges/platform.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def plank(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One plank by its number."""
    standing, language, _now = _found(slug)
    found = next((each for each in standing.action.planks.all() if each.number == number), None)
    if found is None or not found.texts.all():
        raise Http404
    context = shown.plank_context(standing, found, language)
    return _rendered(request, "pledges/plank.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def pledges(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who said something to the platform."""
    standing, language, _now = _found(slug)
    context = shown.pledges_context(standing, language)
    return _rendered(request, "pledges/pledges.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """What candidates and officials answered, question by question."""
    standing, language, _now = _found(slug)
    if not standing.action.questions.exists():
        raise Http404
    context = shown.answers_context(standing, language)
    return _rendered(request, "pledges/answers.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def pledge(request: HttpRequest, slug: str, pk: Any) -> HttpResponse:
    """One pledge with its proof."""
    standing, language, _now = _found(slug)
    found = get_object_or_404(Pledge.objects.with_words(), pk=pk, platform=standing.action)
    context = shown.pledge_context(standing, found, language)
    return _rendered(request, "pledges/pledge.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def wording(request: HttpRequest, slug: str, text_hash: str) -> HttpResponse:
    """The exact words of one day."""
    standing, language, _now = _found(slug)
    found = standing.action.wordings.filter(text_hash__startswith=text_hash).first()
    if found is None or len(text_hash) < 16:
        raise Http404
    context = shown.wording_context(standing, found, language)
    return _rendered(request, "pledges/wording.html", context)


@require_safe
@public_page(seconds=60)
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The platform to print."""
    standing, language, now = _found(slug)
    today = timezone.localdate(now)
    pdf = papers.made(papers.platform_paper(standing, language, today=today))
    return _as_pdf(pdf, f"{slug}-{language}.pdf", is_case=standing.action.campaign.is_case)


@require_safe
@public_page(seconds=60)
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """The resolution to print, with how to bring it in."""
    visit = REPORTING.visit(request, slug)
    pdf = papers.made(papers.kit_paper(visit.standing, visit.language))
    is_case = visit.action.campaign.is_case
    return _as_pdf(pdf, f"{slug}-{visit.language}.pdf", is_case=is_case)


def preview(request: HttpRequest, action: Platform, alternates: dict[str, str]) -> HttpResponse:
    """The page as it will be, for the desk."""
    standing, now = PLATFORMS.standings.of(action), timezone.now()
    context = shown.platform_context(standing, _language(), now)
    return _rendered(request, "pledges/platform.html", {**context, "alternates": alternates})


def _found(slug: str) -> tuple[Standing[Platform], str, datetime]:
    """The platform at this address. Raises Http404."""
    language, now = _language(), timezone.now()
    return public_standing(PLATFORMS.standings, slug, language, now), language, now


def _rendered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    action, now = context["platform"], timezone.now()
    public = [code for code in settings.SITE_LANGUAGES if action.is_public_in(code, now)]
    here = {code: in_language(request.path, code) for code in public}
    response = render(request, template, {"alternates": here, **context})
    return hide_from_archives(response) if context["is_case"] else response


def _as_pdf(pdf: bytes, name: str, *, is_case: bool) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'  # a slug needs no quotes
    return hide_from_archives(response) if is_case else response


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
