"""Visits to offices: who of us went, what was said, and what follows, until it is done.

Read and written at the desk alone. A newcomer's mistake: a volunteer who cannot write down a visit
that she made; she may, as she may read them.
"""

from collections.abc import Iterator
from datetime import datetime
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
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.desk.callins.forms import VisitForm
from amparo.desk.callins.whom import found as whom_of
from amparo.desk.callins.whom import whose
from amparo.desk.fields import sent
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
from amparo.desk.today import Todo
from amparo.officials.models import Visit
from amparo.officials.operations import follow_up, remove_visit, reopen_visit, save_visit
from amparo.web.templatetags.web import day

COLUMNS = ("visited_on", "about", "went_too", "said", "stance", "follows", "next_on")
SOON_DAYS = 3  # before the day by which something follows, it waits on the start page
OPEN, DONE = "open", "done"


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def visits(request: HttpRequest) -> HttpResponse:
    """Every visit, the latest first."""
    listing = Listing(
        title=_("Visits to offices"),
        rows=Visit.objects.with_names(),
        columns=[
            Column("whom", _("Whom we visited"), _link),
            Column("on", _("On"), lambda row: row.visited_on, "visited_on"),
            Column("about", _("About what"), lambda row: row.about),
            Column("went", _("Who of us went"), _went),
            Column("stance", _("Where they seemed to stand"), lambda row: row.get_stance_display()),
            Column("follows", _("What follows from it"), lambda row: row.follows),
            Column("next", _("By when"), _next, "next_on", csv=lambda row: row.next_on),
        ],
        filters=[Filter("state", _("What follows from it"),
                        [(OPEN, _("waits")), (DONE, _("is done"))], _of_state)],
        search=_search,
        icon="group",
        empty=_("No visit yet. Write one down on the same day, in three sentences."),
        export_name="visits",
        buttons=[Button(_("Write down a visit"), reverse("desk:visit-new"), "plus",
                        is_primary=True)],
        crumbs=_crumbs(),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def new_visit(request: HttpRequest) -> HttpResponse:
    """Write down a visit; ?whom=… chooses where."""
    return _edit(request, None)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _edit(request, get_object_or_404(Visit.objects.with_names(), pk=pk))


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
@require_POST
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What follows is done; pressed again, it waits again."""
    found = get_object_or_404(Visit, pk=pk)
    if request.POST.get("again"):
        reopen_visit(found, actor=person(request).actor)
        messages.success(request, _("It waits again."))
    else:
        follow_up(found, today=timezone.localdate(), actor=person(request).actor)
        messages.success(request, _("Done."))
    return redirect("desk:visit", pk=pk)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Visit.objects.with_names(), pk=pk)
    if request.method != "POST":
        said = _("The visit to %(name)s on %(day)s, with everything written about it.")
        return confirm(
            request,
            title=_("Remove this visit"),
            goes=[said % {"name": found.name, "day": day(found.visited_on)}],
            submit=_("Delete it"),
            back=reverse("desk:visit", args=[pk]),
            crumbs=_crumbs(),
        )
    remove_visit(found, actor=person(request).actor)
    messages.success(request, _("It is off the record."))
    return redirect("desk:visits")


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """What follows from visits, from some days before its day; without a day, at once."""
    if not (user.is_organizer or user.is_volunteer):
        return
    today = timezone.localdate(now)
    for found in Visit.objects.with_names().waiting():
        left = (found.next_on - today).days if found.next_on else 0
        if left <= SOON_DAYS:
            yield _todo(found, left)


def _todo(found: Visit, left: int) -> Todo:
    what = found.follows or _("the next visit")
    said = _("After the visit to %(name)s: %(what)s") % {"name": found.name, "what": what[:120]}
    if found.next_on:
        said = f"{said} ({day(found.next_on)})"
    weight = 20 if left < 0 else 45
    return Todo(said, reverse("desk:visit", args=[found.pk]), _("Look at it"), weight, "group")


def _edit(request: HttpRequest, found: Visit | None) -> HttpResponse:
    form = VisitForm(initial=_initial(request, found), **sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        row = found or Visit()
        row.office, row.official = given["whom"].office, given["whom"].official
        for name in COLUMNS:
            setattr(row, name, given[name])
        save_visit(row, went=given["went"], actor=person(request).actor)
        messages.success(request, _("It is saved."))
        return redirect("desk:visits")
    return show_form(
        request,
        title=_("A visit to an office"),
        forms=[form],
        submit=_("Save"),
        crumbs=[*_crumbs(), (_("Visits to offices"), reverse("desk:visits"))],
        icon="group",
        template="desk/words.html",
        context={"visit": found, "after": ["desk/callins/after_visit.html"],
                 "may_remove": person(request).is_organizer},
    )  # fmt: skip


def _initial(request: HttpRequest, found: Visit | None) -> dict[str, Any]:
    if found is None:
        return {"whom": whom_of(request.GET.get("whom", "")), "went": [person(request).pk]}
    known = {name: getattr(found, name) for name in COLUMNS}
    return {"whom": whose(found), "went": found.went.all(), **known}


def _link(row: Visit) -> str:
    return format_html('<a href="{}">{}</a>', reverse("desk:visit", args=[row.pk]), row.name)


def _went(row: Visit) -> str:
    names = [user.full_name for user in row.went.all()]
    return ", ".join([*names, row.went_too] if row.went_too else names)


def _next(row: Visit) -> str:
    if row.followed_on:
        return _("done on %(day)s") % {"day": day(row.followed_on)}
    return day(row.next_on)


def _of_state(rows: QuerySet[Visit], value: str) -> QuerySet[Visit]:
    waiting = Visit.objects.waiting().values("pk")
    return rows.filter(pk__in=waiting) if value == OPEN else rows.filter(followed_on__isnull=False)


def _search(rows: QuerySet[Visit], words: str) -> QuerySet[Visit]:
    said = rows.filter(about__icontains=words) | rows.filter(said__icontains=words)
    return (said | rows.filter(official__name__icontains=words)).distinct()


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Offices and officials"), reverse("desk:officials"))]


urlpatterns = [
    path("officials/visits/", visits, name="visits"),
    path("officials/visits/new/", new_visit, name="visit-new"),
    path("officials/visits/<uuid:pk>/", visit, name="visit"),
    path("officials/visits/<uuid:pk>/done/", done, name="visit-done"),
    path("officials/visits/<uuid:pk>/remove/", remove, name="visit-remove"),
]
