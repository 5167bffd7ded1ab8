"""Pages that letters lead to; those of the standing list stand in listpages.

Fetching any of them changes nothing: mail scanners fetch. None is kept by a cache, none says to
others whether somebody signed: who has no link sees nothing but the form.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from amparo.supporters import access, kinds, operations, tokens
from amparo.supporters.forms import VisibilityForm
from amparo.supporters.models import AddressChange, Keyspace, ListWish, PublicName
from amparo.supporters.wishes import wanted_in_words
from amparo.web.forms import is_language_switch
from amparo.web.origins import public_post

page = require_http_methods(["GET", "HEAD", "POST"])
REFUSED = 422


@page
@public_post
@never_cache
def confirm(request: HttpRequest, link: str) -> HttpResponse:
    """Say what will be confirmed; on the button, confirm it."""
    held = held_or_404(link)
    if request.method == "POST" and not is_language_switch(request):
        without_news = bool(request.POST.get("without_news"))
        try:
            operations.confirm(link, now=timezone.now(), without_news=without_news)
        except operations.CannotAnswer as error:
            return refused(request, error.reason)
        return redirect("supporters:confirm", link=link)
    wish = ListWish.objects.filter(card=held.card).exists()
    moves = AddressChange.objects.filter(card=held.card).exists()
    context = {**about(held, link), "has_wish": wish, "shown": held.shown, "moves_here": moves}
    return own_page(request, held, "confirm.html", context)


@page
@public_post
@never_cache
def yours(request: HttpRequest, link: str) -> HttpResponse:
    """Show a supporter what we keep of her under one action, and what she can do about it."""
    held = held_or_404(link)
    context = {**about(held, link), "public_name": _public_name(held)}
    if held.card.action_kind == Keyspace.Kind.LIST:
        context["wanted"] = wanted_in_words(held.card)
    return own_page(request, held, "yours.html", context)


@page
@public_post
@never_cache
def name(request: HttpRequest, link: str) -> HttpResponse:
    """Change how her name stands: the choice first, then one page that says what will show."""
    held = held_or_404(link)
    form = _visibility_form(request, held)
    context = {**about(held, link), "form": form}
    if not form.is_bound:
        return render(request, "supporters/name.html", context)
    if not form.is_valid():
        return render(request, "supporters/name.html", context, status=REFUSED)
    if not request.POST.get("is_sure"):
        shown = _would_show(form.cleaned_data)
        return render(request, "supporters/name_sure.html", {**context, "shown": shown})
    try:
        operations.set_visibility(link, **form.cleaned_data, now=timezone.now())
    except operations.CannotAnswer as error:
        return refused(request, error.reason)
    return redirect("supporters:yours", link=link)


@page
@public_post
@never_cache
def withdraw(request: HttpRequest, link: str) -> HttpResponse:
    """Say what goes; on the button, take it out for good."""
    held = held_or_404(link)
    if request.method == "POST" and not is_language_switch(request):
        operations.withdraw(link, now=timezone.now())
        return redirect("supporters:gone")
    return own_page(request, held, "withdraw.html", about(held, link))


@never_cache
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """The same page for who has left and for who was never there."""
    return render(request, "supporters/gone.html")


def held_or_404(link: str) -> access.Held:
    held = access.held_by(link)
    if held is None:
        raise Http404
    return held


def own_page(
    request: HttpRequest, held: access.Held, name: str, context: dict[str, Any]
) -> HttpResponse:
    """In the words of the card's kind, where its room has some."""
    return render(request, kinds.get(held.card.action_kind).templates(name), context)


def about(held: access.Held, link: str) -> dict[str, Any]:
    """Give templates the action's words, and the card's state, but never a name from it."""
    card, language = held.card, get_language() or settings.LANGUAGE_CODE
    kind = kinds.get(card.action_kind)
    address = kind.public_url(card.action_id, language)
    return {
        **kind.facts_of(card.action_id, language),
        **kind.card_facts_of(card.pk),
        "link": link,
        "card": card,
        "is_list": card.action_kind == Keyspace.Kind.LIST,
        "action_title": kind.title(card.action_id, language),
        "action_url": address,
        "share_address": settings.SITE_URL + address,
        "is_open": kind.is_open(card.action_id, timezone.now()),
    }


def _visibility_form(request: HttpRequest, held: access.Held) -> VisibilityForm:
    if is_language_switch(request) or (request.method == "POST" and request.POST.get("again")):
        return VisibilityForm.retyped(request.POST)
    if request.method == "POST":
        return VisibilityForm(request.POST)
    stands = _public_name(held)
    initial = {"visibility": held.card.visibility}
    if stands is not None:
        initial |= {"name": stands.shown, "town": stands.town}
    return VisibilityForm(initial=initial)


def _public_name(held: access.Held) -> PublicName | None:
    return PublicName.objects.filter(card=held.card).first()


def _would_show(typed: dict[str, Any]) -> tokens.Shown | None:
    return tokens.shown_as(typed["visibility"], typed["name"], typed["town"])


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    if reason == "unknown":
        raise Http404
    context = {"reason": reason}
    return render(request, "supporters/refused.html", context, status=409)
