"""The road of a watched text: its confirmed sightings and the stops by hand, in the order of time.

What happened from one printing to the next (entered, changed, left) is computed here, never kept:
a printing that is imported late changes the story of those after it. A newcomer's mistake: showing
what nobody confirmed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from amparo.bills.models import Bill, LegalText, Stage, StepKind, TextKind
from amparo.bills.shown import address as bill_address
from amparo.evidence.models import Claim, Disagreement, Source
from amparo.lib.dates import DateWindow
from amparo.sightings.models import Movement, Sighting, Stop, Tier, WatchedText

AS_LAW = (StepKind.SIGNED, StepKind.LAW, StepKind.OVERRIDDEN)
SAME = 0.02  # of coverage: less is a comma


@dataclass(frozen=True)
class Point:
    """One stop of the road. `coverage` is None where no text of ours shows it."""

    when: DateWindow
    movement: str
    bill: Bill | None = None
    text: LegalText | None = None
    coverage: float | None = None
    sighting: Sighting | None = None
    stop: Stop | None = None
    disputes: tuple["Dispute", ...] = ()

    @property
    def percent(self) -> int | None:
        return None if self.coverage is None else int(self.coverage * 100)

    @property
    def address(self) -> str:
        """The public page of its bill, "" where it has none."""
        return bill_address(self.bill) if self.bill and self.bill.is_followed else ""

    @property
    def has_words(self) -> bool:
        """Whether both texts can be shown side by side."""
        return self.sighting is not None and bool(self.sighting.passages)

    @property
    def is_end(self) -> bool:
        return self.movement == Movement.LEFT

    @property
    def is_law(self) -> bool:
        return self.movement == Movement.ENACTED

    @property
    def is_amendment(self) -> bool:
        return self.text is not None and self.text.kind == TextKind.AMENDMENT

    @property
    def source(self) -> Source | None:
        return self.stop.source if self.stop else None

    @property
    def claims(self) -> list[Claim]:
        """What the stop cites, without what stands in a dispute already."""
        disputed = {claim.pk for each in self.disputes for claim in each.claims}
        return [
            each
            for each in (self.stop.claims.all() if self.stop else ())
            if each.pk not in disputed
        ]

    @property
    def movement_said(self) -> str:
        return str(Movement(self.movement).label)


@dataclass(frozen=True)
class Dispute:
    """Two claims that cannot both be right, both shown, with why they differ."""

    claims: tuple[Claim, Claim]
    disagreement: Disagreement


@dataclass
class Road:
    watch: WatchedText
    points: list[Point] = field(default_factory=list)

    @property
    def bills(self) -> list[Bill]:
        found: dict[UUID, Bill] = {}
        for point in self.points:
            if point.bill:
                found.setdefault(point.bill.pk, point.bill)
        return list(found.values())

    @property
    def years(self) -> tuple[int, int] | None:
        days = [
            day.year
            for each in self.points
            for day in (each.when.starts_on, each.when.ends_on)
            if day
        ]
        return (min(days), max(days)) if days else None


def road_of(watch: WatchedText) -> Road:
    """All that was confirmed of a watched text, and what was put in by hand."""
    sightings = watch.sightings.confirmed().with_all().exclude(tier=Tier.CITED)
    points = [*_seen(sightings), *_by_hand(watch)]
    return Road(watch, sorted(points, key=lambda each: each.when.sorts_by))


def _seen(sightings: Iterable[Sighting]) -> Iterator[Point]:
    by_bill: dict[UUID | None, list[Sighting]] = {}
    for each in sorted(sightings, key=_order):
        by_bill.setdefault(each.text.bill_id, []).append(each)
    for bill_id, rows in by_bill.items():
        before: Sighting | None = None
        for row in rows:
            is_apart = bill_id is None or row.text.kind == TextKind.AMENDMENT
            movement = movement_of(row, None if is_apart else before)
            before = before if is_apart else row
            yield Point(
                row.text.window, movement, row.text.bill, row.text, row.coverage, sighting=row
            )
        yield from _became_law(rows, before)


def _became_law(rows: list[Sighting], last: Sighting | None) -> Iterator[Point]:
    """Its bill did, with the wording in the last printing that we have, and no text of the law."""
    bill = last.text.bill if last else None
    is_told = any(each.text.kind == TextKind.LAW for each in rows)
    if last is None or bill is None or bill.stage != Stage.LAW or last.is_gone or is_told:
        return
    if last.watch.stops.filter(bill=bill, movement=Movement.ENACTED).exists():
        return
    step = bill.steps.kept().filter(kind__in=AS_LAW).by_date().last()
    when = step.window if step and step.window.is_announced else last.text.window
    yield Point(when, Movement.ENACTED, bill, last.text, last.coverage, sighting=last)


def movement_of(sighting: Sighting, before: Sighting | None) -> Movement:
    """What happened to the wording, given the printing of the same bill before it."""
    if sighting.is_gone:
        return Movement.LEFT
    if sighting.text.kind == TextKind.LAW:
        return Movement.ENACTED
    if before is None or before.is_gone:
        return Movement.ENTERED
    is_same = abs(sighting.coverage - before.coverage) < SAME
    return Movement.STAYED if is_same else Movement.CHANGED


def _order(sighting: Sighting) -> tuple[object, int, str]:
    return sighting.text.sorts_by, sighting.text.order, str(sighting.text_id)


def _by_hand(watch: WatchedText) -> Iterator[Point]:
    for stop in watch.stops.with_all():
        yield Point(stop.window, stop.movement, stop.bill, stop=stop, disputes=disputes_of(stop))


def disputes_of(stop: Stop) -> tuple[Dispute, ...]:
    """Those of its claims that say otherwise than another of them."""
    claims = {each.pk: each for each in stop.claims.all()}
    rows = Disagreement.objects.filter(one__in=claims, other__in=claims)
    return tuple(
        Dispute((claims[row.one_id], claims[row.other_id]), row)
        for row in rows.prefetch_related("texts")
    )
