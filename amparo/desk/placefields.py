"""A place in a form: typed by its name, with suggestions of the coalition's own state.

A newcomer's mistake: a select with every government of the country. Where two are called so, the
error names them as they can be typed.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amparo.places.counties import state_fips, state_name
from amparo.places.lookup import find, label_alone, label_of, labels_of, state_in
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import is_loaded
from amparo.web.forms import LineField
from amparo.web.models import Coalition

SUGGESTED = 400


class PlaceInput(forms.TextInput):
    """A line with suggestions, which work without scripts."""

    kinds: tuple[str, ...] = ()
    first: tuple[str, ...] = (Kind.COUNTY,)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        places = f"{name}-places"
        field = super().render(name, value, {**(attrs or {}), "list": places}, renderer)
        rows = Jurisdiction.objects.filter(state=Coalition.here().state)
        if self.kinds:
            rows = rows.filter(kind__in=self.kinds)
        first = Case(When(kind__in=self.first, then=0), default=1)
        rows = rows.order_by(first, "name")
        options = format_html_join(
            "", '<option value="{}"></option>', ((label_of(row),) for row in rows[:SUGGESTED])
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, places, options)


class PlaceField(LineField):
    """A government or an agency, by its name and state, or by its FIPS code.

    A state has more places than are suggested: kinds in `first` are suggested before others.
    """

    widget = PlaceInput

    def __init__(
        self, *, kinds: tuple[str, ...] = (), first: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        self.kinds = kinds
        kwargs.setdefault("max_length", 160)
        super().__init__(**kwargs)
        self.widget.kinds = kinds
        self.widget.first = first or self.widget.first

    def prepare_value(self, value: Any) -> Any:
        return label_alone(value) if isinstance(value, Jurisdiction) else value

    def clean(self, value: Any) -> Jurisdiction | None:
        typed = super().clean(value)
        if not typed:
            return None
        home = Coalition.here().state
        rows = Jurisdiction.objects.all()
        found = find(typed, rows.filter(kind__in=self.kinds) if self.kinds else rows, home=home)
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(_what_is_meant(found, state_in(typed, home)[1]), code="place")


def _what_is_meant(found: Sequence[Jurisdiction], state: str) -> str:
    if not found and state_fips(state) and not is_loaded(state):
        said = _("%(state)s is not here yet. Bring its counties first: Districts, files, “Counties "
                 "of another state”.")  # fmt: skip
        return said % {"state": state_name(state)}
    if not found:
        return _("No such place. Write its name and state: Rice County, MN.")
    return _("Which one? %(names)s") % {"names": "; ".join(labels_of(found[:5]))}
