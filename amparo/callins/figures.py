"""What is counted of a call-in day: live for the desk, by whole days for the public.

A newcomer's mistake: a public figure that moves when somebody reports. The public sees calls as the
tally has counted them in batches, and outcomes up to yesterday; only the desk sees today's.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from amparo.callins.models import CallIn, CallReport, CallTarget, Judgement, Outcome
from amparo.campaigns.models import Campaign
from amparo.officials.models import Act, Office, Official, Stance, Visit
from amparo.supporters import figures

SCALE = (
    Stance.FOR, Stance.LEANING, Stance.UNDECIDED, Stance.LEANING_AGAINST, Stance.AGAINST,
    Stance.UNSAID,
)  # fmt: skip
FEW = 3  # answers that are too few to lean on
WEEK = timedelta(days=7)
AGREED = 2 / 3  # of the answers, for "most heard the same"


@dataclass(frozen=True)
class TargetTotals:
    """What came back from the calls to one target."""

    target: CallTarget
    spoke: int = 0
    voicemail: int = 0
    no_answer: int = 0
    skipped: int = 0
    stances: tuple[tuple[str, int], ...] = ()  # in the order of the scale, none left out

    @property
    def calls(self) -> int:
        return self.spoke + self.voicemail + self.no_answer

    @property
    def heard(self) -> int:
        return sum(count for _stance, count in self.stances)


@dataclass(frozen=True)
class PublicTotals:
    calls: int  # as of the last batch
    spoke: int  # up to yesterday
    voicemail: int


def public_totals(callin: CallIn, today: date) -> PublicTotals:
    """What everybody may see: nothing in it tells at what hour of today somebody called."""
    aside = callin.reports.filter(set_aside_on__isnull=False, card_id__isnull=False).count()
    before = callin.reports.that_count().filter(heard_on__lt=today)
    counts = Counter(before.values_list("outcome", flat=True))
    calls = max(figures.tally(callin.pk).total - aside, 0)
    return PublicTotals(calls, counts[Outcome.SPOKE], counts[Outcome.VOICEMAIL])


def totals(callin: CallIn, day: date | None = None) -> list[TargetTotals]:
    """Every target's, in the order of the calls; of one day where it is given. For the desk."""
    reports = callin.reports.filter(set_aside_on=None)
    if day is not None:
        reports = reports.filter(heard_on=day)
    targets = callin.targets.with_numbers()
    counted = list(reports.values("target", "outcome", "stance").annotate(count=Count("*")))
    return [_totals(target, [row for row in counted if row["target"] == target.pk])
            for target in targets]  # fmt: skip


def days_of(callin: CallIn) -> list[tuple[date, int, int]]:
    """(day, calls, how many of them spoke with somebody), the first day first. For the desk."""
    rows = callin.reports.that_count().values("heard_on").order_by("heard_on")
    counted = rows.annotate(calls=Count("pk"), spoke=Count("pk", filter=Q(outcome=Outcome.SPOKE)))
    return [(row["heard_on"], row["calls"], row["spoke"]) for row in counted]


@dataclass(frozen=True)
class Heard:
    """Where an office stands by what callers were told: the answer, by how many, how agreed."""

    stance: str  # "" where nobody was told anything
    count: int
    of: int

    @property
    def sureness(self) -> str:
        """In a word that the page explains: none, few, agreed or divided."""
        if not self.of:
            return "none"
        if self.of < FEW:
            return "few"
        return "agreed" if self.count >= self.of * AGREED else "divided"


def heard_lately(stances: Iterable[tuple[str, int]]) -> Heard:
    """The most frequent answer that takes a side, or that none does; a tie takes the cautious."""
    given = [(stance, count) for stance, count in stances if count]
    if not given:
        return Heard("", 0, 0)
    order = {stance.value: number for number, stance in enumerate(SCALE)}
    stance, count = max(given, key=lambda pair: (pair[1], order[pair[0]]))
    return Heard(stance, count, sum(count for _stance, count in given))


@dataclass(frozen=True)
class Whose:
    """One whose stance is followed: an office, or who holds it."""

    office: Office
    official: Official | None

    @property
    def name(self) -> str:
        return self.official.name if self.official else self.office.name

    @property
    def official_id(self) -> UUID | None:
        return self.official.pk if self.official else None

    def among(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(office=self.office, official=self.official)


@dataclass(frozen=True)
class StanceRecord:
    """All that tells where one stands on what a campaign asks, day by day."""

    days: list[date]
    counts: dict[tuple[int, int], int]  # (row of SCALE, column of days): how many heard it
    judgements: list[Judgement]
    visits: list[Visit]
    acts: list[Act]

    @property
    def lately(self) -> list[tuple[str, int]]:
        """The answers of the last week in which anybody was told one."""
        if not self.counts:
            return []
        last = self.days[max(column for _row, column in self.counts)]
        week = {n for n, day in enumerate(self.days) if last - day < WEEK}
        return [
            (stance.value, sum(self.counts.get((row, column), 0) for column in week))
            for row, stance in enumerate(SCALE)
        ]


def stance_record(campaign: Campaign, whose: Whose) -> StanceRecord:
    """Reports of all call-in days of a campaign, with judgements, visits and acts beside them."""
    reports = _reports(campaign, whose).values("heard_on", "stance").annotate(count=Count("*"))
    judgements = list(whose.among(campaign.judgements.select_related("judged_by")))
    visits = list(whose.among(Visit.objects.with_names()))
    rows = list(reports.order_by())
    days = sorted({row["heard_on"] for row in rows}
                  | {each.judged_on for each in judgements}
                  | {each.visited_on for each in visits if each.stance})  # fmt: skip
    at = {stance.value: number for number, stance in enumerate(SCALE)}
    counts = {(at[row["stance"]], days.index(row["heard_on"])): row["count"] for row in rows}
    acts = list(Act.objects.with_words().of(whose.office, whose.official))
    return StanceRecord(days, counts, judgements, visits, acts)


def followed(campaign: Campaign) -> list[Whose]:
    """Everybody whom call-in days of a campaign have called, by name."""
    targets = CallTarget.objects.filter(callin__campaign=campaign).with_numbers()
    found = {(each.office_id, each.official_id): Whose(each.office, each.official)
             for each in targets}  # fmt: skip
    return sorted(found.values(), key=lambda whose: whose.name)


def _reports(campaign: Campaign, whose: Whose) -> QuerySet[CallReport]:
    return CallReport.objects.with_stance().filter(
        callin__campaign=campaign,
        target__office=whose.office,
        target__official=whose.official,
    )


def _totals(target: CallTarget, rows: list[Any]) -> TargetTotals:
    outcomes: Counter[str] = Counter()
    stances: Counter[str] = Counter()
    for row in rows:
        outcomes[row["outcome"]] += row["count"]
        if row["stance"]:
            stances[row["stance"]] += row["count"]
    return TargetTotals(
        target,
        spoke=outcomes[Outcome.SPOKE],
        voicemail=outcomes[Outcome.VOICEMAIL],
        no_answer=outcomes[Outcome.NO_ANSWER],
        skipped=outcomes[Outcome.SKIPPED],
        stances=tuple((stance.value, stances[stance]) for stance in SCALE if stances[stance]),
    )
