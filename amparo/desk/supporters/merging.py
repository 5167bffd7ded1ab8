"""Two cards that are one person's: found by name and address, looked at side by side, made one.

A newcomer's mistake: offering pairs by what the database knows. Names and addresses are sealed;
they are compared in memory, by whoever has unlocked, and the answer keeps nothing.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk import sealed
from amparo.desk.fields import ReasonForm
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.sealed import Row
from amparo.desk.supporters import columns
from amparo.desk.supporters.cards import NO_NAME, crumbs_of, lines_of, row_here
from amparo.desk.supporters.choosing import fits
from amparo.desk.supporters.lists import SEARCH
from amparo.desk.supporters.reach import ActionHere
from amparo.desk.unlocked import key_of, needs_key
from amparo.lib.fingerprints import folded_name
from amparo.supporters import operations
from amparo.supporters.operations import CannotMerge, can_merge

MOST = 30
SAME_WORDS = 2  # of two names, to be shown without being looked for


class MergeForm(ReasonForm):
    """Which of two cards stays, and why."""

    stays = forms.ChoiceField(label=gettext_lazy("Which one stays"), widget=forms.RadioSelect)

    field_order = ("stays", "reason")

    def __init__(self, *args: Any, rows: tuple[Row, Row], **kwargs: Any) -> None:
        super().__init__(*args, hint=NO_NAME, **kwargs)
        field: forms.ChoiceField = self.fields["stays"]  # type: ignore[assignment]
        names = (_("The first one"), _("The second one"))
        field.choices = [(str(row.pk), name) for row, name in zip(rows, names, strict=True)]
        earliest = min(rows, key=lambda row: (not row.card.is_confirmed, row.card.week_on))
        field.initial = str(earliest.pk)


@desk_view(Role.ORGANIZER)
@needs_key
def alike(request: HttpRequest, kind: str, action_id: UUID, pk: UUID) -> HttpResponse:
    """Who may be the same person: by address, telephone or name; or whoever is looked for."""
    action, row = _here(request, kind, action_id, pk)
    words = request.GET.get("q", "").strip()
    context = {
        **page_context(_("The same person twice?"), "group", crumbs_of(action)),
        "lines": lines_of(action, row),
        "found": [(other, _said(other)) for other in _others(request, action, row, words)][:MOST],
        "words": words,
        "args": [kind, action_id, pk],
    }
    return render(request, "desk/supporters/alike.html", context)


@desk_view(Role.ORGANIZER)
@needs_key
def merge(request: HttpRequest, kind: str, action_id: UUID, pk: UUID, other: UUID) -> HttpResponse:
    """Both side by side; one stays, the other goes."""
    action, left = _here(request, kind, action_id, pk)
    rows = (left, _here(request, kind, action_id, other)[1])
    form = MergeForm(request.POST or None, rows=rows)
    if form.is_bound and form.is_valid() and _merged(request, form, rows):
        return redirect("desk:signature", kind, action_id, form.cleaned_data["stays"])
    context = {
        **page_context(_("Make two cards one"), "group", crumbs_of(action)),
        "sides": [(row, lines_of(action, row)) for row in rows],
        "form": form,
        "back": reverse("desk:signature-alike", args=[kind, action_id, pk]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/supporters/merge.html", context, status=status)


def _merged(request: HttpRequest, form: MergeForm, rows: tuple[Row, Row]) -> bool:
    stays = UUID(form.cleaned_data["stays"])
    [gone] = [row.pk for row in rows if row.pk != stays]
    reason = form.cleaned_data["reason"]
    try:
        operations.merge_by_word(gone, stays, reason=reason, actor=person(request).actor)
    except CannotMerge as error:
        form.add_error("stays" if error.reason == "unconfirmed" else None, _why(error.reason))
        return False
    messages.success(request, _("The two are one now, and count once."))
    return True


def _why(reason: str) -> str:
    return {
        "unconfirmed": _("She answered the letter to the other one: let that one stay."),
        "kind": _("What was done with these cards cannot be moved from one to the other."),
    }.get(reason, _("One of the two stands there no longer."))


def _here(request: HttpRequest, kind: str, action_id: UUID, pk: UUID) -> tuple[ActionHere, Row]:
    """A card that this key can read, of an ask whose cards may be merged. Raises Http404."""
    action, row = row_here(request, kind, action_id, pk)
    if not can_merge(action.kind) or row.opened is None or not row.opened.told:
        raise Http404
    return action, row


def _others(request: HttpRequest, action: ActionHere, row: Row, words: str) -> Iterator[Row]:
    key = key_of(request)
    if key is None:
        raise Http404
    rows = sealed.all_rows(action.cards.exclude(pk=row.pk), by=key, reason=SEARCH)
    readable = (each for each in rows if each.opened is not None and each.opened.told)
    for each in readable:
        if fits(each, words) if words else _is_alike(row, each):
            yield each


def _is_alike(one: Row, other: Row) -> bool:
    first, second = one.opened, other.opened
    if first is None or second is None:
        return False
    if first.email and first.email.casefold() == second.email.casefold():
        return True
    if first.phone and first.phone == second.phone:
        return True
    same = set(folded_name(first.name).split()) & set(folded_name(second.name).split())
    return len(same) >= SAME_WORDS


def _said(row: Row) -> str:
    told = row.opened
    parts = [columns.contact(row), told.town if told else "", columns.state_of(row.card)]
    return " · ".join(part for part in parts if part)


_ONE = "supporters/<slug:kind>/<uuid:action_id>/<uuid:pk>/"

urlpatterns = [
    path(f"{_ONE}alike/", alike, name="signature-alike"),
    path(f"{_ONE}merge/<uuid:other>/", merge, name="signature-merge"),
]
