"""Importing a file at the desk, and what each import changed.

A newcomer's mistake: a big file. A small one is stored while the browser waits; a large one waits
for the worker, and its page says how far it is; beyond 60 megabytes, the command line is the way.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.bills.importers.errors import said_again
from amparo.bills.models import FeedTrouble, FeedWatch, ImportRun
from amparo.bills.operations import troubles, waiting, watching
from amparo.bills.reporting import counted, line_said
from amparo.desk.bills.forms import ImportForm, WatchForm
from amparo.desk.fields import sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    desk_view,
    link_column,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.lib.portions import Portion
from amparo.web.templatetags.web import moment

SMALL = 2_000_000  # bytes that a browser may wait for
PATIENCE = 8.0  # seconds of its waiting
TROUBLES_SHOWN = 20  # of one feed


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    form = ImportForm(**sent(request))
    if form.is_bound and form.is_valid():
        run = _bring(request, form)
        if not run.error:
            if run.is_over:
                messages.success(request, _("It is imported."))
            return redirect("desk:bill-import-report", pk=run.pk)
        form.add_error("file", said_again(run.error))
    return show_form(
        request,
        title=_("Import a file"),
        forms=[form],
        submit=_("Import it"),
        crumbs=[(_("Bills"), reverse("desk:bills"))],
        icon="download",
        template="desk/bills/import.html",
    )


def _bring(request: HttpRequest, form: ImportForm) -> ImportRun:
    """Import a small file at once; what takes longer than a browser waits is the worker's."""
    file = form.cleaned_data["file"]
    told = {
        "name": file.name or "",
        "into": form.cleaned_data["session"],
        "actor": person(request).actor,
        "now": timezone.now(),
    }
    if (file.size or 0) > SMALL:
        return waiting.put_off(file.chunks(), **told)
    held = waiting.hold(file.chunks(), **told)
    if not held.go_on(Portion(PATIENCE)):
        held.let_go()
    return held.run


@desk_view(Role.ORGANIZER)
def imports(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Imports"),
        icon="history",
        rows=ImportRun.objects.all(),
        columns=[
            link_column("what", _("File"), _address, lambda run: run.what or str(run.pk)),
            Column("feed", _("Source"), lambda run: run.get_feed_display()),
            Column(
                "began",
                _("When"),
                lambda run: moment(run.began_at),
                sort="began_at",
                csv=lambda run: run.began_at,
            ),
            Column("who", _("Who"), lambda run: run.started_by or _("the worker")),
            Column("state", _("State"), lambda run: run.get_state_display()),
            Column("counts", _("What changed"), lambda run: counted(run.counts)),
        ],
        buttons=[
            Button(_("Import a file"), reverse("desk:bill-import"), "download"),
            Button(_("Look at a source by ourselves"), reverse("desk:bill-watch"), "history"),
        ],
        crumbs=[(_("Bills"), reverse("desk:bills"))],
        export_name="imports-of-bills",
        above="desk/bills/watches.html",
        context={"watches": [_shown(each) for each in FeedWatch.objects.filter(is_on=True)]},
        empty=_("Nothing has been imported yet."),
    )
    return show_list(request, listing)


@dataclass(frozen=True)
class Watched:
    """A feed that the worker looks at: how old its last look is, what it could not read there."""

    row: FeedWatch
    failure: str
    is_going_on: bool
    troubles: list[tuple[FeedTrouble, str]]
    trouble_count: int


def _shown(row: FeedWatch) -> Watched:
    failed = row.troubles.all()
    return Watched(
        row,
        watching.failure_said(row.failure) if row.failure else "",
        "todo" in row.cursor,
        [(each, watching.failure_said(each.why)) for each in failed[:TROUBLES_SHOWN]],
        failed.count(),
    )


def _address(run: ImportRun) -> str:
    return reverse("desk:bill-import-report", args=[run.pk])


@desk_view(Role.ORGANIZER)
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = get_object_or_404(ImportRun, pk=pk)
    crumbs = [(_("Bills"), reverse("desk:bills")), (_("Imports"), reverse("desk:bill-imports"))]
    context = {
        "run": run,
        "error": said_again(run.error),
        "counts": counted(run.counts),
        "lines": [line_said(line) for line in run.lines],
        **page_context(run.what or _("Import"), "history", crumbs),
    }
    return render(request, "desk/bills/report.html", context)


@desk_view(Role.ORGANIZER)
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is: the part of the report that asks again by itself until it is over."""
    run = get_object_or_404(ImportRun, pk=pk)
    response = render(request, "desk/bills/_progress.html", {"run": run})
    if run.is_over:
        response["HX-Refresh"] = "true"
    return response


@desk_view(Role.ORGANIZER)
def watch(request: HttpRequest) -> HttpResponse:
    form = WatchForm(**sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        watching.watch(
            given["feed"], given["state"], given["session_key"], actor=person(request).actor
        )
        messages.success(request, _("The worker looks there from now on."))
        return redirect("desk:bill-imports")
    return show_form(
        request,
        title=_("Look at a source by ourselves"),
        forms=[form],
        submit=_("Look there"),
        crumbs=[(_("Bills"), reverse("desk:bills")), (_("Imports"), reverse("desk:bill-imports"))],
        icon="history",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def unwatch(request: HttpRequest, pk: int) -> HttpResponse:
    watching.stop_watching(get_object_or_404(FeedWatch, pk=pk), actor=person(request).actor)
    messages.success(request, _("We look there no more. What was found stays."))
    return redirect("desk:bill-imports")


@require_POST
@desk_view(Role.ORGANIZER)
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask at once for what could not be read, also for what was given up."""
    found = get_object_or_404(FeedWatch, pk=pk)
    troubles.try_again(found, now=timezone.now(), actor=person(request).actor)
    messages.success(request, _("The worker asks for all of it again."))
    return redirect("desk:bill-imports")


urlpatterns = [
    path("bills/watch/", watch, name="bill-watch"),
    path("bills/watch/<int:pk>/out/", unwatch, name="bill-unwatch"),
    path("bills/watch/<int:pk>/again/", try_again, name="bill-watch-again"),
    path("bills/import/", new, name="bill-import"),
    path("bills/imports/", imports, name="bill-imports"),
    path("bills/imports/<uuid:pk>/", report, name="bill-import-report"),
    path("bills/imports/<uuid:pk>/progress/", progress, name="bill-import-progress"),
]
