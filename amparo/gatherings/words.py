"""When a gathering is, in words: every Wednesday, 4:00 p.m. to 5:00 p.m., until June 30.

A newcomer's mistake: joining translated halves. Each sentence is one pattern of the catalog, so
that a language may turn it around.
"""

from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext, ngettext, override, pgettext

from amparo.gatherings.dates import Occurrence
from amparo.gatherings.models import Gathering
from amparo.gatherings.zones import in_zone
from amparo.lib import dates
from amparo.lib.recurrence import Recurrence


def when_in_words(gathering: Gathering, language: str, *, today: date | None = None) -> str:
    """How often, from when to when; one day; a window; or "to be announced"."""
    if gathering.first_on is None:
        return gathering.window.in_words(language, today=today)
    recurrence = gathering.recurrence
    if recurrence is None:
        said = dates.day_in_words(gathering.first_on, language, weekday=True, today=today)
        return _at_hours(gathering, said, gathering.starts_time, gathering.ends_time, language)
    often = _at_hours(
        gathering,
        recurrence_in_words(recurrence, language),
        gathering.starts_time,
        gathering.ends_time,
        language,
    )
    return _with_end(often, recurrence, language, today)


def occurrence_in_words(occurrence: Occurrence, language: str, *, today: date | None = None) -> str:
    """One date: "Wednesday, December 3, 4:00 p.m. to 5:00 p.m."."""
    said = dates.day_in_words(occurrence.on, language, weekday=True, today=today)
    start, end = occurrence.starts_time, occurrence.ends_time
    return _at_hours(occurrence.gathering, said, start, end, language)


def recurrence_in_words(recurrence: Recurrence, language: str) -> str:
    """How often alone: "the second Tuesday of each month"."""
    with override(language):
        return (
            _monthly(recurrence, language)
            if recurrence.is_monthly
            else _weekly(recurrence, language)
        )


def with_hours(said: str, start: time | None, end: time | None, language: str) -> str:
    """A day with its hours, where they are known."""
    if start is None:
        return said
    if end is None:
        return f"{said}, {dates.time_in_words(start, language)}"
    return f"{said}, {dates.times_in_words(start, end, language)}"


def _at_hours(
    gathering: Gathering, said: str, start: time | None, end: time | None, language: str
) -> str:
    """The same on the gathering's own clock; a day without hours has none."""
    hours = with_hours(said, start, end, language)
    return in_zone(hours, gathering.time_zone, language) if start else hours


def _weekly(recurrence: Recurrence, language: str) -> str:
    days = _listed([_weekday(each, language) for each in recurrence.weekdays])
    if recurrence.interval == 1:
        return gettext("every %(weekdays)s") % {"weekdays": days}
    if recurrence.interval == 2:
        return gettext("every two weeks, on %(weekdays)s") % {"weekdays": days}
    said = gettext("every %(count)s weeks, on %(weekdays)s")
    return said % {"count": recurrence.interval, "weekdays": days}


def _monthly(recurrence: Recurrence, language: str) -> str:
    if recurrence.month_day:
        day = gettext("day %(day)s") % {"day": recurrence.month_day}
    else:
        weeks = _listed([_week(each) for each in recurrence.weeks])
        weekdays = _listed([_weekday(each, language) for each in recurrence.weekdays])
        day = gettext("the %(weeks)s %(weekdays)s") % {"weeks": weeks, "weekdays": weekdays}
    if recurrence.interval == 1:
        return gettext("%(day)s of each month") % {"day": day}
    said = gettext("%(day)s of the month, every %(count)s months")
    return said % {"day": day, "count": recurrence.interval}


def _week(week: int) -> str:
    names = {
        1: pgettext("weekday of a month", "first"),
        2: pgettext("weekday of a month", "second"),
        3: pgettext("weekday of a month", "third"),
        4: pgettext("weekday of a month", "fourth"),
    }
    return names.get(week) or pgettext("weekday of a month", "last")


def _weekday(number: int, language: str) -> str:
    return (dates.words_of(language) or dates.ENGLISH).weekdays[number]


def _listed(words: Sequence[str]) -> str:
    """A, B and C."""
    if len(words) == 1:
        return words[0]
    both = {"others": ", ".join(words[:-1]), "last": words[-1]}
    return pgettext("list of two or more", "%(others)s and %(last)s") % both


def _with_end(said: str, recurrence: Recurrence, language: str, today: date | None) -> str:
    with override(language):
        if recurrence.until:
            until = dates.day_in_words(recurrence.until, language, today=today)
            return gettext("%(when)s, until %(day)s") % {"when": said, "day": until}
        if recurrence.times:
            pattern = ngettext(
                "%(when)s, %(count)s time", "%(when)s, %(count)s times", recurrence.times
            )
            return pattern % {"when": said, "count": recurrence.times}
    return said
