"""How many governments gave each answer over time: a dozen days from the first fact to today."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.lib.courses import Course, courses
from amparo.lib.dates import day_in_words
from amparo.places.models import Kind
from amparo.policies.models import Factor
from amparo.policies.standing import counts_over_time

MOST_DAYS = 12
MOST_LINES = 6


def chart_of(factor: Factor, first: date, last: date, *, state: str = "") -> SafeString:
    """Counties by answer; nothing where there is no time to speak of."""
    days = days_between(first, last)
    if len(days) < 2:
        return SafeString("")
    counted = [
        counts for _day, counts in counts_over_time(days, factor.pk, kind=Kind.COUNTY, state=state)
    ]
    lines = [
        Course(value.name, [counts.get(value.pk, 0) for counts in counted])
        for value in factor.values.all()
    ]
    shown = [line for line in lines if any(line.counts)][:MOST_LINES]
    if not shown:
        return SafeString("")
    title = _("Counties over time: %(factor)s") % {"factor": factor.name}
    return mark_safe(courses(_said(days), shown, title=title))  # noqa: S308 - lib.charts escapes


def days_between(first: date, last: date) -> list[date]:
    """At most a dozen days, evenly apart, both ends among them."""
    span = (last - first).days
    count = min(MOST_DAYS, span + 1)
    if count < 2:
        return [last]
    return [first + timedelta(days=round(span * n / (count - 1))) for n in range(count)]


def _said(days: Sequence[date]) -> list[str]:
    return [day_in_words(day, get_language() or "en") for day in days]
