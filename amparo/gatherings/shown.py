"""What the public pages of gatherings show, gathered for their templates.

A newcomer's mistake: showing how many come. A number that moves by one tells when somebody sat at
her phone; the page says whether there are places, and no more.
"""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.gatherings import waiting
from amparo.gatherings.calendars import address_of
from amparo.gatherings.dates import (
    Occurrence,
    next_occurrence,
    next_occurrences,
    occurrences,
    organizations_as,
)
from amparo.gatherings.models import Gathering, GatheringText, HostRole
from amparo.gatherings.places import Place, place_of
from amparo.gatherings.words import occurrence_in_words, when_in_words
from amparo.lib import dates
from amparo.organizations.models import Organization
from amparo.web.languages import in_language

DATES_TO_CHOOSE = 6
EVERY_TIME = "all"  # in the form; a date of its own is named by its day
FEW = 3  # places: then the page says that few are left


@dataclass(frozen=True)
class ShownDate:
    """One date in the words of a language."""

    occurrence: Occurrence
    language: str
    today: date

    @property
    def words(self) -> str:
        return occurrence_in_words(self.occurrence, self.language, today=self.today)

    @property
    def was(self) -> str:
        """The day that it was moved from; "" where the day is the usual one."""
        if self.occurrence.on == self.occurrence.original_on:
            return ""
        day = self.occurrence.original_on
        return dates.day_in_words(day, self.language, weekday=True, today=self.today)

    @property
    def month(self) -> str:
        words = dates.words_of(self.language) or dates.ENGLISH
        return words.months[self.occurrence.on.month - 1][:3]

    @property
    def time(self) -> str:
        start = self.occurrence.starts_time
        return dates.time_in_words(start, self.language) if start else ""

    @property
    def url(self) -> str:
        return address_of(self.occurrence.gathering, self.language, self.occurrence)

    @property
    def theme(self) -> str:
        return self.occurrence.theme(self.language)

    @property
    def note(self) -> str:
        return self.occurrence.note(self.language)

    @property
    def hosts(self) -> list[Organization]:
        return self.occurrence.hosts

    @property
    def place(self) -> Place:
        gathering = self.occurrence.gathering
        return place_of(gathering, self.language, occurrence=self.occurrence)


@dataclass(frozen=True)
class Listed:
    """One gathering in a list: its words, and the next date where there is one."""

    gathering: Gathering
    text: GatheringText
    next: ShownDate | None
    when: str
    place: Place
    url: str
    campaign_title: str

    @property
    def sorts_by(self) -> tuple[bool, datetime | str]:
        if self.next is None:
            return True, self.text.title
        return False, self.next.occurrence.sorts_by.isoformat()


def public_gatherings(language: str, now: datetime, *, campaign: str = "") -> list[Gathering]:
    """All that are open and not past, of one campaign or of all, that this language may show."""
    found = Gathering.objects.published().with_words()
    if campaign:
        found = found.filter(campaign__slug=campaign)
    return [
        each
        for each in found
        if each.is_public_in(language, now) and each.texts.all() and _goes_on(each, now)
    ]


def listed(gatherings: Iterable[Gathering], language: str, now: datetime) -> list[Listed]:
    """For a list: the soonest first, what has no day yet last."""
    rows = [row for each in gatherings if (row := _listed(each, language, now))]
    return sorted(rows, key=lambda row: row.sorts_by)


def _listed(gathering: Gathering, language: str, now: datetime) -> Listed | None:
    text = in_language(gathering.texts.all(), language)
    if text is None:
        return None
    occurrence = next_occurrence(gathering, now)
    today = timezone.localdate(now, gathering.zone)
    campaign = gathering.campaign.text(language)
    return Listed(
        gathering=gathering,
        text=text,
        next=ShownDate(occurrence, language, today) if occurrence else None,
        when=when_in_words(gathering, language, today=today),
        place=place_of(gathering, language, occurrence=occurrence),
        url=address_of(gathering, language),
        campaign_title=campaign.title if campaign else "",
    )


def _goes_on(gathering: Gathering, now: datetime) -> bool:
    return gathering.state == "open" and not gathering.is_past(now)


@dataclass(frozen=True)
class Day:
    """One cell of the calendar: a day of the month, with what is on it."""

    on: date
    is_in_month: bool
    dates: list[tuple[ShownDate, str]]  # with the title of the gathering

    @property
    def is_empty(self) -> bool:
        return not self.dates


def month_of(
    gatherings: Iterable[Gathering], language: str, first: date, today: date
) -> list[list[Day]]:
    """The weeks of the month that begins on `first`, from Sunday, as calendars hang here."""
    weeks = Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    since, to = weeks[0][0], weeks[-1][-1]
    by_day: dict[date, list[tuple[ShownDate, str]]] = {}
    for gathering in gatherings:
        text = in_language(gathering.texts.all(), language)
        for each in occurrences(gathering, since=since, to=to):
            shown = ShownDate(each, language, today)
            by_day.setdefault(each.on, []).append((shown, text.title if text else ""))
    for found in by_day.values():
        found.sort(key=lambda pair: pair[0].occurrence.sorts_by)
    return [
        [Day(day, day.month == first.month, by_day.get(day, [])) for day in week] for week in weeks
    ]


def weekday_names(language: str) -> list[tuple[str, str]]:
    """From Sunday: the short and the whole name."""
    names = (dates.words_of(language) or dates.ENGLISH).weekdays
    return [(names[number][:3], names[number]) for number in (6, 0, 1, 2, 3, 4, 5)]


def month_name(first: date, language: str) -> str:
    words = dates.words_of(language) or dates.ENGLISH
    return f"{words.months[first.month - 1]} {first.year}"


def neighbors(first: date) -> tuple[date, date]:
    """The first days of the month before and of the one after."""
    before = (first - timedelta(days=1)).replace(day=1)
    return before, (first + timedelta(days=31)).replace(day=1)


def date_context(
    gathering: Gathering, language: str, now: datetime, occurrence: Occurrence | None
) -> dict[str, Any]:
    """When and where: of one date, or of the next one with those after it."""
    today = timezone.localdate(now, gathering.zone)
    coming = next_occurrences(gathering, now, count=8)
    shown = occurrence or next_occurrence(gathering, now)
    return {
        "when": when_in_words(gathering, language, today=today),
        "date": ShownDate(shown, language, today) if shown else None,
        "is_one_date": occurrence is not None,
        "is_over": bool(occurrence and occurrence.is_over(now)),
        "more_dates": [
            ShownDate(each, language, today) for each in coming if gathering.rule and each != shown
        ],
        "place": place_of(gathering, language, occurrence=shown),
        "hosts": shown.hosts if shown else organizations_as(gathering, HostRole.HOST),
        "co_hosts": organizations_as(gathering, HostRole.CO_HOST),
        "sponsors": organizations_as(gathering, HostRole.SPONSOR),
        "places": places_in_words(gathering, shown),
    }


def dates_to_choose(
    gathering: Gathering, language: str, now: datetime, only: Occurrence | None
) -> list[tuple[str, str]]:
    """(name, words) of the dates that one can say yes to; none where there is nothing to choose.

    Every date at once only where places are not counted: they would be, on each date, differently.
    """
    if not gathering.rule:
        return []
    coming = next_occurrences(gathering, now, count=DATES_TO_CHOOSE)
    if only is not None and only not in coming:
        coming.append(only)
    today = timezone.localdate(now, gathering.zone)
    held = (each for each in coming if not each.is_cancelled)
    dates = [(each.which, occurrence_in_words(each, language, today=today)) for each in held]
    return dates if gathering.capacity else [*dates, (EVERY_TIME, _("Every time"))]


def places_in_words(gathering: Gathering, occurrence: Occurrence | None) -> str:
    """ "" without a limit; open, few, or full: never a number that moves."""
    if not gathering.takes_rsvps:
        return ""
    which = occurrence.which if occurrence and gathering.rule else ""
    left = waiting.headcount(gathering, which).places_left
    if left is None:
        return ""
    return "full" if left == 0 else "few" if left <= FEW else "open"


def told_to_search_engines(
    gathering: Gathering, text: GatheringText, language: str, occurrence: Occurrence
) -> dict[str, Any]:
    """One date as schema.org says it: https://schema.org/Event (read 2026-11)."""
    place = place_of(gathering, language, occurrence=occurrence)
    told: dict[str, Any] = {
        "@type": "Event",
        "name": text.title,
        "description": text.ask,
        "inLanguage": text.language,
        "url": settings.SITE_URL + address_of(gathering, language, occurrence),
        "startDate": occurrence.starts_at or occurrence.on,
        "eventStatus": _status(occurrence),
        "eventAttendanceMode": _mode(place),
        "isAccessibleForFree": True,
        "location": _location(place),
        "organizer": [
            {"@type": "Organization", "name": each.name_in(language)} for each in occurrence.hosts
        ],
    }
    if occurrence.ends_at:
        told["endDate"] = occurrence.ends_at
    if occurrence.is_moved and occurrence.on != occurrence.original_on:
        told["previousStartDate"] = occurrence.original_on
    return {key: value for key, value in told.items() if value}


def _status(occurrence: Occurrence) -> str:
    if occurrence.is_cancelled:
        return "https://schema.org/EventCancelled"
    is_moved = occurrence.on != occurrence.original_on
    name = "EventRescheduled" if is_moved else "EventScheduled"
    return f"https://schema.org/{name}"


def _mode(place: Place) -> str:
    if not place.online_url:
        return "https://schema.org/OfflineEventAttendanceMode"
    both = bool(place.name or place.address)
    name = "MixedEventAttendanceMode" if both else "OnlineEventAttendanceMode"
    return f"https://schema.org/{name}"


def _location(place: Place) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if place.name or place.address or place.area:
        address = place.address or place.area
        found.append({"@type": "Place", "name": place.name or place.area, "address": address})
    if place.online_url:
        found.append({"@type": "VirtualLocation", "url": place.online_url})
    return found
