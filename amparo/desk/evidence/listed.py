"""The sources that are listed for a campaign or an ask, of whatever kind: [1] means the first."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.campaigns.access import action_to_change, campaign_to_change
from amparo.campaigns.actions import Action
from amparo.campaigns.citations import (
    CAMPAIGN,
    Thing,
    cite_sources,
    place_kind,
    sources_of,
)
from amparo.campaigns.kinds import all_kinds
from amparo.campaigns.models import Campaign
from amparo.desk.asks import AskPanel
from amparo.desk.asks.registry import desk_of
from amparo.desk.campaigns.forms import SourceForm
from amparo.desk.evidence.places import EditUrl
from amparo.desk.fields import sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.evidence.models import Citation, Claim, Source
from amparo.evidence.operations import save_source, with_address


@desk_view(Role.ORGANIZER)
def cite(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """Add a source as the next of the list."""
    thing = thing_to_change(person(request), kind, pk)
    form = SourceForm(**sent(request))
    if form.is_bound and form.is_valid():
        source = _source(request, form)
        cited = [each for each in sources_of(thing) if each != source]
        cite_sources(thing, [*cited, source], actor=person(request).actor)
        return redirect(address_of(thing))
    return show_form(
        request,
        title=_("Add a source"),
        forms=[form],
        submit=_("Add it"),
        crumbs=[(thing.title, address_of(thing))],
        icon="link",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def uncite(request: HttpRequest, kind: str, pk: UUID, source: UUID) -> HttpResponse:
    """Take a source out of the list; those after it move up."""
    thing = thing_to_change(person(request), kind, pk)
    left = [each for each in sources_of(thing) if each.pk != source]
    cite_sources(thing, left, actor=person(request).actor)
    messages.success(request, _("Taken out. Look at the numbers in the text: they moved up."))
    return redirect(address_of(thing))


@require_POST
@desk_view(Role.ORGANIZER)
def first(request: HttpRequest, kind: str, pk: UUID, source: UUID) -> HttpResponse:
    thing = thing_to_change(person(request), kind, pk)
    found = get_object_or_404(Source, pk=source)
    left = [each for each in sources_of(thing) if each != found]
    cite_sources(thing, [found, *left], actor=person(request).actor)
    return redirect(address_of(thing))


def thing_to_change(user: User, kind: str, pk: UUID) -> Thing:
    """A campaign or an ask that this person may change. Raises Http404."""
    if kind == CAMPAIGN:
        return campaign_to_change(user, pk)
    known = next((each for each in all_kinds() if each.code == kind), None)
    if known is None:
        raise Http404
    found: Action = action_to_change(known.model, user, pk)
    return found


def address_of(thing: Thing) -> str:
    """Its page at the desk."""
    if isinstance(thing, Campaign):
        return reverse("desk:campaign", args=[thing.pk])
    desk = desk_of(thing.KIND)
    return desk.at("", thing) if desk else reverse("desk:campaign", args=[thing.campaign_id])


def panel(request: HttpRequest, found: Action, may_change: bool) -> AskPanel:
    """What an ask cites, on its page at the desk."""
    kind = place_kind(found)
    cited = Citation.objects.of_place(kind, found.pk).filter(claim__isnull=False)
    claims = Claim.objects.filter(pk__in=cited.values("claim")).with_words()
    context = {"kind": kind, "pk": found.pk, "sources": sources_of(found), "claims": claims}
    return AskPanel("desk/evidence/_panel.html", context)


def edit_url_of(kind: str) -> EditUrl:
    """Where a text of this kind is changed, by its id."""

    def url(place_id: str) -> str:
        if kind == CAMPAIGN:
            return reverse("desk:campaign", args=[place_id])
        known = next((each for each in all_kinds() if each.code == kind), None)
        desk = desk_of(kind)
        found = known.model._default_manager.filter(pk=place_id).first() if known else None
        return desk.at("edit", found) if desk and found else ""

    return url


def _source(request: HttpRequest, form: SourceForm) -> Source:
    """One that we have, by choice or by its address; else a new one."""
    given = dict(form.cleaned_data)
    known = given.pop("known") or with_address(given["url"])
    found: Source = known or save_source(Source(**given), actor=person(request).actor)
    return found


urlpatterns = [
    path("cited/<slug:kind>/<uuid:pk>/", cite, name="cite"),
    path("cited/<slug:kind>/<uuid:pk>/<uuid:source>/out/", uncite, name="uncite"),
    path("cited/<slug:kind>/<uuid:pk>/<uuid:source>/first/", first, name="cite-first"),
]
