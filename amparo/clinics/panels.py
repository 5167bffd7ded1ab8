"""What a clinic adds to the page of its gathering: a time with a lawyer, or the telephone.

And how one comes, for flyers and messages. A newcomer's mistake: saying which hours are taken; the
page of the day tells which are free, and no more.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.clinics import shown
from amparo.clinics.days import ClinicDate, days_of
from amparo.gatherings.dates import Occurrence
from amparo.gatherings.models import Gathering, Kind


def book_panel(request: HttpRequest, about: Any) -> str:
    """The dates on which a time can be booked; on the page of one date, that date alone."""
    gathering, occurrence = about
    if gathering.kind != Kind.CLINIC:
        return ""
    language, now = get_language() or settings.LANGUAGE_CODE, timezone.now()
    days = [each for each in _days(gathering, occurrence) if each.is_bookable(now)]
    context = {
        "days": [(each, shown.clinic(each, language, now)) for each in days],
        "is_online": any(each.is_open_online(now) and each.free_hours(now) for each in days),
    }
    return render_to_string("clinics/_panel.html", context, request)


def how_to_come(gathering: Gathering, occurrence: Occurrence | None) -> str:
    """One sentence for flyers and messages, in the language of the moment."""
    if gathering.kind != Kind.CLINIC:
        return ""
    now = timezone.now()
    days = [each for each in _days(gathering, occurrence) if each.is_bookable(now)]
    if any(each.is_open_online(now) for each in days):
        return _("Come without an appointment, or book a time on the website or by telephone.")
    if days:
        return _("Come without an appointment, or call us for a time.")
    return _("Come without an appointment.")


def _days(gathering: Gathering, occurrence: Occurrence | None) -> list[ClinicDate]:
    days = days_of(gathering)
    if occurrence is None:
        return days
    return [each for each in days if each.day.original_on == occurrence.original_on]
