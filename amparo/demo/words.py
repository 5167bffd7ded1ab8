"""The demo's texts, read from data/*.toml, with their dates put in.

A newcomer's mistake: writing "May 3" into a text. The demo is filled on any day, so a text says
{+29 weekday}: counted in days from the Monday of this week, so that Wednesdays stay Wednesdays.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from amparo.lib.dates import day_in_words, week_of

LANGUAGES = ("en", "es")
_DAY = re.compile(r"\{([+-]\d+)( weekday)?\}")
_DATA = Path(__file__).resolve().parent / "data"

Told = Mapping[str, Any]  # one table of a file


@dataclass(frozen=True)
class Clock:
    """The moment at which the demo is filled, and the days around it."""

    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def day(self, offset: int) -> date:
        """So many days from the Monday of this week; negative: before it."""
        return week_of(self.today) + timedelta(days=offset)

    def at(self, offset: int, hour: int = 9) -> datetime:
        """That day at that hour here, but never later than now."""
        zone = timezone.get_current_timezone()
        return min(datetime.combine(self.day(offset), time(hour), zone), self.now)

    def ahead(self, offset: int, hour: int = 21) -> datetime:
        zone = timezone.get_current_timezone()
        return datetime.combine(self.day(offset), time(hour), zone)

    def say(self, text: str, language: str) -> str:
        """Put the days into a text, in the words of its language."""

        def said(mark: re.Match[str]) -> str:
            day = self.day(int(mark[1]))
            return day_in_words(day, language, weekday=bool(mark[2]), today=self.today)

        return _DAY.sub(said, text.strip())


def read(name: str) -> dict[str, Any]:
    """One file of data/, as it stands there."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def languages_of(told: Told) -> list[str]:
    """The languages that a table has words in."""
    return [code for code in LANGUAGES if code in told]
