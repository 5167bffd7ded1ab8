"""The attorneys' sheet of one clinic day: opened with their key, on the screen or on paper.

All of it, or one attorney's (`?with=`), or on paper a sheet for each (`?each=yes`).

A newcomer's mistake: a file. The sheet lives as long as the answer that shows it; whoever prints it
shreds it. Organizers come in nowhere here: they do not hold the key, and are not asked for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amparo.accounts.models import Role
from amparo.clinics import shown
from amparo.clinics.access import day_to_see
from amparo.clinics.days import ClinicDate
from amparo.clinics.models import Booking, ClinicDay, Spoken
from amparo.clinics.papers import DayRow, DaySheet, day_pdf
from amparo.desk import sealed
from amparo.desk.clinics.days import counts_of, crumbs, dated, title_of
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.unlocked import key_of, unlock_address
from amparo.keyring.unlocking import Unlocked
from amparo.lib.dates import time_in_words
from amparo.supporters.models import Card
from amparo.web.templatetags.web import phone

READ = "the sheet of a clinic day"


@dataclass(frozen=True)
class Line:
    """One booked time, opened for this answer."""

    booking: Booking
    at: time
    table: str
    name: str
    phone: str
    spoken: str


@desk_view(Role.ATTORNEY)
@require_safe
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who comes when, on the screen."""
    found, key = dated(day_to_see(person(request), pk)), key_of(request)
    if key is None:
        return redirect(unlock_address(request.get_full_path()))
    table = _asked(request, found)
    context = {
        **page_context(title_of(found), "calendar-alt", crumbs(found)),
        "found": found,
        "table": table,
        "tables": found.tables if len(found.tables) > 1 else [],
        "lines": [line for line in _lines(found, key) if table in ("", line.table)],
        "counts": counts_of(found),
        "pdf_url": reverse("desk:clinic-sheet-pdf", args=[pk]),
    }
    return render(request, "desk/clinics/sheet.html", context)


@desk_view(Role.ATTORNEY)
@require_safe
def sheet_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same on paper, for one answer."""
    found, key = dated(day_to_see(person(request), pk)), key_of(request)
    if key is None:
        return redirect(unlock_address(request.get_full_path()))
    language = (get_language() or "en").split("-")[0]
    lines = list(_lines(found, key))
    tables = found.tables if request.GET.get("each") else [_asked(request, found)]
    made = day_pdf(
        title=found.gathering.title,
        when=shown.day_said(found.on, language),
        sheets=[_sheet(table, lines, language) for table in tables],
        language=language,
    )
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="clinic-day.pdf"'
    return response


def _asked(request: HttpRequest, found: ClinicDate) -> str:
    """Whose people alone are to be shown; "" is everybody's."""
    asked = request.GET.get("with", "")
    return asked if asked in found.tables else ""


def _sheet(table: str, lines: Sequence[Line], language: str) -> DaySheet:
    rows = [
        DayRow(
            hour=time_in_words(line.at, language),
            table=line.table,
            name=line.name,
            phone=phone(line.phone) if line.phone else "",
            spoken=line.spoken,
            note=_came(line.booking),
        )
        for line in lines
        if table in ("", line.table)
    ]
    return DaySheet(table, rows)


def _lines(found: ClinicDate, key: Unlocked) -> Iterator[Line]:
    """Every booked time in its order, with what its card tells this key."""
    cards = Card.objects.filter(action_kind=ClinicDay.KIND, action_id=found.day.pk)
    opened = {row.pk: row.opened for row in sealed.all_rows(cards, by=key, reason=READ)}
    for slot in found.slots:
        if not slot.is_taken:
            continue
        told = opened.get(slot.booking.card_id)
        yield Line(
            booking=slot.booking,
            at=slot.starts_time,
            table=slot.table,
            name=told.name if told and told.name else _("(this key cannot read it)"),
            phone=told.phone if told else "",
            spoken=_spoken(told.told_words.get("spoken", "") if told else ""),
        )


def _spoken(code: str) -> str:
    return str(Spoken(code).label) if code in Spoken.values else ""


def _came(booking: Booking) -> str:
    if booking.did_come is None:
        return ""
    return _("yes") if booking.did_come else _("no")


urlpatterns = [
    path("clinics/<uuid:pk>/sheet/", sheet, name="clinic-sheet"),
    path("clinics/<uuid:pk>/sheet.pdf", sheet_pdf, name="clinic-sheet-pdf"),
]
