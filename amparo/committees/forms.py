"""What somebody is asked who wants to help. Validates; saves nothing.

A newcomer's mistake: a question about papers, work or family. Nobody needs to know more of a
volunteer than what she can do, when, and how one reaches her.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.forms import LONGEST_TOWN, PersonForm, WordField
from amparo.web.forms import LineField

LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("so", _("Somali")),
    ("hmn", _("Hmong")),
    ("kar", _("Karen")),
    ("am", _("Amharic")),
]
TIMES = [
    ("days", _("Weekdays, by day")),
    ("evenings", _("Weekday evenings")),
    ("weekends", _("Weekends")),
    ("home", _("From home, at any hour")),
    ("urgent", _("At short notice, when it is urgent")),
]
WAYS = [
    ("mail", _("E-mail")),
    ("call", _("A call")),
    ("text", _("Text message")),
    ("whatsapp", _("WhatsApp")),
]
LONGEST_SKILLS = 120  # letters; with the rest they fit a sealed card
LONGEST_LANGUAGE = 40


class VolunteerForm(PersonForm):
    """One person who joins one committee or several. `offered` are the open ones."""

    committees = forms.MultipleChoiceField(
        label=_("Where would you like to help?"),
        error_messages={
            "required": _("Please choose one committee at least."),
            "invalid_choice": _("One of the committees takes nobody in any more."),
        },
        widget=forms.CheckboxSelectMultiple,
    )
    town = WordField(
        label=_("City or town"),
        max_length=LONGEST_TOWN,
        error_messages={"required": _("Please write the city or town where you live.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    way = forms.ChoiceField(
        label=_("How do you like to hear from us?"),
        choices=WAYS,
        initial="mail",
        error_messages={"invalid_choice": _("Please choose one from the list.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        choices=LANGUAGES,
        required=False,
        error_messages={"invalid_choice": _("Please choose from the list.")},
        widget=forms.CheckboxSelectMultiple,
    )
    other_language = LineField(
        label=_("Another language"), required=False, max_length=LONGEST_LANGUAGE
    )
    times = forms.MultipleChoiceField(
        label=_("When can you help?"),
        choices=TIMES,
        required=False,
        error_messages={"invalid_choice": _("Please choose from the list.")},
        widget=forms.CheckboxSelectMultiple,
    )
    skills = LineField(
        label=_("What are you good at?"),
        required=False,
        max_length=LONGEST_SKILLS,
        help_text=_("For example: driving, interpreting, reading laws, cooking for forty."),
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committees"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        field.choices = list(offered)
        self.order_fields(["committees", "name", "email", "phone", "way", "town"])
        del self.fields["text_hash"]

    def others(self) -> list[forms.BoundField]:
        """What is asked after the committees, the name and the way to reach her."""
        first = ("committees", "name", "email", "phone")
        return [field for field in self.visible_fields() if field.name not in first]
