"""How the calls go: totals by target and day as they come in, and what callers heard.

A newcomer's mistake: asking for a key to count. Totals need none; what people wrote is sealed, is
opened here for one answer by whoever has unlocked, and is published on the desk's comments page.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amparo.accounts.models import Role
from amparo.callins import figures
from amparo.callins.models import CallIn, CallReport
from amparo.callins.operations.judging import set_aside, take_back
from amparo.campaigns.access import action_to_change, action_to_see, may_change
from amparo.desk import sealed
from amparo.desk.callins.callins import DESK
from amparo.desk.fields import ReasonForm, sent
from amparo.desk.frame import (
    Column,
    asks_for_csv,
    confirm,
    csv_response,
    desk_view,
    page_context,
    person,
)
from amparo.desk.supporters.reach import keyspaces_opened
from amparo.desk.unlocked import key_of, unlock_address
from amparo.lib import charts
from amparo.officials.models import Stance
from amparo.supporters.models import Card
from amparo.web.templatetags.web import day as day_said
from amparo.web.templatetags.web import number

READ = "what callers heard"
LATEST = 50  # reports on the page
EVERY = 20  # seconds between two looks at the totals


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
@require_safe
def live(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; ?day=… shows one day alone."""
    callin = action_to_see(CallIn, person(request), pk)
    totals = _totals(request, callin)
    if asks_for_csv(request):
        day = totals["chosen"] or timezone.localdate()
        return csv_response(f"{day.isoformat()}-calls", _columns(), totals["totals"])
    context = {
        **totals,
        **page_context(_("How the calls go"), DESK.icon, DESK.crumbs(callin)),
        "every": EVERY,
        "may_change": may_change(person(request), callin.campaign),
        "reports": _reports(request, callin),
        "is_open": key_of(request) is not None,
        "unlock_url": unlock_address(request.get_full_path()),
    }
    return render(request, "desk/callins/live.html", context)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
@require_safe
def live_totals(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The totals alone, for a page that looks again and again."""
    callin = action_to_see(CallIn, person(request), pk)
    return render(request, "desk/callins/_totals.html", _totals(request, callin))


@desk_view(Role.ORGANIZER)
def aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count a report no longer that nobody believes; the reason goes into the log."""
    report = get_object_or_404(CallReport.objects.select_related("callin"), pk=pk)
    callin = action_to_change(CallIn, person(request), report.callin_id)
    hint = _("For the log: “the same words forty times”, for example.")
    back = reverse("desk:callin-live", args=[callin.pk])
    form = ReasonForm(hint=hint, **sent(request))
    if form.is_bound and form.is_valid():
        by = person(request).actor
        set_aside(report, reason=form.cleaned_data["reason"], today=_today(), actor=by)
        messages.success(request, _("Set aside: it is counted nowhere."))
        return redirect(back)
    said = _("The report of %(day)s: %(outcome)s") % {
        "day": day_said(report.heard_on),
        "outcome": report.get_outcome_display(),
    }
    return confirm(
        request,
        title=_("Set this report aside"),
        goes=[said],
        submit=_("Set it aside"),
        back=back,
        crumbs=DESK.crumbs(callin),
        form=form,
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
@require_POST
def believe(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count a report again that was set aside."""
    report = get_object_or_404(CallReport, pk=pk)
    callin = action_to_change(CallIn, person(request), report.callin_id)
    take_back(report, actor=person(request).actor)
    messages.success(request, _("It counts again."))
    return redirect("desk:callin-live", pk=callin.pk)


def _columns() -> list[Column]:
    def count(key: str, label: str) -> Column:
        return Column(key, label, lambda each: getattr(each["row"], key), is_number=True)

    return [
        Column("whom", _("Whom"), lambda each: each["row"].target.name),
        count("spoke", _("spoke")),
        count("voicemail", _("message")),
        count("no_answer", _("no answer")),
        count("skipped", _("skipped")),
        Column("heard", _("What callers heard"), _heard),
    ]


def _heard(each: dict[str, Any]) -> str:
    return "; ".join(f"{stance}: {count}" for stance, count in each["heard"])


def _totals(request: HttpRequest, callin: CallIn) -> dict[str, Any]:
    days = figures.days_of(callin)
    chosen = next((on for on, _calls, _spoke in days if on.isoformat() == _asked(request)), None)
    return {
        "callin": callin,
        "days": days,
        "chosen": chosen,
        "totals": [_said(each) for each in figures.totals(callin, chosen)],
        "calls": sum(calls for on, calls, _spoke in days if chosen in (None, on)),
        "spoke": sum(spoke for on, _calls, spoke in days if chosen in (None, on)),
        "today": {on: calls for on, calls, _spoke in days}.get(_today(), 0),
        "chart": _chart(days) if len(days) > 1 else "",
        "now": timezone.now(),
    }


def _said(totals: figures.TargetTotals) -> dict[str, Any]:
    """A target's totals with its answers in words."""
    heard = [(Stance(stance).label, count) for stance, count in totals.stances]
    return {"row": totals, "heard": heard}


def _chart(days: list[tuple[date, int, int]]) -> str:
    points = [charts.Point(day_said(on), calls) for on, calls, _spoke in days]
    return charts.time_series(
        points,
        title=_("Calls by day"),
        count_name=_("calls a day"),
        total_name=_("calls in all"),
        say=number,
    )


def _reports(request: HttpRequest, callin: CallIn) -> list[dict[str, Any]]:
    """The latest ones; what was written with them where her key opens it."""
    latest = callin.reports.select_related("target__office", "target__official")
    found = list(latest.order_by("-heard_on", "pk")[:LATEST])
    ids = [report.card_id for report in found if report.card_id]
    cards = Card.objects.filter(pk__in=ids).exclude(sealed_comment=None).in_bulk()
    said = _opened(request, list(cards.values()))
    return [
        {
            "row": report,
            "is_sealed": report.card_id in cards,
            "said": said.get(report.card_id or report.pk, ""),
        }
        for report in found
    ]


def _opened(request: HttpRequest, cards: list[Card]) -> Mapping[UUID, str]:
    key = key_of(request)
    if key is None or not cards:
        return {}
    allowed = set(keyspaces_opened(person(request)).values_list("pk", flat=True))
    mine = [card for card in cards if card.keyspace_id in allowed]
    return sealed.comments_of(mine, by=key, reason=READ)


def _asked(request: HttpRequest) -> str:
    return request.GET.get("day", "")


def _today() -> date:
    return timezone.localdate()


urlpatterns = [
    path("callins/<uuid:pk>/live/", live, name="callin-live"),
    path("callins/<uuid:pk>/live/totals/", live_totals, name="callin-live-totals"),
    path("callins/reports/<uuid:pk>/aside/", aside, name="callin-report-aside"),
    path("callins/reports/<uuid:pk>/believe/", believe, name="callin-report-believe"),
]
