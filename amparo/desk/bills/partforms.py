"""What organizers fill in about the parts of a bill: steps, hearings, votes, sponsors, relations.

A newcomer's mistake: a date field that must be filled. "Before July 1" is all that is known of a
special session; a step may have an end and no beginning.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.bills.importers.kinds import option_typed
from amparo.bills.importers.records import MemberRecord
from amparo.bills.models import (
    Bill,
    Chamber,
    RelationKind,
    Session,
    SponsorRole,
    StepKind,
)
from amparo.bills.naming import key_of
from amparo.desk.bills.forms import UNKNOWN, lines
from amparo.desk.fields import DayField, NamedChoiceField, WordsForm, window_error
from amparo.web.forms import LineField, ProseField


class DatedForm(forms.Form):
    """When, as exactly as it is known, and where that was read."""

    starts_on = DayField(label=gettext_lazy("On, or from"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Alone, it means: sometime before this day."),
    )
    source_title = LineField(label=gettext_lazy("Where we read it"), required=False, max_length=200)
    source_url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("starts_on"), given.get("ends_on"))
        if trouble:
            self.add_error("ends_on", trouble)
        return given


def committee_field() -> LineField:
    return LineField(
        label=gettext_lazy("Committee"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("By the name that the legislature gives it: Judiciary."),
    )


class StepForm(DatedForm):
    kind = forms.ChoiceField(label=gettext_lazy("What happened"), choices=StepKind.choices)
    chamber = forms.ChoiceField(
        label=gettext_lazy("Where"), required=False, choices=[UNKNOWN, *Chamber.choices]
    )
    committee = committee_field()
    moved_to = LineField(
        label=gettext_lazy("Number of the other bill"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Only where its wording moved: what of ours names this bill waits to be looked at then."
        ),
    )
    words = ProseField(
        label=gettext_lazy("In the legislature's own words"),
        required=False,
        max_length=2_000,
        widget=lines(2),
    )
    field_order = ("kind", "moved_to", "chamber", "committee", "starts_on", "ends_on", "words")

    def __init__(self, *args: Any, bill: Bill, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bill = bill

    def clean_moved_to(self) -> Bill | None:
        """In its own session, else in the newest of its state that has a bill of this number."""
        number = key_of(self.cleaned_data["moved_to"])
        if not number or self.cleaned_data.get("kind") != StepKind.MOVED:
            return None
        rows = Bill.objects.filter(session__jurisdiction=self.bill.session.jurisdiction_id)
        found = list(rows.filter(key=number).exclude(pk=self.bill.pk))
        here = [each for each in found if each.session_id == self.bill.session_id]
        if not found:
            raise forms.ValidationError(_("This bill is not here yet. Add it first."))
        return (here or found)[0]


class StepWordsForm(WordsForm):
    words = ProseField(
        label=gettext_lazy("In our words"), required=False, max_length=2_000, widget=lines(3)
    )
    dispute = ProseField(
        label=gettext_lazy("What sources say differently"),
        required=False,
        max_length=2_000,
        widget=lines(2),
    )


class HearingForm(DatedForm):
    title = LineField(label=gettext_lazy("Who hears it"), max_length=200)
    chamber = forms.ChoiceField(
        label=gettext_lazy("Where"), required=False, choices=[UNKNOWN, *Chamber.choices]
    )
    committee = committee_field()
    hour = forms.TimeField(
        label=gettext_lazy("Hour"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("This is not an hour. It should look like 14:30.")},
    )
    place = LineField(label=gettext_lazy("Place"), required=False, max_length=300)
    is_cancelled = forms.BooleanField(label=gettext_lazy("It is cancelled"), required=False)
    field_order = (
        "title", "chamber", "committee", "starts_on", "ends_on", "hour", "place", "is_cancelled",
    )  # fmt: skip


class VoteForm(forms.Form):
    """A vote, with its members pasted a line each."""

    motion = LineField(label=gettext_lazy("What was voted on"), max_length=500)
    chamber = forms.ChoiceField(label=gettext_lazy("Where"), choices=Chamber.choices)
    held_on = DayField(label=gettext_lazy("Held on"), required=False)
    yes_count = forms.IntegerField(label=gettext_lazy("Yes"), min_value=0, max_value=2_000)
    no_count = forms.IntegerField(label=gettext_lazy("No"), min_value=0, max_value=2_000)
    other_count = forms.IntegerField(
        label=gettext_lazy("Absent or not voting"), required=False, min_value=0, max_value=2_000
    )
    has_passed = forms.TypedChoiceField(
        label=gettext_lazy("Did it pass?"),
        required=False,
        choices=[UNKNOWN, ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
    )
    members = ProseField(
        label=gettext_lazy("How each member voted"),
        required=False,
        max_length=60_000,
        widget=lines(8),
        help_text=gettext_lazy(
            "A line each: name; district; party; yes, no, absent or not voting. District and party "
            "may be left empty."
        ),
    )
    source_title = LineField(label=gettext_lazy("Where we read it"), required=False, max_length=200)
    source_url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )

    def clean_other_count(self) -> int:
        return self.cleaned_data["other_count"] or 0

    def clean_members(self) -> list[MemberRecord]:
        lines = [line for line in self.cleaned_data["members"].splitlines() if line.strip()]
        return [_member(line, number) for number, line in enumerate(lines, start=1)]


def _member(line: str, number: int) -> MemberRecord:
    cells = [cell.strip() for cell in line.replace("\t", ";").split(";")]
    option = option_typed(cells[-1])
    if len(cells) < 2 or not cells[0] or not option:
        raise forms.ValidationError(
            _("Line %(number)s: please end it with yes, no, absent or not voting."),
            params={"number": number},
        )
    district, party = ([*cells[1:-1], "", ""])[:2]
    return MemberRecord(cells[0][:160], option, district[:20], party[:40])


class SponsorForm(forms.Form):
    name = LineField(label=gettext_lazy("Name"), max_length=160)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=SponsorRole.choices)
    chamber = forms.ChoiceField(
        label=gettext_lazy("Chamber"), required=False, choices=[UNKNOWN, *Chamber.choices]
    )
    district = LineField(label=gettext_lazy("District"), required=False, max_length=20)
    party = LineField(label=gettext_lazy("Party"), required=False, max_length=40)


class RelationForm(forms.Form):
    """Another bill, by its session and number."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How they are related"), choices=RelationKind.choices
    )
    session = NamedChoiceField(
        label=gettext_lazy("Session"),
        queryset=Session.objects.select_related("jurisdiction"),
        name_of=lambda each: f"{each.name} ({each.state})",
    )
    identifier = LineField(label=gettext_lazy("Number of the other bill"), max_length=40)

    def __init__(self, *args: Any, bill: Bill, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bill = bill
        self.fields["session"].initial = bill.session_id

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        session, number = given.get("session"), given.get("identifier", "")
        if session and number:
            given["other"] = Bill.objects.filter(session=session, key=key_of(number)).first()
            if given["other"] is None:
                self.add_error("identifier", _("This bill is not here yet. Add it first."))
            elif given["other"] == self.bill:
                self.add_error("identifier", _("This is the bill itself."))
        return given
