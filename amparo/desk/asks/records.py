"""What became of an ask: updates and deliveries, in each language."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.campaigns.actions import Action
from amparo.campaigns.models import Delivery, Update
from amparo.campaigns.operations.records import (
    HandOver,
    News,
    change_update,
    post_update,
    record_delivery,
    remove_delivery,
    remove_update,
)
from amparo.desk.asks.desks import DeskFacts
from amparo.desk.asks.forms import DeliveryForm, HandOverForm, NewsForm, PostedForm
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.words import has_one, told, words_forms
from amparo.supporters import figures
from amparo.web.templatetags.web import day


@desk_view(Role.ORGANIZER)
def new_update(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    return _edit_update(request, desk, action_to_change(desk.model, person(request), pk), None)


@desk_view(Role.ORGANIZER)
def edit_update(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    update, found = _record(request, desk, Update, pk)
    return _edit_update(request, desk, found, update)


@desk_view(Role.ORGANIZER)
def delete_update(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    update, found = _record(request, desk, Update, pk)
    if request.method == "POST":
        remove_update(found, update, actor=person(request).actor)
        return redirect(desk.at("", found))
    return confirm(
        request,
        title=_("Remove this update"),
        goes=[f"{text.title} ({text.language.upper()})" for text in update.texts.all()],
        submit=_("Remove it"),
        back=desk.at("", found),
        crumbs=desk.crumbs(found),
    )


@desk_view(Role.ORGANIZER)
def deliver(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    """Record that it was handed over."""
    found = action_to_change(desk.model, person(request), pk)
    facts = DeliveryForm(initial={"name_count": figures.tally(pk).total or None}, **sent(request))
    said = words_forms(request, HandOverForm, ())
    missing = _("Please write it in one language at least.")
    is_whole = facts.is_bound and all_valid(facts, *said)
    if is_whole and has_one(said, "received_by", missing):
        record_delivery(
            found,
            **facts.cleaned_data,
            hand_over={form.language: HandOver(**form.cleaned_data) for form in told(said)},
            actor=person(request).actor,
        )
        messages.success(request, _("The delivery stands on the page."))
        return redirect(desk.at("", found))
    return show_form(
        request,
        title=_("Record the delivery"),
        forms=[facts, *said],
        submit=_("Record it"),
        crumbs=desk.crumbs(found),
        icon="tick",
        template="desk/words.html",
    )


@desk_view(Role.ORGANIZER)
def undeliver(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    delivery, found = _record(request, desk, Delivery, pk)
    if request.method == "POST":
        remove_delivery(found, delivery, actor=person(request).actor)
        return redirect(desk.at("", found))
    on = {"day": day(delivery.delivered_on)}
    return confirm(
        request,
        title=_("Remove this record of a delivery"),
        goes=[_("The delivery of %(day)s, with its photograph.") % on],
        submit=_("Remove it"),
        back=desk.at("", found),
        crumbs=desk.crumbs(found),
    )


def _record(
    request: HttpRequest, desk: DeskFacts[Any], model: type[Any], pk: UUID
) -> tuple[Any, Action]:
    """A record of an ask of this kind that this person may change. Raises Http404."""
    rows = model._default_manager.filter(action_kind=desk.kind).prefetch_related("texts")
    record = get_object_or_404(rows, pk=pk)
    return record, action_to_change(desk.model, person(request), record.action_id)


def _edit_update(
    request: HttpRequest, desk: DeskFacts[Any], found: Action, update: Update | None
) -> HttpResponse:
    initial = {"posted_on": update.posted_on} if update else {}
    when = PostedForm(initial=initial, **sent(request))
    words = words_forms(request, NewsForm, update.texts.all() if update else ())
    missing = _("Please write it in one language at least.")
    if when.is_bound and all_valid(when, *words) and has_one(words, "title", missing):
        news = {form.language: News(**form.cleaned_data) for form in told(words)}
        about: dict[str, Any] = {"news": news, "posted_on": when.cleaned_data["posted_on"]}
        if update:
            change_update(found, update, **about, actor=person(request).actor)
        else:
            post_update(found, **about, actor=person(request).actor)
        messages.success(request, _("It stands on the page."))
        return redirect(desk.at("", found))
    return show_form(
        request,
        title=_("Update of “%(title)s”") % {"title": found.title},
        forms=[when, *words],
        submit=_("Publish"),
        crumbs=desk.crumbs(found),
        icon="edit",
        template="desk/words.html",
    )
