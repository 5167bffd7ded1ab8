"""Begin a campaign and change it: facts once, words by language side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import campaign_to_change
from amparo.campaigns.models import Campaign, CampaignRole
from amparo.campaigns.operations.campaigns import (
    AddressTaken,
    CannotChange,
    Facts,
    Words,
    begin_campaign,
    change_campaign,
    set_photo,
    write_words,
)
from amparo.campaigns.operations.parts import set_role
from amparo.campaigns.twins import compare
from amparo.desk.campaigns.forms import YEAR, CampaignWordsForm, FactsForm
from amparo.desk.campaigns.overview import crumbs
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.words import told, words_forms


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft: nobody sees it until it is opened."""
    today = timezone.localdate()
    initial = {"opens_on": today, "closes_on": today + YEAR}
    facts = FactsForm(campaign=None, initial=initial, **sent(request))
    words = words_forms(request, CampaignWordsForm, ())
    if facts.is_bound and all_valid(facts, *words) and _has_title(words):
        begun = _begin(request, facts, words)
        if begun is not None:
            messages.success(request, _("The draft is there. Nobody else sees it yet."))
            return redirect("desk:campaign", pk=begun.pk)
    return show_form(
        request,
        title=_("New campaign"),
        forms=[facts, *words],
        submit=_("Save the draft"),
        crumbs=[(_("Campaigns"), reverse("desk:campaigns"))],
        icon="clipboard-list",
        template="desk/words.html",
    )


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change facts and words; what the languages say differently stands above."""
    found = campaign_to_change(person(request), pk)
    facts = FactsForm(campaign=found, initial=_initial(found), **sent(request))
    words = words_forms(request, CampaignWordsForm, found.texts.all())
    is_whole = facts.is_bound and all_valid(facts, *words) and _has_title(words)
    if is_whole and _change(request, found, facts, words):
        messages.success(request, _("It is saved."))
        return redirect("desk:campaign", pk=pk)
    return show_form(
        request,
        title=_("Change “%(title)s”") % {"title": found.title},
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs(found),
        icon="edit",
        template="desk/words.html",
        context={"report": compare(found)},
    )


def _begin(
    request: HttpRequest, facts: FactsForm, words: list[CampaignWordsForm]
) -> Campaign | None:
    """Save a draft; None where its address is taken, with the error beside the field.

    Who begins a campaign that is kept to its coordinators is one of them.
    """
    actor = person(request).actor
    try:
        begun = begin_campaign(_facts(facts), _words(words), actor=actor, now=timezone.now())
    except AddressTaken:
        facts.add_error("slug", _("Another campaign has this address."))
        return None
    if begun.limited_to_roles:
        set_role(begun, person(request), CampaignRole.Role.COORDINATOR, actor=actor)
    _put_photo(begun, facts, person(request).actor)
    return begun


def _change(
    request: HttpRequest, found: Campaign, facts: FactsForm, words: list[CampaignWordsForm]
) -> bool:
    actor = person(request).actor
    try:
        change_campaign(found, _facts(facts), actor=actor)
    except AddressTaken:
        facts.add_error("slug", _("Another campaign has this address."))
        return False
    except CannotChange as refusal:
        _explain(facts, refusal)
        return False
    if found.limited_to_roles and not found.roles.exists():
        set_role(found, person(request), CampaignRole.Role.COORDINATOR, actor=actor)
    write_words(found, _words(words), actor=actor, now=timezone.now())
    _put_photo(found, facts, actor)
    return True


def _explain(facts: FactsForm, refusal: CannotChange) -> None:
    if refusal.reason == "address":
        facts.add_error("slug", _("An open campaign keeps its address: people have it on paper."))
    else:
        facts.add_error("closes_on", _("What supporters told it is shredded already."))


def _put_photo(campaign: Campaign, facts: FactsForm, actor: Any) -> None:
    photo = facts.cleaned_data["photo"]
    if photo or facts.cleaned_data.get("drops_photo"):
        set_photo(campaign, photo, actor=actor)


def _facts(form: FactsForm) -> Facts:
    given = form.cleaned_data
    return Facts(
        slug=given["slug"],
        kind=given["kind"],
        opens_on=given["opens_on"],
        closes_on=given["closes_on"],
        parent=given.get("parent"),
        limited_to_roles=given["limited_to_roles"],
    )


def _words(forms: list[CampaignWordsForm]) -> dict[str, Words]:
    """What was written, by language; a language without a title has no text."""
    return {
        form.language: Words(**form.cleaned_data) for form in forms if form.cleaned_data["title"]
    }


def _has_title(words: list[CampaignWordsForm]) -> bool:
    """Ask for a title in one language at least; and for one wherever anything else is written."""
    for form in told(words) or words[:1]:
        if not form.cleaned_data["title"]:
            form.add_error("title", _("Please write a title, in one language at least."))
    return all(form.is_valid() for form in words)


def _initial(found: Campaign) -> dict[str, Any]:
    names = ("kind", "parent", "slug", "opens_on", "closes_on", "limited_to_roles")
    return {name: getattr(found, name) for name in names}


urlpatterns = [
    path("campaigns/new/", new, name="campaign-new"),
    path("campaigns/<uuid:pk>/edit/", edit, name="campaign-edit"),
]
