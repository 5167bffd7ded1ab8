"""The public pages of a call-in day: call, tell how it went, go on to the next; write instead.

A newcomer's mistake: asking first who calls. A page has the number and the words at once; telling
us afterwards needs no name, and every answer leads on to the next call.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from amparo.callins import shown
from amparo.callins.calling import Called, calls_of
from amparo.callins.forms import ReportForm
from amparo.callins.kinds import CALLINS
from amparo.callins.models import CallIn
from amparo.callins.operations.reporting import Told, report
from amparo.callins.papers import letter_pdf, sheet_pdf
from amparo.callins.script import letter_for
from amparo.campaigns.asking import KEPT_SECONDS, Asking, Refused, Visit, rendered
from amparo.web.addresses import in_language
from amparo.web.headers import hide_from_archives
from amparo.web.pagecache import public_page


class Calling(Asking[CallIn]):
    """A page for each target, the first without a number; its form tells how the call went."""

    kind = CALLINS
    form_class = ReportForm
    template = "callins/page.html"
    thanks_template = "callins/thanks.html"
    thanks_page = "callins:thanks"
    query = ("source", "told")

    def take(self, visit: Visit[CallIn], given: dict[str, Any]) -> str:
        calls, called = calls_of(visit.action, visit.language), called_at(visit)
        if called is None:
            raise Refused(None, shown.NOBODY)
        told = Told(given["outcome"], given["stance"], given["words"])
        language, source = visit.language, visit.source
        report(visit.standing, called.target, told, language=language, source=source, now=visit.now)
        following = calls.after(called, told.outcome)
        if following:
            return f"{shown.path_of(visit.action, following.number)}?told=1"
        return reverse(self.thanks_page, args=[visit.action.slug])

    def form_options(self, visit: Visit[CallIn]) -> dict[str, Any]:
        return {}

    def path(self, visit: Visit[CallIn]) -> str:
        return shown.path_of(visit.action, visit.place.get("number", 0))

    def context(self, visit: Visit[CallIn]) -> dict[str, Any]:
        return {
            **shown.call_context(visit.standing, called_at(visit), visit.language),
            **shown.story_context(visit.action, visit.now),
            "keep_line": shown.keep_line(visit.standing, visit.language),
            "was_told": "told" in visit.request.GET,
        }


CALLING = Calling()


@require_safe
@public_page(seconds=KEPT_SECONDS)
def write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A letter instead of a call: to copy, to mail, to print."""
    visit = CALLING.visit(request, slug, number=number)
    called = _numbered(visit)
    letter = letter_for(shown.text_of(visit.standing, visit.language), called.target)
    context = {
        **CALLING.frame(visit),
        **shown.call_context(visit.standing, called, visit.language),
        "letter": letter,
        "letter_rows": 6 + len(letter.text) // 45,
        "office": called.target.office,
        "alternates": {code: in_language(request.path, code) for code in shown.languages_of(visit)},
    }
    return rendered(request, "callins/write.html", context)


@require_safe
@public_page(seconds=60)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet to hold while calling, with room to note the answers."""
    visit = CALLING.visit(request, slug)
    made = sheet_pdf(shown.call_sheet(visit.standing, visit.language))
    return _pdf(visit, made, f"{slug}-{visit.language}.pdf")


@require_safe
@public_page(seconds=60)
def letter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The letter to one target, to print and to sign."""
    visit = CALLING.visit(request, slug, number=number)
    made = letter_pdf(shown.printed_letter(visit.standing, _numbered(visit), visit.language))
    return _pdf(visit, made, f"{slug}-{number}-{visit.language}.pdf")


def called_at(visit: Visit[CallIn]) -> Called | None:
    """The target of a page: the first of all without a number. Raises Http404."""
    calls = calls_of(visit.action, visit.language)
    if not visit.place.get("number"):
        return next(iter(calls.in_turn), None)
    return _numbered(visit)


def _numbered(visit: Visit[CallIn]) -> Called:
    found = calls_of(visit.action, visit.language).numbered(visit.place["number"])
    if found is None:
        raise Http404
    return found


def _pdf(visit: Visit[CallIn], made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'  # slugs need no quoting
    return hide_from_archives(response) if visit.action.campaign.is_case else response
