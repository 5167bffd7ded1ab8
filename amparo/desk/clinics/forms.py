"""What the desk asks for a clinic day and for a provider. Validates; saves nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amparo.clinics.models import Cost, Service, Spoken
from amparo.desk.fields import WordsForm
from amparo.desk.gatherings.forms import HourField
from amparo.places.counties import counties
from amparo.web.forms import LineField, PhoneField
from amparo.web.models import Coalition

LONGEST_KEPT = 60  # days


class SlotsForm(forms.Form):
    """An attorney's hours, parted into times to book."""

    table = LineField(
        label=gettext_lazy("Who, or which table"),
        max_length=60,
        help_text=gettext_lazy(
            "A name, or “Table 2”. Only the desk sees it, unless visitors may choose with whom."
        ),
    )
    first = HourField(label=pgettext_lazy("hours", "From"), required=True)
    last = HourField(label=pgettext_lazy("hours", "To"), required=True)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Minutes for each person"),
        coerce=int,
        initial=30,
        choices=[(each, str(each)) for each in (15, 20, 30, 40, 45, 60)],
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and last <= first:
            self.add_error("last", _("This is before it begins."))
        return given


class DayForm(forms.Form):
    """How a clinic day takes bookings, and how long they are kept."""

    takes_bookings = forms.BooleanField(label=gettext_lazy("Times can be booked"), required=False)
    takes_online = forms.BooleanField(
        label=gettext_lazy("Visitors may book by themselves on the website"),
        required=False,
        help_text=gettext_lazy("Otherwise by telephone: a volunteer books for them here."),
    )
    names_tables = forms.BooleanField(
        label=gettext_lazy("Visitors see with whom, and may choose"),
        required=False,
        help_text=gettext_lazy(
            "The names of attorneys are public then. Ask each of them first; a language that she"
            " speaks may stand beside her name."
        ),
    )
    kept_days = forms.IntegerField(
        label=gettext_lazy("Days until what they told us is destroyed"),
        min_value=1,
        max_value=LONGEST_KEPT,
        help_text=gettext_lazy("Counted from the day of the clinic."),
    )


class ProviderForm(forms.Form):
    """The facts of a legal provider."""

    name = LineField(label=gettext_lazy("Name"), max_length=160)
    phone = PhoneField(label=gettext_lazy("Telephone"), required=False)
    address = LineField(label=gettext_lazy("Address"), required=False, max_length=200)
    county = forms.ChoiceField(label=gettext_lazy("County of the office"), required=False)
    counties = forms.MultipleChoiceField(
        label=gettext_lazy("Counties that it serves"),
        required=False,
        help_text=gettext_lazy("None chosen: the whole state."),
    )
    services = forms.MultipleChoiceField(
        label=gettext_lazy("What it helps with"),
        choices=Service.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose one at least.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"),
        choices=Spoken.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose one at least.")},
    )
    cost = forms.ChoiceField(label=gettext_lazy("Cost"), choices=Cost.choices)
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=300, assume_scheme="https"
    )
    is_listed = forms.BooleanField(
        label=gettext_lazy("Show it in the public list"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = counties(Coalition.here().state)
        for name, offered in (("county", [("", ""), *here]), ("counties", here)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("phone") and not given.get("website") and "phone" not in self.errors:
            self.add_error("phone", _("Please give a telephone number or a website."))
        return given


class ProviderWordsForm(WordsForm):
    hours = LineField(label=gettext_lazy("When to call or to come"), required=False, max_length=200)
    note = LineField(label=gettext_lazy("What people should know"), required=False, max_length=300)
