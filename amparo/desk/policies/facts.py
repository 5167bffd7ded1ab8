"""Facts at the desk: all of them, one with its history, and the queue of what is due."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    desk_view,
    link_column,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.desk.policies.fields import SourceFieldsForm, WhyForm
from amparo.desk.policies.forms import FactForm, NoteForm
from amparo.desk.policies.otherwise import of_agreement
from amparo.desk.policies.parts import ABOVE, parts
from amparo.desk.today import Todo
from amparo.desk.words import words_forms
from amparo.places.lookup import label_of
from amparo.policies.models import Custody, Disagreement, Evidence, Fact, Factor, State
from amparo.policies.operations.disagreements import of_fact
from amparo.policies.operations.facts import CannotChange, Said, add_fact, change_fact
from amparo.policies.wording import time_of

OLD, CONTRADICTED, DISPUTED, UNSOURCED = "old", "contradicted", "disputed", "unsourced"


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def facts(request: HttpRequest) -> HttpResponse:
    """Every fact; those in force are asked for by their state."""
    return show_list(
        request, _listing(request, Fact.objects.all(), _("What governments do"), "facts")
    )


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def queue(request: HttpRequest) -> HttpResponse:
    """What is old or contradicted, disputed, or stands on nothing."""
    today = timezone.localdate()
    live = Fact.objects.exclude(state=State.WITHDRAWN)
    rows = live.filter(
        Q(pk__in=Fact.objects.old(today).values("pk"))
        | Q(pk__in=Fact.objects.contradicted().values("pk"))
        | Q(state=State.DISPUTED)
        | Q(is_counted=False)
    )
    listing = _listing(request, rows, _("Facts to look at"), "facts-to-look-at")
    listing.empty = _("Nothing is old, contradicted or disputed.")
    listing.context = {**listing.context, "old_custody": Custody.objects.old(today).count()}
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def fact(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Fact.objects.with_words(), pk=pk)
    title = f"{found.jurisdiction.name}: {found.factor.name}"
    context = {
        "fact": found,
        "time": time_of(found),
        "disagreements": of_fact(found),
        "changes": found.changes.all(),
        "earlier": Fact.objects.with_words().filter(superseded_by=found),
        "agreement": getattr(found, "agreement", None),
        "otherwise": of_agreement(getattr(found, "agreement", None)),
        "is_old": found.check_by < timezone.localdate() and found.ends_on is None,
        "may_change": person(request).is_organizer,
        **page_context(title, "globe", [(_("What governments do"), reverse("desk:facts"))]),
    }
    return render(request, "desk/policies/fact.html", context)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """One page: who, what, since when, by which source. ?place=… and ?value=… choose ahead."""
    form = FactForm(initial=_asked(request), **sent(request))
    notes = words_forms(request, NoteForm, [])
    source = SourceFieldsForm(is_needed=False, **sent(request))
    if form.is_bound and all_valid(form, *notes, source):
        actor = person(request).actor
        stands_on = source.stands_on(actor)
        made = add_fact(
            _said(form, notes),
            [stands_on] if stands_on else [],
            actor=actor,
            now=timezone.now(),
        )
        _tell_what_follows(request, made)
        return redirect("desk:fact", pk=made.pk)
    return show_form(
        request,
        title=_("New fact"),
        forms=[form, *notes, source],
        submit=_("Save"),
        crumbs=[(_("What governments do"), reverse("desk:facts"))],
        icon="plus",
        template="desk/policies/edit.html",
    )


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written wrongly; the history keeps what it said."""
    found = get_object_or_404(Fact.objects.with_words(), pk=pk)
    form = FactForm(initial=_initial(found), **sent(request))
    notes = words_forms(request, NoteForm, found.texts.all())
    why = WhyForm(is_needed=True, **sent(request))
    if form.is_bound and all_valid(form, *notes, why):
        said, actor = _said(form, notes, found), person(request).actor
        because = why.cleaned_data["why"]
        if tried(
            request,
            lambda: change_fact(found, said, why=because, actor=actor, now=timezone.now()),
        ):
            _tell_what_follows(request, found)
        return redirect("desk:fact", pk=pk)
    return show_form(
        request,
        title=_("Correct this fact"),
        forms=[form, *notes, why],
        submit=_("Save"),
        crumbs=crumbs(found),
        template="desk/policies/edit.html",
        context={"is_correction": True},
    )


def tried(request: HttpRequest, move: Callable[[], object]) -> bool:
    """Do it; where somebody was faster, say so."""
    try:
        move()
    except CannotChange:
        messages.error(request, _("It is withdrawn, or somebody changed it a moment ago."))
        return False
    return True


def crumbs(found: Fact) -> list[tuple[str, str]]:
    here = reverse("desk:fact", args=[found.pk])
    return [
        (_("What governments do"), reverse("desk:facts")),
        (f"{found.jurisdiction.name}: {found.factor.name}", here),
    ]


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """Contradictions and what is old, each as one line that leads to the queue."""
    if not user.is_organizer:
        return
    today = timezone.localdate(now)
    address = reverse("desk:policy-queue")
    open_ones = Disagreement.objects.filter(settled_on__isnull=True).count()
    if open_ones:
        text = _("Facts that contradict each other: %(count)s") % {"count": open_ones}
        yield Todo(text, f"{address}?is={CONTRADICTED}", _("Look"), 35, "warning")
    old = Fact.objects.old(today).count()
    if old:
        text = _("Facts that nobody has verified for a long time: %(count)s") % {"count": old}
        yield Todo(text, f"{address}?is={OLD}", _("Look"), 60, "time")


def _listing(request: HttpRequest, rows: Any, title: str, name: str) -> Listing:
    today = timezone.localdate()
    contradiction = Disagreement.objects.filter(settled_on__isnull=True).filter(
        Q(one=OuterRef("pk")) | Q(other=OuterRef("pk"))
    )
    rows = rows.with_words().annotate(
        is_contradicted=Exists(contradiction), source_count=Count("cited_sources")
    )
    buttons = []
    if person(request).is_organizer:
        buttons = [
            Button(_("New fact"), reverse("desk:fact-new"), "plus", is_primary=True),
            Button(_("Bring in a file"), reverse("desk:policy-import-new"), "upload"),
        ]
    return Listing(
        title=title,
        icon="globe",
        above=ABOVE,
        context=parts(request),
        rows=rows.order_by("government__name", "factor__order", "-starts_on"),
        columns=[
            link_column("place", _("Government or agency"),
                        lambda f: reverse("desk:fact", args=[f.pk]),
                        lambda f: label_of(f.jurisdiction), sort="jurisdiction__name"),
            Column("fact", _("What it does"), _answer),
            Column("evidence", _("Kind of evidence"), lambda f: f.get_evidence_display()),
            Column("time", _("When"), time_of, sort="starts_on"),
            Column("state", _("State"), lambda f: _state(f, today)),
            Column("sources", _("Sources"), lambda f: f.source_count, is_number=True),
            Column("verified", _("Verified on"), lambda f: f.verified_on,
                   sort="verified_on"),
        ],
        filters=[
            Filter("factor", _("Factor"), _factors(), lambda rows, v: rows.filter(factor__key=v)),
            Filter("evidence", _("Kind of evidence"), Evidence.choices),
            Filter("is", _("State"), _states(), lambda rows, v: _of_state(rows, v)),
        ],
        search=lambda rows, words: rows.filter(
            Q(jurisdiction__name__icontains=words) | Q(government__name__icontains=words)
        ),
        export_name=name,
        buttons=buttons,
        empty=_("No fact yet. Write one, or bring in ICE's own list of agreements."),
    )  # fmt: skip


def _factors() -> list[tuple[str, str]]:
    return [(each.key, each.name) for each in Factor.objects.with_words()]


def _states() -> list[tuple[str, str]]:
    kept = [(value, str(label)) for value, label in State.choices]
    return [
        ("now", _("in force today")),
        (OLD, _("old")),
        (CONTRADICTED, _("contradicted")),
        (UNSOURCED, _("without a source")),
        *kept,
    ]


def _of_state(rows: Any, value: str) -> Any:
    today = timezone.localdate()
    if value == "now":
        return rows.on(today).exclude(state=State.WITHDRAWN)
    if value == OLD:
        return rows.old(today)
    if value == CONTRADICTED:
        return rows.filter(is_contradicted=True)
    if value == UNSOURCED:
        return rows.filter(is_counted=False).exclude(state=State.WITHDRAWN)
    return rows.filter(state=value)


def _state(found: Any, today: Any) -> str:
    said = [str(found.get_state_display())]
    if found.is_contradicted:
        said.append(_("contradicted"))
    if not found.is_counted and found.state != State.WITHDRAWN:
        said.append(_("without a source"))
    if found.check_by < today and found.ends_on is None:
        said.append(_("old"))
    if found.is_example:
        said.append(_("example"))
    return ", ".join(said)


def _answer(found: Fact) -> str:
    return f"{found.factor.name}: {found.value.name}"


def _said(form: FactForm, notes: Any, before: Fact | None = None) -> Said:
    """What the form says; how an end was seen stays where its day stays."""
    given = dict(form.cleaned_data)
    same_end = before is not None and before.ends_on == given["ends_on"]
    same_start = before is not None and before.starts_on == given["starts_on"]
    return Said(
        **given,
        gone_on=before.gone_on if before and same_end else None,
        not_yet_on=before.not_yet_on
        if before and same_start and not given["is_start_known"]
        else None,
        is_example=bool(before and before.is_example),
        notes={each.language: each.cleaned_data["note"] for each in notes},
    )


def _initial(found: Fact) -> dict[str, Any]:
    return {name: getattr(found, name) for name in FactForm.base_fields}


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[key] for name, key in (("jurisdiction", "place"), ("value", "value"))
            if key in request.GET}  # fmt: skip


def _tell_what_follows(request: HttpRequest, found: Fact) -> None:
    if Fact.objects.contradicted().filter(pk=found.pk).exists():
        messages.warning(request, _("Saved. Another fact says otherwise: see below."))
    elif not found.is_counted:
        messages.warning(request, _("Saved. It has no source yet, so it is shown nowhere."))
    else:
        messages.success(request, _("Saved."))


urlpatterns = [
    path("policies/", facts, name="facts"),
    path("policies/queue/", queue, name="policy-queue"),
    path("policies/new/", new, name="fact-new"),
    path("policies/<int:pk>/", fact, name="fact"),
    path("policies/<int:pk>/edit/", edit, name="fact-edit"),
]
