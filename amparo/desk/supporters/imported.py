"""Lists that were brought along: how far each has come, what was not understood, taking one back.

A list goes on portion by portion while its rows wait (imports.py, supporters.staging).
"""

import time
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    link_column,
    person,
    show_list,
)
from amparo.desk.supporters.imports import COOKIE, cookie_path, crumbs, gone, plan_in, waiting
from amparo.desk.today import Todo
from amparo.mailouts.operations.brought import begin_letter_to_brought, letter_to_brought
from amparo.supporters import operations, staging
from amparo.supporters.models import ListImport, Remark
from amparo.web.numbers import in_digits

A_WHILE = 3  # seconds of work, until the page is shown again
UNDO_AT_ONCE = 5000  # cards a request


@desk_view(Role.ORGANIZER)
def import_list(request: HttpRequest) -> HttpResponse:
    """Every list that was brought along, the latest first."""
    listing = Listing(
        title=_("Lists brought along"),
        rows=ListImport.objects.order_by("-made_on", "label"),
        columns=_columns(),
        export_name="lists-brought-along",
        icon="upload",
        empty=_(
            "No list was brought along yet. A CSV file from a spreadsheet or from Action "
            "Network can be put on the standing list."
        ),
        buttons=[
            Button(_("Bring a list along"), reverse("desk:import-new"), "upload", is_primary=True)
        ],
        crumbs=crumbs()[:2],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a list has come, and what was not understood, line by line."""
    here = get_object_or_404(ListImport, pk=pk)
    why_not = operations.why_not_undone(here, now=timezone.now())
    listing = Listing(
        title=here.label,
        rows=here.remarks.all(),
        columns=[
            Column("line", _("Line"), lambda row: row.line, "line", is_number=True),
            Column("reason", _("Why"), lambda row: row.get_reason_display(), "reason"),
        ],
        filters=[_reason_filter(here)],
        icon="upload",
        empty=_("Every line was understood."),
        export_name="lines-not-taken",
        crumbs=crumbs(),
        above="desk/supporters/import_above.html",
        context={
            "here": here,
            "figures": _figures(here),
            "can_go_on": here.is_running and waiting(request) is not None,
            "why_not": _why_not(why_not) if why_not else "",
            "untold_count": 0 if here.is_running else here.cards.count(),
            "letter": letter_to_brought(here),
        },
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
@require_POST
def go_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put some seconds' worth of rows on the list."""
    here, found = get_object_or_404(ListImport, pk=pk), waiting(request)
    if found is None or found[1].plan is None or found[1].plan.get("import") != str(pk):
        return gone(request)
    stage, staged = found
    staging.extend(stage, now=timezone.now())
    plan, until = plan_in(staged), time.monotonic() + A_WHILE
    try:
        while operations.import_portion(here, stage, plan, now=timezone.now()):
            if time.monotonic() > until:
                break
    except operations.CannotImport:
        return gone(request)
    response = redirect("desk:import", pk=pk)
    if not here.is_running:
        response.delete_cookie(COOKIE, path=cookie_path(), samesite="Strict")
        messages.success(request, _done_in_words(here))
    return response


@desk_view(Role.ORGANIZER)
@require_POST
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the letter that tells them: a draft, to be looked at, approved and sent."""
    here = get_object_or_404(ListImport, pk=pk)
    actor, today = person(request).actor, timezone.localdate()
    letter = begin_letter_to_brought(here, actor=actor, today=today)
    return redirect("desk:mailout", pk=letter.pk)


def todos(user: User, now: datetime) -> list[Todo]:
    """Lists of which nobody has been told yet that they were brought along."""
    if not user.is_organizer:
        return []
    waiting = ListImport.objects.filter(finished_on__isnull=False, written_on=None)
    untold = waiting.filter(undoing_since=None, cards__isnull=False).distinct()
    said = _("“%(label)s” was brought along; nobody told these people yet.")
    return [
        Todo(
            said % {"label": each.label},
            reverse("desk:import", args=[each.pk]),
            _("Write to them"),
            40,
            "upload",
        )
        for each in untold
        if letter_to_brought(each) is None
    ]


@desk_view(Role.ORGANIZER)
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a whole list off again."""
    here = get_object_or_404(ListImport, pk=pk)
    if request.method == "POST":
        return _undo(request, here)
    count = here.cards.count()
    return confirm(
        request,
        title=_("Take “%(label)s” off the list again") % {"label": here.label},
        goes=[
            ngettext(
                "%(count)s card that came with it, and how to reach that person.",
                "%(count)s cards that came with it, and how to reach those people.",
                count,
            )
            % {"count": in_digits(count)},
        ],
        submit=_("Take them off"),
        back=reverse("desk:import", args=[pk]),
        crumbs=[*crumbs(), (here.label, reverse("desk:import", args=[pk]))],
    )


def _undo(request: HttpRequest, here: ListImport) -> HttpResponse:
    try:
        left = operations.undo_import(
            here, actor=person(request).actor, now=timezone.now(), most=UNDO_AT_ONCE
        )
    except operations.CannotImport as error:
        messages.error(request, _why_not(error.reason))
        return redirect("desk:import", pk=here.pk)
    if left:
        return redirect("desk:import-undo", pk=here.pk)
    messages.success(request, _("Taken off. Who has asked for letters herself since stays."))
    return redirect("desk:import", pk=here.pk)


def _figures(here: ListImport) -> list[tuple[str, str]]:
    return [
        (_("Rows"), in_digits(here.row_count)),
        (_("Put on the list"), in_digits(here.added_count)),
        (_("There already"), in_digits(here.known_count)),
        (_("Not taken"), in_digits(here.refused_count)),
    ]


def _done_in_words(here: ListImport) -> str:
    said = ngettext(
        "%(count)s person is on the list now.",
        "%(count)s people are on the list now.",
        here.added_count,
    )
    return said % {"count": in_digits(here.added_count)}


def _reason_filter(here: ListImport) -> Filter:
    there = here.remarks.order_by().values_list("reason", flat=True).distinct()
    options = [(str(reason), Remark(reason).label) for reason in sorted(there)]
    return Filter("reason", _("Why"), options)


def _columns() -> list[Column]:
    return [
        link_column(
            "label",
            _("List"),
            lambda row: reverse("desk:import", args=[row.pk]),
            lambda row: row.label,
            "label",
        ),
        Column("on", _("Brought along on"), lambda row: row.made_on, "made_on"),
        _count_column("added_count", _("Put on the list")),
        _count_column("known_count", _("There already")),
        _count_column("refused_count", _("Not taken")),
        Column("state", _("State"), _state),
    ]


def _count_column(name: str, label: str) -> Column:
    return Column(name, label, attrgetter(name), name, is_number=True)


def _state(row: ListImport) -> str:
    if row.undone_on:
        return _("taken off again")
    if row.undoing_since:
        return _("being taken off")
    if row.finished_on:
        return _("on the list")
    return _("%(percent)s%% done") % {"percent": row.done_percent}


def _why_not(reason: str) -> str:
    """Why a list stays."""
    return {
        "written": _("Everybody who came with it has had a letter or has answered for herself: "
                     "each may leave by her link, but the list cannot be taken off any more."),
        "late": _("It is on the list for longer than 30 days: nothing tells any more which cards "
                  "came with it."),
    }.get(reason, _("It was taken off already."))  # fmt: skip


_HERE = "supporters/list/imports/"

urlpatterns = [
    path(_HERE, import_list, name="imports"),
    path(f"{_HERE}<uuid:pk>/", one, name="import"),
    path(f"{_HERE}<uuid:pk>/go-on/", go_on, name="import-go-on"),
    path(f"{_HERE}<uuid:pk>/write/", write, name="import-write"),
    path(f"{_HERE}<uuid:pk>/undo/", undo, name="import-undo"),
]
