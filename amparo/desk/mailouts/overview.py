"""One letter: what it says, whom it is for, what comes next, and what became of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.mailouts.audience import shown_lines
from amparo.desk.mailouts.listed import ground_of
from amparo.desk.mailouts.reach import crumbs, letter_here
from amparo.desk.unlocked import key_of
from amparo.mailouts.access import may_approve, who_may_approve
from amparo.mailouts.audiences import counts_by_language
from amparo.mailouts.below import beside_words
from amparo.mailouts.grants import has_grant
from amparo.mailouts.models import BEGUN, OVER, Handed, MailOut, State, Why
from amparo.mailouts.operations.running import acted_count, handed_counts
from amparo.mailouts.readers import readers
from amparo.mailouts.wording import hides_something, public_url
from amparo.web.templatetags.web import language_said


@desk_view(Role.ORGANIZER)
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    mailout, now = letter_here(request, pk), timezone.now()
    context: dict[str, Any] = {
        "letter": mailout,
        "ground": ground_of(mailout),
        "texts": beside_words(mailout, now),
        "lines": shown_lines(mailout, person(request)),
        "readers": readers(),
        "is_unlocked": key_of(request) is not None,
        "is_hidden": hides_something(mailout, now),
        "is_late": mailout.send_at is not None and mailout.send_at <= now,
        **(_before(mailout, request) if mailout.is_writable else _progress(mailout)),
        **page_context(mailout.title, "mail", crumbs()),
    }
    return render(request, "desk/mailouts/page.html", context)


@desk_view(Role.ORGANIZER)
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is: the part of the page that asks again by itself while a letter goes out."""
    mailout = letter_here(request, pk)
    context = {"letter": mailout, **_progress(mailout)}
    return render(request, "desk/mailouts/_progress.html", context)


def bounce_words(status_class: str) -> str:
    """What a class of answers means (RFC 3463), for people."""
    known = {
        "5.1": _("no such address"),
        "5.2": _("mailbox full or closed"),
        "5.3": _("their mail server refused it"),
        "5.4": _("their mail server cannot be reached"),
        "5.6": _("they cannot read such letters"),
        "5.7": _("refused as unwanted: look at SPF, DKIM and DMARC (amparo doctor)"),
        "5.0": _("refused, without a reason"),
    }
    if status_class.startswith("4"):
        return _("put off: it may still arrive")
    return known.get(status_class, _("refused (%(status)s)") % {"status": status_class})


def _language(mailout: MailOut) -> str:
    """The desk's, where the letter has it."""
    text = mailout.any_text()
    return text.language if text else settings.LANGUAGE_CODE


def _before(mailout: MailOut, request: HttpRequest) -> dict[str, Any]:
    written = {text.language for text in mailout.texts.all()}
    counts = counts_by_language(mailout)
    return {
        "at_most": counts.total(),
        "by_language": [
            (language_said(code), count, code in written) for code, count in counts.most_common()
        ],
        "may_approve": mailout.state == State.ASKED and may_approve(mailout, person(request)),
        "approvers": [each.full_name for each in who_may_approve(mailout)],
    }


def _progress(mailout: MailOut) -> dict[str, Any]:
    counts, states = handed_counts(mailout), Handed.State
    total = mailout.total_count or mailout.asked_count
    done = sum(counts[state] for state in (states.SENT, states.REFUSED, states.UNCERTAIN))
    figures = [
        (_("Sent"), counts[states.SENT]),
        (_("Refused"), counts[states.REFUSED]),
        (_("Uncertain"), counts[states.UNCERTAIN]),
        (_("Left through it"), mailout.left_count),
        (_("Acted through it"), acted_count(mailout)),
    ]
    later = counts[states.LATER]
    if later:
        said = _("Given up") if mailout.state in OVER else _("To be tried again")
        figures.insert(2, (said, later))
    return {
        "figures": figures,
        "done": min(done, total),
        "total": total,
        "share": round(100 * min(done, total) / total) if total else 0,
        "is_begun": mailout.state in BEGUN,
        "is_going": mailout.state == State.SENDING,
        "is_paused": mailout.state == State.PAUSED,
        "why": Why(mailout.paused_why).label if mailout.paused_why else "",
        "has_grant": mailout.state == State.PAUSED and has_grant(mailout.pk, timezone.now()),
        "bounces": [
            (bounce_words(each.status_class), each.count) for each in mailout.bounces.all()
        ],
        "public_url": public_url(mailout, _language(mailout)) if mailout.published_on else "",
    }


urlpatterns = [
    path("mailings/<uuid:pk>/", letter, name="mailout"),
    path("mailings/<uuid:pk>/progress/", progress, name="mailout-progress"),
]
