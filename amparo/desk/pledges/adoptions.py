"""Where a resolution passed, at the desk: reports that wait to be read, and decisions written down.

Reading takes a key, judging one form: it is filled with what the card says, and what the organizer
sends is what will stand in public. A newcomer's mistake: publishing the card's words as they came.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change, ask_to_change
from amparo.desk import sealed
from amparo.desk.fields import ReasonForm, sent
from amparo.desk.frame import confirm, desk_view, page_context, person, show_form
from amparo.desk.pledges.forms import AdoptionForm
from amparo.desk.pledges.resolutions import DESK
from amparo.desk.sealed import Row
from amparo.desk.unlocked import key_of, needs_key, unlock_address
from amparo.pledges.models import Adoption, BodyKind, Outcome, Report, Resolution
from amparo.pledges.operations.resolutions import (
    Decision,
    WasJudged,
    approve_report,
    change_adoption,
    record_adoption,
    refuse_report,
    remove_adoption,
)
from amparo.supporters.models import Card, CommentState
from amparo.supporters.operations import refuse_comment

READ = "reports of a resolution"
WRITTEN_DOWN = "written down as a decision"


@desk_view(Role.ORGANIZER)
def reports(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reports that wait, the oldest first; envelopes while locked."""
    resolution = action_to_change(Resolution, person(request), pk)
    waiting = Report.objects.waiting().filter(resolution=resolution)
    cards = list(Card.objects.filter(pk__in=waiting.values("pk")).order_by("week_on", "pk")[:50])
    key = key_of(request)
    rows = _read(cards, request) if key else sealed.closed_rows(cards)
    context = {
        **page_context(_("Reports to read"), "comment", DESK.crumbs(resolution)),
        "resolution": resolution,
        "rows": [(row, _said(row)) for row in rows],
        "is_open": key is not None,
        "unlock_url": unlock_address(request.get_full_path()),
    }
    return render(request, "desk/pledges/reports.html", context)


@desk_view(Role.ORGANIZER)
@needs_key
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read one report, and write down what will stand in public."""
    found, row = _report(request, pk)
    form = AdoptionForm(initial=_initial(row), **sent(request))
    if form.is_bound and form.is_valid():
        decision = _decision(form, row.card.text_hash, row.card.language)
        try:
            approve_report(found, decision, actor=person(request).actor)
            _close_comment(row.card, request)
            messages.success(request, _("It is counted, and everybody can read it."))
        except WasJudged:
            messages.error(request, _("Somebody read this report a moment ago."))
        return redirect("desk:resolution-reports", pk=found.resolution_id)
    return show_form(
        request,
        title=_("A report"),
        forms=[form],
        submit=_("Count it and show it"),
        crumbs=DESK.crumbs(found.resolution),
        template="desk/pledges/report.html",
        context={"told": _said(row), "report": found, "comment": row.comment},
    )


@desk_view(Role.ORGANIZER)
@needs_key
def refuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do not count a report, for a reason that the log keeps."""
    found, row = _report(request, pk)
    hint = _("For the log, which outlives the card: write no name.")
    form = ReasonForm(request.POST or None, hint=hint)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            refuse_report(found, actor=person(request).actor, reason=reason)
            _close_comment(row.card, request)
            messages.success(request, _("It is not counted."))
        except WasJudged:
            messages.error(request, _("Somebody read this report a moment ago."))
        return redirect("desk:resolution-reports", pk=found.resolution_id)
    return confirm(
        request,
        title=_("Do not count this report"),
        goes=[_("It is not counted and not shown. The card stays until the campaign's end.")],
        submit=_("Do not count it"),
        back=reverse("desk:report", args=[pk]),
        crumbs=DESK.crumbs(found.resolution),
        form=form,
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def new_adoption(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what an organizer knows herself."""
    return _edit(request, action_to_change(Resolution, person(request), pk), None)


@desk_view(Role.ORGANIZER)
def adoption(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _adoption(request, pk)
    return _edit(request, found.resolution, found)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a decision off the list."""
    found = _adoption(request, pk)
    if request.method == "POST":
        remove_adoption(found, actor=person(request).actor)
        messages.success(request, _("It is removed."))
        return redirect(DESK.at("", found.resolution))
    return confirm(
        request,
        title=_("Remove this decision"),
        goes=[f"{found.body_name}: {found.get_outcome_display()}"],
        submit=_("Delete it"),
        back=reverse("desk:adoption", args=[pk]),
        crumbs=DESK.crumbs(found.resolution),
    )


def _edit(request: HttpRequest, resolution: Resolution, found: Adoption | None) -> HttpResponse:
    form = AdoptionForm(initial=_facts(found), **sent(request))
    if form.is_bound and form.is_valid():
        actor = person(request).actor
        language = (found and found.changes_language) or get_language() or ""
        text = resolution.any_text(language)
        text_hash = found.text_hash if found else text.text_hash if text else ""
        decision = _decision(form, text_hash, language)
        if found:
            change_adoption(found, decision, actor=actor)
        else:
            record_adoption(resolution, decision, actor=actor)
        messages.success(request, _("It is saved."))
        return redirect(DESK.at("", resolution))
    return show_form(
        request,
        title=_("What a body decided"),
        forms=[form],
        submit=_("Save"),
        crumbs=DESK.crumbs(resolution),
        template="desk/words.html",
        context={"adoption": found, "after": ["desk/pledges/after_adoption.html"]},
    )


def _adoption(request: HttpRequest, pk: UUID) -> Adoption:
    found = get_object_or_404(Adoption.objects.select_related("resolution__campaign"), pk=pk)
    ask_to_change(person(request), found.resolution.campaign)
    return found


def _report(request: HttpRequest, pk: UUID) -> tuple[Report, Row]:
    """A report that waits, with its card opened. Raises Http404."""
    waiting = Report.objects.waiting().select_related("resolution__campaign")
    found = get_object_or_404(waiting, pk=pk)
    ask_to_change(person(request), found.resolution.campaign)
    card = Card.objects.filter(pk=pk).first()
    if card is None:
        raise Http404
    return found, _read([card], request)[0]


def _read(cards: list[Card], request: HttpRequest) -> list[Row]:
    key = key_of(request)
    if key is None:
        raise Http404
    rows = sealed.opened_rows(cards, by=key, reason=READ)
    return sealed.with_comments(rows, by=key, reason=READ)


def _said(row: Row) -> dict[str, Any]:
    """What the card tells, in words for the page."""
    if row.opened is None:
        return {}
    told = row.opened.told_words
    return {
        "body": told.get("body", ""),
        "kind": _label(BodyKind, told.get("kind", "")),
        "outcome": _label(Outcome, told.get("outcome", "")),
        "on": _day(told.get("on", "")),
        "town": row.opened.town,
        "name": row.opened.name,
        "reach": told.get("reach", ""),
    }


def _initial(row: Row) -> dict[str, Any]:
    if row.opened is None:
        return {}
    told = row.opened.told_words
    return {
        "body_kind": told.get("kind"),
        "body_name": told.get("body"),
        "town": row.opened.town,
        "county": row.card.county,
        "decided_on": _day(told.get("on", "")),
        "outcome": told.get("outcome"),
        "changes": row.comment,
    }


def _facts(found: Adoption | None) -> dict[str, Any]:
    names = AdoptionForm.base_fields
    return {name: getattr(found, name) for name in names} if found else {}


def _decision(form: AdoptionForm, text_hash: str, language: str) -> Decision:
    given = form.cleaned_data
    changes_language = language if given["changes"] else ""
    return Decision(**given, text_hash=text_hash, changes_language=changes_language)


def _close_comment(card: Card, request: HttpRequest) -> None:
    """What was changed is written down now; it does not wait among the comments as well."""
    if card.comment_state == CommentState.WAITING:
        refuse_comment(card, reason=WRITTEN_DOWN, actor=person(request).actor)


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


urlpatterns = [
    path("resolutions/<uuid:pk>/reports/", reports, name="resolution-reports"),
    path("reports/<uuid:pk>/", report, name="report"),
    path("reports/<uuid:pk>/refuse/", refuse, name="report-refuse"),
    path("resolutions/<uuid:pk>/adoptions/new/", new_adoption, name="adoption-new"),
    path("adoptions/<uuid:pk>/", adoption, name="adoption"),
    path("adoptions/<uuid:pk>/remove/", remove, name="adoption-remove"),
]
