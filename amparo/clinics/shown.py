"""What a clinic's pages show: the date in words, where to go, the slip.

Plain values for templates and paper. A newcomer's mistake: `gathering.address`; a place that is
told only to those who come is told on the slip, and not before.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.clinics.days import ClinicDate
from amparo.clinics.kinds import day_path, title_in
from amparo.clinics.operations.booking import Booked
from amparo.gatherings.kinds import GATHERINGS
from amparo.gatherings.places import Place, place_of
from amparo.gatherings.words import occurrence_in_words
from amparo.lib.dates import day_in_words, time_in_words
from amparo.web.models import Coalition


@dataclass(frozen=True)
class Clinic:
    """A clinic's date as a page shows it."""

    title: str
    when: str
    place: Place
    gathering_url: str
    book_url: str


@dataclass(frozen=True)
class Slip:
    """What a visitor takes along: the code, when, where. No name."""

    code: str
    title: str
    day: str
    hour: str
    table: str  # "" where visitors may not know with whom
    place: Place
    phone: str
    look_url: str


def clinic(found: ClinicDate, language: str, now: datetime) -> Clinic:
    today = timezone.localdate(now)
    return Clinic(
        title=title_in(found, language),
        when=occurrence_in_words(found.occurrence, language, today=today),
        place=place_of(found.gathering, language, occurrence=found.occurrence),
        gathering_url=GATHERINGS.path(found.gathering, language),
        book_url=day_path(found, language),
    )


def slip(booked: Booked, language: str) -> Slip:
    found = booked.date
    return Slip(
        code=booked.code,
        title=title_in(found, language),
        day=day_said(found.on, language),
        hour=time_in_words(booked.slot.starts_time, language),
        table=booked.slot.table if found.day.names_tables else "",
        place=place_of(found.gathering, language, occurrence=found.occurrence, is_coming=True),
        phone=Coalition.here().hotline,
        look_url=reverse("clinics:slip"),
    )


def keep_line(found: ClinicDate, language: str) -> str:
    """What we keep of a booking and until when, in one sentence."""
    until = found.day.keyspace.shred_on
    said = day_in_words(until, language) if until else ""
    return _(
        "Your name and your telephone are sealed: only the attorneys can read them, not the"
        " organizers and not this website. They are destroyed on %(day)s."
    ) % {"day": said}


def day_said(day: date, language: str) -> str:
    return day_in_words(day, language, weekday=True, today=timezone.localdate())
