"""Sources at the desk: each once, with a copy for the day when its address is dead."""

from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.evidence.forms import SourceForm
from amparo.desk.fields import sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    confirm,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.evidence.access import source_to_change
from amparo.evidence.models import Source
from amparo.evidence.operations import CannotRemove, remove_source, save_source, with_address
from amparo.evidence.operations.sources import keep_copy
from amparo.lib.csvs import attachment_header

FACTS = ("title", "publisher", "published_on", "url", "language", "quote", "read_on")


@desk_view(Role.ORGANIZER)
def sources(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Sources"),
        icon="link",
        rows=Source.objects.annotate(claim_count=Count("claims", distinct=True)).order_by("title"),
        columns=[
            Column("title", _("Title"), _link, sort="title", csv=lambda source: source.title),
            Column("publisher", _("Publisher"), lambda s: s.publisher, sort="publisher"),
            Column("published", _("Published on"), lambda s: s.published_on, sort="published_on"),
            Column("read", _("Read on"), lambda s: s.read_on, sort="read_on"),
            Column("copy", _("Kept copy"), lambda s: _("Yes") if s.archived else ""),
            Column("claims", _("Claims"), lambda s: s.claim_count, is_number=True),
        ],
        search=lambda rows, words: rows.filter(title__icontains=words),
        export_name="sources",
        buttons=[Button(_("New source"), reverse("desk:source-new"), "plus", is_primary=True)],
        crumbs=[(_("Claims"), reverse("desk:claims"))],
        empty=_("No source yet."),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    form = SourceForm(**sent(request))
    if form.is_bound and form.is_valid():
        known = with_address(form.cleaned_data["url"])
        if known is None:
            return _saved(request, Source(), form)
        form.add_error("url", _("We have this one already: %(title)s") % {"title": known.title})
    return _show(request, form, _("New source"))


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = source_to_change(person(request), pk)
    initial = {name: getattr(found, name) for name in FACTS}
    form = SourceForm(initial=initial, **sent(request))
    if form.is_bound and form.is_valid():
        return _saved(request, found, form)
    return _show(request, form, found.title, {"source": found})


@desk_view(Role.ORGANIZER)
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The kept copy, to save: it is never shown within our pages, for it may hold anything."""
    found = source_to_change(person(request), pk)
    if not found.archived:
        raise Http404
    name = f"{found.key}{PurePosixPath(found.archived.name or '').suffix}"
    with found.archived.open("rb") as content:
        response = HttpResponse(content.read(), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = attachment_header(name)
    return response


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = source_to_change(person(request), pk)
    if request.method == "POST":
        try:
            remove_source(found, actor=person(request).actor)
        except CannotRemove:
            messages.error(request, _("Something cites it: it has to stay."))
            return redirect("desk:source", pk=pk)
        messages.success(request, _("It is removed."))
        return redirect("desk:sources")
    return confirm(
        request,
        title=_("Remove this source"),
        goes=[found.title, *([_("The copy of it")] if found.archived else [])],
        submit=_("Remove it"),
        back=reverse("desk:source", args=[pk]),
        crumbs=[(_("Sources"), reverse("desk:sources"))],
    )


def _saved(request: HttpRequest, source: Source, form: SourceForm) -> HttpResponse:
    given, actor = dict(form.cleaned_data), person(request).actor
    kept = given.pop("copy")
    for name, value in given.items():
        setattr(source, name, value)
    save_source(source, actor=actor)
    if kept:
        suffix, content = kept
        keep_copy(source, content, suffix=suffix, actor=actor)
    messages.success(request, _("Saved."))
    return redirect("desk:source", pk=source.pk)


def _show(
    request: HttpRequest, form: SourceForm, title: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Save"),
        crumbs=[(_("Claims"), reverse("desk:claims")), (_("Sources"), reverse("desk:sources"))],
        icon="link",
        template="desk/evidence/source.html",
        context=context,
    )


def _link(source: Source) -> str:
    return format_html('<a href="{}">{}</a>', reverse("desk:source", args=[source.pk]), source)


urlpatterns = [
    path("sources/", sources, name="sources"),
    path("sources/new/", new, name="source-new"),
    path("sources/<uuid:pk>/", edit, name="source"),
    path("sources/<uuid:pk>/copy/", copy, name="source-copy"),
    path("sources/<uuid:pk>/remove/", remove, name="source-remove"),
]
