"""Pledges at the desk: written down with their proof, taken back, removed; quotations; progress.

A newcomer's mistake: editing a pledge. What was given was given; a mistake is removed and written
down anew, and what is taken back stays to be read.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change, ask_to_change
from amparo.desk.campaigns.forms import SourceForm
from amparo.desk.fields import sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.pledges.forms import OwnWordsForm, StepForm
from amparo.desk.pledges.planks import back_to, plank_to_change
from amparo.desk.pledges.platforms import DESK
from amparo.desk.pledges.proofs import AnswersForm, PledgeForm, ProofForm, WithdrawnForm
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source, with_address
from amparo.places.operations import add_city
from amparo.pledges.models import OwnWords, Plank, Platform, Pledge, Scope, Step
from amparo.pledges.operations.pledging import (
    Answered,
    CannotPledge,
    Given,
    Proof,
    note_own_words,
    record_pledge,
    remove_own_words,
    remove_pledge,
    withdraw_pledge,
)
from amparo.pledges.operations.progress import IsKnown, note_step, remove_step
from amparo.web.models import Coalition

SOURCE = ("title", "publisher", "published_on", "url", "language", "read_on")


@desk_view(Role.ORGANIZER)
def new_pledge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a pledge to the platform or to single planks."""
    platform = action_to_change(Platform, person(request), pk)
    form = PledgeForm(platform=platform, **sent(request))
    return _write(request, platform, form, _("Write down a pledge"), _pledged)


@desk_view(Role.ORGANIZER)
def new_answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what somebody answered to the questions."""
    platform = action_to_change(Platform, person(request), pk)
    form = AnswersForm(platform=platform, **sent(request))
    return _write(request, platform, form, _("Write down answers"), _answers)


@desk_view(Role.ORGANIZER)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that it was taken back."""
    found = _pledge(request, pk)
    form = WithdrawnForm(**sent(request))
    if form.is_bound and form.is_valid():
        if withdraw_pledge(found, on=form.cleaned_data["on"], actor=person(request).actor):
            messages.success(request, _("Its page says so; it stays to be read."))
            return back_to(found.platform)
        form.add_error("on", _("It was not given yet on that day, or it is taken back already."))
    return show_form(
        request,
        title=_("%(name)s took it back") % {"name": found.name},
        forms=[form],
        submit=_("Save"),
        crumbs=DESK.crumbs(found.platform),
    )


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete what was written down by mistake."""
    found = _pledge(request, pk)
    goes = [_("The pledge of %(name)s, with its document.") % {"name": found.name}]
    return _remove(request, found.platform, found, goes, remove_pledge)


@desk_view(Role.ORGANIZER)
def new_own_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hold a quotation from a candidate's own text against a plank."""
    plank = plank_to_change(request, pk)
    form = OwnWordsForm(**sent(request))
    if form.is_bound and form.is_valid():
        given, actor = form.cleaned_data, person(request).actor
        note_own_words(
            plank,
            given["giver"],
            quote=given["words"],
            source=_source(form, actor),
            fit=given["fit"],
            actor=actor,
        )
        messages.success(request, _("It is saved."))
        return back_to(plank.platform)
    title = _("From a text of their own, about “%(title)s”")
    return _form(request, plank, form, title)


@desk_view(Role.ORGANIZER)
def remove_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(OwnWords.objects.select_related("plank__platform__campaign"), pk=pk)
    ask_to_change(person(request), found.plank.platform.campaign)
    return _remove(request, found.plank.platform, found, [found.quote], remove_own_words)


@desk_view(Role.ORGANIZER)
def new_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what happened to a plank in one government."""
    plank = plank_to_change(request, pk)
    form = StepForm(**sent(request))
    if form.is_bound and form.is_valid() and _noted(plank, form, request):
        messages.success(request, _("It is saved."))
        return back_to(plank.platform)
    return _form(request, plank, form, _("How far “%(title)s” has come"))


@desk_view(Role.ORGANIZER)
def remove_noted(request: HttpRequest, pk: UUID) -> HttpResponse:
    steps = Step.objects.select_related("plank__platform__campaign", "jurisdiction")
    found = get_object_or_404(steps, pk=pk)
    ask_to_change(person(request), found.plank.platform.campaign)
    goes = [f"{found.jurisdiction.name}: {found.get_stage_display()}"]
    return _remove(request, found.plank.platform, found, goes, remove_step)


def _pledge(request: HttpRequest, pk: UUID) -> Pledge:
    found = get_object_or_404(Pledge.objects.with_words(), pk=pk)
    ask_to_change(person(request), found.platform.campaign)
    return found


def _write(
    request: HttpRequest,
    platform: Platform,
    form: Any,
    title: str,
    given_of: Callable[[Any], Given],
) -> HttpResponse:
    if form.is_bound and form.is_valid() and _recorded(platform, form, given_of(form), request):
        messages.success(request, _("It is written down, and everybody can read it."))
        return back_to(platform)
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Write it down"),
        crumbs=DESK.crumbs(platform),
    )


def _recorded(platform: Platform, form: ProofForm, given: Given, request: HttpRequest) -> bool:
    content, suffix = form.cleaned_data["proof_file"] or (b"", "")
    proof = Proof(form.cleaned_data["proof_kind"], form.cleaned_data["proof_url"], content, suffix)
    actor, now = person(request).actor, timezone.now()
    try:
        giver = form.cleaned_data["giver"]
        record_pledge(platform, giver, given, proof=proof, actor=actor, now=now)
    except CannotPledge:
        form.add_error("wording", _("These words are no longer kept. Please look again."))
        return False
    return True


def _given(form: ProofForm, scope: str, **more: Any) -> Given:
    said = form.cleaned_data
    return Given(
        scope=scope,
        wording=said["wording"],
        given_on=said["given_on"],
        statement=said["statement"],
        statement_language=said["statement_language"],
        **more,
    )


def _pledged(form: PledgeForm) -> Given:
    said = form.cleaned_data
    return _given(form, said["scope"], planks=list(said["planks"]))


def _answers(form: AnswersForm) -> Given:
    answers = {question: Answered(*said) for question, said in form.answered().items()}
    return _given(form, Scope.ANSWERS, answers=answers)


def _noted(plank: Plank, form: StepForm, request: HttpRequest) -> bool:
    given, actor = form.cleaned_data, person(request).actor
    where = given["jurisdiction"] or add_city(state=Coalition.here().state, name=given["city"])
    try:
        note_step(
            plank,
            where,
            stage=given["stage"],
            on=given["on"],
            measure=given["measure"],
            source=_source(form, actor),
            actor=actor,
        )
    except IsKnown:
        form.add_error("on", _("This is written down already."))
        return False
    return True


def _source(form: SourceForm, actor: Any) -> Source:
    given = form.cleaned_data
    known: Source | None = given["known"] or with_address(given["url"])
    return known or save_source(Source(**{name: given[name] for name in SOURCE}), actor=actor)


def _form(request: HttpRequest, plank: Plank, form: SourceForm, title: str) -> HttpResponse:
    return show_form(
        request,
        title=title % {"title": plank.title},
        forms=[form],
        submit=_("Save"),
        crumbs=DESK.crumbs(plank.platform),
    )


def _remove(
    request: HttpRequest,
    platform: Platform,
    found: Any,
    goes: list[str],
    operation: Callable[..., None],
) -> HttpResponse:
    if request.method == "POST":
        operation(found, actor=person(request).actor)
        messages.success(request, _("It is removed."))
        return back_to(platform)
    return confirm(
        request,
        title=_("Remove this"),
        goes=goes,
        submit=_("Delete it"),
        back=DESK.at("", platform),
        crumbs=DESK.crumbs(platform),
    )


urlpatterns = [
    path("platforms/<uuid:pk>/pledges/new/", new_pledge, name="pledge-new"),
    path("platforms/<uuid:pk>/answers/new/", new_answers, name="answers-new"),
    path("pledges/<uuid:pk>/withdraw/", withdraw, name="pledge-withdraw"),
    path("pledges/<uuid:pk>/remove/", remove, name="pledge-remove"),
    path("planks/<uuid:pk>/own-words/new/", new_own_words, name="own-words-new"),
    path("own-words/<uuid:pk>/remove/", remove_words, name="own-words-remove"),
    path("planks/<uuid:pk>/steps/new/", new_step, name="step-new"),
    path("steps/<uuid:pk>/remove/", remove_noted, name="step-remove"),
]
