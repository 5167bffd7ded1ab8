"""Stops of a road that no stored text shows, put in by hand with their source."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.bills.overview import say_flagged
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.sightings.forms import StopForm, StopWordsForm
from amparo.desk.sightings.watches import crumbs_of
from amparo.desk.words import has_one, told, words_forms
from amparo.sightings.access import stop_to_change, watch_to_change
from amparo.sightings.models import Stop, WatchedText
from amparo.sightings.operations.stops import remove_stop, save_stop

FACTS = ("movement", "starts_on", "ends_on", "bill", "source")


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest, watch: UUID) -> HttpResponse:
    found = watch_to_change(person(request), watch)
    return _edit(request, found, Stop(watch=found), _("A stop that no text shows"))


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, watch: UUID, pk: UUID) -> HttpResponse:
    stop = stop_to_change(person(request), watch, pk)
    found = watch_to_change(person(request), watch)
    return _edit(request, found, stop, stop.said.label if stop.said else _("A stop"))


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, watch: UUID, pk: UUID) -> HttpResponse:
    stop = stop_to_change(person(request), watch, pk)
    found = watch_to_change(person(request), watch)
    if request.method == "POST":
        remove_stop(stop, actor=person(request).actor)
        messages.success(request, _("It is removed."))
        return redirect("desk:watch", pk=watch)
    return confirm(
        request,
        title=_("Remove this stop"),
        goes=[stop.said.label if stop.said else _("A stop")],
        submit=_("Remove it"),
        back=reverse("desk:watch", args=[watch]),
        crumbs=crumbs_of(found),
    )


def _edit(request: HttpRequest, watch: WatchedText, stop: Stop, title: str) -> HttpResponse:
    is_new = stop._state.adding
    words = words_forms(request, StopWordsForm, () if is_new else stop.words.all())
    facts = StopForm(initial=_initial(stop), **sent(request))
    if facts.is_bound and all_valid(*words, facts) and _is_said(words):
        given = dict(facts.cleaned_data)
        claims = given.pop("claims")
        for name, value in given.items():
            setattr(stop, name, value)
        said = {form.language: form.cleaned_data for form in told(words)}
        flagged = save_stop(stop, said, claims, actor=person(request).actor, now=timezone.now())
        messages.success(request, _("Saved."))
        say_flagged(request, flagged)
        return redirect("desk:watch", pk=watch.pk)
    return show_form(
        request,
        title=title,
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs_of(watch),
        template="desk/words.html",
    )


def _initial(stop: Stop) -> dict[str, Any]:
    if stop._state.adding:
        return {}
    return {name: getattr(stop, name) for name in FACTS} | {"claims": list(stop.claims.all())}


def _is_said(words: list[StopWordsForm]) -> bool:
    return has_one(words, "label", _("Please say where it happened."))


urlpatterns = [
    path("watched/<uuid:watch>/stops/new/", new, name="stop-new"),
    path("watched/<uuid:watch>/stops/<uuid:pk>/", edit, name="stop"),
    path("watched/<uuid:watch>/stops/<uuid:pk>/remove/", remove, name="stop-remove"),
]
