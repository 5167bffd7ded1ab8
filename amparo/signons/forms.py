"""What somebody is asked who signs for an organization, by her office, or for herself.

A newcomer's mistake: asking an organization for less. Who is authorized to sign, and that she says
so, is what makes an endorsement worth more than a name; she is sealed and never shown.
"""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amparo.campaigns.forms import LONGEST_TOWN, PersonForm, WordField
from amparo.signons.listing import state_choices
from amparo.signons.models import Scope
from amparo.web.forms import EmailAddressField, LineField
from amparo.web.templatetags.web import language_said

VISIBILITIES = [
    ("public", gettext_lazy("Everyone: my name and my town may be shown")),
    ("initials", gettext_lazy("Only my initials and my town")),
    ("counted", gettext_lazy("Nobody in public: I am counted, and the organizers know my name")),
    (
        "secret",
        gettext_lazy("Nobody at all: I am counted, and the organizers are not shown my name"),
    ),
]
_PLEASE_CHOOSE_SCOPE = gettext_lazy("Please choose how far it works.")
_PLEASE_CHOOSE_STATE = gettext_lazy("Please choose a state from the list.")


class ByMailForm(PersonForm):
    """Somebody whose answer to our mail makes it count; no telephone instead."""

    first: ClassVar[tuple[str, ...]] = ()  # what is asked before her name

    email = EmailAddressField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("We send one message, with a button to confirm. It is never shown."),
    )
    phone = None  # type: ignore[assignment]  # Django's way of asking less than the parent
    city = LineField(label=gettext_lazy("City or town"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=state_choices,
        required=False,
        error_messages={"invalid_choice": _PLEASE_CHOOSE_STATE},
    )
    identification_only = forms.BooleanField(
        label=gettext_lazy("List it “for identification purposes only”"), required=False
    )

    def asked(self) -> list[forms.BoundField]:
        """The fields in the order in which they are asked."""
        shown = {field.name: field for field in self.visible_fields()}
        first = [shown[name] for name in self.order() if name in shown]
        return [*first, *(field for name, field in shown.items() if field not in first)]

    def order(self) -> list[str]:
        raise NotImplementedError


class OrganizationForm(ByMailForm):
    """An organization signs; the authorized person is told to the organizers alone."""

    organization = WordField(
        label=gettext_lazy("Name of the organization"),
        max_length=160,
        error_messages={"required": gettext_lazy("Please write the organization's name.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("How far does it work?"),
        choices=Scope.choices,
        error_messages={"required": _PLEASE_CHOOSE_SCOPE, "invalid_choice": _PLEASE_CHOOSE_SCOPE},
        widget=forms.RadioSelect,
    )
    website = forms.URLField(
        label=gettext_lazy("Website"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("This address cannot be right. It looks like example.org.")
        },
    )
    title = LineField(
        label=gettext_lazy("Your title there"),
        max_length=100,
        error_messages={"required": gettext_lazy("Please write what you are there.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    is_authorized = forms.BooleanField(
        label=gettext_lazy("I am authorized to sign for this organization."),
        error_messages={
            "required": gettext_lazy("Please tick this, or ask somebody who is authorized.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others_named = [code for code in settings.SITE_LANGUAGES if code != get_language()]
        for code in self.others_named:
            label = _("Its name in %(language)s, if it has one") % {"language": language_said(code)}
            self.fields[f"other_name_{code}"] = LineField(
                label=label, required=False, max_length=160
            )
        self.fields["name"].help_text = _("For the organizers only. It is sealed and never shown.")

    def order(self) -> list[str]:
        others = [f"other_name_{code}" for code in self.others_named]
        return [
            "organization", *others, "scope", "city", "state", "website", "identification_only",
            "name", "title", "email", "is_authorized",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        is_somewhere = given.get("scope") in (Scope.LOCAL, Scope.STATE)
        if is_somewhere and not given.get("state") and "state" not in self.errors:
            self.add_error("state", _PLEASE_CHOOSE_STATE)
        return given


class OfficeForm(ByMailForm):
    """An official or a member of the clergy signs by her office; name and office are shown."""

    office = WordField(
        label=gettext_lazy("Your office"),
        max_length=160,
        help_text=gettext_lazy("For example: Council Member, City of Northfield"),
        error_messages={"required": gettext_lazy("Please write by which office you sign.")},
    )
    is_shown = forms.BooleanField(
        label=gettext_lazy("My name and my office may stand on the list."),
        error_messages={
            "required": gettext_lazy("Without this your name cannot stand on the list.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("As it should stand on the list: Rev. Ana Ejemplo")

    def order(self) -> list[str]:
        return ["name", "office", "city", "state", "identification_only", "email", "is_shown"]


class IndividualForm(PersonForm):
    """Somebody signs for herself, and chooses who may see her name."""

    town = WordField(
        label=gettext_lazy("City or town"),
        max_length=LONGEST_TOWN,
        error_messages={"required": gettext_lazy("Please write the city or town where you live.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see my name?"),
        choices=VISIBILITIES,
        initial="counted",
        error_messages={
            "required": gettext_lazy("Please choose who may see your name."),
            "invalid_choice": gettext_lazy("Please choose who may see your name."),
        },
        widget=forms.RadioSelect,
    )
