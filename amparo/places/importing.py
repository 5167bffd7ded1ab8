"""What can be imported: rooms register a kind, and the desk and the command line offer it.

A newcomer's mistake: to store while reading. A kind looks at the whole file first and says what it
found; only then does it store, all or nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.places.origins import Counts, Origin, Progress

MOST_SHOWN = 8  # rows of a preview


@dataclass(frozen=True)
class Options:
    """What somebody answered to our questions about a file."""

    state: str
    kind: str = ""  # of districts
    code: str = ""  # the property that holds a district's number
    place: str = ""  # FIPS of the county or city whose districts they are
    epsg: int | None = None
    since_on: date | None = None
    until_on: date | None = None

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in vars(self).items()
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Options":
        days = {
            key: date.fromisoformat(told[key]) if told.get(key) else None
            for key in ("since_on", "until_on")
        }
        return cls(**{**told, **days})


@dataclass(frozen=True)
class Looked:
    """What is in a file: its rows, how many of each thing, and the first ones to look at."""

    rows: Sequence[Any]
    counts: Counts
    header: Sequence[str | Promise] = ()
    sample: Sequence[Sequence[str]] = ()
    notes: Sequence[str] = field(default_factory=list)  # sentences, in the language of the moment


@dataclass(frozen=True)
class ImportKind:
    """One kind of file. `look` raises CannotImport or CannotRead; `store` is one transaction."""

    key: str
    label: str | Promise
    hint: str | Promise
    look: Callable[[bytes, Options], Looked]
    store: Callable[[Sequence[Any], Options, Origin, Progress], Counts]
    asks_about_areas: bool = False  # which kind, which property, which projection, from when
    order: int = 100


_kinds: dict[str, ImportKind] = {}

COUNTS: dict[str, str | Promise] = {
    "places": _("Places"),
    "places_added": _("New places"),
    "places_changed": _("Places changed"),
    "places_kept": _("Places that stayed as they were"),
    "precincts": _("Precincts"),
    "precincts_added": _("New precincts"),
    "precincts_kept": _("Precincts that stayed"),
    "precincts_gone": _("Precincts that are no more"),
    "without_place": _("Precincts of a place that is not loaded"),
    "municipalities": _("Cities and townships"),
    "one_answer": _("Cities and townships that lie in one combination of districts"),
    "districts": _("Districts"),
    "districts_added": _("New districts"),
    "with_id": _("Districts that got their id"),
    "unknown_place": _("Districts of a government that is not loaded"),
    "boundaries": _("Boundaries"),
    "boundaries_added": _("New boundaries"),
    "boundaries_changed": _("Boundaries changed"),
    "boundaries_kept": _("Boundaries that stayed as they were"),
    "mended": _("Boundaries whose rings we untied"),
    "unknown_county": _("Counties that are not loaded"),
}


def register(kind: ImportKind, counts: Mapping[str, str | Promise] | None = None) -> None:
    """Offer a kind of file; `counts` are the words of what its report counts."""
    _kinds[kind.key] = kind
    COUNTS.update(counts or {})


def kinds() -> list[ImportKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def kind_of(key: str) -> ImportKind:
    return _kinds[key]


def counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """(words, how many) of a report, in the order in which the words stand above."""
    return [(str(words), counts[key]) for key, words in COUNTS.items() if key in counts]
