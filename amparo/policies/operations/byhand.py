"""What somebody wrote of an agreement by hand: lists do not change it until somebody says so.

A newcomer's mistake: the newest list as the truth. A list lags behind the document, and repeats a
typing error for months. What was read in the document stays, and where a list says otherwise the
report of the import names both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from amparo.policies.models import Agreement, ByHand, Fact

_OF_START = ("starts_on", "is_start_known", "not_yet_on")
_OF_END = ("ends_on", "gone_on")
COLUMNS = (*_OF_START, *_OF_END)


class Seen(Protocol):
    """An agreement as lists show it: `histories.Run`."""

    @property
    def signed_on(self) -> date | None: ...
    @property
    def first_on(self) -> date: ...
    @property
    def last_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def gone_on(self) -> date | None: ...
    def columns(self) -> dict[str, object]: ...


@dataclass(frozen=True)
class Otherwise:
    """Where lists say another day than somebody wrote; no day of an end: it stands."""

    fact: int
    edge: str
    by_lists: date | None
    by_hand: date | None

    @property
    def as_json(self) -> list[str | int]:
        days = ["" if day is None else day.isoformat() for day in (self.by_lists, self.by_hand)]
        return [self.fact, self.edge, *days]

    @classmethod
    def from_json(cls, told: Iterable[Any]) -> "Otherwise":
        fact, edge, by_lists, by_hand = told
        return cls(fact, edge, *(date.fromisoformat(day) if day else None
                                 for day in (by_lists, by_hand)))  # fmt: skip


def days_of(fact: Fact) -> dict[str, object]:
    return {name: getattr(fact, name) for name in COLUMNS}


def changed_edges(before: Mapping[str, object], after: Mapping[str, object]) -> list[ByHand]:
    """Which end of its time somebody wrote anew."""
    edges = ((ByHand.START, _OF_START), (ByHand.END, _OF_END))
    return [edge for edge, names in edges
            if any(before[name] != after[name] for name in names)]  # fmt: skip


def keep_by_hand(fact: Fact, edges: Iterable[ByHand]) -> None:
    """Somebody wrote these of a fact; where an agreement makes it, the lists let them be."""
    wrote = set(edges)
    agreement = Agreement.objects.filter(fact=fact).first()
    if agreement is None or not wrote:
        return
    mark(agreement, wrote)
    if ByHand.START in wrote:
        agreement.signed_on = fact.starts_on if fact.is_start_known else None
    if ByHand.END in wrote:
        agreement.ended_on = None if fact.gone_on else fact.ends_on
    agreement.save(update_fields=["by_hand", "signed_on", "ended_on"])


def mark(agreement: Agreement, edges: Iterable[ByHand]) -> None:
    agreement.by_hand = sorted({*agreement.by_hand, *map(str, edges)})


def joined(agreement: Agreement, run: Seen) -> dict[str, object]:
    """The fact's days: from the lists, but for what was written by hand."""
    by_hand = days_of(agreement.fact)
    kept = [*(_OF_START if ByHand.START in agreement.by_hand else ()),
            *(_OF_END if ByHand.END in agreement.by_hand else ())]  # fmt: skip
    days = {**run.columns(), **{name: by_hand[name] for name in kept}}
    starts, ends = days["starts_on"], days["ends_on"]
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        return by_hand  # the lists saw its end before it was signed
    return days


def otherwise(agreement: Agreement, run: Seen) -> list[Otherwise]:
    """Where the lists say something else than what was written by hand."""
    fact, found = agreement.fact, []
    if ByHand.START in agreement.by_hand:
        day = run.signed_on or run.first_on
        if day < fact.starts_on or (run.signed_on and run.signed_on != fact.starts_on):
            found.append(Otherwise(fact.pk, ByHand.START, day, fact.starts_on))
    if ByHand.END in agreement.by_hand and _is_other_end(fact.ends_on, run):
        day_or_none = run.ends_on if run.ends_on or fact.ends_on is None else run.last_on
        found.append(Otherwise(fact.pk, ByHand.END, day_or_none, fact.ends_on))
    return found


def _is_other_end(by_hand: date | None, run: Seen) -> bool:
    """A day between the last list that shows it and the first that lacks it is the same end."""
    if by_hand is None:
        return run.ends_on is not None
    return by_hand < run.last_on or (run.gone_on is not None and by_hand >= run.gone_on)
