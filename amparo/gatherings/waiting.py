"""Who fits: places on a date, the waiting list, and whose turn it is when one is free.

A newcomer's mistake: counting RSVPs instead of people. A party of four takes four places, and when
two places are free the first party of at most two that waits gets them.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet, Sum

from amparo.gatherings.dates import Occurrence, occurrence_on
from amparo.gatherings.emails import IN, hold_of
from amparo.gatherings.models import Coming, Gathering
from amparo.lib.recurrence import NotARule
from amparo.outbox.operations import release

State = Coming.State


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people, not RSVPs, one date has."""

    coming: int = 0
    waiting: int = 0
    asked: int = 0  # not confirmed yet
    capacity: int | None = None

    @property
    def places_left(self) -> int | None:
        """None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.coming, 0)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0


def headcount(gathering: Gathering, which: str = "") -> Headcount:
    """The people of one date; those who come to every date count on each."""
    found = for_date(gathering, which).order_by().values("state").annotate(people=Sum("party_size"))
    people = {row["state"]: row["people"] for row in found}
    return Headcount(
        coming=people.get(State.COMING, 0),
        waiting=people.get(State.WAITING, 0),
        asked=people.get(State.ASKED, 0),
        capacity=_capacity(gathering, which),
    )


def for_date(gathering: Gathering, which: str) -> QuerySet[Coming]:
    """Who said something about a date, or about every date."""
    names = {which, ""} if gathering.rule else {which, "", _only(gathering)}
    return Coming.objects.filter(gathering=gathering, which__in=names)


def take_in(coming: Coming) -> Coming:
    """Give a confirmed party its places, or a number on the waiting list. May be run again.

    Call inside a transaction that holds the gathering's row.
    """
    if coming.state != State.ASKED:
        return coming
    count = headcount(coming.gathering, coming.which)
    if count.places_left is None or (coming.party_size <= count.places_left and not count.waiting):
        coming.state = State.COMING
    else:
        last = Coming.objects.filter(gathering=coming.gathering, which=coming.which).aggregate(
            last=Max("waiting_number")
        )["last"]
        coming.state, coming.waiting_number = State.WAITING, (last or 0) + 1
    coming.save(update_fields=["state", "waiting_number"])
    return coming


def promote(gathering: Gathering, which: str) -> int:
    """Give free places to those who wait, in their turn, and write to them; return how many."""
    waiting = Coming.objects.filter(gathering=gathering, which=which, state=State.WAITING)
    moved = 0
    for each in waiting.order_by("waiting_number"):
        left = headcount(gathering, which).places_left
        if left is not None and each.party_size > left:
            continue
        got = Coming.objects.filter(pk=each.pk, state=State.WAITING)
        moved += got.update(state=State.COMING, waiting_number=None)
        release(hold_of(each.pk, IN))
    return moved


def promote_all(gathering: Gathering) -> int:
    """The same for every date that somebody waits for."""
    waiting = Coming.objects.filter(gathering=gathering, state=State.WAITING)
    return sum(promote(gathering, each) for each in set(waiting.values_list("which", flat=True)))


def turn_of(coming: Coming) -> int:
    """Which in line somebody is who waits: 1 is next."""
    ahead = Coming.objects.filter(
        gathering=coming.gathering, which=coming.which, waiting_number__lt=coming.waiting_number
    )
    return ahead.count() + 1


def date_of(gathering: Gathering, which: str) -> Occurrence | None:
    """The date that somebody named; the only one of a gathering that is once; None of a series."""
    name = which or _only(gathering)
    try:
        return occurrence_on(gathering, date.fromisoformat(name)) if name else None
    except (ValueError, NotARule):
        return None


def _only(gathering: Gathering) -> str:
    """The name of the date of a gathering that has only one."""
    if gathering.rule or gathering.first_on is None:
        return ""
    return gathering.first_on.isoformat()


def _capacity(gathering: Gathering, which: str) -> int | None:
    occurrence = date_of(gathering, which)
    return occurrence.capacity if occurrence else gathering.capacity
