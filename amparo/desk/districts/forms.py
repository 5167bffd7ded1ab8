"""Forms of districts: a file with the questions that it leaves open, and a district by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.desk.fields import DayField, window_error
from amparo.desk.placefields import PlaceField
from amparo.lib.shapes import CannotRead
from amparo.lib.shapes.reading import MAX_BYTES
from amparo.places import counties, importing
from amparo.places.importing import Options
from amparo.places.models import STATEWIDE, DistrictKind, Jurisdiction, Kind
from amparo.places.origins import Origin
from amparo.places.troubles import sentence
from amparo.web.forms import LineField
from amparo.web.models import Coalition


def _kinds() -> list[tuple[str, str]]:
    return [(kind.key, str(kind.label)) for kind in importing.kinds()]


class FileForm(forms.Form):
    """The file, and where it was read."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=_kinds)
    state = forms.ChoiceField(
        label=gettext_lazy("Of which state"),
        required=False,
        choices=lambda: [("", _("Our state")), *counties.states()],
    )
    file = forms.FileField(label=gettext_lazy("File"))
    source_title = LineField(
        label=gettext_lazy("Where we read it"),
        max_length=200,
        help_text=gettext_lazy("For example: Secretary of State, tables of the 2024 election"),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Its web address"), required=False, max_length=500, assume_scheme="https"
    )
    checked_on = DayField(label=gettext_lazy("Checked on"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:  # said before anything of it is read
            raise forms.ValidationError(sentence(CannotRead("too-heavy")), code="too-heavy")
        return file

    @property
    def of_state(self) -> str:
        return self.cleaned_data["state"] or Coalition.here().state

    @property
    def origin(self) -> Origin:
        given = self.cleaned_data
        return Origin(given["source_title"], given["source_url"], given["checked_on"])


class StateForm(forms.Form):
    """A state whose counties are brought; they need no file."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=counties.states)


class AreasForm(forms.Form):
    """What a file of boundaries may leave open."""

    heading = gettext_lazy("Only for boundaries")

    district_kind = forms.ChoiceField(
        label=gettext_lazy("Which districts"),
        required=False,
        choices=lambda: [("", _("As the file says")), *DistrictKind.choices],
    )
    place = PlaceField(
        label=gettext_lazy("Of which county or city"),
        kinds=(Kind.COUNTY, Kind.CITY),
        required=False,
        help_text=gettext_lazy("For wards, and for commissioners where the file names no county."),
    )
    code = LineField(
        label=gettext_lazy("Column that holds the district's number"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Only where we do not find it by ourselves."),
    )
    epsg = forms.IntegerField(
        label=gettext_lazy("Projection, as its EPSG number"),
        required=False,
        min_value=1024,
        max_value=32767,
        help_text=gettext_lazy("Only where the file does not say it."),
    )
    since_on = DayField(label=gettext_lazy("They hold from"), required=False)
    until_on = DayField(label=gettext_lazy("They hold until"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("since_on"), given.get("until_on"))
        if trouble:
            self.add_error("until_on", trouble)
        if given.get("district_kind") == DistrictKind.WARD and not given.get("place"):
            self.add_error("place", _("Please choose the city whose wards these are."))
        return given

    def options(self, state: str) -> Options:
        given = self.cleaned_data
        return Options(
            state=state,
            kind=given["district_kind"],
            code=given["code"],
            place=given["place"].fips if given["place"] else "",
            epsg=given["epsg"],
            since_on=given["since_on"],
            until_on=given["until_on"],
        )


class DistrictForm(forms.Form):
    """A district by hand."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DistrictKind.choices)
    jurisdiction = PlaceField(
        label=gettext_lazy("Government"),
        kinds=(Kind.STATE, Kind.COUNTY, Kind.CITY),
        help_text=gettext_lazy("Whose body it elects; for Congress the state."),
    )
    code = LineField(label=gettext_lazy("Number"), max_length=20)
    ocd_id = LineField(label=gettext_lazy("Open Civic Data id"), required=False, max_length=200)
    since_on = DayField(label=gettext_lazy("Exists since"), required=False)
    until_on = DayField(label=gettext_lazy("Exists until"), required=False)
    source_title = LineField(label=gettext_lazy("Where we read it"), required=False, max_length=200)
    source_url = forms.URLField(
        label=gettext_lazy("Its web address"), required=False, max_length=500, assume_scheme="https"
    )
    checked_on = DayField(label=gettext_lazy("Checked on"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("since_on"), given.get("until_on"))
        if trouble:
            self.add_error("until_on", trouble)
        place = given.get("jurisdiction")
        if place and given.get("kind") and not _belongs(given["kind"], place):
            self.add_error("jurisdiction", _("This government has no districts of this kind."))
        return given


def _belongs(kind: str, place: Jurisdiction) -> bool:
    if kind in STATEWIDE:
        return place.kind == Kind.STATE
    return place.kind == (Kind.COUNTY if kind == DistrictKind.COMMISSIONER else Kind.CITY)
