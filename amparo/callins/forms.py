"""What a caller is asked afterwards, and nothing about herself. Validates; saves nothing.

A newcomer's mistake: asking who she is "to count better". Nobody needs a name to say how an office
answered; a field more, and people who are afraid will not tell us.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.callins.models import Outcome
from amparo.campaigns.forms import AskForm
from amparo.officials.models import Stance
from amparo.web.forms import ProseField

LONGEST_WORDS = 2000  # letters; at four bytes each they fit the largest sealed comment

STANCES = [
    (Stance.FOR, gettext_lazy("They are for it")),
    (Stance.LEANING, gettext_lazy("They lean toward it")),
    (Stance.UNDECIDED, gettext_lazy("They have not decided")),
    (Stance.LEANING_AGAINST, gettext_lazy("They lean against it")),
    (Stance.AGAINST, gettext_lazy("They are against it")),
    (Stance.UNSAID, gettext_lazy("They would not say")),
    ("", gettext_lazy("I could not tell, or did not ask")),
]


class ReportForm(AskForm):
    """How one call went."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=Outcome.choices,
        error_messages={
            "required": gettext_lazy("Please choose how the call went."),
            "invalid_choice": gettext_lazy("Please choose how the call went."),
        },
        widget=forms.RadioSelect,
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("Where do they stand?"),
        required=False,
        choices=STANCES,
        error_messages={"invalid_choice": gettext_lazy("Please choose one of these answers.")},
        widget=forms.RadioSelect,
    )
    words = ProseField(
        label=gettext_lazy("What did they say?"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=gettext_lazy(
            "Sealed at once. An organizer reads it before anything of it is shown."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("stance") and given.get("outcome") not in (None, Outcome.SPOKE):
            self.add_error("stance", _("You can only have heard this if you spoke with somebody."))
        return given
