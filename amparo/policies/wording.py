"""Facts in words: since when and until when, and a whole fact in one line.

A newcomer's mistake: saying a day where only a window is known. What vanished from a list between
two days ended on neither of them.
"""

from datetime import date
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.lib.dates import day_in_words
from amparo.policies.models import Fact


class Timed(Protocol):
    """What is said of a time is said of a fact, or of its five columns alone."""

    @property
    def starts_on(self) -> date: ...
    @property
    def is_start_known(self) -> bool: ...
    @property
    def not_yet_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def gone_on(self) -> date | None: ...


def in_one_line(fact: Fact) -> str:
    """Factor, answer, kind of evidence and time: what the history keeps of what was said."""
    said = [fact.factor.name, fact.value.name, str(fact.get_evidence_display()), time_of(fact)]
    return ": ".join(said[:2]) + f" ({', '.join(filter(None, [*said[2:], fact.note]))})"


def time_of(fact: Timed) -> str:
    """From when to when, as exactly as it is known."""
    return ", ".join(filter(None, [start_of(fact), end_of(fact)]))


def start_of(fact: Timed) -> str:
    """ "since May 1, 2025"; "since May 1, 2025 at the latest"; "begun between two days"."""
    first = _day(fact.starts_on)
    if fact.is_start_known:
        return _("since %(day)s") % {"day": first}
    if fact.not_yet_on:
        return _("begun between %(first)s and %(last)s") % {
            "first": _day(fact.not_yet_on),
            "last": first,
        }
    return _("since %(day)s at the latest") % {"day": first}


def end_of(fact: Timed) -> str:
    """ "until July 3, 2025"; "ended between two days"; nothing while it is in force."""
    if fact.ends_on is None:
        return ""
    if fact.gone_on is None:
        return _("until %(day)s") % {"day": _day(fact.ends_on)}
    return _("ended between %(first)s and %(last)s") % {
        "first": _day(fact.ends_on),
        "last": _day(fact.gone_on),
    }


def _day(day: date) -> str:
    return day_in_words(day, get_language() or "en")
