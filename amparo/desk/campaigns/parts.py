"""What belongs to a campaign, at the desk: targets, partners, milestones, sources, roles."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Manager
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.campaigns.access import campaign_to_change
from amparo.campaigns.models import (
    Campaign,
    CampaignRole,
    Milestone,
    Partnership,
    Target,
)
from amparo.campaigns.operations.parts import (
    MilestoneWords,
    add_target,
    mark_reached,
    put_first,
    save_milestone,
    set_partner,
    set_role,
    take_out,
)
from amparo.desk.campaigns.forms import (
    MilestoneForm,
    MilestoneWordsForm,
    PartnerForm,
    RoleForm,
    TargetForm,
)
from amparo.desk.campaigns.overview import crumbs
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.words import has_one, words_forms
from amparo.lib.dates import DateWindow

Part = Target | Partnership | Milestone | CampaignRole
KINDS: dict[str, type[Part]] = {
    "target": Target,
    "partner": Partnership,
    "milestone": Milestone,
    "role": CampaignRole,
}


@desk_view(Role.ORGANIZER)
def new_target(request: HttpRequest, pk: UUID) -> HttpResponse:
    def save(campaign: Campaign, given: dict[str, Any]) -> None:
        whom = given["official"] or given["office"]
        add_target(campaign, whom, actor=person(request).actor)

    return _add(request, pk, TargetForm, _("Whom does it address?"), save)


@desk_view(Role.ORGANIZER)
def new_partner(request: HttpRequest, pk: UUID) -> HttpResponse:
    def save(campaign: Campaign, given: dict[str, Any]) -> None:
        organization = given.pop("organization")
        set_partner(campaign, organization, **given, actor=person(request).actor)

    return _add(request, pk, PartnerForm, _("Who carries it with us?"), save)


@desk_view(Role.ORGANIZER)
def new_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    def save(campaign: Campaign, given: dict[str, Any]) -> None:
        set_role(campaign, given["user"], given["role"], actor=person(request).actor)

    return _add(request, pk, RoleForm, _("Who works on it?"), save)


@desk_view(Role.ORGANIZER)
def new_milestone(request: HttpRequest, pk: UUID) -> HttpResponse:
    campaign = campaign_to_change(person(request), pk)
    return _edit_milestone(request, Milestone(campaign=campaign), _("New milestone"))


@desk_view(Role.ORGANIZER)
def milestone(request: HttpRequest, pk: UUID, part: int) -> HttpResponse:
    campaign = campaign_to_change(person(request), pk)
    found = get_object_or_404(campaign.milestones.prefetch_related("texts"), pk=part)
    return _edit_milestone(request, found, _("Change a milestone"))


@require_POST
@desk_view(Role.ORGANIZER)
def reached(request: HttpRequest, pk: UUID, part: int) -> HttpResponse:
    """Say that a milestone has happened, or that it has not after all."""
    campaign = campaign_to_change(person(request), pk)
    found = get_object_or_404(campaign.milestones, pk=part)
    mark_reached(found, is_reached=not found.is_reached, actor=person(request).actor)
    return redirect("desk:campaign", pk=pk)


@require_POST
@desk_view(Role.ORGANIZER)
def first(request: HttpRequest, pk: UUID, kind: str, part: int) -> HttpResponse:
    """Put a target or a partner at the head of its list."""
    campaign = campaign_to_change(person(request), pk)
    found = _part(campaign, kind, part)
    if not isinstance(found, Target | Partnership):
        raise Http404
    put_first(found, actor=person(request).actor)
    return redirect("desk:campaign", pk=pk)


@require_POST
@desk_view(Role.ORGANIZER)
def out(request: HttpRequest, pk: UUID, kind: str, part: int) -> HttpResponse:
    """Take a part out of its campaign; it is added again as easily, so nobody is asked twice."""
    campaign = campaign_to_change(person(request), pk)
    take_out(_part(campaign, kind, part), actor=person(request).actor)
    messages.success(request, _("It is taken out of this campaign, and nowhere else."))
    return redirect("desk:campaign", pk=pk)


def _part(campaign: Campaign, kind: str, part: int) -> Part:
    """A part of this campaign. Raises Http404."""
    if kind not in KINDS:
        raise Http404
    manager: Manager[Any] = KINDS[kind]._default_manager
    found: Part = get_object_or_404(manager, pk=part, campaign=campaign)
    return found


def _add(
    request: HttpRequest,
    pk: UUID,
    form_class: type[forms.Form],
    title: str,
    save: Callable[[Campaign, dict[str, Any]], None],
) -> HttpResponse:
    """One form, one new part, back to the campaign."""
    campaign = campaign_to_change(person(request), pk)
    form = form_class(**sent(request))
    if form.is_bound and form.is_valid():
        save(campaign, dict(form.cleaned_data))
        return redirect("desk:campaign", pk=pk)
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Save"),
        crumbs=crumbs(campaign),
        icon="plus",
    )


def _edit_milestone(request: HttpRequest, found: Milestone, title: str) -> HttpResponse:
    names = ("starts_on", "ends_on", "is_reached", "source")
    initial = {name: getattr(found, name) for name in names}
    facts = MilestoneForm(initial=initial, **sent(request))
    words = words_forms(request, MilestoneWordsForm, found.texts.all() if found.pk else ())
    missing = _("Please say what happens, in one language at least.")
    if facts.is_bound and all_valid(facts, *words) and has_one(words, "title", missing):
        given = facts.cleaned_data
        found.is_reached, found.source = given["is_reached"], given["source"]
        said = {form.language: MilestoneWords(**form.cleaned_data) for form in words}
        window = DateWindow(given["starts_on"], given["ends_on"])
        save_milestone(found, window=window, words=said, actor=person(request).actor)
        return redirect("desk:campaign", pk=found.campaign_id)
    return show_form(
        request,
        title=title,
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs(found.campaign),
        icon="date",
        template="desk/words.html",
    )


urlpatterns = [
    path("campaigns/<uuid:pk>/targets/new/", new_target, name="campaign-target"),
    path("campaigns/<uuid:pk>/partners/new/", new_partner, name="campaign-partner"),
    path("campaigns/<uuid:pk>/roles/new/", new_role, name="campaign-role"),
    path("campaigns/<uuid:pk>/milestones/new/", new_milestone, name="campaign-milestone-new"),
    path("campaigns/<uuid:pk>/milestones/<int:part>/", milestone, name="campaign-milestone"),
    path("campaigns/<uuid:pk>/milestones/<int:part>/reached/", reached, name="campaign-reached"),
    path("campaigns/<uuid:pk>/<slug:kind>/<int:part>/first/", first, name="campaign-part-first"),
    path("campaigns/<uuid:pk>/<slug:kind>/<int:part>/out/", out, name="campaign-part-out"),
]
