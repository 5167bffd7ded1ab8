"""Gatherings as calendars that phones subscribe to (RFC 5545).

A newcomer's mistake: one UID for a series and for the file of one of its dates. A calendar that
opens the file would move the whole series; so the file of one date has a UID of its own. Another:
a place that is told only to those who come. What everybody can fetch says the part of town.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override
from icalendar import Calendar, Event
from icalendar.prop import vDuration, vGeo, vRecur, vText

from amparo.gatherings.dates import LEFT_OUT, Occurrence, occurrence_on
from amparo.gatherings.models import ChangedDate, Gathering, GatheringText
from amparo.gatherings.places import Place, place_of
from amparo.lib.recurrence import moment
from amparo.web.languages import in_language

PRODUCT = "-//Amparo//Gatherings//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"
LOOK_AGAIN = timedelta(hours=4)


@dataclass(frozen=True)
class _Writer:
    """Writes one gathering's parts in one language."""

    gathering: Gathering
    text: GatheringText
    language: str
    is_coming: bool = False

    def series(self) -> list[Event]:
        """The gathering as one series, and an event for each date that differs."""
        gathering = self.gathering
        if gathering.first_on is None:
            return []
        recurrence = gathering.recurrence
        if recurrence is None:
            only = occurrence_on(gathering, gathering.first_on)
            return [self._event(only, str(gathering.pk))] if only else []
        first = Occurrence(gathering, gathering.first_on)
        whole = self._event(first, str(gathering.pk))
        start = gathering.starts_time
        rule = recurrence.rule_for(start, gathering.zone) if start else recurrence.rule
        whole.add("rrule", vRecur.from_ical(rule))
        changes = [each for each in gathering.changed_dates.all() if self._is_ruled(each)]
        left_out = [self._named(each) for each in changes if each.what == LEFT_OUT]
        if left_out:
            whole.add("exdate", left_out)
        return [whole, *(self._changed(each) for each in changes if each.what != LEFT_OUT)]

    def single(self, occurrence: Occurrence) -> Event:
        """One date as an event of its own."""
        return self._event(occurrence, f"{self.gathering.pk}-{occurrence.which}")

    def _changed(self, change: ChangedDate) -> Event:
        event = self._event(
            Occurrence(self.gathering, change.original_on, change), str(self.gathering.pk)
        )
        event.add("recurrence-id", self._named(change))
        return event

    def _named(self, change: ChangedDate) -> date | datetime:
        """The start that the rule gave this date: the name that calendars know it by."""
        start = self.gathering.starts_time
        return (
            moment(change.original_on, start, self.gathering.zone)
            if start
            else (change.original_on)
        )

    def _is_ruled(self, change: ChangedDate) -> bool:
        first, recurrence, day = (
            self.gathering.first_on, self.gathering.recurrence, change.original_on,
        )  # fmt: skip
        return bool(first and recurrence and day in recurrence.days(first, since=day, to=day))

    def _event(self, occurrence: Occurrence, uid: str) -> Event:
        event, change = Event(), occurrence.change
        place = place_of(
            self.gathering, self.language, occurrence=occurrence, is_coming=self.is_coming
        )
        moments = [self.gathering.changed_at, *([change.changed_at] if change else [])]
        changed_at = max(moments)
        event.add("uid", uid)
        event.add("dtstamp", changed_at.astimezone(UTC))
        event.add("last-modified", changed_at.astimezone(UTC))
        event.add("sequence", max(self.gathering.sequence, change.sequence if change else 0))
        event.add("summary", self._summary(occurrence))
        event.add("status", "CANCELLED" if occurrence.is_cancelled else "CONFIRMED")
        self._add_times(event, occurrence)
        event.add("description", self._description(occurrence, place))
        event.add("url", self._link(occurrence if change else None))
        event.add("categories", [self.gathering.get_kind_display()])
        self._add_place(event, place)
        return event

    def _add_times(self, event: Event, occurrence: Occurrence) -> None:
        if occurrence.starts_at is None:
            event.add("dtstart", occurrence.on)
            event.add("dtend", occurrence.on + timedelta(days=1))
            return
        event.add("dtstart", occurrence.starts_at)
        event.add("dtend", occurrence.over_at.astimezone(self.gathering.zone))

    def _add_place(self, event: Event, place: Place) -> None:
        if place.line or place.online_url:
            event.add("location", place.line or place.online_url)
        if place.geo_url:
            latitude, longitude = place.geo_url.removeprefix("geo:").split(",")
            event.add("geo", vGeo((float(latitude), float(longitude))))

    def _summary(self, occurrence: Occurrence) -> str:
        title = self.text.title
        if theme := occurrence.theme(self.language):
            title = f"{title}: {theme}"
        return (
            gettext("Cancelled: %(title)s") % {"title": title}
            if (occurrence.is_cancelled)
            else title
        )

    def _description(self, occurrence: Occurrence, place: Place) -> str:
        """What to know, and the link: calendars hide the field that is meant for it."""
        hosts = ", ".join(each.name_in(self.language) for each in occurrence.hosts)
        lines = [
            occurrence.note(self.language),
            self.text.ask,
            gettext("Hosted by %(names)s.") % {"names": hosts} if hosts else "",
            self._labelled(gettext("Which door"), place.door),
            self._labelled(gettext("Parking and transit"), place.parking),
            self._labelled(gettext("Accessibility"), place.accessibility),
            self._labelled(gettext("What to bring"), self.text.bring),
            self._labelled(gettext("Weather"), self.text.weather),
            self._labelled(gettext("On line"), place.online_url),
            self._link(occurrence if occurrence.change else None),
        ]
        return "\n".join(filter(None, lines))

    def _labelled(self, label: str, words: str) -> str:
        return f"{label}: {words}" if words else ""

    def _link(self, occurrence: Occurrence | None) -> str:
        return settings.SITE_URL + address_of(self.gathering, self.language, occurrence)


def address_of(gathering: Gathering, language: str, occurrence: Occurrence | None = None) -> str:
    """The path of its page, or of one date's, in a language."""
    with override(language):
        if occurrence is None:
            return reverse("gatherings:gathering", args=[gathering.slug])
        return reverse("gatherings:occurrence", args=[gathering.slug, occurrence.which])


def calendar_of(gatherings: Iterable[Gathering], language: str, *, name: str) -> bytes:
    """A calendar of several gatherings, for a subscription; what has no day yet is left out."""
    with override(language):
        return _calendar(
            (event for writer in _writers(gatherings, language) for event in writer.series()), name
        )


def calendar_of_date(
    occurrence: Occurrence, language: str, *, name: str, is_coming: bool = False
) -> bytes:
    """One date, to be kept; the place is told where `is_coming`."""
    gathering = occurrence.gathering
    with override(language):
        writers = _writers([gathering], language, is_coming=is_coming)
        return _calendar((writer.single(occurrence) for writer in writers), name)


def _writers(
    gatherings: Iterable[Gathering], language: str, *, is_coming: bool = False
) -> Iterable[_Writer]:
    for gathering in gatherings:
        text = in_language(gathering.texts.all(), language)
        if text is not None:
            yield _Writer(gathering, text, language, is_coming)


def _calendar(events: Iterable[Event], name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", vText(name))  # RFC 7986
    calendar.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN))
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
