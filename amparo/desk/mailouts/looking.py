"""Looking at a letter before it goes: as three readers, as plain text, and in one's own mailbox."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.mailouts.reach import crumbs, letter_here, page_of
from amparo.mailouts.emails import send_test
from amparo.mailouts.leaving import leave_page
from amparo.mailouts.models import MailOut
from amparo.mailouts.readers import Reader, reader_called, readers
from amparo.mailouts.wording import mold
from amparo.outbox.letters import Letter
from amparo.supporters import tokens
from amparo.web.templatetags.web import language_name


@desk_view(Role.ORGANIZER)
@require_safe
def look(request: HttpRequest, pk: UUID, reader: str) -> HttpResponse:
    """The letter as one invented reader gets it: HTML in a frame that nothing leaves, and text."""
    mailout, who = letter_here(request, pk), _reader(reader)
    context = {
        "letter": mailout,
        "reader": who,
        "readers": readers(),
        "reads": language_name(who.language),
        "told": who.facts,
        "mail": _letter(mailout, who),
        **page_context(_("How it arrives"), "view", crumbs(mailout)),
    }
    return render(request, "desk/mailouts/look.html", context)


@xframe_options_sameorigin
@desk_view(Role.ORGANIZER)
@require_safe
def html(request: HttpRequest, pk: UUID, reader: str) -> HttpResponse:
    """The HTML alone, as a mail program would show it; the frame around it forbids scripts."""
    return HttpResponse(_letter(letter_here(request, pk), _reader(reader)).html)


@desk_view(Role.ORGANIZER)
@require_POST
def test(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send it to oneself, in every language that it has."""
    mailout = letter_here(request, pk)
    count = send_test(mailout, person(request))
    said = ngettext(
        "%(count)d letter is on its way to %(address)s.",
        "%(count)d letters are on their way to %(address)s.",
        count,
    )
    messages.success(request, said % {"count": count, "address": person(request).email})
    return redirect(page_of(mailout))


def _reader(key: str) -> Reader:
    found = reader_called(key)
    if found is None:
        raise Http404
    return found


def _letter(mailout: MailOut, reader: Reader) -> Letter:
    made = mold(mailout, reader.language, now=timezone.now())
    if made is None:
        raise Http404
    nobody = tokens.link_of(mailout.pk, tokens.new_secret())
    leave = leave_page(mailout.pk, nobody, made.language)
    return made.letter("reader@example.org", {**reader.facts, "leave": leave})


urlpatterns = [
    path("mailings/<uuid:pk>/look/<slug:reader>/", look, name="mailout-look"),
    path("mailings/<uuid:pk>/look/<slug:reader>/html/", html, name="mailout-html"),
    path("mailings/<uuid:pk>/test/", test, name="mailout-test"),
]
