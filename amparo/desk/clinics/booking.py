"""At the telephone and at the door: book for somebody, give a time back, mark who came.

A newcomer's mistake: showing the volunteer what she typed. It is sealed to the attorneys the moment
she sends it; what comes back is the slip, to be read out, printed or written down.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.audit.operations import record
from amparo.clinics import shown
from amparo.clinics.access import day_to_see
from amparo.clinics.days import ClinicDate
from amparo.clinics.forms import TAKEN, BookingForm
from amparo.clinics.models import Booking
from amparo.clinics.operations.booking import Booked, CannotBook, book, release
from amparo.clinics.operations.days import count_walk_in, mark
from amparo.desk.clinics.days import EVERYBODY, crumbs, dated
from amparo.desk.frame import confirm, desk_view, page_context, person, show_form
from amparo.keyring.errors import Unavailable
from amparo.lib.dates import time_in_words

HELPERS = (Role.ORGANIZER, Role.VOLUNTEER)
CLOSED = gettext_lazy("No times are booked for this day. Open it for bookings first.")
MARKS = {"came": True, "absent": False, "open": None}


@desk_view(*HELPERS)
def book_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Book for somebody who calls; the answer is the slip, and nothing of what she told."""
    found, now = dated(day_to_see(person(request), pk)), timezone.now()
    if not found.is_bookable(now) and request.method != "POST":
        messages.error(request, str(CLOSED))
        return redirect("desk:clinic", pk=pk)
    choices: dict[str, Any] = {
        "hours": found.free_hours(now),
        "language": _language(),
        "names_tables": True,
    }
    if request.method != "POST":
        return _form(request, found, BookingForm(**choices))
    form = BookingForm(request.POST, **choices)
    if not form.is_valid():
        return _form(request, found, form)
    try:
        given = form.cleaned_data
        booked = book(
            found,
            at=given["hour"],
            table=given.get("table", ""),
            given=given,
            language=_language(),
            now=now,
        )
    except (CannotBook, Unavailable) as refusal:
        form.add_error(None, _refusal_words(refusal))
        return _form(request, found, form)
    return _slip(request, found, booked)


@desk_view(*HELPERS)
def give_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Free a time for somebody who calls and has lost her code."""
    booking = get_object_or_404(Booking.objects.select_related("slot"), pk=pk)
    found = dated(day_to_see(person(request), booking.slot.day_id))
    back = reverse("desk:clinic", args=[found.day.pk])
    if request.method != "POST":
        hour = time_in_words(booking.slot.starts_time, _language())
        return confirm(
            request,
            title=_("Give back %(hour)s") % {"hour": hour},
            goes=[
                _("The booking of %(hour)s with %(table)s, and what was told with it.")
                % {"hour": hour, "table": booking.slot.table}
            ],
            submit=_("Give it back"),
            back=back,
            crumbs=crumbs(found),
        )
    release(booking)
    record("clinics.give_back", actor=person(request).actor, about=found.day)
    messages.success(request, _("The time is free again."))
    return redirect(back)


@desk_view(*EVERYBODY)
@require_POST
def mark_came(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note whether somebody came to her time."""
    booking = get_object_or_404(Booking.objects.select_related("slot"), pk=pk)
    day = day_to_see(person(request), booking.slot.day_id)
    word = request.POST.get("mark", "")
    if word in MARKS:
        mark(booking.pk, day=day, did_come=MARKS[word])
    back = "desk:clinic-sheet" if request.POST.get("back") == "sheet" else "desk:clinic"
    return redirect(back, pk=day.pk)


@desk_view(*EVERYBODY)
@require_POST
def walk_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count somebody who came without an appointment, or take one back."""
    day = day_to_see(person(request), pk)
    count_walk_in(day, change=-1 if request.POST.get("change") == "-1" else 1)
    return redirect("desk:clinic", pk=pk)


def _form(request: HttpRequest, found: ClinicDate, form: BookingForm) -> HttpResponse:
    return show_form(
        request,
        title=_("Book for somebody who calls"),
        forms=[form],
        submit=_("Book this time"),
        crumbs=crumbs(found),
        icon="calendar-alt",
        template="desk/clinics/book.html",
    )


def _slip(request: HttpRequest, found: ClinicDate, booked: Booked) -> HttpResponse:
    context = {
        **page_context(_("Booked: read the code out"), "tick", crumbs(found)),
        "slip": shown.slip(booked, _language()),
        "table": booked.slot.table,
        "found": found,
    }
    return render(request, "desk/clinics/slip.html", context)


def _refusal_words(refusal: Exception) -> str:
    if isinstance(refusal, Unavailable):
        return _(
            "Nothing can be sealed now, so nothing was kept. Write it on paper, and try later."
        )
    reason = refusal.reason if isinstance(refusal, CannotBook) else ""
    if reason == "too_long":
        return _("This is too long; please shorten it.")
    return str(CLOSED if reason == "closed" else TAKEN)


def _language() -> str:
    return (get_language() or "").split("-")[0]


urlpatterns = [
    path("clinics/<uuid:pk>/book/", book_for, name="clinic-book"),
    path("clinics/<uuid:pk>/walk-in/", walk_in, name="clinic-walk-in"),
    path("clinics/bookings/<uuid:pk>/give-back/", give_back, name="clinic-give-back"),
    path("clinics/bookings/<uuid:pk>/mark/", mark_came, name="clinic-mark"),
]
