"""What organizers fill in about watched texts and stops. Forms judge and save nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from amparo.bills.models import Bill
from amparo.desk.fields import DayField, NamedChoiceField, WordsForm, window_error
from amparo.evidence.models import Claim, Source
from amparo.sightings.models import Movement
from amparo.web.forms import LineField, ProseField


class WatchWordsForm(WordsForm):
    """What a watched text is called, and what it does, in one language."""

    title = LineField(
        label=gettext_lazy("What we call it"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("In a few plain words: “Police ask about papers”."),
    )
    does = ProseField(
        label=gettext_lazy("What it does"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("As you would tell it to a neighbor."),
    )


class PastedForm(forms.Form):
    """Wording that somebody pastes."""

    body = forms.CharField(
        label=gettext_lazy("The wording"),
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Word for word, at least twelve words. Line numbers and (a), (b) do no harm."
        ),
        error_messages={"required": gettext_lazy("Please paste the wording.")},
    )
    is_model = forms.BooleanField(
        label=gettext_lazy("It is a model bill: made to be brought into many legislatures"),
        required=False,
        help_text=gettext_lazy("Then paste the part that matters, without the frame around it."),
    )


class SelectedForm(forms.Form):
    """Words selected in a text; the page shows them, so only their places are sent."""

    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    is_new_only = forms.BooleanField(
        label=gettext_lazy("Only what is new in it: standing law around it is not looked for"),
        required=False,
    )


class RoadForm(forms.Form):
    is_public = forms.BooleanField(
        label=gettext_lazy("Its road is public"),
        required=False,
        help_text=gettext_lazy("Anybody can see what you confirmed, and nothing else."),
    )


class MuteForm(forms.Form):
    is_formula = forms.BooleanField(
        label=gettext_lazy("These words are a formula: alone, they are not it anywhere"),
        required=False,
    )


class StopWordsForm(WordsForm):
    label = LineField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("“SF 958, public safety” or “The legislature's budget offer”."),
    )
    note = ProseField(
        label=gettext_lazy("What happened"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StopForm(forms.Form):
    """When, what happened to the wording, and what that stands on."""

    movement = forms.ChoiceField(
        label=gettext_lazy("What happened to it"), choices=Movement.choices
    )
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The same day twice, or the last day alone for “before”."),
    )
    bill = NamedChoiceField(
        label=gettext_lazy("The bill"),
        queryset=Bill.objects.none(),
        required=False,
        name_of=lambda bill: f"{bill.identifier} · {bill.session.name}",
    )
    source = NamedChoiceField(
        label=gettext_lazy("Source"),
        queryset=Source.objects.none(),
        required=False,
        name_of=lambda source: source.title,
    )
    claims = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Claims that tell of it"),
        queryset=Claim.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where two of them disagree, the road shows both."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "bill": Bill.objects.followed().select_related("session"),
            "source": Source.objects.order_by("title"),
            "claims": Claim.objects.public().with_words(),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["claims"].label_from_instance = (  # type: ignore[attr-defined]
            lambda claim: claim.sentence
        )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if trouble := window_error(given.get("starts_on"), given.get("ends_on")):
            self.add_error("ends_on", trouble)
        return given
