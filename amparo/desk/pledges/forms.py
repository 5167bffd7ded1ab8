"""What organizers fill in about platforms, their planks and resolutions. Forms save nothing.

A newcomer's mistake: demanding every language to save. One is enough for a draft; opening asks for
the rest. What is written down of a pledge: proofs.py.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.campaigns.forms import CountyField
from amparo.desk.asks.forms import AskFactsForm, AskWordsForm, lines
from amparo.desk.campaigns.forms import SourceForm
from amparo.desk.fields import CitingField, DayField, NamedChoiceField, WordsForm
from amparo.desk.pledges.proofs import GiverField
from amparo.officials.models import Office
from amparo.places.models import Jurisdiction
from amparo.pledges.models import (
    BodyKind,
    Fit,
    Instrument,
    Outcome,
    Plank,
    Platform,
    Resolution,
    Stage,
)
from amparo.pledges.operations.planks import ToRead
from amparo.web.forms import LineField, ProseField

MOST_READINGS = 20


class PlatformFactsForm(AskFactsForm):
    goal = None  # type: ignore[assignment]  # nobody counts pledges toward a goal


class PlatformWordsForm(AskWordsForm):
    """A platform's words besides its planks."""

    addressee = LineField(
        label=gettext_lazy("Addressed to"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: to whoever wants to be sheriff."),
        widget=lines(2),
    )
    vision = CitingField(label=gettext_lazy("Vision"), required=False, max_length=8000)
    priorities = CitingField(
        label=gettext_lazy("Priorities"),
        required=False,
        max_length=8000,
        help_text=gettext_lazy("“1. ” begins a numbered point, a hyphen a point."),
    )
    body = CitingField(
        label=gettext_lazy("Why: the history behind it"),
        required=False,
        max_length=20_000,
        widget=lines(8),
    )
    field_order = ("title", "addressee", "ask", "vision", "priorities", "body")


class ResolutionFactsForm(AskFactsForm):
    goal = None  # type: ignore[assignment]
    platform = NamedChoiceField(
        label=gettext_lazy("Carries the platform"),
        queryset=Platform.objects.none(),
        name_of=lambda platform: platform.title,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["platform"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells mypy what stands above
        field.queryset = Platform.objects.with_words()


class ResolutionWordsForm(AskWordsForm):
    """`body` is the resolution, word for word."""

    addressee = LineField(
        label=gettext_lazy("For which bodies"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: for precinct caucuses, councils and congregations."),
        widget=lines(2),
    )
    body = CitingField(
        label=gettext_lazy("The resolution, word for word"),
        required=False,
        max_length=20_000,
        widget=lines(14),
    )
    steps = CitingField(
        label=gettext_lazy("How to bring it in"),
        required=False,
        max_length=8000,
        help_text=gettext_lazy("Print how many copies? Hand it to whom? By when? Then tell us."),
        widget=lines(8),
    )


class PlankForm(forms.Form):
    """By what means it is decided, and what to read."""

    instrument = forms.ChoiceField(
        label=gettext_lazy("By what means"),
        choices=Instrument.choices,
        initial=Instrument.ORDINANCE,
    )
    readings = ProseField(
        label=gettext_lazy("Further reading"),
        required=False,
        max_length=6000,
        help_text=gettext_lazy(
            "One a line: the title, then its address, then its language: A briefing paper"
            " https://example.org/paper en"
        ),
    )

    def clean_readings(self) -> list[ToRead]:
        typed = [line for line in self.cleaned_data["readings"].split("\n") if line.strip()]
        if len(typed) > MOST_READINGS:
            raise forms.ValidationError(_("At most 20 lines, please."))
        return [_to_read(line) for line in typed]


class PlankWordsForm(WordsForm):
    """A demand in one language."""

    title = LineField(label=gettext_lazy("The demand"), required=False, max_length=200)
    decider = LineField(
        label=gettext_lazy("Who decides"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: the city council."),
    )
    body = CitingField(
        label=gettext_lazy("Reasons"), required=False, max_length=8000, widget=lines(6)
    )


class PlaceForm(forms.Form):
    number = forms.IntegerField(label=gettext_lazy("New number"), min_value=1, max_value=200)


class QuestionForm(forms.Form):
    plank = forms.ModelChoiceField(
        label=gettext_lazy("About the plank"), queryset=Plank.objects.none(), required=False
    )

    def __init__(self, *args: Any, platform: Platform, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = PlankField(label=self.fields["plank"].label, queryset=_planks(platform))
        field.required = False
        self.fields["plank"] = field


class QuestionWordsForm(WordsForm):
    words = LineField(
        label=gettext_lazy("Question"), required=False, max_length=400, widget=lines(3)
    )


class PlankField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.title}"


class OwnWordsForm(SourceForm):
    """A short quotation from a text that is not ours, with where it stands."""

    giver = GiverField(label=gettext_lazy("Who"))
    words = ProseField(
        label=gettext_lazy("What it says, exactly as printed"),
        max_length=600,
        help_text=gettext_lazy("A sentence or two. The text itself stays where it is."),
    )
    fit = forms.ChoiceField(label=gettext_lazy("Beside our plank, it"), choices=Fit.choices)
    quote = None  # type: ignore[assignment]  # the quotation belongs to the plank
    field_order = ("giver", "words", "fit")


class StepForm(SourceForm):
    """Something that happened to a plank in one government."""

    jurisdiction = forms.ModelChoiceField(
        label=gettext_lazy("Government"),
        queryset=Jurisdiction.objects.all(),
        required=False,
        help_text=gettext_lazy("The state, a county or a city."),
    )
    city = LineField(
        label=gettext_lazy("Or a city that is not in the list"), required=False, max_length=80
    )
    stage = forms.ChoiceField(label=gettext_lazy("What happened"), choices=Stage.choices)
    on = DayField(label=gettext_lazy("On"))
    measure = LineField(
        label=gettext_lazy("What it is called"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("As printed, for example: Ordinance 2003-12."),
    )
    field_order = ("jurisdiction", "city", "stage", "on", "measure")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("jurisdiction") and not given.get("city"):
            self.add_error("jurisdiction", _("Please choose a government or write a city."))
        return given


class CandidateForm(forms.Form):
    name = LineField(label=gettext_lazy("Name"))
    office = forms.ModelChoiceField(
        label=gettext_lazy("Office"), queryset=Office.objects.with_names()
    )
    election_on = DayField(label=gettext_lazy("Day of the election"))
    withdrew_on = DayField(label=gettext_lazy("No longer running since"), required=False)
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=300, assume_scheme="https"
    )


class AdoptionForm(forms.Form):
    """What a body decided: it will stand in public."""

    body_kind = forms.ChoiceField(label=gettext_lazy("What body"), choices=BodyKind.choices)
    body_name = LineField(
        label=gettext_lazy("Its name"),
        max_length=120,
        help_text=gettext_lazy("For example: Precinct 4 of Ward 2. Nobody's name."),
    )
    town = LineField(label=gettext_lazy("City or town"), required=False, max_length=80)
    county = CountyField(
        label=gettext_lazy("County"),
        error_messages={"invalid_choice": gettext_lazy("Please choose a county from the list.")},
    )
    decided_on = DayField(label=gettext_lazy("Decided on"))
    outcome = forms.ChoiceField(label=gettext_lazy("How it went"), choices=Outcome.choices)
    changes = ProseField(
        label=gettext_lazy("What was changed"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Everybody can read it: nobody's name, please."),
    )

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


def reading_lines(plank: Plank) -> str:
    """Further reading as one types it."""
    found: Iterable[Any] = plank.readings.all()
    return "\n".join(" ".join(filter(None, (r.title, r.url, r.language))) for r in found)


def resolution_of(found: Resolution | None) -> Any:
    return found.platform_id if found else None


def _planks(platform: Platform) -> Any:
    return Plank.objects.filter(platform=platform).prefetch_related("texts")


def _to_read(line: str) -> ToRead:
    """The last word may be a language, the one before it an address."""
    words = line.split()
    language = words.pop() if len(words) > 1 and words[-1] in settings.SITE_LANGUAGES else "en"
    url = words.pop() if len(words) > 1 and words[-1].startswith(("http://", "https://")) else ""
    if len(url) > 500 or len(" ".join(words)) > 300:
        raise forms.ValidationError(_("This is too long: %(line)s") % {"line": line[:60]})
    return ToRead(" ".join(words), url, language)
