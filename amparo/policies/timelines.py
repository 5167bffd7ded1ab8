"""How many counties stood where over time: a dozen days from the first fact to today.

By answers, by stance or by what governments did about a program; a newcomer's mistake is a line for
each step of a rubric, of which there are more than an eye can follow.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.lib.courses import Course, courses
from amparo.lib.dates import day_in_words
from amparo.places.models import Jurisdiction, Kind
from amparo.policies.judging import stances_over_time
from amparo.policies.models import Factor, Program, RubricVersion, Stance
from amparo.policies.questions import Question
from amparo.policies.readings import read_program
from amparo.policies.standing import counts_over_time
from amparo.web.numbers import in_digits

MOST_DAYS = 12
MOST_LINES = 6

Counts = Mapping[str, int]  # by the words of a line


def chart_of(question: Question, first: date, last: date, *, state: str = "") -> SafeString:
    """Counties by what they answer; nothing where there is no time to speak of."""
    days = days_between(first, last)
    counted = list(_counted(question, days, state)) if len(days) > 1 else []
    names = list(dict.fromkeys(name for counts in counted for name in counts))
    lines = [Course(name, [counts.get(name, 0) for counts in counted]) for name in names]
    shown = [line for line in lines if any(line.counts)][:MOST_LINES]
    if not shown:
        return SafeString("")
    title = _("Counties over time: %(factor)s") % {"factor": question.title}
    drawn = courses(_said(days), shown, title=title, say=in_digits)
    return mark_safe(drawn)  # noqa: S308 - lib.charts escapes


def days_between(first: date, last: date) -> list[date]:
    """At most a dozen days, evenly apart, both ends among them."""
    span = (last - first).days
    count = min(MOST_DAYS, span + 1)
    if count < 2:
        return [last]
    return [first + timedelta(days=round(span * n / (count - 1))) for n in range(count)]


def _counted(question: Question, days: Sequence[date], state: str) -> Iterable[Counts]:
    """One for each day; what happens in custody is read for one day alone, and has none."""
    if question.factor is not None:
        return _answers(question.factor, days, state)
    if question.version is not None:
        return _stances(question.version, days, state)
    if question.program is not None:
        return _roles(question.program, days, state)
    return ()


def _answers(factor: Factor, days: Sequence[date], state: str) -> Iterable[Counts]:
    rows = counts_over_time(days, factor.pk, kind=Kind.COUNTY, state=state)
    for _day, counts in rows:
        yield {value.name: counts.get(value.pk, 0) for value in factor.values.all()}


def _stances(version: RubricVersion, days: Sequence[date], state: str) -> Iterable[Counts]:
    for counts in stances_over_time(version, days, kind=Kind.COUNTY, state=state):
        yield {str(stance.label): counts[stance] for stance in Stance}


def _roles(program: Program, days: Sequence[date], state: str) -> Iterable[Counts]:
    wanted = Jurisdiction.objects.filter(kind=Kind.COUNTY, **({"state": state} if state else {}))
    here = set(wanted.order_by().values_list("pk", flat=True))
    for day in days:
        reading = read_program(program, day, state=state)
        counts = dict(reading.counted(pk for pk in reading.entries if pk in here))
        yield {entry.label: counts.get(entry, 0) for entry in reading.scale}


def _said(days: Sequence[date]) -> list[str]:
    return [day_in_words(day, get_language() or "en") for day in days]
