"""The outbox at the desk: how much mail went, what waits, and what nobody knows.

No letter can be read here. A newcomer would resend uncertain letters by itself: some of them went,
so that a person decides.
"""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.audit.operations import record
from amparo.desk.frame import Column, asks_for_csv, csv_response, desk_view, page_context, person
from amparo.desk.supporters.reach import lost_letters_of
from amparo.desk.today import Todo
from amparo.outbox.models import Outcome, OutcomeKind, Waiting
from amparo.outbox.operations import forget_uncertain, outcomes_since, send_uncertain_again

DAYS = 30


@desk_view(Role.ORGANIZER)
def outbox(request: HttpRequest) -> HttpResponse:
    """Figures of the last thirty days, and what waits now."""
    since = timezone.localdate() - timedelta(days=DAYS)
    if asks_for_csv(request):
        return csv_response("outbox", _columns(), Outcome.objects.filter(day_on__gte=since))
    counts = outcomes_since(since)
    context = {
        **page_context(_("Outbox"), "mail", []),
        "days": DAYS,
        "figures": [(kind.label, counts.get(kind.value, 0)) for kind in OutcomeKind],
        "waiting_count": Waiting.objects.to_send().count(),
        "lost_count": lost_letters_of(person(request), timezone.now()).count(),
        "uncertain_count": Waiting.objects.uncertain().count(),
    }
    return render(request, "desk/outbox/page.html", context)


@desk_view(Role.ORGANIZER)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Send uncertain letters again, or forget them."""
    is_again = request.POST.get("uncertain") == "again"
    count = send_uncertain_again() if is_again else forget_uncertain()
    verb = "outbox.send_again" if is_again else "outbox.forget"
    record(verb, actor=person(request).actor, count=count, now=timezone.now())
    said = ngettext("Done for %(count)d letter.", "Done for %(count)d letters.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:outbox")


def _columns() -> list[Column]:
    return [
        Column("day", _("Day"), lambda row: row.day_on),
        Column("ended", _("How it ended"), lambda row: row.get_kind_display()),
        Column("count", _("Letters"), lambda row: row.count, is_number=True),
    ]


def uncertain_letters(user: User, now: datetime) -> list[Todo]:
    """What the start page says about mail."""
    count = Waiting.objects.uncertain().count() if user.is_organizer else 0
    if not count:
        return []
    text = ngettext(
        "Nobody knows whether %(count)d letter went before a crash.",
        "Nobody knows whether %(count)d letters went before a crash.",
        count,
    )
    return [Todo(text % {"count": count}, reverse("desk:outbox"), _("Decide"), 30, "mail")]


urlpatterns = [
    path("outbox/", outbox, name="outbox"),
    path("outbox/uncertain/", decide, name="outbox-decide"),
]
