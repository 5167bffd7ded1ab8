"""Facts for the files, read in portions of some governments: plain rows, and no model of any fact.

A newcomer's mistake: one query for all of them. To put half a million rows in order the database
writes a file of its own; the governments are put in order, and their facts read portion by portion.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from amparo.places.models import Jurisdiction
from amparo.policies.addresses import COUNTRY, url_of
from amparo.policies.models import Agreement, Fact, Factor, FactSource, FactText, Ruling
from amparo.policies.wording import time_of
from amparo.web.languages import in_language

PORTION = 50  # governments read at once
MOST_SOURCES = 20  # of one fact
MOST_TIMES = 20_000  # said in words and kept: the same days come again and again
_NO_AGREEMENT = ("", None, None, "", None, None, None)
_OF_AGREEMENT = (
    "model", "signed_on", "ended_on", "document_url", "first_sheet__listed_on",
    "last_sheet__listed_on", "missing_sheet__listed_on",
)  # fmt: skip
_SOURCE = ("title", "publisher", "published_on", "url", "where", "quote", "read_on", "is_against")
_RULING = ("kind", "title", "body", "number", "begun_on", "decided_on", "outcome")

Row = dict[str, Any]
Cells = tuple[Any, ...]


class When(NamedTuple):
    """A fact's time, as `wording.time_of` asks for it."""

    starts_on: date
    is_start_known: bool
    not_yet_on: date | None
    ends_on: date | None
    gone_on: date | None


class _Fact(NamedTuple):
    """The columns that are read of a fact."""

    pk: int
    government: int
    jurisdiction: int
    factor: int
    value: int
    evidence: str
    approved_by: str
    starts_on: date
    is_start_known: bool
    not_yet_on: date | None
    ends_on: date | None
    gone_on: date | None
    state: str
    verified_on: date
    is_example: bool

    @property
    def when(self) -> When:
        return When(*self[7:12])


@dataclass(frozen=True)
class _Words:
    """Of every factor and answer, in the language asked for."""

    cells: dict[int, Cells]  # by answer: topic, factor's key and name, its own, its effect
    order: dict[int, tuple[int, int]]  # of factors
    time: Callable[[When], str]

    @classmethod
    def read(cls) -> "_Words":
        factors = list(Factor.objects.with_words())
        cells = {
            value.pk: (each.topic, each.key, each.name, value.key, value.name, value.effect)
            for each in factors
            for value in each.values.all()
        }
        order = {each.pk: (each.order, each.pk) for each in factors}
        return cls(cells, order, lru_cache(MOST_TIMES)(time_of))


@dataclass(frozen=True)
class _Beside:
    """What belongs to the facts of a portion, by fact."""

    agencies: dict[int, tuple[str, str]]  # by jurisdiction: name, ORI
    agreements: dict[int, Cells]
    notes: dict[int, str]
    sources: dict[int, list[Row]]
    rulings: dict[int, list[Row]]

    @classmethod
    def read(cls, facts: Sequence[_Fact], governments: Sequence[int]) -> "_Beside":
        agencies = {each.jurisdiction for each in facts if each.jurisdiction != each.government}
        named = Jurisdiction.objects.filter(pk__in=agencies).values_list("pk", "name", "ori")
        return cls(
            {pk: (name, ori) for pk, name, ori in named},
            _agreements(governments),
            _notes(governments),
            _sources(governments),
            _rulings(governments),
        )


def fact_cells(code: str) -> Iterator[Cells]:
    """Of every public fact of a state or the country; those of one government stand together."""
    words = _Words.read()
    governments = _governments(code)
    for at in range(0, len(governments), PORTION):
        portion = governments[at : at + PORTION]
        places = Jurisdiction.objects.select_related("parent").in_bulk(portion)
        facts = _facts(portion, words)
        beside = _Beside.read(facts, portion)
        pages = {pk: settings.SITE_URL + url_of(place) for pk, place in places.items()}
        for fact in facts:
            yield (
                *_place(places[fact.government], beside.agencies.get(fact.jurisdiction)),
                *_said(fact, words, beside.notes.get(fact.pk, "")),
                *beside.agreements.get(fact.pk, _NO_AGREEMENT),
                beside.sources.get(fact.pk, [])[:MOST_SOURCES],
                beside.rulings.get(fact.pk, [])[:MOST_SOURCES],
                pages[fact.government],
            )


def _governments(code: str) -> list[int]:
    """Those of which a public fact is known, in the order of the file."""
    here = Exists(Fact.objects.public().filter(government=OuterRef("pk")))
    rows = Jurisdiction.objects.filter(here).order_by("state", "name", "pk")
    if code != COUNTRY:
        rows = rows.filter(state=code.upper())
    return list(rows.values_list("pk", flat=True))


def _facts(governments: Sequence[int], words: _Words) -> list[_Fact]:
    rows = Fact.objects.public().filter(government__in=governments).order_by()
    read = [_Fact(*row) for row in rows.values_list(*_Fact._fields)]
    rank = {pk: at for at, pk in enumerate(governments)}
    read.sort(key=lambda each: (rank[each.government], words.order[each.factor], each.pk))
    return read


def _place(place: Jurisdiction, agency: tuple[str, str] | None) -> Cells:
    name, ori = agency or ("", "")
    return (place.state, place.name, place.kind, place.fips, place.ocd_id or "", name, ori)


def _said(fact: _Fact, words: _Words, note: str) -> Cells:
    return (
        *words.cells[fact.value], fact.evidence, fact.approved_by, *fact.when,
        words.time(fact.when), fact.state, note, fact.verified_on, fact.is_example,
    )  # fmt: skip


def _agreements(governments: Sequence[int]) -> dict[int, Cells]:
    rows = Agreement.objects.filter(fact__government__in=governments).order_by()
    return {row[0]: row[1:] for row in rows.values_list("fact_id", *_OF_AGREEMENT)}


def _notes(governments: Sequence[int]) -> dict[int, str]:
    rows = FactText.objects.filter(fact__government__in=governments).order_by()
    found = defaultdict(list)
    for row in rows.values_list("fact_id", "language", "note", named=True):
        found[row.fact_id].append(row)
    chosen = {pk: in_language(texts, get_language()) for pk, texts in found.items()}
    return {pk: text.note for pk, text in chosen.items() if text}


def _sources(governments: Sequence[int]) -> dict[int, list[Row]]:
    rows = FactSource.objects.filter(fact__government__in=governments)
    found = defaultdict(list)
    for fact, title, publisher, published, url, where, quote, own, read, against in (
        rows.order_by("is_against", "order", "id").values_list(
            "fact_id", "source__title", "source__publisher", "source__published_on", "source__url",
            "where", "quote", "source__quote", "read_on", "is_against",
        )
    ):  # fmt: skip
        cells = (title, publisher, published, url, where, quote or own, read, against)
        found[fact].append(dict(zip(_SOURCE, cells, strict=True)))
    return found


def _rulings(governments: Sequence[int]) -> dict[int, list[Row]]:
    rows = Ruling.objects.filter(facts__government__in=governments)
    found = defaultdict(list)
    for fact, url, *cells in rows.values_list("facts", "source__url", *_RULING):
        found[fact].append({**dict(zip(_RULING, cells, strict=True)), "url": url})
    return found
