"""What organizers fill in about one date of a gathering, and who counts on the spot.

A newcomer's mistake: filling in what every date has. What is left empty follows the gathering, also
when that changes later.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.desk.asks.forms import lines
from amparo.desk.fields import DayField, OrganizationsField, WordsForm
from amparo.desk.gatherings.forms import HourField
from amparo.web.forms import LineField


class DateForm(forms.Form):
    """What one date has of its own; empty is as on every date."""

    moved_on = DayField(label=gettext_lazy("Moved to the day"), required=False)
    starts_time = HourField(label=gettext_lazy("From"))
    ends_time = HourField(label=gettext_lazy("Until"))
    hosts = OrganizationsField(
        label=gettext_lazy("Hosts of this date"),
        help_text=gettext_lazy("In place of the usual ones."),
    )
    address = LineField(
        label=gettext_lazy("Street and number, town"), required=False, max_length=200
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"), required=False, min_value=1, max_value=100_000
    )
    tells = forms.BooleanField(
        label=gettext_lazy("Write to those who come what has changed"),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("ends_time") and not given.get("starts_time"):
            self.add_error("starts_time", _("Please say when it begins, too."))
        return given


class DateWordsForm(WordsForm):
    """What one date says besides, in one language."""

    theme = LineField(label=gettext_lazy("Theme of this date"), required=False, max_length=140)
    place = LineField(label=gettext_lazy("Another place"), required=False, max_length=160)
    note = LineField(
        label=gettext_lazy("What people should know"),
        required=False,
        max_length=400,
        widget=lines(2),
    )


class CancelForm(forms.Form):
    tells = forms.BooleanField(
        label=gettext_lazy("Write to those who come"), required=False, initial=True
    )


class CountForm(forms.Form):
    """How many people are there; made for one hand."""

    count = forms.IntegerField(
        label=gettext_lazy("How many people are there"),
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "desk-big"}),
    )
