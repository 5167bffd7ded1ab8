"""Agreements under section 287(g) at the desk: as lists show them, and what documents say."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.policies.facts import tried
from amparo.desk.policies.fields import SourceFieldsForm, WhyForm
from amparo.desk.policies.forms import AgreementForm, KnownAgreementForm
from amparo.desk.policies.parts import ABOVE, parts
from amparo.policies.models import Agreement, Model
from amparo.policies.operations.agreements import (
    Signed,
    add_agreement,
    change_agreement,
    follow_lists,
)
from amparo.policies.wording import end_of
from amparo.web.models import Coalition

NOW, OVER = "now", "over"


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def agreements(request: HttpRequest) -> HttpResponse:
    """One line an agreement; of the coalition's own state first."""
    here = Coalition.here().state
    listing = Listing(
        title=_("287(g) agreements"),
        icon="doc-full",
        above=ABOVE,
        context=parts(request),
        rows=Agreement.objects.with_words().order_by("agency__state", "agency__name", "model"),
        columns=[
            Column("agency", _("Agency"), _link, sort="agency__name"),
            Column("state", _("State"), lambda a: a.agency.state, sort="agency__state"),
            Column("county", _("Of"), lambda a: a.fact.government.name),
            Column("model", _("Model"), lambda a: a.get_model_display(), sort="model"),
            Column("signed", _("Signed on"), lambda a: a.signed_on, sort="signed_on"),
            Column("end", _("End"), lambda a: end_of(a.fact), sort="fact__ends_on"),
            Column("seen", _("In the list of"), lambda a: str(a.last_sheet or ""),
                   sort="last_sheet__listed_on"),
        ],
        filters=[
            Filter("where", _("Where"), [(here, _("Our state"))],
                   lambda rows, v: rows.filter(agency__state=v)),
            Filter("model", _("Model"), Model.choices),
            Filter("is", _("When"), [(NOW, _("in force today")), (OVER, _("ended"))], _of_time),
        ],
        search=lambda rows, words: rows.filter(
            Q(agency__name__icontains=words) | Q(fact__government__name__icontains=words)
        ),
        export_name="agreements",
        buttons=_buttons(request),
        crumbs=[(_("What governments do"), reverse("desk:facts"))],
        empty=_("No agreement yet. Bring in ICE's own list: it is public."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """From a document that somebody has read."""
    form = AgreementForm(**sent(request))
    source = SourceFieldsForm(**sent(request))
    if form.is_bound and all_valid(form, source):
        actor = person(request).actor
        stands_on = source.stands_on(actor)
        made = add_agreement(
            Signed(**form.cleaned_data),
            [stands_on] if stands_on else [],
            actor=actor,
            now=timezone.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("desk:fact", pk=made.fact_id)
    return _show(request, _("New agreement"), [form, source])


@desk_view(Role.ORGANIZER)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """What a document says of one that is here: signed, ended, where it can be read."""
    found = get_object_or_404(Agreement.objects.with_words(), pk=pk)
    names = ("signed_on", "ended_on", "document_url")
    initial = {name: getattr(found, name) for name in names}
    form = KnownAgreementForm(found=found, initial=initial, **sent(request))
    source = SourceFieldsForm(is_needed=False, **sent(request))
    why = WhyForm(**sent(request))
    if form.is_bound and all_valid(form, source, why):
        actor = person(request).actor
        if tried(
            request,
            lambda: change_agreement(
                found,
                **form.cleaned_data,
                stands_on=source.stands_on(actor),
                why=why.cleaned_data["why"],
                actor=actor,
                now=timezone.now(),
            ),
        ):
            messages.success(request, _("Saved."))
        return redirect("desk:fact", pk=found.fact_id)
    title = f"{found.agency.name}: {found.get_model_display()}"
    return _show(request, title, [form, source, why])


@require_POST
@desk_view(Role.ORGANIZER)
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """The lists are right: what was written by hand goes, and stays in the history."""
    found = get_object_or_404(Agreement.objects.with_words(), pk=pk)
    actor, now = person(request).actor, timezone.now()
    if tried(request, lambda: follow_lists(found, actor=actor, now=now)):
        messages.success(request, _("It has the days of the lists again."))
    return redirect("desk:fact", pk=found.fact_id)


def _show(request: HttpRequest, title: str, forms: list[Any]) -> HttpResponse:
    return show_form(
        request,
        title=title,
        forms=forms,
        submit=_("Save"),
        crumbs=[
            (_("What governments do"), reverse("desk:facts")),
            (_("287(g) agreements"), reverse("desk:agreements")),
        ],
        icon="doc-full",
        template="desk/policies/edit.html",
    )


def _buttons(request: HttpRequest) -> list[Button]:
    if not person(request).is_organizer:
        return []
    return [
        Button(_("Bring in ICE's lists"), reverse("desk:policy-imports"), "upload", True),
        Button(_("New agreement"), reverse("desk:agreement-new"), "plus"),
    ]


def _of_time(rows: Any, value: str) -> Any:
    today = timezone.localdate()
    over = Q(fact__ends_on__lt=today) | Q(fact__gone_on__isnull=False)
    return rows.filter(over) if value == OVER else rows.exclude(over)


def _link(found: Agreement) -> str:
    address = reverse("desk:fact", args=[found.fact_id])
    return format_html('<a href="{}">{}</a>', address, found.agency.name)


urlpatterns = [
    path("policies/agreements/", agreements, name="agreements"),
    path("policies/agreements/new/", new, name="agreement-new"),
    path("policies/agreements/<int:pk>/", agreement, name="agreement"),
    path("policies/agreements/<int:pk>/lists/", follow, name="agreement-follow"),
]
