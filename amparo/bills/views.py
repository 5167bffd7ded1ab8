"""The public tracker: bills that we follow, one bill, its texts compared; paper, calendar, feed."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amparo.bills import calendars, feeding, papers, shown
from amparo.bills.comparing import compare as compared
from amparo.bills.models import Bill, Hearing, LegalText, Position, Stage
from amparo.web.models import Coalition
from amparo.web.pagecache import public_page

_LOOKED_FOR = ("session", "stage", "position", "q")


@require_safe
@public_page(seconds=5, query=_LOOKED_FOR)
def bills(request: HttpRequest) -> HttpResponse:
    """All followed bills, filtered; a filter that is no choice filters nothing."""
    filters = shown.Filters.read(request.GET)
    context = {
        "bills": [(each, shown.address(each)) for each in shown.listed(filters)],
        "filters": filters,
        "sessions": shown.sessions(),
        "stages": Stage.choices,
        "positions": Position.choices,
    }
    return render(request, "bills/list.html", context)


@require_safe
@public_page(seconds=5)
def bill(request: HttpRequest, state: str, session: str, key: str) -> HttpResponse:
    found = shown.bill_at(state, session, key)
    today = timezone.localdate()
    steps, texts = shown.steps_of(found), shown.texts_of(found)
    stations, drawn = shown.road(found, steps)
    stored = [each for each in texts if each.is_stored]
    context = {
        "bill": found,
        "words": found.words,
        "steps": steps,
        "stations": stations,
        "road": drawn,
        "related": shown.related(found),
        "sponsors": list(found.sponsors.kept().select_related("official")),
        "votes": shown.votes_of(found),
        "hearing": shown.next_hearing(found, today),
        "has_hearings": found.hearings.kept().filter(starts_on__isnull=False).exists(),
        "asks": shown.asks_of(found),
        "texts": [(each, shown.address(found, "text", each.pk)) for each in texts],
        "compare_from": stored[-2] if len(stored) > 1 else None,
        "compare_to": stored[-1] if len(stored) > 1 else None,
        "is_stale": shown.is_stale(found, today),
        "links": _links(found),
    }
    return render(request, "bills/bill.html", context)


@require_safe
@public_page(seconds=60, query=("from", "to"))
def compare(request: HttpRequest, state: str, session: str, key: str) -> HttpResponse:
    """Two texts of a bill side by side; without a choice, the last two."""
    found = shown.bill_at(state, session, key)
    stored = [each for each in shown.texts_of(found) if each.is_stored]
    before = _chosen(request.GET.get("from", ""), stored, -2)
    after = _chosen(request.GET.get("to", ""), stored, -1)
    context = {
        "bill": found,
        "bill_url": shown.address(found),
        "stored": stored,
        "before": before,
        "after": after,
        "rows": compared(_body(before), _body(after)) if before and after else [],
    }
    return render(request, "bills/compare.html", context)


def _chosen(pk: str, stored: list[LegalText], otherwise: int) -> LegalText | None:
    named = next((each for each in stored if str(each.pk) == pk), None)
    if named is None and len(stored) > 1:
        return stored[otherwise]
    return named


def _body(text: LegalText) -> str:
    """Its words without what it strikes: the law as this printing would have it."""
    whole = LegalText.objects.get(pk=text.pk)
    return "".join(words for kind, words in shown.marked(whole) if kind != "struck")


@require_safe
@public_page(seconds=60)
def text(request: HttpRequest, state: str, session: str, key: str, pk: UUID) -> HttpResponse:
    """One text whole, with what it underlines and strikes, and its parts to jump to."""
    found = shown.bill_at(state, session, key)
    legal = found.legal_texts.kept().stored().filter(pk=pk).first()
    if legal is None:
        raise Http404
    context = {
        "bill": found,
        "bill_url": shown.address(found),
        "text": legal,
        "pieces": list(shown.marked(legal)),
        "parts": list(legal.provisions.all()),
    }
    return render(request, "bills/text.html", context)


@require_safe
@public_page(seconds=60)
def feed(request: HttpRequest) -> HttpResponse:
    return _atom(feeding.feed_of_all(_coalition_name()))


@require_safe
@public_page(seconds=60)
def bill_feed(request: HttpRequest, state: str, session: str, key: str) -> HttpResponse:
    return _atom(feeding.feed_of(shown.bill_at(state, session, key), _coalition_name()))


@require_safe
@public_page(seconds=60)
def hearings(request: HttpRequest) -> HttpResponse:
    rows = Hearing.objects.kept().filter(bill__is_followed=True)
    return _calendar(rows, _("Hearings of bills that we follow"), "hearings")


@require_safe
@public_page(seconds=60)
def bill_hearings(request: HttpRequest, state: str, session: str, key: str) -> HttpResponse:
    found = shown.bill_at(state, session, key)
    name = _("Hearings of %(bill)s") % {"bill": found.identifier}
    return _calendar(Hearing.objects.kept().filter(bill=found), name, found.key)


@require_safe
@public_page(seconds=60)
def sheet(request: HttpRequest, state: str, session: str, key: str) -> HttpResponse:
    """One page for the hand, in the language of its address."""
    found = shown.bill_at(state, session, key)
    made = papers.sheet_pdf(papers.sheet_of(found, _coalition_name()))
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{found.key}-{session}-{get_language()}.pdf"  # slugs need no quoting
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _links(bill: Bill) -> dict[str, str]:
    names = ("compare", "bill-feed", "bill-hearings", "sheet")
    return {name.replace("-", "_"): shown.address(bill, name) for name in names}


def _coalition_name() -> str:
    return Coalition.here().name


def _atom(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _calendar(rows: QuerySet[Hearing], name: str, file_name: str) -> HttpResponse:
    whole = rows.select_related("bill__session__jurisdiction").prefetch_related("bill__texts")
    made = calendars.calendar_of(whole, name=name)
    response = HttpResponse(made, content_type=calendars.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    return response
