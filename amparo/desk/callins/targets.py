"""Whom a call-in day calls, in which order, and what the page shows that they did."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.callins.models import CallIn, CallTarget
from amparo.callins.operations.targets import (
    MOST_TARGETS,
    CannotCall,
    Whom,
    acts_to_choose,
    set_targets,
    show_acts,
)
from amparo.campaigns.access import action_to_change
from amparo.desk.callins.callins import DESK
from amparo.desk.callins.forms import ShownActsForm, TargetForm
from amparo.desk.callins.whom import whose
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form

SPARE = 3  # empty rows after those that are filled


@desk_view(Role.ORGANIZER)
def targets(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A row for each; rows left empty are left out."""
    callin = action_to_change(CallIn, person(request), pk)
    rows = _rows(request, list(callin.targets.with_numbers()))
    if rows[0].is_bound and all_valid(*rows):
        try:
            set_targets(callin, _chosen(rows), actor=person(request).actor)
        except CannotCall as refusal:
            rows[0].add_error("whom", _refused(refusal.reason))
        else:
            messages.success(request, _("It is saved."))
            return redirect(DESK.at("", callin))
    return show_form(
        request,
        title=_("Whom to call"),
        forms=rows,
        submit=_("Save"),
        crumbs=DESK.crumbs(callin),
        icon=DESK.icon,
    )


@desk_view(Role.ORGANIZER)
def acts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose what of their acts and words stands beside the script."""
    callin = action_to_change(CallIn, person(request), pk)
    shown = [each.act_id for each in callin.shown_acts.all()]
    form = ShownActsForm(acts=acts_to_choose(callin), initial={"acts": shown}, **sent(request))
    if form.is_bound and form.is_valid():
        show_acts(callin, form.cleaned_data["acts"], actor=person(request).actor)
        messages.success(request, _("It is saved."))
        return redirect(DESK.at("", callin))
    return show_form(
        request,
        title=_("What they did and said"),
        forms=[form],
        submit=_("Save"),
        crumbs=DESK.crumbs(callin),
        icon=DESK.icon,
        template="desk/callins/acts.html",
    )


def _rows(request: HttpRequest, known: list[CallTarget]) -> list[TargetForm]:
    """As many rows as were sent; before that one for each target, and some to spare."""
    count = len(known) + SPARE
    while f"row{count + 1}-whom" in request.POST and count < MOST_TARGETS:
        count += 1
    initial = [_initial(target, place) for place, target in enumerate(known, start=1)]
    return [
        TargetForm(number=number, initial=initial[number - 1] if number <= len(known) else {},
                   **sent(request))
        for number in range(1, count + 1)
    ]  # fmt: skip


def _initial(target: CallTarget, place: int) -> dict[str, Any]:
    return {
        "whom": whose(target),
        "place": place,
        "is_fallback": target.is_fallback,
        "counties": sorted(target.county_codes),
        "is_for_district": target.is_for_district,
    }


def _chosen(rows: list[TargetForm]) -> list[Whom]:
    """In the order of the places that were typed; rows without one stay where they stand."""
    filled = [(number, form.cleaned_data) for number, form in enumerate(rows, start=1)
              if form.cleaned_data["whom"]]  # fmt: skip
    filled.sort(key=lambda row: (row[1]["place"] or row[0], row[0]))
    return [
        Whom(
            given["whom"].office,
            given["whom"].official,
            is_fallback=given["is_fallback"],
            counties=tuple(given.get("counties", ())),
            is_for_district=given["is_for_district"],
        )
        for _number, given in filled
    ]


def _refused(reason: str) -> str:
    return {
        "twice": _("Nobody is called twice: please take one of the two out."),
        "fallbacks": _("Only one can be the one for when nobody answers."),
        "called": _("People have called them already: they stay until the day is over."),
    }.get(reason, _("These are too many for one day."))


urlpatterns = [
    path("callins/<uuid:pk>/targets/", targets, name="callin-targets"),
    path("callins/<uuid:pk>/acts/", acts, name="callin-acts"),
]
