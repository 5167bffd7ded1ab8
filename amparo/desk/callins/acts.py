"""What offices did and said: votes, vetoes and their letters, statements; what they leave out.

A newcomer's mistake: a fact without a source. Where we read it stands beside it on public pages.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.callins.forms import ActForm, ActWordsForm
from amparo.desk.callins.whom import found as whom_of
from amparo.desk.callins.whom import whose
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.words import has_one, told, words_forms
from amparo.officials.models import Act, ActKind
from amparo.officials.operations import CannotRemove, Told, remove_act, save_act
from amparo.web.pagecache import bump

COLUMNS = ("kind", "done_on", "bill", "source_title", "source_url", "checked_on")


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def acts(request: HttpRequest) -> HttpResponse:
    """Everything on record, the latest first."""
    organizes = person(request).is_organizer
    listing = Listing(
        title=_("What offices did and said"),
        rows=Act.objects.with_words(),
        columns=[
            Column("what", _("What"), _link if organizes else _what, csv=_what),
            Column("who", _("Who"), lambda row: row.name),
            Column("kind", _("What it was"), lambda row: row.get_kind_display(), "kind"),
            Column("on", _("On"), lambda row: row.done_on, "done_on"),
            Column("bill", _("Number of the bill"), lambda row: row.bill, "bill"),
            Column("source", _("Where we read it"), lambda row: row.source_title),
        ],
        filters=[Filter("kind", _("What it was"), ActKind.choices)],
        search=_search,
        icon="doc-full",
        empty=_("Nothing yet. A veto letter that does not name the program belongs here, too."),
        export_name="acts",
        buttons=[Button(_("Record something"), reverse("desk:act-new"), "plus", is_primary=True)]
        if organizes
        else [],
        crumbs=_crumbs(),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_act(request: HttpRequest) -> HttpResponse:
    """Record something; ?whom=… chooses who did it."""
    return _edit(request, None)


@desk_view(Role.ORGANIZER)
def act(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _edit(request, get_object_or_404(Act.objects.with_words(), pk=pk))


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Act.objects.with_words(), pk=pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Take this off the record"),
            goes=[_what(found)],
            submit=_("Delete it"),
            back=reverse("desk:act", args=[pk]),
            crumbs=_crumbs(),
        )
    try:
        remove_act(found, actor=person(request).actor)
    except CannotRemove:
        messages.error(request, _("A call-in day shows it. Take it out there first."))
        return redirect("desk:act", pk=pk)
    messages.success(request, _("It is off the record."))
    return redirect("desk:acts")


def _edit(request: HttpRequest, found: Act | None) -> HttpResponse:
    facts = ActForm(initial=_initial(request, found), **sent(request))
    words = words_forms(request, ActWordsForm, found.texts.all() if found else ())
    missing = _("Please write it in one language at least.")
    if facts.is_bound and all_valid(facts, *words) and has_one(words, "what", missing):
        given = facts.cleaned_data
        row = found or Act()
        row.office, row.official = given["whom"].office, given["whom"].official
        for name in COLUMNS:
            setattr(row, name, given[name])
        said = {form.language: Told(**form.cleaned_data) for form in told(words)}
        save_act(row, words=said, actor=person(request).actor)
        bump()
        messages.success(request, _("It is saved."))
        return redirect("desk:acts")
    return show_form(
        request,
        title=_("What was done or said"),
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=[*_crumbs(), (_("What offices did and said"), reverse("desk:acts"))],
        icon="doc-full",
        template="desk/words.html",
        context={"act": found, "after": ["desk/callins/after_act.html"]},
    )


def _initial(request: HttpRequest, found: Act | None) -> dict[str, Any]:
    if found is None:
        return {"whom": whom_of(request.GET.get("whom", "")), "checked_on": timezone.localdate()}
    return {"whom": whose(found), **{name: getattr(found, name) for name in COLUMNS}}


def _what(row: Act) -> str:
    text = row.text
    return text.what if text else str(row.get_kind_display())


def _link(row: Act) -> str:
    return format_html('<a href="{}">{}</a>', reverse("desk:act", args=[row.pk]), _what(row))


def _search(rows: QuerySet[Act], words: str) -> QuerySet[Act]:
    said = rows.filter(texts__what__icontains=words)
    return (said | rows.filter(bill__icontains=words)).distinct()


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Offices and officials"), reverse("desk:officials"))]


urlpatterns = [
    path("officials/acts/", acts, name="acts"),
    path("officials/acts/new/", new_act, name="act-new"),
    path("officials/acts/<uuid:pk>/", act, name="act"),
    path("officials/acts/<uuid:pk>/remove/", remove, name="act-remove"),
]
