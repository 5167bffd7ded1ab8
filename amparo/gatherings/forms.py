"""What somebody is asked who says that she comes, and nothing else. Validates; saves nothing.

A newcomer's mistake: a date from the list that was shown an hour ago. It may be over or cancelled
by now; the view looks again before it takes anything.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.forms import PersonForm
from amparo.gatherings.operations.coming import LARGEST_PARTY
from amparo.web.forms import LineField

LONGEST_NEEDS = 120  # letters; with the rest they fit a sealed card


class RsvpForm(PersonForm):
    """ "I will come". `dates` are (name, words) of those to choose from; none: it is once."""

    which = forms.ChoiceField(
        label=_("Which date"),
        error_messages={
            "required": _("Please choose a date."),
            "invalid_choice": _("This date is no longer there. Please choose another."),
        },
    )
    party = forms.IntegerField(
        label=_("How many come, you included?"),
        min_value=1,
        max_value=LARGEST_PARTY,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Please write how many you are."),
            "invalid": _("Please write a number."),
            "min_value": _("At least one: you."),
            "max_value": _("At most %(limit_value)d. More? Please call us."),
        },
    )
    needs = LineField(
        label=_("What do you need there?"),
        required=False,
        max_length=LONGEST_NEEDS,
        help_text=_("A chair, an interpreter, a ride: only the hosts can read it."),
    )

    def __init__(self, *args: Any, dates: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosing = self.fields["which"]
        if dates and isinstance(choosing, forms.ChoiceField):
            choosing.choices = list(dates)
        else:
            del self.fields["which"]
        self.fields["email"].help_text = _(
            "For the button to confirm, and for what changes: a reminder, another hour or place."
        )
        self.order_fields(["which", "party", "name", "email", "phone", "needs"])

    def before(self) -> list[forms.BoundField]:
        """What is asked first: when, and how many."""
        return [self[name] for name in ("which", "party") if name in self.fields]

    def others(self) -> list[forms.BoundField]:
        return [field for field in super().others() if field.name not in ("which", "party")]
