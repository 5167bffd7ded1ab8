"""Files of offices: bring one, look at what is in it, store it or let it go, read the report.

A newcomer's mistake: to store on the first step. A table of another year, or of another state,
is seen in the preview; nothing is changed until somebody has looked.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.districts.forms import AreasForm, FileForm, StateForm
from amparo.desk.fields import all_valid, sent
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
from amparo.lib.shapes import CannotRead
from amparo.places import importing
from amparo.places.counties import state_name
from amparo.places.importers.sheets import CannotImport
from amparo.places.models import Import, ImportState
from amparo.places.operations import load_state
from amparo.places.operations.importing import CannotStore, let_go, look, looked_at, store
from amparo.places.troubles import sentence
from amparo.web.pagecache import bump

ICON = "upload"
_OF_THE_FORM = {"unknown-kind": "district_kind", "missing-column": "code"}


@desk_view(Role.ORGANIZER)
def files(request: HttpRequest) -> HttpResponse:
    """What was brought, newest first, and what each changed."""
    listing = Listing(
        title=_("Files of districts and officials"),
        rows=Import.objects.defer("content").select_related("brought_by"),
        columns=[
            link_column(
                "name",
                _("File"),
                lambda row: reverse("desk:district-file", args=[row.pk]),
                name=lambda row: row.file_name,
            ),
            Column("kind", _("What it is"), lambda row: importing.kind_of(row.kind).label),
            Column("state", _("State"), lambda row: row.get_state_display()),
            Column("source", _("Where we read it"), lambda row: row.source_title),
            Column("brought", _("Brought on"), lambda row: row.brought_at, "brought_at"),
            Column("by", _("By"), lambda row: row.brought_by or ""),
        ],
        export_name="files-of-districts",
        icon=ICON,
        empty=_("No file yet. Begin with the table of cities and townships."),
        crumbs=_crumbs()[:1],
        buttons=[
            Button(_("Bring a file"), reverse("desk:district-file-new"), ICON, is_primary=True),
            Button(_("Counties of another state"), reverse("desk:state-counties"), "site"),
        ],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """A file and the questions about it; one that cannot be read says why beside its field."""
    initial = {"checked_on": timezone.localdate(), "kind": request.GET.get("kind", "places")}
    about, areas = FileForm(initial=initial, **sent(request)), AreasForm(**sent(request))
    if about.is_bound and all_valid(about, areas):
        found = _looked(request, about, areas)
        if found is not None:
            return redirect("desk:district-file", pk=found.pk)
    return show_form(
        request,
        title=_("Bring a file"),
        forms=[about, areas],
        submit=_("Look at it"),
        crumbs=_crumbs(),
        icon=ICON,
        template="desk/districts/new.html",
        context={"kinds": importing.kinds()},
    )


@desk_view(Role.ORGANIZER)
def counties_of(request: HttpRequest) -> HttpResponse:
    """A state with its counties; cities, agencies and facts of it can be brought from then on."""
    form = StateForm(**sent(request))
    if form.is_bound and form.is_valid():
        state = form.cleaned_data["state"]
        load_state(state, actor=person(request).actor)
        bump()
        said = _("The counties of %(state)s are here.") % {"state": state_name(state)}
        messages.success(request, said)
        return redirect("desk:district-files")
    return show_form(
        request,
        title=_("Counties of another state"),
        forms=[form],
        submit=_("Bring them"),
        crumbs=_crumbs(),
        icon="site",
    )


@desk_view(Role.ORGANIZER)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is in a file that waits; of a stored one what it changed."""
    found = get_object_or_404(Import, pk=pk)
    context: dict[str, Any] = {
        "found": found,
        "kind": importing.kind_of(found.kind),
        "report": importing.counted(found.report),
        **page_context(found.file_name, ICON, _crumbs()),
    }
    if found.state == ImportState.LOOKED_AT:
        looked = looked_at(found)
        context |= {"looked": looked, "counts": importing.counted(looked.counts)}
    return render(request, "desk/districts/import.html", context)


@desk_view(Role.ORGANIZER)
@require_POST
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Import, pk=pk)
    try:
        store(found, actor=person(request).actor)
    except CannotStore:
        messages.info(request, _("This file was stored or let go before."))
    except (CannotImport, CannotRead) as trouble:
        messages.error(request, sentence(trouble))
    else:
        bump()
        messages.success(request, _("It is stored."))
    return redirect("desk:district-file", pk=pk)


@desk_view(Role.ORGANIZER)
@require_POST
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Import.objects.defer("content"), pk=pk)
    let_go(found, actor=person(request).actor)
    messages.success(request, _("The file is gone; nothing was changed."))
    return redirect("desk:district-files")


def _looked(request: HttpRequest, about: FileForm, areas: AreasForm) -> Import | None:
    """The file, kept to be stored; None where it cannot be read, said beside a field."""
    given = about.cleaned_data
    kind = importing.kind_of(given["kind"])
    try:
        return look(
            kind.key,
            given["file"].read(),
            areas.options(about.of_state),
            about.origin,
            file_name=given["file"].name,
            by=person(request),
            now=timezone.now(),
        )
    except (CannotImport, CannotRead) as trouble:
        about.add_error("file", sentence(trouble))
        field = _OF_THE_FORM.get(trouble.reason) if kind.asks_about_areas else None
        if field:
            areas.add_error(field, _("Please say it here, and choose the file again."))
    return None


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Districts"), reverse("desk:districts")),
        (_("Files of districts and officials"), reverse("desk:district-files")),
    ]


urlpatterns = [
    path("districts/files/", files, name="district-files"),
    path("districts/files/new/", new, name="district-file-new"),
    path("districts/files/counties/", counties_of, name="state-counties"),
    path("districts/files/<uuid:pk>/", one, name="district-file"),
    path("districts/files/<uuid:pk>/store/", keep, name="district-file-store"),
    path("districts/files/<uuid:pk>/drop/", drop, name="district-file-drop"),
]
