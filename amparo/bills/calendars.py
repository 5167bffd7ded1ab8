"""Hearings as a calendar to subscribe to (RFC 5545). What has no day yet is left out."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from icalendar import Calendar, Event

from amparo.bills.models import Hearing
from amparo.bills.shown import address

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(hearings: Iterable[Hearing], *, name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Amparo//Bills//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for hearing in hearings:
        if hearing.starts_on:
            calendar.add_component(_event(hearing))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(hearing: Hearing) -> Event:
    event = Event()
    title = f"{hearing.bill.identifier}: {hearing.title}"
    link = settings.SITE_URL + address(hearing.bill)
    event.add("uid", str(hearing.pk))
    event.add("dtstamp", datetime.combine(hearing.checked_on, time(), tzinfo=UTC))
    cancelled = gettext("Cancelled: %(title)s") % {"title": title}
    event.add("summary", cancelled if hearing.is_cancelled else title)
    event.add("status", "CANCELLED" if hearing.is_cancelled else "CONFIRMED")
    event.add("description", f"{hearing.bill.name}\n{link}")
    event.add("url", link)
    if hearing.place:
        event.add("location", hearing.place)
    _add_times(event, hearing)
    return event


def _add_times(event: Event, hearing: Hearing) -> None:
    first, last = hearing.starts_on, hearing.ends_on or hearing.starts_on
    if first is None or last is None:
        return
    if hearing.hour is None:
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
        return
    start = datetime.combine(first, hearing.hour, tzinfo=timezone.get_current_timezone())
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(hours=1))
