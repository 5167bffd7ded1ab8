"""People who run for an office, at the desk.

A newcomer's mistake: writing down how to reach them. A pledge needs a name, an office and a day.
"""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
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
from amparo.desk.pledges.forms import CandidateForm
from amparo.desk.pledges.platforms import DESK
from amparo.pledges.models import Candidate
from amparo.pledges.operations.pledging import (
    CannotRemove,
    RunsAlready,
    remove_candidate,
    save_candidate,
)

COLUMNS = ("name", "office", "election_on", "withdrew_on", "website")


@desk_view(Role.ORGANIZER)
def candidates(request: HttpRequest) -> HttpResponse:
    """Everybody who runs or ran, the latest election first."""
    listing = Listing(
        title=_("Candidates"),
        rows=Candidate.objects.with_office(),
        columns=[
            Column("name", _("Name"), _link, "name"),
            Column("office", _("Office"), lambda row: row.office.holder_title or row.office.name),
            Column("election", _("Election"), lambda row: row.election_on, "election_on"),
            Column("pledges", _("Pledges"), lambda row: row.pledges.in_force().count()),
        ],
        search=_search,
        icon="user",
        empty=_("Nobody yet. Whoever wants an office and pledges to a platform belongs here."),
        export_name="candidates",
        buttons=[Button(_("New candidate"), reverse("desk:candidate-new"), "plus", True)],
        crumbs=_crumbs()[:1],
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_candidate(request: HttpRequest) -> HttpResponse:
    return _edit(request, Candidate(), _("New candidate"))


@desk_view(Role.ORGANIZER)
def candidate(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Candidate, pk=pk)
    return _edit(request, found, found.name)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody out whom nothing names."""
    found = get_object_or_404(Candidate, pk=pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Remove %(name)s") % {"name": found.name},
            goes=[found.name],
            submit=_("Delete it"),
            back=reverse("desk:candidate", args=[pk]),
            crumbs=_crumbs(),
        )
    try:
        remove_candidate(found, actor=person(request).actor)
        messages.success(request, _("It is removed."))
    except CannotRemove:
        messages.error(request, _("A pledge or a quotation still names this candidate."))
    return redirect("desk:candidates")


def _edit(request: HttpRequest, found: Candidate, title: str) -> HttpResponse:
    initial = {name: getattr(found, name, None) for name in COLUMNS if name != "office"}
    form = CandidateForm(initial={**initial, "office": found.office_id}, **sent(request))
    if form.is_bound and form.is_valid():
        for name in COLUMNS:
            setattr(found, name, form.cleaned_data[name])
        try:
            save_candidate(found, actor=person(request).actor)
        except RunsAlready:
            form.add_error("name", _("This name stands for this office and this election already."))
        else:
            messages.success(request, _("It is saved."))
            return redirect("desk:candidates")
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Save"),
        crumbs=_crumbs(),
        icon="user",
        template="desk/words.html",
        context={"candidate": found, "after": ["desk/pledges/after_candidate.html"]},
    )


def _link(row: Candidate) -> str:
    return format_html('<a href="{}">{}</a>', reverse("desk:candidate", args=[row.pk]), row.name)


def _search(rows: QuerySet[Candidate], words: str) -> QuerySet[Candidate]:
    return (
        rows.filter(name__icontains=words) | rows.filter(office__names__name__icontains=words)
    ).distinct()


def _crumbs() -> list[tuple[str, str]]:
    return [
        (str(DESK.names.many), DESK.list_url()),
        (_("Candidates"), reverse("desk:candidates")),
    ]


urlpatterns = [
    path("candidates/", candidates, name="candidates"),
    path("candidates/new/", new_candidate, name="candidate-new"),
    path("candidates/<uuid:pk>/", candidate, name="candidate"),
    path("candidates/<uuid:pk>/remove/", remove, name="candidate-remove"),
]
