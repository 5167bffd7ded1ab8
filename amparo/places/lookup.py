"""A place by what somebody types: its name and state, or its FIPS code.

A newcomer's mistake: a list of all to choose from. The country has twenty thousand cities; a name
is typed, and where two places share it the county in parentheses tells them apart.
"""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from amparo.places.models import Jurisdiction

ENOUGH = 6  # found: more are not named


def label_of(place: Jurisdiction) -> str:
    """ "Rice County, MN"."""
    return f"{place.name}, {place.state}" if place.state else place.name


def labels_of(places: Iterable[Jurisdiction]) -> list[str]:
    """Each so that it is found again: "Castle Rock (Dakota County), MN" where two are called so."""
    rows = list(places)
    labels = [label_of(each) for each in rows]
    return [_with_county(each) if labels.count(label) > 1 else label
            for label, each in zip(labels, rows, strict=True)]  # fmt: skip


def label_alone(place: Jurisdiction) -> str:
    """As it is written where no other stands beside it, and found again."""
    same = Jurisdiction.objects.filter(state=place.state, name__iexact=place.name)
    return _with_county(place) if same.exclude(pk=place.pk).exists() else label_of(place)


def state_in(typed: str, home: str) -> tuple[str, str]:
    """(the name, the state that is written behind it, or the coalition's own)."""
    name, comma, state = typed.rpartition(", ")
    return (name, state.upper()) if comma and len(state) == 2 else (typed, home)


def find(typed: str, rows: "QuerySet[Jurisdiction]", *, home: str) -> Sequence[Jurisdiction]:
    """Which of `rows` may be meant: one, none, or several that share the name."""
    if typed.isascii() and typed.isdigit():
        return list(rows.filter(fips=typed).order_by("pk")[:ENOUGH])
    name, state = state_in(typed, home)
    here = list(_named(name, rows.filter(state=state))[:ENOUGH])
    return here or list(rows.filter(state="", name__iexact=typed).order_by("pk")[:ENOUGH])


def _named(typed: str, rows: "QuerySet[Jurisdiction]") -> "QuerySet[Jurisdiction]":
    name, _paren, county = typed.partition(" (")
    if county:
        rows = rows.filter(counties__name__iexact=county.rstrip(") "))
    rows = rows.order_by("name", "pk")
    exact = rows.filter(name__iexact=name.strip())
    return exact if exact.exists() else rows.filter(name__icontains=name.strip())


def _with_county(place: Jurisdiction) -> str:
    county = place.counties.first()
    name = f"{place.name} ({county.name})" if county else place.name
    return f"{name}, {place.state}" if place.state else name
