"""Fields that several forms about governments share: a place by its name, a source old or new.

A newcomer's mistake: a select with every government of the country. A place is typed by its name,
with suggestions of the coalition's own state; where two are called so, the error names them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.audit.actors import Actor
from amparo.desk.fields import DayField
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source, with_address
from amparo.places.counties import state_fips, state_name
from amparo.places.models import Jurisdiction
from amparo.places.operations import is_loaded
from amparo.policies.operations.facts import StandsOn
from amparo.web.forms import LineField, ProseField
from amparo.web.models import Coalition
from amparo.web.templatetags.web import language_name

SUGGESTED = 400


def label_of(place: Jurisdiction) -> str:
    """How a place is written in a form: its name, its state, and its id where two share both."""
    return f"{place.name}, {place.state}" if place.state else place.name


class PlaceInput(forms.TextInput):
    """A line with suggestions, which work without scripts."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        places = f"{name}-places"
        field = super().render(name, value, {**(attrs or {}), "list": places}, renderer)
        rows = Jurisdiction.objects.filter(state=Coalition.here().state).order_by("name")
        options = format_html_join(
            "", '<option value="{}"></option>', ((label_of(row),) for row in rows[:SUGGESTED])
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, places, options)


class PlaceField(LineField):
    """A government or an agency, by its name and state."""

    widget = PlaceInput

    def __init__(self, *, kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.kinds = kinds
        kwargs.setdefault("max_length", 160)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return label_of(value) if isinstance(value, Jurisdiction) else value

    def clean(self, value: Any) -> Jurisdiction | None:
        typed = super().clean(value)
        if not typed:
            return None
        name, state = _name_and_state(typed)
        found = list(self._named(name, state)[:6])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(_what_is_meant(found, state), code="place")

    def _named(self, name: str, state: str) -> "QuerySet[Jurisdiction]":
        """Of two that are called so, the one of the county in parentheses."""
        name, _paren, county = name.partition(" (")
        rows = Jurisdiction.objects.filter(state=state).order_by("name", "pk")
        if county:
            rows = rows.filter(counties__name__iexact=county.rstrip(") "))
        if self.kinds:
            rows = rows.filter(kind__in=self.kinds)
        exact = rows.filter(name__iexact=name.strip())
        return exact if exact.exists() else rows.filter(name__icontains=name.strip())


class SourceFieldsForm(forms.Form):
    """What a fact stands on: a source that we have, or a new one; where it says so."""

    heading = gettext_lazy("Where it is from")

    known = forms.ModelChoiceField(
        label=gettext_lazy("One that we have"), queryset=Source.objects.all(), required=False
    )
    title = LineField(label=gettext_lazy("Or a new one: its title"), required=False, max_length=300)
    publisher = LineField(label=gettext_lazy("Publisher"), required=False, max_length=200)
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

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        kwargs["prefix"] = "source"
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        is_given = bool(given.get("known") or given.get("title"))
        rest = any(given.get(name) for name in ("url", "where", "quote"))
        if not is_given and (self.is_needed or rest):
            self.add_error("title", _("Please choose a source or write the title of a new one."))
        return given

    def stands_on(self, actor: Actor, *, is_against: bool = False) -> StandsOn | None:
        """The source, kept once; none where none was given."""
        given = self.cleaned_data
        source = given["known"] or with_address(given["url"])
        if source is None and given["title"]:
            source = save_source(_new_source(given), actor=actor)
        if source is None:
            return None
        return StandsOn(source, given["where"], given["quote"], given["read_on"], is_against)


class WhyForm(forms.Form):
    """A reason, which the history keeps."""

    why = ProseField(
        label=gettext_lazy("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stays at the desk, in the fact's history."),
    )

    def __init__(self, *args: Any, is_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = is_needed


def _new_source(given: Mapping[str, Any]) -> Source:
    read_on: date = given["read_on"] or timezone.localdate()
    return Source(
        title=given["title"],
        publisher=given["publisher"],
        url=given["url"],
        language=given["language"] or settings.SITE_LANGUAGES[0],
        read_on=read_on,
    )


def _name_and_state(typed: str) -> tuple[str, str]:
    name, comma, state = typed.rpartition(", ")
    if not comma or len(state) != 2:
        return typed, Coalition.here().state
    return name, state.upper()


def _what_is_meant(found: list[Jurisdiction], state: str) -> str:
    if not found and state_fips(state) and not is_loaded(state):
        said = _("%(state)s is not here yet. Bring its counties first: Districts, files, “Counties "
                 "of another state”.")  # fmt: skip
        return said % {"state": state_name(state)}
    if not found:
        return _("No such place. Write its name and state: Rice County, MN.")
    labels = [label_of(each) for each in found[:5]]
    twice = {label for label in labels if labels.count(label) > 1}
    names = [_with_county(each) if label in twice else label
             for label, each in zip(labels, found, strict=False)]  # fmt: skip
    return _("Which one? %(names)s") % {"names": "; ".join(names)}


def _with_county(place: Jurisdiction) -> str:
    """ "Washington Township (Rice County), MN": told apart from another of its name."""
    county = place.counties.first()
    name = f"{place.name} ({county.name})" if county else place.name
    return f"{name}, {place.state}"
