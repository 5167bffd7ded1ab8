"""What is asked of a map: by which question, and on which day, typed or by the slider.

A newcomer's mistake: two days at once. The slider is a form of its own, so that what was typed and
where it stands never contradict each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.web.forms import WebForm

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 1, 1)
_NO_DAY = _("Please write a day with month and year, for example 2025-07-18.")


class MapForm(WebForm):
    """Which map, of which day."""

    by = forms.ChoiceField(label=_("What the map shows"), required=False)
    on = forms.DateField(
        label=_("On which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _NO_DAY},
    )
    month = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by = self.fields["by"]
        by.choices = choices  # type: ignore[attr-defined]
        by.error_messages["invalid_choice"] = _("Please choose one of these.")

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_NO_DAY)
        return day


@dataclass(frozen=True)
class Months:
    """A slider from the first month of which a fact is known to this one, by their number."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month

    def day(self, number: int) -> date:
        """The first of that month; at its end today, before its beginning the beginning."""
        if number >= self.count:
            return self.last
        months = self.first.year * 12 + self.first.month - 1 + max(number, 0)
        return max(date(months // 12, months % 12 + 1, 1), self.first)

    def number(self, day: date) -> int:
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return min(max(months, 0), self.count)
