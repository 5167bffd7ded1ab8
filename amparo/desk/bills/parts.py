"""Every part of a bill by hand: steps, hearings, votes, sponsors, relations; texts stand beside.

A newcomer's mistake: a view for each. They differ in their form and in what is saved; the rest is
one way.
"""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.bills.models import (
    Bill,
    BillRelation,
    Hearing,
    LegalText,
    RelationKind,
    Sponsor,
    Step,
    StepKind,
    Vote,
)
from amparo.bills.operations.bills import (
    Part,
    Told,
    relate,
    remove_part,
    save_part,
    save_step,
    save_vote,
)
from amparo.bills.operations.parts import body_of
from amparo.desk.bills.legaltexts import edit_text
from amparo.desk.bills.overview import bill_to_change, crumbs, say_flagged
from amparo.desk.bills.partforms import (
    HearingForm,
    RelationForm,
    SponsorForm,
    StepForm,
    StepWordsForm,
    VoteForm,
)
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.words import words_forms

P = TypeVar("P", bound=Part)


@dataclass(frozen=True)
class PartKind:
    model: type[Part]
    form: type[Form]
    new: str | Promise
    change: str | Promise


KINDS: dict[str, PartKind] = {
    "step": PartKind(Step, StepForm, gettext_lazy("Add a step"), gettext_lazy("Change the step")),
    "hearing": PartKind(
        Hearing, HearingForm, gettext_lazy("Add a hearing"), gettext_lazy("Change the hearing")
    ),
    "vote": PartKind(Vote, VoteForm, gettext_lazy("Add a vote"), gettext_lazy("Change the vote")),
    "sponsor": PartKind(
        Sponsor, SponsorForm, gettext_lazy("Add a sponsor"), gettext_lazy("Change the sponsor")
    ),
}
REMOVABLE: dict[str, type[Part]] = {
    **{name: kind.model for name, kind in KINDS.items()},
    "relation": BillRelation,
    "text": LegalText,
}


@desk_view(Role.ORGANIZER)
def add(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    bill = bill_to_change(pk)
    return _edit(request, bill, kind, KINDS[kind].model(bill=bill))


@desk_view(Role.ORGANIZER)
def change(request: HttpRequest, pk: UUID, kind: str, part: str) -> HttpResponse:
    bill = bill_to_change(pk)
    if kind == "text":
        return edit_text(request, bill, part_of(bill, LegalText, part))
    if kind not in KINDS:
        raise Http404
    return _edit(request, bill, kind, part_of(bill, KINDS[kind].model, part))


@require_POST
@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID, kind: str, part: str) -> HttpResponse:
    if kind not in REMOVABLE:
        raise Http404
    found = part_of(bill_to_change(pk), REMOVABLE[kind], part)
    remove_part(found, actor=person(request).actor)
    messages.success(request, _("Taken away. No import brings it back."))
    return redirect("desk:bill", pk=pk)


def part_of(bill: Bill, model: type[P], part: str) -> P:
    """The part of this bill. Raises Http404, also where the word is no id."""
    try:
        rows: Any = model._default_manager.filter(bill=bill)
        found: P = get_object_or_404(rows, pk=part)
    except (ValueError, ValidationError) as error:
        raise Http404 from error
    return found


def _edit(request: HttpRequest, bill: Bill, name: str, part: Part) -> HttpResponse:
    kind = KINDS[name]
    is_new = part._state.adding
    facts = _facts(request, bill, kind, {} if is_new else _initial(part, kind))
    words = _words(request, part)
    if facts.is_bound and all_valid(facts, *words):
        flagged = _save(part, facts.cleaned_data, words, person(request).actor)
        messages.success(request, _("It is saved, and no import changes it."))
        say_flagged(request, flagged)
        return redirect("desk:bill", pk=bill.pk)
    return show_form(
        request,
        title=str(kind.new if is_new else kind.change),
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs(bill),
        template="desk/words.html",
    )


def _facts(request: HttpRequest, bill: Bill, kind: PartKind, initial: dict[str, Any]) -> Form:
    """A step names other bills, which are looked for from its own."""
    make: Any = kind.form
    of_bill = {"bill": bill} if kind.model is Step else {}
    form: Form = make(initial=initial, **of_bill, **sent(request))
    return form


def _words(request: HttpRequest, part: Part) -> list[StepWordsForm]:
    if not isinstance(part, Step):
        return []
    rows = [] if part._state.adding else part.texts.all()
    return words_forms(request, StepWordsForm, rows)


def _initial(part: Part, kind: PartKind) -> dict[str, Any]:
    names = [name for name in kind.form.base_fields if hasattr(part, name)]
    initial = {name: getattr(part, name) for name in names}
    if isinstance(part, Vote):
        rows = part.members.all()
        initial["members"] = "\n".join(
            "; ".join((each.name, each.district, each.party, each.get_option_display().lower()))
            for each in rows
        )
        initial["has_passed"] = {True: "yes", False: "no", None: ""}[part.has_passed]
    if isinstance(part, Step | Hearing):
        initial["committee"] = part.body.name if part.body else ""
    if isinstance(part, Step) and part.kind == StepKind.MOVED:
        moved = part.bill.relations.kept().filter(kind=RelationKind.MOVED).last()
        initial["moved_to"] = moved.other_identifier if moved else ""
    return initial


def _save(part: Part, given: dict[str, Any], words: list[StepWordsForm], actor: Any) -> int:
    """Write it; how many texts of ours wait to be looked at because of it."""
    members, moved_to = given.pop("members", None), given.pop("moved_to", None)
    committee = given.pop("committee", "")
    for name, value in given.items():
        setattr(part, name, value)
    if isinstance(part, Step | Hearing):
        _close_day(part)
        part.body_id = body_of(part.bill, committee, part.chamber)
    if isinstance(part, Step | Hearing | Vote):
        part.checked_on = timezone.localdate()
    if isinstance(part, Step):
        told = {form.language: Told(**form.cleaned_data) for form in words}
        return save_step(part, told=told, moved_to=moved_to, actor=actor, now=timezone.now())
    if isinstance(part, Vote):
        save_vote(part, members=members, actor=actor)
    else:
        save_part(part, actor=actor)
    return 0


def _close_day(part: Step | Hearing) -> None:
    """One day, where only the first is said: a step has happened on it."""
    if part.starts_on and not part.ends_on:
        part.ends_on = part.starts_on


@desk_view(Role.ORGANIZER)
def add_relation(request: HttpRequest, pk: UUID) -> HttpResponse:
    bill = bill_to_change(pk)
    form = RelationForm(bill=bill, **sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        actor = person(request).actor
        flagged = relate(bill, given["kind"], given["other"], actor=actor, now=timezone.now())
        say_flagged(request, flagged)
        return redirect("desk:bill", pk=pk)
    return show_form(
        request,
        title=_("Relate it to another bill"),
        forms=[form],
        submit=_("Add it"),
        crumbs=crumbs(bill),
        icon="link",
    )


_PART = "bills/<uuid:pk>/<slug:kind>/<slug:part>"
urlpatterns = [
    path("bills/<uuid:pk>/relate/", add_relation, name="bill-relate"),
    path("bills/<uuid:pk>/add/<slug:kind>/", add, name="bill-part-new"),
    path(f"{_PART}/edit/", change, name="bill-part"),
    path(f"{_PART}/remove/", remove, name="bill-part-remove"),
]
