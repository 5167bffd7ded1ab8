"""Cases at the desk: consent recorded, its code shown once, its statement read, takedown."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.campaigns.access import campaign_to_change
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.campaigns import CannotChange, put_case_first
from amparo.campaigns.operations.consents import CannotRecord, ConsentOnce, Scope, record_consent
from amparo.campaigns.statements import read_statement
from amparo.campaigns.takedown import CannotTakeDown, name_what_goes, take_down
from amparo.desk.campaigns.forms import ConsentForm
from amparo.desk.campaigns.overview import crumbs
from amparo.desk.fields import ReasonForm, sent
from amparo.desk.frame import confirm, desk_view, page_context, person, show_form
from amparo.desk.unlocked import key_of, needs_key
from amparo.keyring.errors import CannotOpen
from amparo.lib.sealing.suites import CannotUnseal


@desk_view(Role.ORGANIZER)
def consent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record what was agreed to; answer with the paper that the family keeps."""
    found = campaign_to_change(person(request), pk)
    form = ConsentForm(initial={"languages": found.wanted_languages()}, **sent(request))
    if form.is_bound and form.is_valid():
        try:
            return _show_paper(request, found, _record(request, found, form))
        except CannotRecord:
            form.add_error(None, _("Only a defense case is agreed to."))
    return show_form(
        request,
        title=_("Record a consent"),
        forms=[form],
        submit=_("Record it and show the paper"),
        crumbs=crumbs(found),
        icon="doc-full",
        template="desk/campaigns/consent.html",
    )


@desk_view(Role.ORGANIZER)
@needs_key
def statement(request: HttpRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Read the sealed statement of a consent; the log says that it was read."""
    found = campaign_to_change(person(request), pk)
    recorded = get_object_or_404(found.consents.all(), pk=consent)
    key = key_of(request)
    words, is_locked = "", False
    try:
        if key is not None:
            words = read_statement(recorded, by=key, actor=person(request).actor)
    except (CannotOpen, CannotUnseal):
        is_locked = True
    context = {
        "campaign": found,
        "consent": recorded,
        "words": words,
        "is_locked": is_locked,
        **page_context(_("Who agreed"), "lock-open", crumbs(found)),
    }
    return render(request, "desk/campaigns/statement.html", context)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a campaign down, with everything of it; first say exactly what goes."""
    found = campaign_to_change(person(request), pk)
    hint = _("For the log, which outlives the page: write no name.")
    form = ReasonForm(
        request.POST if request.method == "POST" else None, hint=hint, is_needed=False
    )
    if request.method == "POST" and request.POST.get("confirmed") and form.is_valid():
        try:
            take_down(
                found,
                actor=person(request).actor,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except CannotTakeDown:
            messages.error(request, _("It stands over several cases. Take those down first."))
            return redirect("desk:campaign", pk=pk)
        messages.success(request, _("It is taken down. Its address answers that it is gone."))
        return redirect("desk:campaigns")
    return confirm(
        request,
        title=_("Take down “%(title)s”") % {"title": found.title},
        goes=[*name_what_goes(found), _("It cannot be brought back, not even from a backup.")],
        submit=_("Take it down now"),
        back=reverse("desk:campaign", args=[pk]),
        crumbs=crumbs(found),
        form=form,
    )


@require_POST
@desk_view(Role.ORGANIZER)
def first(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a case at the head of its umbrella."""
    found = campaign_to_change(person(request), pk)
    try:
        put_case_first(found, actor=person(request).actor)
    except CannotChange:
        messages.error(request, _("It stands under no umbrella."))
    return redirect("desk:campaign", pk=found.parent_id or pk)


def _record(request: HttpRequest, found: Campaign, form: ConsentForm) -> ConsentOnce:
    given = form.cleaned_data
    scope = Scope(
        languages=tuple(given["languages"]),
        expires_on=given["expires_on"],
        allows_name=given["allows_name"],
        allows_photo=given["allows_photo"],
        allows_story=given["allows_story"],
    )
    user = person(request)
    return record_consent(
        found,
        scope,
        statement=given["statement"],
        user=user,
        actor=user.actor,
        now=timezone.now(),
    )


def _show_paper(request: HttpRequest, found: Campaign, once: ConsentOnce) -> HttpResponse:
    """The withdrawal code, now and never again: this page is to be printed."""
    context = {
        "campaign": found,
        "consent": once.consent,
        "code": once.code,
        **page_context(_("The paper for the family"), "doc-full", ()),
    }
    return render(request, "desk/campaigns/paper.html", context)


urlpatterns = [
    path("campaigns/<uuid:pk>/consent/", consent, name="campaign-consent"),
    path("campaigns/<uuid:pk>/consent/<uuid:consent>/", statement, name="campaign-statement"),
    path("campaigns/<uuid:pk>/first/", first, name="campaign-case-first"),
    path("campaigns/<uuid:pk>/take-down/", remove, name="campaign-take-down"),
]
