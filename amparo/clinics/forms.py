"""What one is asked to book an hour, and nothing else: what to call her, perhaps a telephone.

A newcomer's mistake: a field about the case. Nothing here asks for papers, countries or stories;
that is what the hour with the attorney is for. Each field has its line in keeping.py.
"""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.clinics.days import Hour
from amparo.clinics.models import Cost, Service, Spoken
from amparo.lib.dates import time_in_words
from amparo.web.forms import LineField, PhoneField, WebForm

LONGEST_NAME = 60  # letters; with the rest they fit a sealed card
TAKEN = _("This time has just been taken. Please choose another.")
NOBODY_LEFT = _("Here all times have just been taken. Please choose somebody else.")


class BookingForm(WebForm):
    """An hour, and who comes. `hours` are those that can still be had.

    With `names_tables` each hour says who is free then, and one of them may be chosen.
    """

    hour = forms.TypedChoiceField(
        label=_("Which time?"),
        coerce=time.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a time."),
            "invalid_choice": TAKEN,
        },
    )
    table = forms.ChoiceField(
        label=_("With whom?"), required=False, error_messages={"invalid_choice": NOBODY_LEFT}
    )
    name = LineField(
        label=_("What shall we call you?"),
        max_length=LONGEST_NAME,
        help_text=_("Any name that you will answer to. Only the attorneys can read it."),
        error_messages={"required": _("Please write a name that we can call.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Telephone"),
        required=False,
        help_text=_("Only if the attorneys may call you, should something change."),
    )
    spoken = forms.ChoiceField(
        label=_("In which language would you like to talk?"),
        choices=Spoken.choices,
        error_messages={
            "required": _("Please choose a language."),
            "invalid_choice": _("Please choose a language."),
        },
    )

    def __init__(
        self,
        *args: Any,
        hours: Sequence[Hour] = (),
        language: str = "",
        names_tables: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hours, self.language = hours, language
        tables = sorted({table for each in hours for table in each.tables})
        if not names_tables or len(tables) < 2:
            del self.fields["table"]
        _offer(self, "table", [("", _("Whoever is free")), *((each, each) for each in tables)])
        _offer(self, "hour", [(each.value, self._said(each)) for each in hours])
        self.fields["spoken"].initial = language if language in Spoken.values else None

    def clean(self) -> dict[str, Any]:
        """Whom she chose has to be free at the hour that she chose."""
        given = self.cleaned_data
        at, table = given.get("hour"), given.get("table", "")
        free = [each for each in self.hours if table in each.tables]
        if at and table and at not in [each.at for each in free]:
            hours = ", ".join(time_in_words(each.at, self.language) for each in free)
            said = _("With %(table)s these times are free: %(hours)s.")
            self.add_error("hour", said % {"table": table, "hours": hours})
        return given

    def _said(self, hour: Hour) -> str:
        at = time_in_words(hour.at, self.language)
        return f"{at} · {', '.join(hour.tables)}" if "table" in self.fields else at


class CodeForm(WebForm):
    """The code of a slip."""

    code = LineField(
        label=_("The code on your slip"),
        max_length=40,
        help_text=_("Twelve letters and numbers, like ABCD-2345-EFGH."),
        error_messages={"required": _("Please write the code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class FilterForm(WebForm):
    """What one looks for in the directory; a GET form, so its answer can be passed on."""

    county = forms.ChoiceField(label=_("County"), required=False)
    service = forms.ChoiceField(label=_("What it is about"), required=False)
    spoken = forms.ChoiceField(label=_("Language"), required=False)
    cost = forms.ChoiceField(label=_("Cost"), required=False)

    def __init__(
        self,
        *args: Any,
        counties: Sequence[tuple[str, str]],
        services: set[str],
        languages: set[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        _offer(self, "county", [*every, *counties])
        _offer(
            self, "service", [*every, *(each for each in Service.choices if each[0] in services)]
        )
        _offer(self, "spoken", [*every, *(each for each in Spoken.choices if each[0] in languages)])
        _offer(self, "cost", [*every, *Cost.choices])


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields.get(name)
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
