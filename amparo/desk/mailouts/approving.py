"""Asking a second organizer, her look at words and number, and sending it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.mailouts.audience import shown_lines
from amparo.desk.mailouts.reach import crumbs, letter_here, page_of
from amparo.desk.unlocked import key_of
from amparo.mailouts.access import may_approve, who_may_approve
from amparo.mailouts.audiences import at_most
from amparo.mailouts.below import beside_words
from amparo.mailouts.models import Belongs, MailOut, State
from amparo.mailouts.operations.approving import (
    CannotApprove,
    approve,
    ask_for_approval,
    send_back,
)
from amparo.mailouts.readers import readers
from amparo.mailouts.sending import count_people
from amparo.supporters.wishes import topic_names
from amparo.web.templatetags.web import moment, number

MOST_COUNTED_HERE = 30_000  # cards that a page opens while somebody waits


@desk_view(Role.ORGANIZER)
@require_POST
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Fix words and number: what there is at most, or exactly where a key is unlocked."""
    mailout = letter_here(request, pk)
    exactly = _counted(request, mailout) if request.POST.get("exactly") else None
    try:
        ask_for_approval(mailout, by=person(request), now=timezone.now(), exactly=exactly)
    except CannotApprove as refusal:
        messages.error(request, refusal_words(refusal.reason))
        return redirect(page_of(mailout))
    names = ", ".join(each.full_name for each in who_may_approve(mailout))
    messages.success(request, _("Now %(names)s can approve it.") % {"names": names})
    return redirect(page_of(mailout))


@desk_view(Role.ORGANIZER)
def look_and_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All of it on one page, with the number; the button approves exactly what stands there."""
    mailout = letter_here(request, pk)
    if mailout.state != State.ASKED or not may_approve(mailout, person(request)):
        messages.error(request, refusal_words("self" if mailout.state == State.ASKED else "state"))
        return redirect(page_of(mailout))
    if request.method == "POST":
        return _approved(request, mailout)
    context = {
        "letter": mailout,
        "texts": beside_words(mailout, timezone.now()),
        "goes": _how_it_goes(mailout),
        "lines": shown_lines(mailout, person(request)),
        "readers": readers(),
        "now_count": at_most(mailout),
        **page_context(_("Approve the letter"), "tick", crumbs(mailout)),
    }
    return render(request, "desk/mailouts/approve.html", context)


@desk_view(Role.ORGANIZER)
@require_POST
def back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft again."""
    mailout = letter_here(request, pk)
    try:
        send_back(mailout, by=person(request))
    except CannotApprove as refusal:
        messages.error(request, refusal_words(refusal.reason))
    else:
        messages.success(request, _("It is a draft again."))
    return redirect(page_of(mailout))


def refusal_words(reason: str) -> str:
    """Why it is not asked for or approved, and what to do."""
    return {
        "words": _("Nothing is written yet."),
        "empty": _("Nobody is in its audience. Choose whom it is for."),
        "hidden": _("Its campaign, or an ask below it, is not public: open it first."),
        "self": _("Somebody else has to approve it: whoever wrote it sees least."),
        "changed": _("It changed since it was asked for. Please look again."),
    }.get(reason, _("Somebody changed it a moment ago. Please look again."))


def _counted(request: HttpRequest, mailout: MailOut) -> int | None:
    key = key_of(request)
    if key is None or at_most(mailout) > MOST_COUNTED_HERE:
        return None
    return len(count_people(mailout, by=key).cards)


def _how_it_goes(mailout: MailOut) -> list[tuple[str, str]]:
    """What is set beside the words, and is approved with them: (what, how)."""
    yes_no = {True: _("Yes"), False: _("No")}
    rows = [(_("When it should go"), moment(mailout.send_at) if mailout.send_at else _("Any time"))]
    rows.append((_("Letters a minute, at most"), number(mailout.per_minute)))
    rows.append((_("A page on our site once it goes"), yes_no[mailout.is_public]))
    if mailout.belongs == Belongs.LIST:
        about = topic_names().get(mailout.topic, mailout.topic) or _("Everything")
        rows.append((_("What it is about"), about))
        rows.append((_("Urgent: also to who wants fewer letters"), yes_no[mailout.is_urgent]))
    return rows


def _approved(request: HttpRequest, mailout: MailOut) -> HttpResponse:
    seen, number = request.POST.get("seen", ""), request.POST.get("count", "")
    count = int(number) if number.isascii() and number.isdigit() else -1
    try:
        approve(mailout, seen=seen, count=count, by=person(request), now=timezone.now())
    except CannotApprove as refusal:
        messages.error(request, refusal_words(refusal.reason))
    else:
        messages.success(request, _("Approved. Whoever holds a key can send it."))
    return redirect(page_of(mailout))


urlpatterns = [
    path("mailings/<uuid:pk>/ask/", ask, name="mailout-ask"),
    path("mailings/<uuid:pk>/approve/", look_and_approve, name="mailout-approve"),
    path("mailings/<uuid:pk>/back/", back, name="mailout-back"),
]
