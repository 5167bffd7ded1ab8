"""What becomes of a fact: verified, superseded, ended, disputed, withdrawn; its sources."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.policies.facts import crumbs, tried
from amparo.desk.policies.fields import SourceFieldsForm, WhyForm
from amparo.desk.policies.forms import EndForm, NoteForm, RulingForm, SupersedeForm
from amparo.desk.words import words_forms
from amparo.policies.models import Disagreement, Fact, FactSource, Ruling
from amparo.policies.operations import facts as changing
from amparo.policies.operations.disagreements import settle as settle_now
from amparo.policies.operations.keeping import detach_ruling, save_ruling


@desk_view(Role.ORGANIZER)
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Held against its sources, or a new one, and it is still so."""
    found = _found(pk)
    source = SourceFieldsForm(is_needed=False, **sent(request))
    why = WhyForm(**sent(request))
    if source.is_bound and all_valid(source, why):
        actor = person(request).actor
        return _done(
            request,
            found,
            lambda: changing.verify(
                found,
                stands_on=source.stands_on(actor),
                why=why.cleaned_data["why"],
                actor=actor,
                now=timezone.now(),
            ),
            _("Verified today."),
        )
    title = _("It is still so")
    return _show(request, found, title, [source, why], _("Verified"), icon="check")


@desk_view(Role.ORGANIZER)
def supersede(request: HttpRequest, pk: int) -> HttpResponse:
    """A newer policy took over; the old one stays true for its time."""
    found = _found(pk)
    initial = {"evidence": found.evidence, "approved_by": found.approved_by}
    form = SupersedeForm(fact=found, initial=initial, **sent(request))
    notes = words_forms(request, NoteForm, [])
    source = SourceFieldsForm(**sent(request))
    why = WhyForm(**sent(request))
    if form.is_bound and all_valid(form, *notes, source, why):
        actor = person(request).actor
        said = changing.Said(
            jurisdiction=found.jurisdiction,
            notes={each.language: each.cleaned_data["note"] for each in notes},
            **form.cleaned_data,
        )

        def move() -> None:
            stands_on = source.stands_on(actor)
            changing.supersede(
                found,
                said,
                [stands_on] if stands_on else [],
                why=why.cleaned_data["why"],
                actor=actor,
                now=timezone.now(),
            )

        return _done(request, found, move, _("The newer one stands; the older ends before it."))
    forms = [form, *notes, source, why]
    return _show(request, found, _("A newer policy took over"), forms, _("Supersede it"))


@desk_view(Role.ORGANIZER)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is so no more, and nothing follows that we know of."""
    found = _found(pk)
    form = EndForm(fact=found, **sent(request))
    source = SourceFieldsForm(is_needed=False, **sent(request))
    why = WhyForm(**sent(request))
    if form.is_bound and all_valid(form, source, why):
        actor = person(request).actor
        return _done(
            request,
            found,
            lambda: changing.end(
                found,
                on=form.cleaned_data["ends_on"],
                gone_on=form.cleaned_data["gone_on"],
                stands_on=source.stands_on(actor),
                why=why.cleaned_data["why"],
                actor=actor,
                now=timezone.now(),
            ),
            _("Its end is noted."),
        )
    return _show(request, found, _("It ended"), [form, source, why], _("Note its end"))


@desk_view(Role.ORGANIZER)
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody says otherwise, by a source where there is one."""
    found = _found(pk)
    source = SourceFieldsForm(is_needed=False, **sent(request))
    why = WhyForm(is_needed=True, **sent(request))
    if source.is_bound and all_valid(source, why):
        actor = person(request).actor
        return _done(
            request,
            found,
            lambda: changing.dispute(
                found,
                stands_on=source.stands_on(actor, is_against=True),
                why=why.cleaned_data["why"],
                actor=actor,
                now=timezone.now(),
            ),
            _("It is marked as disputed, in public too."),
        )
    title = _("A source says otherwise")
    return _show(request, found, title, [source, why], _("Mark it as disputed"), icon="warning")


@desk_view(Role.ORGANIZER)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It was never so. The row stays, and is counted at no date."""
    found = _found(pk)
    why = WhyForm(is_needed=True, **sent(request))
    if why.is_bound and why.is_valid():
        return _done(
            request,
            found,
            lambda: changing.withdraw(
                found,
                why=why.cleaned_data["why"],
                actor=person(request).actor,
                now=timezone.now(),
            ),
            _("It is withdrawn and counted nowhere."),
        )
    title = _("It was never so")
    return _show(request, found, title, [why], _("Withdraw it"), icon="warning")


@desk_view(Role.ORGANIZER)
def add_source(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    source = SourceFieldsForm(**sent(request))
    if source.is_bound and source.is_valid():
        actor = person(request).actor
        stands_on = source.stands_on(actor)
        if stands_on:
            changing.stand_on(found, stands_on, actor=actor, now=timezone.now())
        return redirect("desk:fact", pk=pk)
    return _show(request, found, _("Add a source"), [source], _("Add it"), icon="link")


@require_POST
@desk_view(Role.ORGANIZER)
def drop_source(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Take a source from a fact; without any it is shown nowhere."""
    changing.stand_off(
        get_object_or_404(FactSource.objects.select_related("fact__factor"), pk=part, fact=pk),
        actor=person(request).actor,
        now=timezone.now(),
    )
    messages.success(request, _("Taken out."))
    return redirect("desk:fact", pk=pk)


@desk_view(Role.ORGANIZER)
def settle(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Say why both may stand."""
    found = _found(pk)
    rows = Disagreement.objects.filter(one=pk) | Disagreement.objects.filter(other=pk)
    disagreement = get_object_or_404(rows, pk=part)
    why = WhyForm(is_needed=True, **sent(request))
    if why.is_bound and why.is_valid():
        settle_now(
            disagreement,
            why=why.cleaned_data["why"],
            actor=person(request).actor,
            today=timezone.localdate(),
        )
        messages.success(request, _("Settled: both stand."))
        return redirect("desk:fact", pk=pk)
    return _show(request, found, _("Both may stand"), [why], _("Settle it"))


@desk_view(Role.ORGANIZER)
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """A lawsuit about this fact, or an attorney general's opinion."""
    found = _found(pk)
    form = RulingForm(**sent(request))
    source = SourceFieldsForm(**sent(request))
    if form.is_bound and all_valid(form, source):
        actor = person(request).actor
        stands_on = source.stands_on(actor)
        if stands_on:
            ruling = Ruling(source=stands_on.source, **form.cleaned_data)
            save_ruling(ruling, [found], actor=actor, now=timezone.now())
            messages.success(request, _("Saved."))
        return redirect("desk:fact", pk=pk)
    title = _("A lawsuit or an opinion about it")
    return _show(request, found, title, [form, source], _("Save"))


@require_POST
@desk_view(Role.ORGANIZER)
def unrule(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    found = _found(pk)
    ruling = get_object_or_404(found.rulings, pk=part)
    detach_ruling(ruling, found, actor=person(request).actor, now=timezone.now())
    messages.success(request, _("Taken out."))
    return redirect("desk:fact", pk=pk)


def _found(pk: int) -> Fact:
    return get_object_or_404(Fact.objects.with_words(), pk=pk)


def _done(request: HttpRequest, found: Fact, move: Any, said: str) -> HttpResponse:
    if tried(request, move):
        messages.success(request, said)
    return redirect("desk:fact", pk=found.pk)


def _show(
    request: HttpRequest, found: Fact, title: str, forms: list[Any], submit: str, icon: str = "edit"
) -> HttpResponse:
    return show_form(
        request,
        title=title,
        forms=forms,
        submit=submit,
        crumbs=crumbs(found),
        icon=icon,
        template="desk/policies/edit.html",
        context={"fact": found},
    )


urlpatterns = [
    path("policies/<int:pk>/verify/", verify, name="fact-verify"),
    path("policies/<int:pk>/supersede/", supersede, name="fact-supersede"),
    path("policies/<int:pk>/end/", end, name="fact-end"),
    path("policies/<int:pk>/dispute/", dispute, name="fact-dispute"),
    path("policies/<int:pk>/withdraw/", withdraw, name="fact-withdraw"),
    path("policies/<int:pk>/sources/", add_source, name="fact-source"),
    path("policies/<int:pk>/sources/<int:part>/out/", drop_source, name="fact-source-out"),
    path("policies/<int:pk>/settle/<int:part>/", settle, name="fact-settle"),
    path("policies/<int:pk>/rulings/", rule, name="fact-ruling"),
    path("policies/<int:pk>/rulings/<int:part>/out/", unrule, name="fact-ruling-out"),
]
