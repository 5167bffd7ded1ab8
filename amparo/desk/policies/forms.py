"""What organizers fill in about facts and agreements. Forms judge and save nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.desk.fields import DayField, NamedChoiceField, WordsForm, window_error
from amparo.desk.placefields import PlaceField
from amparo.places.models import AGENCIES, Kind
from amparo.policies.models import Agreement, Evidence, Fact, FactorValue, Model, RulingKind
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import day


def all_answers() -> Any:
    """Every answer of every factor that is asked, in their order, with words."""
    rows = FactorValue.objects.filter(factor__is_asked=True).select_related("factor")
    return rows.prefetch_related("texts", "factor__texts").order_by(
        "factor__order", "factor_id", "order"
    )


def answer_name(value: FactorValue) -> str:
    return f"{value.factor.name}: {value.name}"


class FactForm(forms.Form):
    """What a government does, since when, by whose decision."""

    jurisdiction = PlaceField(
        label=gettext_lazy("Government or agency"),
        help_text=gettext_lazy("Rice County, MN. An agency where it is the agency's own rule."),
    )
    value = NamedChoiceField(
        label=gettext_lazy("What it does"),
        queryset=FactorValue.objects.none(),
        name_of=answer_name,
    )
    evidence = forms.ChoiceField(label=gettext_lazy("Kind of evidence"), choices=Evidence.choices)
    approved_by = LineField(
        label=gettext_lazy("Decided by"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The county board, the sheriff, a court."),
    )
    starts_on = DayField(label=gettext_lazy("In force from"))
    is_start_known = forms.BooleanField(
        label=gettext_lazy("It began exactly on that day"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Else it is the first day of which we know."),
    )
    ends_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Empty while it is in force."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].queryset = all_answers()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("starts_on"), given.get("ends_on"))
        if trouble:
            self.add_error("ends_on", trouble)
        return given


class NoteForm(WordsForm):
    """What the answer alone does not say, in one language."""

    note = ProseField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What the answer alone does not say: “only after a conviction”."),
    )


class SupersedeForm(FactForm):
    """A newer answer of the same government to the same factor."""

    field_order = ("value", "starts_on", "is_start_known", "evidence", "approved_by")

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("jurisdiction", "ends_on"):
            del self.fields[name]
        field = self.fields["value"]
        field.queryset = all_answers().filter(factor=fact.factor_id)  # type: ignore[attr-defined]
        self.fact = fact

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        starts = given.get("starts_on")
        if starts and starts <= self.fact.starts_on:
            self.add_error("starts_on", _("The newer one begins after the older one did."))
        return given


class EndForm(forms.Form):
    """The last day, or between which days it ended."""

    ends_on = DayField(label=gettext_lazy("Last day of which we know that it was so"))
    gone_on = DayField(
        label=gettext_lazy("First day of which we know that it was no more"),
        required=False,
        help_text=gettext_lazy("Leave it empty where the last day is exact."),
    )

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fact = fact

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        ends, gone = given.get("ends_on"), given.get("gone_on")
        if ends and ends < self.fact.starts_on:
            self.add_error("ends_on", _("The last day is before the first."))
        if ends and gone and gone <= ends:
            self.add_error("gone_on", _("It was no more after the last day, not before."))
        return given


class RulingForm(forms.Form):
    """A lawsuit, or an attorney general's opinion."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=RulingKind.choices)
    title = LineField(
        label=gettext_lazy("Title"),
        max_length=200,
        help_text=gettext_lazy("Doe v. Rice County; Opinion 2025-1."),
    )
    body = LineField(
        label=gettext_lazy("Court, or attorney general"), required=False, max_length=200
    )
    number = LineField(
        label=gettext_lazy("Docket or opinion number"), required=False, max_length=60
    )
    begun_on = DayField(label=gettext_lazy("Filed on"), required=False)
    decided_on = DayField(label=gettext_lazy("Decided on"), required=False)
    outcome = ProseField(
        label=gettext_lazy("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("begun_on"), given.get("decided_on"))
        if trouble:
            self.add_error("decided_on", trouble)
        return given


class AgreementForm(forms.Form):
    """What the document of a 287(g) agreement says."""

    agency = PlaceField(
        label=gettext_lazy("Agency"),
        kinds=(*AGENCIES, Kind.STATE, Kind.COUNTY, Kind.CITY),
        help_text=gettext_lazy("Rice County Sheriff's Office, MN."),
    )
    model = forms.ChoiceField(label=gettext_lazy("Model"), choices=Model.choices)
    signed_on = DayField(label=gettext_lazy("Signed on"))
    ended_on = DayField(label=gettext_lazy("Ended on"), required=False)
    document_url = forms.URLField(
        label=gettext_lazy("Address of the document"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("signed_on"), given.get("ended_on"))
        if trouble:
            self.add_error("ended_on", trouble)
        return given


class KnownAgreementForm(AgreementForm):
    """The same of one that is here: whose it is and its model stay."""

    def __init__(self, *args: Any, found: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("agency", "model"):
            del self.fields[name]
        self.fields["signed_on"].required = False
        self.found = found

    def clean(self) -> dict[str, Any]:
        """Against what the fact says where the document is mute."""
        given, fact = super().clean(), self.found.fact
        signed, ended = given.get("signed_on"), given.get("ended_on")
        ends = ended or (None if self.found.ended_on else fact.ends_on)
        if signed and not ended and ends and signed > ends:
            said = _("It ended on %(day)s, before it was signed. Please write when it ended too.")
            self.add_error("signed_on", said % {"day": day(ends, "year")})
        if ended and not signed and ended < fact.starts_on:
            self.add_error("ended_on", _("The last day is before the first."))
        return given
