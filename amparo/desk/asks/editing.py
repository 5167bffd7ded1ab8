"""Write an ask: what it has, and its words side by side. Throw a draft away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change, campaigns_to_change
from amparo.campaigns.actions import Action, ActionState
from amparo.campaigns.operations.asks import (
    AddressIsPublic,
    AddressTaken,
    CannotDelete,
    change_ask,
    create_ask,
    delete_draft,
)
from amparo.campaigns.twins import compare
from amparo.desk.asks.desks import DeskFacts
from amparo.desk.asks.forms import AskFactsForm, AskWordsForm
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.words import has_one, words_forms


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest, desk: DeskFacts[Any]) -> HttpResponse:
    """Begin a draft; ?campaign=… chooses where it belongs."""
    return _edit(request, desk, None)


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    return _edit(request, desk, action_to_change(desk.model, person(request), pk))


@desk_view(Role.ORGANIZER)
def delete(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = action_to_change(desk.model, person(request), pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Delete this draft"),
            goes=[_("“%(title)s” with its texts.") % {"title": found.title}],
            submit=_("Delete it"),
            back=desk.at("", found),
            crumbs=desk.crumbs(found),
        )
    try:
        delete_draft(found, actor=person(request).actor)
    except CannotDelete:
        messages.error(request, _("It has been public: it can be closed, not deleted."))
        return redirect(desk.at("", found))
    messages.success(request, _("The draft is deleted."))
    return redirect(desk.list_url())


def _edit(request: HttpRequest, desk: DeskFacts[Any], found: Action | None) -> HttpResponse:
    facts = _facts_form(request, desk, found)
    words = words_forms(request, desk.words_form, found.texts.all() if found else ())
    missing = _("Please write its title, in one language at least.")
    if facts.is_bound and all_valid(facts, *words) and has_one(words, "title", missing):
        saved = _save(request, desk, found, facts, words)
        if saved is not None:
            messages.success(request, _("It is saved."))
            return redirect(desk.at("", saved))
    return show_form(
        request,
        title=found.title if found else str(desk.names.new),
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=desk.crumbs(found) if found else [(str(desk.names.many), desk.list_url())],
        icon=desk.icon,
        template="desk/words.html",
        context={"report": compare(found) if found else None},
    )


def _facts_form(request: HttpRequest, desk: DeskFacts[Any], found: Action | None) -> AskFactsForm:
    initial: dict[str, Any] = {"campaign": request.GET.get("campaign", "")}
    if found:
        columns = _columns(desk.facts_form, desk.model)
        initial = {name: getattr(found, name) for name in columns} | dict(desk.initial(found))
    return desk.facts_form(
        model=desk.model,
        campaigns=campaigns_to_change(person(request)).with_texts(),
        found=found,
        is_public=found is not None and found.state != ActionState.DRAFT,
        initial=initial,
        **sent(request),
    )


def _save(
    request: HttpRequest,
    desk: DeskFacts[Any],
    found: Action | None,
    facts: AskFactsForm,
    words: list[AskWordsForm],
) -> Action | None:
    """Save both; None with the reason beside its field."""
    try:
        return _write(desk, found, facts, words, person(request).actor)
    except AddressTaken:
        facts.add_error("slug", _("Another one has this address already."))
    except AddressIsPublic:
        facts.add_error("slug", _("It is public already, so its address stays."))
    return None


@transaction.atomic
def _write(
    desk: DeskFacts[Any],
    found: Action | None,
    facts: AskFactsForm,
    words: list[AskWordsForm],
    actor: Any,
) -> Action:
    """What is a column goes into the ask and its texts; everything is told to the room."""
    given = facts.cleaned_data
    said = {form.language: form.cleaned_data for form in words if not form.is_empty}
    columns = _only(given, _columns(desk.facts_form, desk.model))
    of_text = _columns(desk.words_form, desk.model._meta.get_field("texts").related_model)
    texts = {code: _only(each, of_text) for code, each in said.items()}
    by = {"facts": columns, "words": texts, "actor": actor, "now": timezone.now()}
    if found is None:
        found = create_ask(desk.model, given["campaign"], **by)
    else:
        change_ask(found, **by)
    desk.keep(found, given, said, actor)
    return found


def _columns(form: Any, model: Any) -> list[str]:
    """The form's fields that are columns of the model; the campaign is chosen, not changed."""
    held = {field.name for field in model._meta.concrete_fields} - {"campaign"}
    return [name for name in form.base_fields if name in held]


def _only(given: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}
