"""What organizers fill in about letters and who signed them. Forms validate and save nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amparo.desk.asks.forms import AskFactsForm, AskWordsForm, lines
from amparo.desk.fields import DayField, OrganizationsField, WordsForm
from amparo.organizations.models import Kind as OrganizationKind
from amparo.organizations.models import Organization
from amparo.signons.listing import state_choices
from amparo.signons.models import (
    Arrangement,
    Endorsement,
    Form,
    PastedLine,
    Role,
    Scope,
    SignerKind,
)
from amparo.signons.models.pasted import LineSays
from amparo.signons.operations.endorsing import Given
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import language_said

SCOPES = [("", pgettext_lazy("scope", "Not said")), *Scope.choices]


class StateField(forms.ChoiceField):
    """A state by its two letters; "" for none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("State"))
        kwargs.setdefault("required", False)
        super().__init__(choices=state_choices, **kwargs)


class LetterFactsForm(AskFactsForm):
    """What a letter has besides its words."""

    FOLDS = (
        (gettext_lazy("Host organizations"), ("hosts",)),
        (
            gettext_lazy("Other settings"),
            ("dated_on", "arrangement", "goal", "opens_at", "effort", "slug"),
        ),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Form.choices,
        initial=Form.LETTER,
        help_text=gettext_lazy("A letter goes to somebody; a statement is said to everybody."),
    )
    takes_organizations = forms.BooleanField(
        label=gettext_lazy("Organizations may sign"), required=False, initial=True
    )
    takes_offices = forms.BooleanField(
        label=gettext_lazy("Officials and clergy may sign by their office"), required=False
    )
    takes_individuals = forms.BooleanField(
        label=gettext_lazy("Individuals may sign"), required=False
    )
    dated_on = DayField(
        label=gettext_lazy("Date on the letter"),
        required=False,
        help_text=gettext_lazy("Empty: the day on which it is frozen."),
    )
    deadline_on = DayField(
        label=gettext_lazy("Internal deadline"),
        required=False,
        help_text=gettext_lazy("When we want the names. Only the desk sees it."),
    )
    arrangement = forms.ChoiceField(
        label=gettext_lazy("Order of the list"),
        choices=Arrangement.choices,
        initial=Arrangement.STATES,
    )
    hosts = OrganizationsField(
        label=gettext_lazy("Host organizations"),
        help_text=gettext_lazy("Who collects the names with us."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hosts"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells mypy
        field.queryset = Organization.objects.listed().with_names()
        self.order_fields(
            ["campaign", "form", "takes_organizations", "takes_offices", "takes_individuals",
             "deadline_on", "closes_at", "hosts"]
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        kinds = ("takes_organizations", "takes_offices", "takes_individuals")
        if not any(given.get(name) for name in kinds):
            self.add_error("takes_organizations", _("Somebody has to be able to sign it."))
        return given


class LetterWordsForm(AskWordsForm):
    """What a letter says in one language."""

    salutation = LineField(
        label=gettext_lazy("Salutation"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("“Dear Director …:”. A statement has none."),
    )
    closing = LineField(label=gettext_lazy("Closing words"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].help_text = gettext_lazy(
            "In one line, for the page. Their addresses come later. A statement has none."
        )
        self.order_fields(["title", "addressee", "ask", "salutation", "body", "closing"])


class RecipientForm(forms.Form):
    """Somebody to whom the letter or a copy goes."""

    role = forms.ChoiceField(
        label=gettext_lazy("What goes there"), choices=Role.choices, initial=Role.TO
    )
    name = LineField(
        label=gettext_lazy("Name"),
        required=False,
        help_text=gettext_lazy("Empty where it goes to an office."),
    )
    address = ProseField(
        label=gettext_lazy("Address"), required=False, max_length=500, widget=lines(3)
    )


class PostForm(WordsForm):
    """A recipient's title and office in one language."""

    title = LineField(label=gettext_lazy("Title"), required=False, max_length=200)
    office = LineField(label=gettext_lazy("Office"), required=False, max_length=200)


class CopiesForm(forms.Form):
    copies = ProseField(
        label=gettext_lazy("Who gets a copy"),
        max_length=10_000,
        widget=lines(12),
        help_text=gettext_lazy("One a line: name, title, office, with commas between them."),
    )


class SignerForm(forms.Form):
    """One signer, as it stands on the list: for adding, correcting, merging."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Who signs"),
        choices=SignerKind.choices,
        initial=SignerKind.ORGANIZATION,
    )
    name = LineField(label=gettext_lazy("Name"), max_length=200)
    acronym = LineField(label=gettext_lazy("Acronym"), required=False, max_length=20)
    office = LineField(
        label=gettext_lazy("Office"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Of a person: by which office she signs."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("How far it works"),
        choices=SCOPES,
        required=False,
        help_text=gettext_lazy("What works nationally stands under “National”."),
    )
    city = LineField(label=gettext_lazy("City or town"), required=False, max_length=80)
    state = StateField()
    note = LineField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("“for identification purposes only”, for example."),
    )


class EndorsementForm(SignerForm):
    """... with its names in other languages and its row in our directory."""

    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")
    organization = forms.ModelChoiceField(
        label=gettext_lazy("The same as, in our directory"),
        queryset=Organization.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells mypy
        field.queryset = Organization.objects.with_names()
        self.others = [code for code in settings.SITE_LANGUAGES if code != language]
        for code in self.others:
            label = _("Its name in %(language)s") % {"language": language_said(code)}
            self.fields[f"name_{code}"] = LineField(label=label, required=False, max_length=200)

    def given(self) -> Given:
        """What is written down."""
        told = dict(self.cleaned_data)
        names = {code: told.pop(f"name_{code}", "") for code in self.others}
        return Given(**told, names=names)

    @staticmethod
    def initial_of(endorsement: Endorsement) -> dict[str, Any]:
        fields = ("kind", "name", "acronym", "office", "scope", "city", "state", "note", "website")
        said: dict[str, Any] = {name: getattr(endorsement, name) for name in fields}
        said["organization"] = endorsement.organization_id
        return said | {f"name_{row.language}": row.name for row in endorsement.names.all()}


class DirectoryForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=OrganizationKind.choices, initial="community"
    )


class PasteForm(forms.Form):
    """A list from wherever it was kept so far."""

    text = forms.CharField(
        label=gettext_lazy("The list"),
        max_length=400_000,
        widget=lines(18),
        strip=False,
        help_text=gettext_lazy(
            "One name a line, from a spreadsheet, an e-mail or a page. States may stand above "
            "their names or beside them. Nothing is signed before you have looked at it."
        ),
        error_messages={"required": gettext_lazy("Please paste a list of names.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("They signed the text in"),
        help_text=gettext_lazy("Each name is bound to that text as it stands today."),
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy
        field.choices = [(code, language_said(code)) for code in languages]


class LineForm(SignerForm):
    """What a pasted line really is."""

    says = forms.ChoiceField(label=gettext_lazy("This line is"), choices=LineSays.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["says", *[name for name in self.fields if name != "says"]])
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("says") == LineSays.SIGNER and not given.get("name"):
            self.add_error("name", _("Please write the name."))
        return given

    @staticmethod
    def initial_of(line: PastedLine) -> Mapping[str, Any]:
        said = {name: getattr(line, name) for name in LineForm.base_fields}
        said["kind"] = said["kind"] or SignerKind.ORGANIZATION
        said["name"] = said["name"] or line.text.strip()[:200]
        return said
