"""Signatures on paper: stacks that are counted, and taken off again with a reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change, action_to_see
from amparo.desk.fields import ReasonForm, sent
from amparo.desk.frame import (
    Column,
    asks_for_csv,
    confirm,
    csv_response,
    desk_view,
    person,
    show_form,
)
from amparo.desk.petitions.forms import PaperForm
from amparo.desk.petitions.petitions import DESK
from amparo.petitions.models import PaperCount, Petition
from amparo.petitions.operations.recording import count_paper, remove_paper_count
from amparo.supporters import figures
from amparo.web.templatetags.web import day


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter a counted stack, then the next one: the page stays, with what is the same filled in."""
    found = action_to_see(Petition, person(request), pk)
    if asks_for_csv(request):
        return csv_response(f"{found.slug}-on-paper", _columns(), found.paper_counts.all())
    form = PaperForm(initial=_last_stack(request, found), **sent(request))
    if form.is_bound and form.is_valid():
        stack = count_paper(found, **form.cleaned_data, actor=person(request).actor)
        said = ngettext("%(count)d signature added.", "%(count)d signatures added.", stack.count)
        messages.success(request, said % {"count": stack.count})
        return redirect("desk:petition-paper", pk=pk)
    return show_form(
        request,
        title=_("Signatures on paper"),
        forms=[form],
        submit=_("Add them"),
        crumbs=DESK.crumbs(found),
        icon="doc-full",
        template="desk/petitions/paper.html",
        context={
            "petition": found,
            "stacks": found.paper_counts.all(),
            "tally": figures.tally(pk),
            "may_remove": person(request).is_organizer,
        },
    )


@desk_view(Role.ORGANIZER)
def unpaper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a stack off again, with a reason."""
    stack = get_object_or_404(PaperCount.objects.select_related("petition"), pk=pk)
    found = action_to_change(Petition, person(request), stack.petition_id)
    hint = _("For the log: “counted twice”, for example.")
    form = ReasonForm(request.POST or None, hint=hint)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        remove_paper_count(stack, reason=reason, actor=person(request).actor)
        return redirect("desk:petition-paper", pk=found.pk)
    goes = ngettext(
        "%(count)d signature counted on %(day)s.", "%(count)d signatures counted on %(day)s.",
        stack.count,
    )  # fmt: skip
    return confirm(
        request,
        title=_("Take a count on paper off again"),
        goes=[goes % {"count": stack.count, "day": day(stack.counted_on)}],
        submit=_("Take it off"),
        back=reverse("desk:petition-paper", args=[found.pk]),
        crumbs=DESK.crumbs(found),
        form=form,
    )


def _columns() -> list[Column]:
    return [
        Column("count", _("Signatures"), lambda stack: stack.count, is_number=True),
        Column("on", _("Counted on"), lambda stack: stack.counted_on),
        Column("by", _("Counted by"), lambda stack: stack.counted_by),
        Column("kept", _("Where the sheets are"), lambda stack: stack.sheets_kept_at),
    ]


def _last_stack(request: HttpRequest, found: Petition) -> dict[str, Any]:
    """Who counts and where the sheets go, as in the last stack that she entered."""
    name = person(request).full_name
    last = found.paper_counts.filter(counted_by=name, counted_on=timezone.localdate()).first()
    return {"counted_by": name, "sheets_kept_at": last.sheets_kept_at if last else ""}


urlpatterns = [
    path("petitions/<uuid:pk>/paper/", paper, name="petition-paper"),
    path("petitions/paper/<uuid:pk>/remove/", unpaper, name="paper-remove"),
]
