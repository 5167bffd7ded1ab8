"""Planks and questions at the desk: written in each language side by side, moved by their number.

A newcomer's mistake: changing a plank quietly. The page says what follows: who pledged before stays
bound to the words of that day.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change, ask_to_change
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.pledges.forms import (
    PlaceForm,
    PlankForm,
    PlankWordsForm,
    QuestionForm,
    QuestionWordsForm,
    reading_lines,
)
from amparo.desk.pledges.platforms import DESK
from amparo.desk.words import has_one, told, words_forms
from amparo.pledges.models import Plank, Platform, Question
from amparo.pledges.operations.planks import (
    IsPledged,
    PlankFacts,
    Said,
    add_plank,
    change_plank,
    move_plank,
    remove_plank,
    remove_question,
    save_question,
)


@desk_view(Role.ORGANIZER)
def new_plank(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a new demand under the last number."""
    return _edit(request, action_to_change(Platform, person(request), pk), None)


@desk_view(Role.ORGANIZER)
def plank(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a demand, its reasons, who decides it."""
    found = plank_to_change(request, pk)
    return _edit(request, found.platform, found)


@desk_view(Role.ORGANIZER)
def place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a plank another number."""
    found = plank_to_change(request, pk)
    form = PlaceForm(initial={"number": found.number}, **sent(request))
    if form.is_bound and form.is_valid():
        actor, now = person(request).actor, timezone.now()
        move_plank(found, to=form.cleaned_data["number"], actor=actor, now=now)
        messages.success(request, _("It is saved."))
        return back_to(found.platform)
    return show_form(
        request,
        title=_("Move “%(title)s”") % {"title": found.title},
        forms=[form],
        submit=_("Move it"),
        crumbs=DESK.crumbs(found.platform),
    )


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a demand out, unless somebody pledged to it."""
    found = plank_to_change(request, pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Take this plank out"),
            goes=[
                found.title,
                _("What is written of its progress and of candidates' own texts about it."),
                _("The planks behind it move up by one number."),
            ],
            submit=_("Take it out"),
            back=DESK.at("", found.platform),
            crumbs=DESK.crumbs(found.platform),
        )
    try:
        remove_plank(found, actor=person(request).actor, now=timezone.now())
        messages.success(request, _("It is taken out."))
    except IsPledged:
        messages.error(request, _("Somebody pledged to this plank: it stays."))
    return back_to(found.platform)


@desk_view(Role.ORGANIZER)
def new_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask candidates something more."""
    return _ask(request, action_to_change(Platform, person(request), pk), None)


@desk_view(Role.ORGANIZER)
def question(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _question(request, pk)
    return _ask(request, found.platform, found)


@desk_view(Role.ORGANIZER)
def remove_asked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a question out that nobody answered."""
    found = _question(request, pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Take this question out"),
            goes=[found.words],
            submit=_("Take it out"),
            back=DESK.at("", found.platform),
            crumbs=DESK.crumbs(found.platform),
        )
    try:
        remove_question(found, actor=person(request).actor)
        messages.success(request, _("It is taken out."))
    except IsPledged:
        messages.error(request, _("Somebody answered this question: it stays."))
    return back_to(found.platform)


def plank_to_change(request: HttpRequest, pk: UUID) -> Plank:
    """A plank of a platform that this person may change. Raises Http404."""
    found = get_object_or_404(Plank.objects.with_words(), pk=pk)
    ask_to_change(person(request), found.platform.campaign)
    return found


def back_to(platform: Platform) -> HttpResponse:
    return redirect(DESK.at("", platform))


def _question(request: HttpRequest, pk: UUID) -> Question:
    asked = Question.objects.select_related("platform__campaign").prefetch_related("texts")
    found = get_object_or_404(asked, pk=pk)
    ask_to_change(person(request), found.platform.campaign)
    return found


def _edit(request: HttpRequest, platform: Platform, found: Plank | None) -> HttpResponse:
    facts = PlankForm(initial=_initial(found), **sent(request))
    words = words_forms(request, PlankWordsForm, found.texts.all() if found else ())
    missing = _("Please write the demand in one language at least.")
    if facts.is_bound and all_valid(facts, *words) and has_one(words, "title", missing):
        said = {form.language: Said(**form.cleaned_data) for form in told(words)}
        given = PlankFacts(said, facts.cleaned_data["instrument"], facts.cleaned_data["readings"])
        actor, now = person(request).actor, timezone.now()
        if found:
            change_plank(found, given, actor=actor, now=now)
        else:
            add_plank(platform, given, actor=actor, now=now)
        messages.success(request, _("It is saved."))
        return back_to(platform)
    title = _("Plank %(number)d") % {"number": found.number} if found else _("New plank")
    return show_form(
        request,
        title=title,
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=DESK.crumbs(platform),
        template="desk/words.html",
        context={"after": ["desk/pledges/after_plank.html"], "plank": found},
    )


def _initial(found: Plank | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {"instrument": found.instrument, "readings": reading_lines(found)}


def _ask(request: HttpRequest, platform: Platform, found: Question | None) -> HttpResponse:
    initial = {"plank": found.plank_id} if found else {}
    facts = QuestionForm(platform=platform, initial=initial, **sent(request))
    words = words_forms(request, QuestionWordsForm, found.texts.all() if found else ())
    missing = _("Please write the question in one language at least.")
    if facts.is_bound and all_valid(facts, *words) and has_one(words, "words", missing):
        save_question(
            platform,
            found,
            words={form.language: form.cleaned_data["words"] for form in told(words)},
            plank=facts.cleaned_data["plank"],
            actor=person(request).actor,
        )
        messages.success(request, _("It is saved."))
        return back_to(platform)
    return show_form(
        request,
        title=_("Question to candidates"),
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=DESK.crumbs(platform),
        template="desk/words.html",
    )


urlpatterns = [
    path("platforms/<uuid:pk>/planks/new/", new_plank, name="plank-new"),
    path("platforms/<uuid:pk>/questions/new/", new_question, name="question-new"),
    path("planks/<uuid:pk>/", plank, name="plank"),
    path("planks/<uuid:pk>/move/", place, name="plank-move"),
    path("planks/<uuid:pk>/remove/", remove, name="plank-remove"),
    path("questions/<uuid:pk>/", question, name="question"),
    path("questions/<uuid:pk>/remove/", remove_asked, name="question-remove"),
]
