"""Writing a claim in two minutes, changing it, and what it stands on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.audit.actors import Actor
from amparo.desk.evidence.forms import (
    ClaimWordsForm,
    FigureForm,
    OptionalWhyForm,
    StandsOnForm,
)
from amparo.desk.evidence.overview import crumbs
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.words import has_one, words_forms
from amparo.evidence.access import claim_to_change
from amparo.evidence.models import Claim, Source
from amparo.evidence.operations import CannotRemove, save_source, with_address
from amparo.evidence.operations.claims import (
    Facts,
    StandsOn,
    Words,
    change_claim,
    make_claim,
    remove_claim,
    stand_off,
    stand_on,
)
from amparo.organizations.sorting import whole_year

FACTS = ("value", "unit", "bound", "starts_on", "ends_on", "topic")


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """One page: the sentence, the figure, where it is from."""
    words = words_forms(request, ClaimWordsForm, [])
    figure, from_where = FigureForm(**sent(request)), StandsOnForm(**sent(request))
    if figure.is_bound and all_valid(*words, figure, from_where) and _is_said(words):
        actor, now = person(request).actor, timezone.now()
        made = make_claim(
            Facts(**figure.cleaned_data),
            _words(words),
            stands_on=[_stands_on(from_where.cleaned_data, actor)],
            actor=actor,
            now=now,
        )
        said = _("It can be cited now, in any text: %(mark)s") % {"mark": made.mark}
        messages.success(request, said)
        return redirect("desk:claim", pk=made.pk)
    return show_form(
        request,
        title=_("New claim"),
        forms=[*words, figure, from_where],
        submit=_("Save"),
        crumbs=[(_("Claims"), reverse("desk:claims"))],
        icon="plus",
        template="desk/evidence/edit.html",
    )


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say it otherwise; the history keeps what was said, and its places are flagged."""
    found = claim_to_change(person(request), pk)
    words = words_forms(request, ClaimWordsForm, found.texts.all())
    figure = FigureForm(initial=_initial(found), **sent(request))
    why = OptionalWhyForm(**sent(request))
    if figure.is_bound and all_valid(*words, figure, why) and _is_said(words):
        change_claim(
            found,
            Facts(**figure.cleaned_data),
            _words(words),
            why=why.cleaned_data["why"],
            actor=person(request).actor,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. Places that cite it wait on the start page."))
        return redirect("desk:claim", pk=pk)
    return show_form(
        request,
        title=_("Change the claim"),
        forms=[*words, figure, why],
        submit=_("Save"),
        crumbs=crumbs(found),
        template="desk/evidence/edit.html",
    )


@desk_view(Role.ORGANIZER)
def add_source(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = claim_to_change(person(request), pk)
    form = StandsOnForm(**sent(request))
    if form.is_bound and form.is_valid():
        actor = person(request).actor
        stand_on(found, _stands_on(form.cleaned_data, actor), actor=actor)
        return redirect("desk:claim", pk=pk)
    return show_form(
        request,
        title=_("Add a source"),
        forms=[form],
        submit=_("Add it"),
        crumbs=crumbs(found),
        icon="link",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def drop_source(request: HttpRequest, pk: UUID, part: int) -> HttpResponse:
    found = claim_to_change(person(request), pk)
    try:
        stand_off(get_object_or_404(found.cited_sources, pk=part), actor=person(request).actor)
    except CannotRemove:
        messages.error(
            request, _("It is the only source, and texts cite this claim. Add another one first.")
        )
    return redirect("desk:claim", pk=pk)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = claim_to_change(person(request), pk)
    if request.method == "POST":
        try:
            remove_claim(found, actor=person(request).actor)
        except CannotRemove:
            messages.error(
                request, _("A text cites it, or it replaces an older claim: it has to stay.")
            )
            return redirect("desk:claim", pk=pk)
        messages.success(request, _("It is removed."))
        return redirect("desk:claims")
    return confirm(
        request,
        title=_("Remove this claim"),
        goes=[f"{text.language.upper()}: {text.sentence}" for text in found.texts.all()],
        submit=_("Remove it"),
        back=reverse("desk:claim", args=[pk]),
        crumbs=crumbs(found),
    )


def _stands_on(given: dict[str, Any], actor: Actor) -> StandsOn:
    """A source that is here already is never written twice: its address tells."""
    about = dict(given)
    known, where, quote = (about.pop(name) for name in ("known", "where", "quote"))
    source = known or with_address(about["url"])
    if source is None:
        source = save_source(Source(**about), actor=actor)
    return StandsOn(source, where, quote)


def _words(forms: Sequence[ClaimWordsForm]) -> dict[str, Words]:
    said = {form.language: Words(**form.cleaned_data) for form in forms}
    return {code: words for code, words in said.items() if words.sentence}


def _is_said(forms: Sequence[ClaimWordsForm]) -> bool:
    return has_one(forms, "sentence", _("Please write it in one language at least."))


def _initial(claim: Claim) -> dict[str, Any]:
    initial = {name: getattr(claim, name) for name in FACTS}
    if claim.value is not None:
        initial["value"] = f"{claim.value.normalize():f}"
    year = whole_year(claim.window)
    return {**initial, "year": year, "starts_on": None, "ends_on": None} if year else initial


urlpatterns = [
    path("evidence/new/", new, name="claim-new"),
    path("evidence/<uuid:pk>/edit/", edit, name="claim-edit"),
    path("evidence/<uuid:pk>/sources/", add_source, name="claim-source"),
    path("evidence/<uuid:pk>/sources/<int:part>/out/", drop_source, name="claim-source-out"),
    path("evidence/<uuid:pk>/remove/", remove, name="claim-remove"),
]
