"""A choice of somebody to call, to judge or to visit: an official, or an office as such.

A newcomer's mistake: two fields, one for officials and one for offices. People think of whom they
call; the choice is one list, and its value says which of the two it is.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.callins.figures import Whose
from amparo.officials.models import AtOffice, Office, Official
from amparo.places.models import Jurisdiction, Kind
from amparo.web.models import Coalition

Options = list[tuple[str, Any]]


class WhomField(forms.TypedChoiceField):
    """One official or office; `empty` is the first choice's words where it may be left open."""

    default_error_messages = {
        "required": gettext_lazy("Please choose somebody."),
        "invalid_choice": gettext_lazy("This one is not in the list any more."),
    }

    def __init__(self, *, empty: str | Promise = "—", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(choices=self._offered, coerce=found, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return key_of(value) if isinstance(value, Whose) else value

    def _offered(self) -> Options:
        return [("", self.empty), *everybody()]


def everybody() -> Options:
    """Officials in office, then offices as such; each with what tells it from the others."""
    officials = Official.objects.in_office().with_office()
    offices = Office.objects.with_names()
    return [
        (_("In office"), [(f"official:{each.pk}", _called(each)) for each in officials]),
        (_("Offices"), [(f"office:{each.pk}", each.name) for each in offices]),
    ]


def found(value: Any) -> Whose | None:
    """Whom a value of the list means; None where nobody is there any more."""
    if isinstance(value, Whose):
        return value
    kind, _colon, key = str(value).partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if kind == "office":
        office = Office.objects.with_names().filter(pk=pk).first()
        return Whose(office, None) if office else None
    official = Official.objects.with_office().filter(pk=pk).first()
    return Whose(official.office, official) if official else None


def our_government() -> Jurisdiction | None:
    """Where an office belongs that somebody writes down in a hurry: the state, else the country."""
    state = Jurisdiction.objects.filter(kind=Kind.STATE, state=Coalition.here().state or "-")
    return state.first() or Jurisdiction.objects.filter(kind=Kind.COUNTRY).first()


def key_of(whose: Whose) -> str:
    if whose.official:
        return f"official:{whose.official.pk}"
    return f"office:{whose.office.pk}"


def whose(row: AtOffice) -> Whose:
    return Whose(row.office, row.official)


def choices_of(known: Iterable[Whose]) -> Options:
    """A filter's options."""
    return [(key_of(each), each.name) for each in known]


def _called(official: Official) -> str:
    title = official.office.holder_title or official.office.name
    return f"{official.name}, {title}" if title else official.name
