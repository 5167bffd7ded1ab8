"""What organizers fill in about petitions alone. Forms validate and save nothing."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.desk.asks.forms import lines
from amparo.desk.fields import DayField
from amparo.petitions.operations.recording import MOST_ON_A_STACK
from amparo.web.forms import LineField, ProseField


class PaperForm(forms.Form):
    """A stack of sheets, counted; made for one hand."""

    count = forms.IntegerField(
        label=gettext_lazy("How many signatures"),
        min_value=1,
        max_value=MOST_ON_A_STACK,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "desk-big"}),
    )
    counted_by = LineField(label=gettext_lazy("Counted by"), max_length=120)
    counted_on = DayField(label=gettext_lazy("Counted on"), initial=timezone.localdate)
    sheets_kept_at = LineField(
        label=gettext_lazy("Where the sheets are"),
        max_length=200,
        help_text=gettext_lazy("A locked place. Nobody types the names into a computer."),
    )

    def clean_counted_on(self) -> Any:
        day = self.cleaned_data["counted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class PacketForm(forms.Form):
    """The letter that lies on top of the packet, in the language of the office."""

    recipient = ProseField(
        label=gettext_lazy("Recipient"),
        help_text=gettext_lazy("Name and address of the office, a line each."),
        widget=lines(4),
        max_length=500,
    )
    delivered_on = DayField(label=gettext_lazy("Date"), initial=timezone.localdate)
    salutation = LineField(label=gettext_lazy("Salutation"), max_length=120)
    letter = ProseField(label=gettext_lazy("Letter"), max_length=6_000, widget=lines(10))
    closing = LineField(label=gettext_lazy("Closing words"), max_length=80)
    signers = ProseField(
        label=gettext_lazy("Signed by"),
        required=False,
        help_text=gettext_lazy("A line each: name, then a comma and the role."),
        widget=lines(3),
        max_length=1_000,
    )
    least = forms.IntegerField(
        label=gettext_lazy("Name a town from how many signatures on"),
        initial=10,
        min_value=1,
        max_value=1_000,
        help_text=gettext_lazy("In a small town, two signatures are two neighbors."),
    )
    has_names = forms.BooleanField(
        label=gettext_lazy("With the names that may be shown"), required=False, initial=True
    )
