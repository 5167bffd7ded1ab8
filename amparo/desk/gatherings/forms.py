"""What organizers fill in about gatherings. Forms validate and save nothing.

A newcomer's mistake: asking for a rule of RFC 5545. People choose "every week" beside the first
day; the rule follows from both, so that the first day always fits it.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amparo.desk.asks.forms import AskFactsForm, AskWordsForm, lines
from amparo.desk.fields import (
    CitingField,
    DayField,
    NamedChoiceField,
    OrganizationsField,
    PictureField,
    window_error,
)
from amparo.gatherings.models import Gathering, Kind, coalition_zone, takes_rsvps_by_default
from amparo.gatherings.zones import zone_choices
from amparo.lib.recurrence import (
    MOST_TIMES,
    Recurrence,
    monthly_by_day,
    monthly_by_weekday,
    parsed,
    weekly,
)
from amparo.organizations.models import Organization
from amparo.web.forms import LineField

SKETCH_LONGEST = 1600  # dots
ONCE, WEEKLY, FORTNIGHTLY, BY_WEEKDAY, BY_DAY = "", "weekly", "fortnightly", "weekday", "day"
OFTEN = [
    (ONCE, gettext_lazy("Once")),
    (WEEKLY, gettext_lazy("Every week, on that weekday")),
    (FORTNIGHTLY, gettext_lazy("Every two weeks, on that weekday")),
    (BY_WEEKDAY, gettext_lazy("Every month, on that weekday: the second Tuesday")),
    (BY_DAY, gettext_lazy("Every month, on that day: the 15th")),
]
AS_USUAL, YES, NO = "", "yes", "no"
RSVPS = [
    (AS_USUAL, gettext_lazy("As usual: yes, and no at a legal clinic")),
    (YES, gettext_lazy("Yes")),
    (NO, gettext_lazy("No, they just come")),
]
WEEKS = [
    ("1", pgettext_lazy("weekday of a month", "first")),
    ("2", pgettext_lazy("weekday of a month", "second")),
    ("3", pgettext_lazy("weekday of a month", "third")),
    ("4", pgettext_lazy("weekday of a month", "fourth")),
    ("-1", pgettext_lazy("weekday of a month", "last")),
]
_POINT = re.compile(r"^(?:geo:)?\s*(-?\d{1,2}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)")


class HourField(forms.TimeField):
    """An hour on the clock of the place."""

    default_error_messages = {
        "required": gettext_lazy("Please choose an hour."),
        "invalid": gettext_lazy("This is not an hour. It should look like 16:00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        look = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        kwargs.setdefault("widget", look)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)


class HostField(NamedChoiceField):
    """One organization of the directory, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Organization.objects.with_names(),
            name_of=lambda organization: organization.name,
            required=False,
            **kwargs,
        )


class PointField(LineField):
    """A point on the map as people copy it: "44.97, -93.26"."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        found = _POINT.match(typed)
        if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            raise forms.ValidationError(_("This is no point. It should look like 44.97, -93.26."))
        return tuple(round(Decimal(each), 6) for each in found.groups())


class GatheringFactsForm(AskFactsForm):
    """When, where and who; what is left empty is not said."""

    FOLDS = (
        (gettext_lazy("If it is repeated"), ("also_weeks", "until_on", "times")),
        (gettext_lazy("If it has no day yet"), ("window_starts_on", "window_ends_on")),
        (
            gettext_lazy("More about the place"),
            ("hides_place", "online_url", "point", "drawing", "drops_drawing", "time_zone"),
        ),
        (gettext_lazy("Who invites"), ("owner", "hosts", "co_hosts", "sponsors")),
        (gettext_lazy("Who may come"), ("takes_rsvps", "capacity")),
        (gettext_lazy("Other settings"), ("effort", "slug")),
    )
    TAKEN = frozenset({"month", "of"})
    goal = opens_at = closes_at = None  # type: ignore[assignment]  # asks of another kind have them
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind.choices)
    first_on = DayField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("Of the first time. Empty: to be announced."),
    )
    starts_time = HourField(label=gettext_lazy("From"))
    ends_time = HourField(label=gettext_lazy("Until"))
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("Of the place. The page names it where it is not our own."),
    )
    often = forms.ChoiceField(label=gettext_lazy("How often?"), choices=OFTEN, required=False)
    also_weeks = forms.MultipleChoiceField(
        label=gettext_lazy("In other weeks of the month too"),
        choices=WEEKS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only for “every month, on that weekday”."),
    )
    until_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Of what is repeated. Empty: no end."),
    )
    times = forms.IntegerField(
        label=gettext_lazy("Or how many times"),
        required=False,
        min_value=2,
        max_value=MOST_TIMES,
    )
    window_starts_on = DayField(label=gettext_lazy("No day yet: not before"), required=False)
    window_ends_on = DayField(label=gettext_lazy("No day yet: not after"), required=False)
    address = LineField(
        label=gettext_lazy("Street and number, town"), required=False, max_length=200
    )
    point = PointField(
        label=gettext_lazy("Point on the map"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Two numbers, as a map tells them: 44.97, -93.26. Telephones open their own map with "
            "them, and nobody else is asked."
        ),
    )
    drawing = PictureField(
        is_photo=False,
        label=gettext_lazy("A sketch of the way"),
        longest=SKETCH_LONGEST,
        help_text=gettext_lazy("Drawn by hand and photographed is fine."),
    )
    drops_drawing = forms.BooleanField(label=gettext_lazy("Take the sketch away"), required=False)
    online_url = forms.URLField(
        label=gettext_lazy("Link to join on line"),
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("This is not a link. It begins with https://")},
    )
    hides_place = forms.BooleanField(
        label=gettext_lazy("Tell address, door and link only to those who say that they come"),
        required=False,
    )
    hosts = OrganizationsField(label=gettext_lazy("Hosts"))
    co_hosts = OrganizationsField(label=gettext_lazy("Together with"))
    sponsors = OrganizationsField(label=gettext_lazy("Sponsors"))
    owner = HostField(
        label=gettext_lazy("Whose gathering is it?"),
        empty_label=gettext_lazy("Ours"),
        help_text=gettext_lazy("A partner's stays the partner's, and the page says so."),
    )
    takes_rsvps = forms.ChoiceField(
        label=gettext_lazy("Can people say here that they come?"),
        required=False,
        choices=RSVPS,
        help_text=gettext_lazy(
            "What they write, with what they need, organizers of the campaign can open. At a legal "
            "clinic let people book a time instead: that, its attorneys alone can open."
        ),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Who comes later goes on a waiting list. Empty: no limit."),
    )
    tells = forms.BooleanField(
        label=gettext_lazy("Write to those who come what has changed"), required=False
    )
    rule = forms.CharField(required=False, widget=forms.HiddenInput)  # follows from the above

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Gathering | None = self.found
        zone = found.time_zone if found else coalition_zone()
        self.fields["time_zone"].choices = zone_choices(zone)  # type: ignore[attr-defined]
        self.fields["time_zone"].initial = zone
        if found is None or not found.sketch:
            del self.fields["drops_drawing"]
        if found is None:
            del self.fields["tells"]
        self.order_fields(
            ["campaign", "kind", "first_on", "starts_time", "ends_time", "often", "address"]
        )

    def clean_time_zone(self) -> str:
        typed: str = self.cleaned_data["time_zone"]
        return typed or (self.found.time_zone if self.found else coalition_zone())

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, start, end = (given.get(name) for name in ("first_on", "starts_time", "ends_time"))
        if end and not start:
            self.add_error("starts_time", _("Please say when it begins, too."))
        if first is None:
            self._check_window(given)
        else:
            given["window_starts_on"] = given["window_ends_on"] = None
        given["rule"] = self._rule(given, first)
        given["takes_rsvps"] = _takes_rsvps(given.get("takes_rsvps", ""), given.get("kind", ""))
        return given

    def _check_window(self, given: dict[str, Any]) -> None:
        if given.get("often"):
            self.add_error("first_on", _("What is repeated needs its first day."))
        trouble = window_error(given.get("window_starts_on"), given.get("window_ends_on"))
        if trouble:
            self.add_error("window_ends_on", trouble)

    def _rule(self, given: dict[str, Any], first: date | None) -> str:
        often, until, times = given.get("often"), given.get("until_on"), given.get("times")
        if first is None or not often:
            return ""
        if until and times:
            self.add_error("times", _("Either a last day or a number of times, please."))
            return ""
        if until and until < first:
            self.add_error("until_on", _("The last day is before the first."))
            return ""
        made = _recurrence(often, first, tuple(int(each) for each in given.get("also_weeks", ())))
        return Recurrence(
            made.is_monthly, made.interval, made.weekdays, made.weeks, made.month_day, until, times
        ).rule


class GatheringWordsForm(AskWordsForm):
    """What it says in one language. Title and one sentence are enough to open it."""

    FOLDS = (
        (
            gettext_lazy("More for those who come"),
            ("area", "parking", "bring", "weather", "sketch_shows"),
        ),
    )
    addressee = None  # type: ignore[assignment]
    ask = LineField(
        label=gettext_lazy("In one sentence"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("What happens, and why people should come."),
        widget=lines(3),
    )
    place = LineField(
        label=gettext_lazy("Place"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("As people call it: Walker Church."),
    )
    door = LineField(label=gettext_lazy("Which door"), required=False, max_length=200)
    area = LineField(
        label=gettext_lazy("Part of town"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Shown to everybody, also where the address is not."),
    )
    accessibility = LineField(
        label=gettext_lazy("Accessibility"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Steps, seats, toilets, interpreters: also what there is not."),
        widget=lines(2),
    )
    parking = LineField(
        label=gettext_lazy("Parking and transit"), required=False, max_length=400, widget=lines(2)
    )
    bring = LineField(
        label=gettext_lazy("What to bring"), required=False, max_length=400, widget=lines(2)
    )
    weather = LineField(label=gettext_lazy("Weather"), required=False, max_length=300)
    body = CitingField(
        label=gettext_lazy("More about it"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy("A blank line begins a paragraph, a hyphen a point."),
        widget=lines(6),
    )
    sketch_shows = LineField(
        label=gettext_lazy("What the sketch shows"), required=False, max_length=300
    )


def chosen(gathering: Gathering) -> dict[str, Any]:
    """What the form shows of a gathering besides its columns."""
    roles: dict[str, list[int]] = {"host": [], "co-host": [], "sponsor": []}
    for each in gathering.hosts.all():
        roles[each.role].append(each.organization_id)
    rule = parsed(gathering.rule) if gathering.rule else None
    point = gathering.latitude is not None and f"{gathering.latitude}, {gathering.longitude}"
    return {
        "hosts": roles["host"],
        "co_hosts": roles["co-host"],
        "sponsors": roles["sponsor"],
        "point": point or "",
        "takes_rsvps": YES if gathering.takes_rsvps else NO,
        "often": _often(rule),
        "also_weeks": [str(each) for each in rule.weeks] if rule else [],
        "until_on": rule.until if rule else None,
        "times": rule.times if rule else None,
    }


def _takes_rsvps(chosen: str, kind: str) -> bool:
    return takes_rsvps_by_default(kind) if chosen == AS_USUAL else chosen == YES


def _recurrence(often: str, first: date, also_weeks: tuple[int, ...]) -> Recurrence:
    if often == BY_WEEKDAY:
        return monthly_by_weekday(first, also_weeks=also_weeks)
    if often == BY_DAY:
        return monthly_by_day(first)
    return weekly(first, every=2 if often == FORTNIGHTLY else 1)


def _often(rule: Recurrence | None) -> str:
    if rule is None:
        return ONCE
    if rule.is_monthly:
        return BY_WEEKDAY if rule.weeks else BY_DAY
    return FORTNIGHTLY if rule.interval == 2 else WEEKLY
