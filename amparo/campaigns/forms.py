"""What the public is asked here, and the questions that the forms of asks share.

A newcomer's mistake: adding a question because it may be useful. Whatever is asked is kept under a
promise: it needs its line in "what we keep", its place on the card, and a reason that a tired
person takes.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.places.counties import counties
from amparo.web.forms import EmailAddressField, LineField, PhoneField, WebForm
from amparo.web.models import Coalition

LONGEST_NAME = 80  # letters; with the rest they fit a sealed card
LONGEST_TOWN = 60  # letters


class CodeForm(WebForm):
    """The withdrawal code on the paper that the family keeps."""

    code = LineField(
        label=_("The code on your paper"),
        help_text=_("Five groups of five letters and figures. Capitals and lines do not matter."),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class WordField(LineField):
    """A line that holds at least one letter, of any script, and no web address."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value and not self.required:
            return
        if not any(sign.isalpha() for sign in value):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if "://" in value:
            raise forms.ValidationError(_("Please write this without a web address."), code="web")


class CountyField(forms.ChoiceField):
    """A county of the coalition's state, by its FIPS code; "" for none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self.offered, required=False, **kwargs)

    @staticmethod
    def offered() -> list[tuple[str, Any]]:
        return [("", _("Outside the state, or rather not say")), *counties(Coalition.here().state)]

    def valid_value(self, value: Any) -> bool:
        return str(value) in _county_codes(Coalition.here().state)


class AskForm(WebForm):
    """The form of an ask, bound to the words that stood above it."""

    text_hash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class PersonForm(AskForm):
    """Who she is, one way to reach her, and who may write to her.

    `partners` are the (id, name) of those that ask for leave to write. A room's own questions stand
    between these; it may ask the county by `county = CountyField(…)`.
    """

    needs_contact: ClassVar[bool] = True

    name = WordField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Please write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailAddressField(
        label=_("E-mail"),
        required=False,
        help_text=_("We send one message, with a button to confirm that it was you."),
    )
    phone = PhoneField(
        label=_("Telephone"),
        required=False,
        help_text=_("Enough if you have no e-mail: an organizer calls you to confirm."),
    )
    wants_news = forms.BooleanField(
        label=_("Write to me about what comes next. I can leave at any time."), required=False
    )
    partner_news = forms.MultipleChoiceField(
        label=_("These partners may write to me too"),
        required=False,
        error_messages={"invalid_choice": _("One of the partners is no longer here.")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, partners: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "county" in self.fields and not Coalition.here().state:
            del self.fields["county"]
        asking = self.fields["partner_news"]
        if partners and isinstance(asking, forms.ChoiceField):
            asking.choices = list(partners)
        else:
            del self.fields["partner_news"]
        for name in ("wants_news", "partner_news"):  # asked last
            if name in self.fields:
                self.fields[name] = self.fields.pop(name)

    def others(self) -> list[forms.BoundField]:
        """What is asked after the name and the way to reach her."""
        first = ("name", "email", "phone")
        return [field for field in self.visible_fields() if field.name not in first]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        is_told = bool({"email", "phone"} & set(self.errors))
        if self.needs_contact and not is_told and not is_reachable(given):
            self.add_error(
                "email", _("Please give an e-mail address or a telephone number: one is enough.")
            )
        return given


def is_reachable(given: Mapping[str, Any]) -> bool:
    return bool(given.get("email") or given.get("phone"))


@lru_cache(maxsize=4)
def _county_codes(state: str) -> frozenset[str]:
    return frozenset(code for code, _name in counties(state))
