"""Sending an approved letter, and holding it: begin, pause, resume, stop."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.frame import confirm, desk_view, person
from amparo.desk.mailouts.reach import crumbs, letter_here, page_of
from amparo.desk.unlocked import key_of, needs_key, unlock_address
from amparo.mailouts.grants import has_grant
from amparo.mailouts.models import MailOut
from amparo.mailouts.operations import running
from amparo.mailouts.operations.running import CannotSend
from amparo.web.templatetags.web import moment, number


@desk_view(Role.ORGANIZER)
@needs_key
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say once more how many; then let it go."""
    mailout, key = letter_here(request, pk), key_of(request)
    if request.method != "POST" or key is None:
        return confirm(
            request,
            title=_("Send the letter"),
            goes=_what_goes(mailout),
            submit=_("Send it now"),
            back=page_of(mailout),
            crumbs=crumbs(mailout),
            is_final=False,
        )
    try:
        running.begin(mailout, by=key, actor=person(request), now=timezone.now())
    except CannotSend as refusal:
        messages.error(request, refusal_words(refusal.reason))
    else:
        messages.success(request, _("It is going out. You may close this page."))
    return redirect(page_of(mailout))


@desk_view(Role.ORGANIZER)
@require_POST
def pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    mailout = letter_here(request, pk)
    if running.pause(mailout, actor=person(request).actor):
        messages.success(request, _("Paused. A letter in flight may still arrive."))
    return redirect(page_of(mailout))


@desk_view(Role.ORGANIZER)
@require_POST
def resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on; where the key is gone, unlock first and press once more."""
    mailout, key = letter_here(request, pk), key_of(request)
    if key is None and not has_grant(mailout.pk, timezone.now()):
        return redirect(unlock_address(page_of(mailout)))
    try:
        running.resume(mailout, by=key, actor=person(request), now=timezone.now())
    except CannotSend as refusal:
        messages.error(request, refusal_words(refusal.reason))
    else:
        messages.success(request, _("It goes on where it stood."))
    return redirect(page_of(mailout))


@desk_view(Role.ORGANIZER)
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End it for good."""
    mailout = letter_here(request, pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Stop the letter for good"),
            goes=[_("Whoever has not got it will not get it. It cannot be begun again.")],
            submit=_("Stop it"),
            back=page_of(mailout),
            crumbs=crumbs(mailout),
        )
    try:
        running.stop(mailout, actor=person(request), now=timezone.now())
    except CannotSend as refusal:
        messages.error(request, refusal_words(refusal.reason))
    else:
        messages.success(request, _("It is stopped."))
    return redirect(page_of(mailout))


def refusal_words(reason: str) -> str:
    """Why it does not go, and what to do."""
    return {
        "changed": _(
            "What it says has changed since it was approved. Make it a draft, and ask again."
        ),
        "hidden": _("Its campaign, or an ask below it, is not public: open it first."),
        "key": _("The key is gone. Unlock, and go on."),
        "secret": _(
            "It cannot be known any more who got it, so it cannot go on without sending twice. "
            "Stop it."
        ),
    }.get(reason, _("Somebody changed it a moment ago. Please look again."))


def _what_goes(mailout: MailOut) -> list[str]:
    count = mailout.asked_count
    said = ngettext(
        "“%(title)s”, to %(count)s person at most.",
        "“%(title)s”, to %(count)s people at most.",
        count,
    ) % {"title": mailout.title, "count": number(count)}
    lines = [said]
    if mailout.send_at and mailout.send_at > timezone.now():
        about = {"moment": moment(mailout.send_at)}
        lines.append(_("It was meant to go at %(moment)s: sent now, it goes earlier.") % about)
    if mailout.is_public:
        lines.append(_("A page on our site shows it from now on."))
    lines.append(_("What went out cannot be called back."))
    return lines


urlpatterns = [
    path("mailings/<uuid:pk>/send/", send, name="mailout-send"),
    path("mailings/<uuid:pk>/pause/", pause, name="mailout-pause"),
    path("mailings/<uuid:pk>/resume/", resume, name="mailout-resume"),
    path("mailings/<uuid:pk>/stop/", stop, name="mailout-stop"),
]
