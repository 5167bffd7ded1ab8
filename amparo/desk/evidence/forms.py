"""What organizers fill in about claims and sources. Forms judge and save nothing.

A newcomer's mistake: a number field. People write 400,000 and 18.8 %, and paste both.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.desk.evidence.copies import CopyField
from amparo.desk.fields import DayField, NamedChoiceField, WordsForm, window_error
from amparo.evidence.models import Bound, Claim, Source, Topic, Unit
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import language_name

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?")
_PLAIN = re.compile(r"\d{1,14}(?:[.,]\d{1,4})?")


class FigureField(LineField):
    """400,000 or 18.8 or 18,8; a percent sign or a dollar's is taken along and left out."""

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).strip("$% ").replace(" ", "").replace("\u00a0", "")
        if not typed:
            return None
        if _THOUSANDS.fullmatch(typed):
            return Decimal(typed.replace(",", ""))
        if _PLAIN.fullmatch(typed):
            return Decimal(typed.replace(",", "."))
        raise forms.ValidationError(
            _("Please write a number alone: 79, 18.8 or 400,000."), code="no-number"
        )


class ClaimWordsForm(WordsForm):
    """The claim in one language."""

    sentence = LineField(
        label=gettext_lazy("The claim, in one sentence"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("As it may stand alone, with its figure and its year."),
    )
    unit = LineField(
        label=gettext_lazy("What is counted"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Follows the figure: “people a year”."),
    )
    note = ProseField(
        label=gettext_lazy("How it was counted, and what it leaves out"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FigureForm(forms.Form):
    """The figure, in no language."""

    heading = gettext_lazy("The figure")

    value = FigureField(label=gettext_lazy("Figure"), required=False, max_length=30)
    unit = forms.ChoiceField(label=gettext_lazy("It is"), choices=Unit.choices)
    bound = forms.ChoiceField(label=gettext_lazy("How exactly"), choices=Bound.choices)
    year = forms.IntegerField(
        label=gettext_lazy("Of the year"),
        required=False,
        min_value=1800,
        max_value=2200,
        help_text=gettext_lazy("Or of the days below."),
    )
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("Until"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=Topic.choices)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        year = given.pop("year", None)
        if year and not given.get("starts_on") and not given.get("ends_on"):
            given["starts_on"], given["ends_on"] = date(year, 1, 1), date(year, 12, 31)
        trouble = window_error(given.get("starts_on"), given.get("ends_on"))
        if trouble:
            self.add_error("ends_on", trouble)
        return given


class SourceForm(forms.Form):
    """What a source is, and a copy of it for the day when its address is dead."""

    title = LineField(label=gettext_lazy("Title"), max_length=300)
    publisher = LineField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    published_on = DayField(label=gettext_lazy("Published on"), required=False)
    url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Its language"),
        choices=lambda: [(code, language_name(code)) for code in settings.SITE_LANGUAGES],
    )
    quote = ProseField(
        label=gettext_lazy("Quotation"),
        required=False,
        help_text=gettext_lazy("Exactly as printed, errors included."),
    )
    read_on = DayField(label=gettext_lazy("Read on"), initial=timezone.localdate)
    copy = CopyField()


class StandsOnForm(forms.Form):
    """What a claim stands on: a source that we have, or a new one."""

    heading = gettext_lazy("Where it is from")

    known = forms.ModelChoiceField(
        label=gettext_lazy("One that we have"), queryset=Source.objects.all(), required=False
    )
    title = LineField(label=gettext_lazy("Or a new one: its title"), required=False, max_length=300)
    publisher = LineField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    published_on = DayField(label=gettext_lazy("Published on"), required=False)
    url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Its language"),
        required=False,
        choices=lambda: [(code, language_name(code)) for code in settings.SITE_LANGUAGES],
    )
    where = LineField(
        label=gettext_lazy("Where in it"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Page 4, table 2."),
    )
    quote = ProseField(
        label=gettext_lazy("Quotation"),
        required=False,
        help_text=gettext_lazy("Exactly as printed, errors included."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    read_on = DayField(label=gettext_lazy("Read on"), required=False, initial=timezone.localdate)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("known") and not given.get("title"):
            self.add_error("title", _("Please choose a source or write the title of a new one."))
        if given.get("title") and not given.get("read_on"):
            self.add_error("read_on", _("When did one of us read it?"))
        return given


class WhyForm(forms.Form):
    why = ProseField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stays at the desk, in the claim's history."),
    )


class OptionalWhyForm(forms.Form):
    why = ProseField(
        label=gettext_lazy("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stays at the desk, in the claim's history."),
    )


class NewerForm(WhyForm):
    """Which claim says it newer."""

    field_order = ("newer", "why")
    newer = NamedChoiceField(
        label=gettext_lazy("The newer claim"),
        queryset=Claim.objects.none(),
        name_of=lambda claim: f"{claim.sentence} ({claim.key})",
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _others(self, "newer", claim)


class OpponentForm(forms.Form):
    """Which claim says otherwise."""

    other = NamedChoiceField(
        label=gettext_lazy("The claim that says otherwise"),
        queryset=Claim.objects.none(),
        name_of=lambda claim: f"{claim.sentence} ({claim.key})",
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _others(self, "other", claim)


class DifferenceForm(WordsForm):
    why = ProseField(
        label=gettext_lazy("Why they differ, as far as we know"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The public reads it between the two."),
    )


def _others(form: forms.Form, name: str, claim: Claim) -> None:
    field = form.fields[name]
    assert isinstance(field, NamedChoiceField)  # noqa: S101 - tells mypy what stands above
    field.queryset = Claim.objects.standing().with_words().exclude(pk=claim.pk)
