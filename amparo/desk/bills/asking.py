"""Asks and bills: binding them, a call-in day from a bill, what waits to be looked at."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.bills.models import Bill, Mention, Position
from amparo.bills.operations import mentions
from amparo.callins.models import CallIn
from amparo.campaigns.access import campaigns_to_change
from amparo.campaigns.actions import ActionState
from amparo.campaigns.kinds import all_kinds
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import create_ask
from amparo.desk.asks.registry import desk_of
from amparo.desk.bills.forms import CallInForm, LinkForm
from amparo.desk.bills.overview import bill_to_change, crumbs
from amparo.desk.evidence.places import edit_url
from amparo.desk.fields import sent
from amparo.desk.frame import desk_view, page_context, person, show_form
from amparo.desk.today import Todo
from amparo.evidence import citing


@desk_view(Role.ORGANIZER)
def call_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft call-in day about this bill, with what the bill's plain words say filled in."""
    bill, user = bill_to_change(pk), person(request)
    form = CallInForm(campaigns=campaigns_to_change(user).with_texts(), **sent(request))
    if form.is_bound and form.is_valid():
        made = draft_call_in(bill, form.cleaned_data["campaign"], user)
        messages.success(request, _("The draft is here. Say whom to call, and read the script."))
        desk = desk_of(CallIn.KIND)
        return redirect(desk.at("edit", made) if desk else reverse("desk:bill", args=[pk]))
    return show_form(
        request,
        title=_("Call-in day about %(bill)s") % {"bill": bill.identifier},
        forms=[form],
        submit=_("Make the draft"),
        crumbs=crumbs(bill),
        icon="mobile-alt",
    )


@transaction.atomic
def draft_call_in(bill: Bill, campaign: Campaign, user: User) -> CallIn:
    """The draft and its link to the bill, at once or not at all."""
    now = timezone.now()
    base = slugify(f"call-{bill.key}-{bill.session.key}")
    taken = CallIn.objects.filter(slug__startswith=base).count()
    made = create_ask(
        CallIn,
        campaign,
        facts={"slug": f"{base}-{taken + 1}" if taken else base, "bill": bill.identifier},
        words={text.language: _script(bill, text.language) for text in bill.texts.all()}
        or {get_language() or "en": _script(bill, get_language() or "en")},
        actor=user.actor,
        now=now,
    )
    mentions.link(bill, CallIn.KIND, made.pk, actor=user.actor)
    return made


def _script(bill: Bill, language: str) -> dict[str, str]:
    """Its words in one language; an organizer reads them before anybody else does."""
    with override(language):
        name, words = bill.name, bill.words
        ask = {
            Position.SUPPORT: _("Ask them to vote for %(bill)s."),
            Position.OPPOSE: _("Ask them to vote against %(bill)s."),
        }.get(
            Position(bill.position) if bill.position else Position.WATCH,
            _("Ask where they stand on %(bill)s."),
        )
        return {
            "title": _("Call about %(bill)s: %(name)s")
            % {"bill": bill.identifier, "name": name[:120]},
            "ask": ask % {"bill": bill.identifier},
            "opening": _("Hello, my name is {name}. I am calling {office} about {bill}."),
            "points": words.title if words else name[:200],
            "closing": _("Where do you stand on {bill}?"),
            "body": (words.why or words.summary) if words else "",
        }


@desk_view(Role.ORGANIZER)
def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bind one of our open asks to the bill."""
    bill = bill_to_change(pk)
    form = LinkForm(asks=_open_asks(person(request)), **sent(request))
    if form.is_bound and form.is_valid():
        kind, _colon, place_id = form.cleaned_data["ask"].partition(":")
        mentions.link(bill, kind, place_id, actor=person(request).actor)
        messages.success(request, _("The bill's page leads to it now."))
        return redirect("desk:bill", pk=pk)
    return show_form(
        request,
        title=_("Bind an ask to %(bill)s") % {"bill": bill.identifier},
        forms=[form],
        submit=_("Bind it"),
        crumbs=crumbs(bill),
        icon="link",
    )


def _open_asks(user: User) -> list[tuple[str, str]]:
    mine = campaigns_to_change(user)
    return [
        (f"{kind.code}:{ask.pk}", f"{ask.title} ({kind.label})")
        for kind in all_kinds()
        for ask in kind.model._default_manager.filter(campaign__in=mine).exclude(
            state=ActionState.CLOSED
        )
    ]


@require_POST
@desk_view(Role.ORGANIZER)
def unlink(request: HttpRequest, pk: UUID, mention: int) -> HttpResponse:
    found = get_object_or_404(Mention, bill=pk, pk=mention)
    mentions.unlink(found, actor=person(request).actor)
    return redirect("desk:bill", pk=pk)


@desk_view(Role.ORGANIZER)
def moved(request: HttpRequest, mention: int) -> HttpResponse:
    """A text of ours names a bill whose wording has moved; a button says that somebody looked."""
    found = get_object_or_404(Mention.objects.select_related("bill", "moved_to"), pk=mention)
    if request.method == "POST":
        if mentions.look_at(found, actor=person(request).actor):
            messages.success(request, _("Noted: you have looked."))
        return redirect("desk:bill", pk=found.bill_id)
    pair = (found.place_kind, found.place_id)
    place = citing.places([pair]).get(pair)
    context = {
        "mention": found,
        "place": place,
        "kind": citing.kind_name(found.place_kind),
        "edit_url": edit_url(*pair),
        **page_context(place.title if place else str(found.bill), "warning", crumbs(found.bill)),
    }
    return render(request, "desk/bills/moved.html", context)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """One line for each text of ours that names a bill whose wording has moved."""
    if user.role != Role.ORGANIZER:
        return
    for mention, place in mentions.waiting_places():
        said = _("“%(title)s” names %(bill)s, whose wording moved to %(other)s")
        if mention.moved_to is None:
            said = _("“%(title)s” names %(bill)s, whose wording moved")
        yield Todo(
            said % {"title": place.title, "bill": mention.bill, "other": mention.moved_to or ""},
            reverse("desk:bill-moved", args=[mention.pk]),
            _("Look"),
            weight=20,
            icon="warning",
        )


urlpatterns = [
    path("bills/<uuid:pk>/call-in/", call_in, name="bill-callin"),
    path("bills/<uuid:pk>/link/", link, name="bill-link"),
    path("bills/<uuid:pk>/unlink/<int:mention>/", unlink, name="bill-unlink"),
    path("bills/moved/<int:mention>/", moved, name="bill-moved"),
]
