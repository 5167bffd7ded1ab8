"""What somebody is asked who tells how a resolution went. Validates; saves nothing.

A newcomer's mistake: asking who spoke for it. A body and its decision are public; whoever carried
the text in decides herself whether we may call her, and that is sealed.
"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.forms import LONGEST_NAME, LONGEST_TOWN, AskForm, CountyField, WordField
from amparo.pledges.models import BodyKind, Outcome
from amparo.web.forms import LineField, ProseField
from amparo.web.models import Coalition

LONGEST_BODY = 80  # letters; with the rest they fit a sealed card
LONGEST_REACH = 80


class ReportForm(AskForm):
    """What a body decided on a resolution."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=Outcome.choices,
        error_messages={
            "required": _("Please choose how it went."),
            "invalid_choice": _("Please choose how it went."),
        },
        widget=forms.RadioSelect,
    )
    body_kind = forms.ChoiceField(
        label=_("What body decided?"),
        choices=BodyKind.choices,
        error_messages={"invalid_choice": _("Please choose one from the list.")},
    )
    body_name = WordField(
        label=_("What is it called?"),
        max_length=LONGEST_BODY,
        help_text=_("The number of the precinct, the name of the council or congregation."),
        error_messages={"required": _("Please write what the body is called.")},
    )
    town = WordField(
        label=_("City or town"),
        max_length=LONGEST_TOWN,
        error_messages={"required": _("Please write the city or town.")},
    )
    county = CountyField(
        label=_("County"),
        error_messages={"invalid_choice": _("Please choose a county from the list.")},
    )
    decided_on = forms.DateField(
        label=_("On what day?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Please choose a day."),
            "invalid": _("This is not a day. It should look like 2027-05-31."),
        },
    )
    changes = ProseField(
        label=_("If it was changed: how?"),
        required=False,
        max_length=2000,
        help_text=_("An organizer reads it before it is shown. Please name no one."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = WordField(
        label=_("Your name"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reach = LineField(
        label=_("E-mail or telephone"),
        required=False,
        max_length=LONGEST_REACH,
        help_text=_("Only if we may ask you something. Sealed, and never shown."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Coalition.here().state:
            del self.fields["county"]

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return day
