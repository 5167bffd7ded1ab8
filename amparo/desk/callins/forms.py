"""What organizers fill in about call-in days, judgements, acts, visits and telephones."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.callins.figures import SCALE
from amparo.callins.models import Sureness
from amparo.callins.script import unknown_slots
from amparo.desk.asks.forms import AskFactsForm, AskWordsForm, lines
from amparo.desk.callins.measuring import SpokenTimeField
from amparo.desk.callins.whom import WhomField, our_government
from amparo.desk.fields import CitingField, DayField, MomentField, PeopleField, WordsForm
from amparo.officials.models import Act, ActKind, Purpose, Stance
from amparo.places.counties import counties
from amparo.web.forms import LineField, PhoneField, ProseField
from amparo.web.models import Coalition
from amparo.web.templatetags.web import language_name

SLOTTED = ("opening", "points", "closing", "voicemail", "letter")
_NOT_YET = gettext_lazy("This day has not come yet.")


class CallInFactsForm(AskFactsForm):
    """When, about which bill, and (of a new one) whom to call first."""

    FOLDS = ((gettext_lazy("Other settings"), ("effort", "slug")),)
    goal = None  # type: ignore[assignment]  # how Django takes a field of the base out
    whom = WhomField(
        label=gettext_lazy("Whom do we call?"),
        required=False,
        empty=gettext_lazy("Somebody who is not in the list yet"),
    )
    office_name = LineField(
        label=gettext_lazy("Not in the list: the name of the office"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("As people know it: Governor of Minnesota."),
    )
    office_phone = PhoneField(label=gettext_lazy("Its telephone"), required=False)
    second = WhomField(label=gettext_lazy("And then?"), required=False)
    fallback = WhomField(label=gettext_lazy("And if nobody answers?"), required=False)
    bill = LineField(
        label=gettext_lazy("Number of the bill"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("It stands where the script says {bill}."),
    )
    opens_at = MomentField(
        label=gettext_lazy("Calls from"),
        required=False,
        help_text=gettext_lazy("Empty: at once when you open it."),
    )
    closes_at = MomentField(
        label=gettext_lazy("until"),
        required=False,
        help_text=gettext_lazy("Then it closes by itself. Empty: when you close it."),
    )
    field_order = ("campaign", "whom", "office_name", "office_phone", "second", "fallback")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.found is not None:
            for name in ("whom", "office_name", "office_phone", "second", "fallback"):
                del self.fields[name]
        elif our_government() is None:
            del self.fields["office_name"], self.fields["office_phone"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("office_phone") and not given.get("office_name"):
            self.add_error("office_name", _("Whose telephone is it?"))
        if given.get("office_name") and not given.get("office_phone") and not self.errors:
            self.add_error("office_phone", _("Please write its telephone."))
        if given.get("whom") and given.get("office_name"):
            self.add_error("office_name", _("One in the list, or a new one: not both."))
        chosen = [given.get(name) for name in ("whom", "second", "fallback") if given.get(name)]
        if len(set(chosen)) < len(chosen):
            self.add_error("second", _("Nobody is called twice."))
        return given


class CallInWordsForm(AskWordsForm):
    """The script and why we call, in one language. Title, ask, points and reason are needed."""

    addressee = None  # type: ignore[assignment]  # whom to call stands above
    opening = ProseField(
        label=gettext_lazy("How one begins"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("{name} is where people say their name, {office} whom they call."),
        widget=lines(2),
    )
    points = ProseField(
        label=gettext_lazy("Points to make"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("A line each; the page numbers them. All in a minute."),
        widget=lines(5),
    )
    closing = ProseField(
        label=gettext_lazy("How one ends"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For example, the question where they stand."),
        widget=lines(2),
    )
    spoken = SpokenTimeField(parts=("opening", "points", "closing"))
    body = CitingField(
        label=gettext_lazy("Why call now?"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy("A blank line begins a paragraph, a hyphen a point."),
        widget=lines(8),
    )
    voicemail = ProseField(
        label=gettext_lazy("For the voicemail"),
        required=False,
        max_length=1_000,
        help_text=gettext_lazy("Empty: the beginning, the first point and the end."),
        widget=lines(3),
    )
    callers = LineField(
        label=gettext_lazy("Who should call?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: everybody. For example: people of Senate District 62."),
    )
    letter = ProseField(
        label=gettext_lazy("To write instead of calling"),
        required=False,
        max_length=5_000,
        help_text=gettext_lazy("Without greeting and signature. Empty: the points."),
        widget=lines(6),
    )
    field_order = (
        "title", "ask", "opening", "points", "closing", "spoken", "body", "voicemail", "callers",
        "letter",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name in SLOTTED:
            strange = unknown_slots(given.get(name, ""))
            if strange:
                said = _("%(slots)s is filled by nobody: write {office}, {bill} or {name}.")
                self.add_error(name, said % {"slots": ", ".join(strange)})
        return given


class TargetForm(forms.Form):
    """One row of whom to call."""

    whom = WhomField(label=gettext_lazy("Whom"), required=False)
    place = forms.IntegerField(
        label=gettext_lazy("Place in the order"), required=False, min_value=1, max_value=99
    )
    is_fallback = forms.BooleanField(
        label=gettext_lazy("Only if nobody answers elsewhere"), required=False
    )
    counties = forms.MultipleChoiceField(
        label=gettext_lazy("Only for people of these counties"),
        required=False,
        choices=lambda: counties(Coalition.here().state),
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text=gettext_lazy("None chosen: for everybody."),
    )

    is_for_district = forms.BooleanField(
        label=gettext_lazy("Only for people of their district"),
        required=False,
        help_text=gettext_lazy("The page then says whose district it is, and where to find one's."),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        whom = given.get("whom")
        if given.get("is_for_district") and whom and whom.office.district is None:
            self.add_error("is_for_district", _("This office is not of a district."))
        return given

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        kwargs["prefix"] = f"row{number}"
        super().__init__(*args, **kwargs)
        self.heading = _("Call %(number)d") % {"number": number}
        if not Coalition.here().state:
            del self.fields["counties"]


class ActsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not at run time
    """Some of what offices did and said."""

    def label_from_instance(self, obj: Any) -> str:
        text = obj.text
        return f"{obj.done_on:%Y-%m-%d} · {obj.name} · {text.what if text else obj.bill}"


class ShownActsForm(forms.Form):
    """What of all that an office did or said stands beside the script."""

    acts = ActsField(
        label=gettext_lazy("Shown on the page"),
        queryset=Act.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, acts: list[Act], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["acts"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells mypy
        field.queryset = Act.objects.with_words().filter(pk__in=[act.pk for act in acts])


class JudgementForm(forms.Form):
    """Where an office stands, as an organizer sees it."""

    stance = forms.ChoiceField(
        label=gettext_lazy("Where do they stand?"),
        choices=[(stance.value, stance.label) for stance in SCALE],
        widget=forms.RadioSelect,
    )
    sureness = forms.ChoiceField(
        label=gettext_lazy("How sure are you?"),
        choices=Sureness.choices,
        initial=Sureness.LIKELY,
        widget=forms.RadioSelect,
    )
    why = ProseField(
        label=gettext_lazy("What makes you think so"),
        required=False,
        max_length=1_000,
        widget=lines(3),
        help_text=gettext_lazy("Without names of people who called."),
    )


class ActForm(forms.Form):
    """What an office did or said, when, and where we read it."""

    whom = WhomField(label=gettext_lazy("Who"))
    kind = forms.ChoiceField(label=gettext_lazy("What it was"), choices=ActKind.choices)
    done_on = DayField(label=gettext_lazy("On"))
    bill = LineField(label=gettext_lazy("Number of the bill"), required=False, max_length=40)
    source_title = LineField(label=gettext_lazy("Where we read it"), required=False, max_length=200)
    source_url = forms.URLField(
        label=gettext_lazy("Its web address"), required=False, max_length=500,
        assume_scheme="https",
    )  # fmt: skip
    checked_on = DayField(label=gettext_lazy("Checked on"), initial=timezone.localdate)

    def clean_done_on(self) -> Any:
        return _past(self.cleaned_data["done_on"])


class ActWordsForm(WordsForm):
    what = LineField(
        label=gettext_lazy("What was done or said, in one sentence"), required=False, max_length=300
    )
    quote = ProseField(
        label=gettext_lazy("In its own words"), required=False, max_length=3_000, widget=lines(4)
    )
    leaves_out = ProseField(
        label=gettext_lazy("What it leaves out"),
        required=False,
        max_length=1_000,
        widget=lines(2),
        help_text=gettext_lazy("For example: the letter does not name the program."),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if any(given.values()) and not given.get("what"):
            self.add_error("what", _("Please fill this in."))
        return given


class VisitForm(forms.Form):
    """A visit to an office; for the desk only."""

    whom = WhomField(label=gettext_lazy("Whom did you visit?"))
    visited_on = DayField(label=gettext_lazy("On"), initial=timezone.localdate)
    about = LineField(label=gettext_lazy("About what"), max_length=200)
    went = PeopleField(
        label=gettext_lazy("Who of us went"),
    )
    went_too = LineField(
        label=gettext_lazy("And who else"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Groups, or names that people chose for this. No names of the public, no papers."
        ),
    )
    said = ProseField(
        label=gettext_lazy("What was said"), max_length=5_000, widget=lines(5),
        error_messages={"required": gettext_lazy("Please fill this in.")},
    )  # fmt: skip
    stance = forms.ChoiceField(
        label=gettext_lazy("Where they seemed to stand"),
        required=False,
        choices=[("", "—"), *Stance.choices],
    )
    follows = ProseField(
        label=gettext_lazy("What follows from it"), required=False, max_length=1_000,
        widget=lines(2), help_text=gettext_lazy("It waits on the start page until it is done."),
    )  # fmt: skip
    next_on = DayField(label=gettext_lazy("By when, or the next visit"), required=False)

    def clean_visited_on(self) -> Any:
        return _past(self.cleaned_data["visited_on"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        first, last = given.get("visited_on"), given.get("next_on")
        if first and last and last < first:
            self.add_error("next_on", _("What follows comes after the visit."))
        return given


class LineForm(forms.Form):
    """One more telephone of an office."""

    phone = PhoneField(label=gettext_lazy("Telephone"), required=False)
    purpose = forms.ChoiceField(
        label=gettext_lazy("What it is for"), choices=Purpose.choices, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Answered in"), required=False)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        kwargs["prefix"] = f"line{number}"
        super().__init__(*args, **kwargs)
        self.heading = _("Telephone %(number)d") % {"number": number}
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy
        known = [(code, language_name(code).capitalize()) for code in settings.SITE_LANGUAGES]
        field.choices = [("", _("Any language, or unknown")), *known]


def _past(day: Any) -> Any:
    if day > timezone.localdate():
        raise forms.ValidationError(_NOT_YET)
    return day
