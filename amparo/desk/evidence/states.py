"""What becomes of a claim: doubted, held against its sources again, superseded, contradicted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.evidence.forms import DifferenceForm, NewerForm, OpponentForm, WhyForm
from amparo.desk.evidence.overview import crumbs, disagreements_of
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.words import words_forms
from amparo.evidence.access import claim_to_change
from amparo.evidence.models import Disagreement
from amparo.evidence.operations import claims as changing


@desk_view(Role.ORGANIZER)
def challenge(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = claim_to_change(person(request), pk)
    form = WhyForm(**sent(request))
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["why"]
        changing.challenge(found, why=why, actor=person(request).actor, now=timezone.now())
        messages.success(request, _("It says so in public. Places that cite it are flagged."))
        return redirect("desk:claim", pk=pk)
    return show_form(
        request,
        title=_("Challenge this claim"),
        forms=[form],
        submit=_("Mark it as challenged"),
        crumbs=crumbs(found),
        icon="warning",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Held against its sources today; a challenge ends."""
    found = claim_to_change(person(request), pk)
    changing.confirm(found, why="", actor=person(request).actor, now=timezone.now())
    messages.success(request, _("Noted: you held it against its sources today."))
    return redirect("desk:claim", pk=pk)


@desk_view(Role.ORGANIZER)
def supersede(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = claim_to_change(person(request), pk)
    form = NewerForm(claim=found, **sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            changing.supersede(
                found,
                by=given["newer"],
                why=given["why"],
                actor=person(request).actor,
                now=timezone.now(),
            )
        except changing.CannotSupersede:
            form.add_error("newer", _("This claim is replaced already, or was just now."))
        else:
            messages.success(request, _("Replaced. Places that cite the older one are flagged."))
            return redirect("desk:claim", pk=pk)
    return show_form(
        request,
        title=_("There is a newer claim"),
        forms=[form],
        submit=_("Replace it"),
        crumbs=crumbs(found),
        icon="repeat",
        template="desk/evidence/newer.html",
    )


@desk_view(Role.ORGANIZER)
def disagree(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = claim_to_change(person(request), pk)
    form = OpponentForm(claim=found, **sent(request))
    words = words_forms(request, DifferenceForm, [])
    if form.is_bound and all_valid(form, *words):
        why = {each.language: each.cleaned_data["why"] for each in words}
        changing.disagree(
            found,
            form.cleaned_data["other"],
            why=why,
            actor=person(request).actor,
            now=timezone.now(),
        )
        messages.success(request, _("The two stand side by side in public now."))
        return redirect("desk:claim", pk=pk)
    return show_form(
        request,
        title=_("Another claim says otherwise"),
        forms=[form, *words],
        submit=_("Set them side by side"),
        crumbs=crumbs(found),
        icon="warning",
        template="desk/words.html",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def agree(request: HttpRequest, pk: UUID, part: int) -> HttpResponse:
    """It was no disagreement after all; it is noted again as easily, so nobody is asked twice."""
    found = claim_to_change(person(request), pk)
    mine = [each.pk for each, _other in disagreements_of(found)]
    disagreement = get_object_or_404(Disagreement, pk=part, pk__in=mine)
    changing.end_disagreement(disagreement, actor=person(request).actor)
    return redirect("desk:claim", pk=pk)


urlpatterns = [
    path("evidence/<uuid:pk>/challenge/", challenge, name="claim-challenge"),
    path("evidence/<uuid:pk>/check/", check, name="claim-check"),
    path("evidence/<uuid:pk>/supersede/", supersede, name="claim-supersede"),
    path("evidence/<uuid:pk>/disagree/", disagree, name="claim-disagree"),
    path("evidence/<uuid:pk>/disagree/<int:part>/end/", agree, name="claim-agree"),
]
