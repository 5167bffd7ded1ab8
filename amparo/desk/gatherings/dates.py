"""One date at the desk: move it, give it another host, cancel it, leave it out, undo all that."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.gatherings.dateforms import CancelForm, DateForm, DateWordsForm
from amparo.desk.gatherings.gatherings import DESK
from amparo.desk.words import words_forms
from amparo.gatherings import converters as converters  # registers <day:…>
from amparo.gatherings import waiting
from amparo.gatherings.dates import Occurrence, is_ruled, occurrence_on
from amparo.gatherings.models import Gathering
from amparo.gatherings.operations.dating import (
    DateFacts,
    DateWords,
    cancel_date,
    change_date,
    leave_out_date,
    restore_date,
)
from amparo.gatherings.words import occurrence_in_words


@desk_view(Role.ORGANIZER)
def change(request: HttpRequest, pk: UUID, on: date) -> HttpResponse:
    """Let one date differ; those who come are told, if the box is ticked."""
    found, occurrence = _date_to_change(request, pk, on)
    own = occurrence.change
    form = DateForm(initial=dict(_initial(occurrence)), **sent(request))
    words = words_forms(request, DateWordsForm, own.texts.all() if own else ())
    if form.is_bound and all_valid(form, *words):
        given = dict(form.cleaned_data)
        tells, hosts = given.pop("tells"), list(given.pop("hosts"))
        change_date(
            occurrence,
            facts=DateFacts(**given),
            words={each.language: DateWords(**each.cleaned_data) for each in words},
            hosts=hosts,
            tells=tells,
            actor=person(request).actor,
            now=timezone.now(),
        )
        messages.success(request, _("This date is changed."))
        return redirect(DESK.at("", found))
    return show_form(
        request,
        title=_words(occurrence),
        forms=[form, *words],
        submit=_("Change this date"),
        crumbs=DESK.crumbs(found),
        icon="date",
        template="desk/gatherings/date.html",
        context={
            "found": found,
            "occurrence": occurrence,
            "count": waiting.headcount(found, occurrence.which),
            "hosts": ", ".join(each.name for each in occurrence.hosts),
        },
    )


@desk_view(Role.ORGANIZER)
def cancel(request: HttpRequest, pk: UUID, on: date) -> HttpResponse:
    """Cancel one date: it stays in sight, struck through."""
    found, occurrence = _date_to_change(request, pk, on)
    form = CancelForm(request.POST or None)
    words = words_forms(request, _NoteForm, ())
    if request.method == "POST" and all_valid(form, *words):
        cancel_date(
            occurrence,
            words={each.language: DateWords(**each.cleaned_data) for each in words},
            tells=form.cleaned_data["tells"],
            actor=person(request).actor,
            now=timezone.now(),
        )
        messages.success(request, _("This date is cancelled."))
        return redirect(DESK.at("", found))
    return show_form(
        request,
        title=_("Cancel %(date)s") % {"date": _words(occurrence)},
        forms=[form, *words],
        submit=_("Cancel this date"),
        crumbs=DESK.crumbs(found),
        icon="warning",
        template="desk/words.html",
    )


@desk_view(Role.ORGANIZER)
def leave_out(request: HttpRequest, pk: UUID, on: date) -> HttpResponse:
    """Take one date out, as for a holiday that was known beforehand."""
    found, occurrence = _date_to_change(request, pk, on)

    def leave(tells: bool) -> None:
        actor, now = person(request).actor, timezone.now()
        leave_out_date(found, on, tells=tells, actor=actor, now=now)

    return _confirmed(
        request,
        found,
        leave,
        title=_("Leave out %(date)s") % {"date": _words(occurrence)},
        goes=_("This date leaves the page and all calendars, as if it had never been announced."),
        submit=_("Leave it out"),
    )


@desk_view(Role.ORGANIZER)
def restore(request: HttpRequest, pk: UUID, on: date) -> HttpResponse:
    """Let one date be as every date again."""
    found = action_to_change(Gathering, person(request), pk)
    if not is_ruled(found, on):
        raise Http404

    def put_back(tells: bool) -> None:
        actor, now = person(request).actor, timezone.now()
        restore_date(found, on, tells=tells, actor=actor, now=now)

    return _confirmed(
        request,
        found,
        put_back,
        title=_("Undo the changes of %(date)s") % {"date": _words(Occurrence(found, on))},
        goes=_("This date is as every date again: its hour, its place, its hosts."),
        submit=_("Undo them"),
    )


class _NoteForm(DateWordsForm):
    """Why it is cancelled, and what to do instead."""

    theme = place = None  # type: ignore[assignment]


def _confirmed(
    request: HttpRequest,
    found: Gathering,
    operation: Callable[[bool], None],
    *,
    title: str,
    goes: str,
    submit: str,
) -> HttpResponse:
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operation(form.cleaned_data["tells"])
        messages.success(request, _("It is done."))
        return redirect(DESK.at("", found))
    return confirm(
        request,
        title=title,
        goes=[goes],
        submit=submit,
        back=DESK.at("", found),
        crumbs=DESK.crumbs(found),
        form=form,
        is_final=False,
    )


def _date_to_change(request: HttpRequest, pk: UUID, on: date) -> tuple[Gathering, Occurrence]:
    found = action_to_change(Gathering, person(request), pk)
    occurrence = occurrence_on(found, on)
    if occurrence is None:
        raise Http404
    return found, occurrence


def _initial(occurrence: Occurrence) -> Mapping[str, Any]:
    own = occurrence.change
    if own is None:
        return {}
    names = ("moved_on", "starts_time", "ends_time", "address", "capacity")
    hosts = [each.organization_id for each in own.hosts.all()]
    return {name: getattr(own, name) for name in names} | {"hosts": hosts}


def _words(occurrence: Occurrence) -> str:
    return occurrence_in_words(occurrence, get_language() or "", today=timezone.localdate())


_date = "gatherings/<uuid:pk>/dates/<day:on>/"
urlpatterns = [
    path(_date, change, name="gathering-date"),
    path(f"{_date}cancel/", cancel, name="gathering-date-cancel"),
    path(f"{_date}leave-out/", leave_out, name="gathering-date-leave-out"),
    path(f"{_date}restore/", restore, name="gathering-date-restore"),
]
