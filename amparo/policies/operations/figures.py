"""Claims whose figure is counted from facts, as of a day: made, counted again, brought up to date.

A newcomer's mistake: changing the figure by itself when a fact changes. Letters that cite it were
sent with the old one; the claim goes stale where all can see it, and somebody decides.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.evidence.models import Source, Unit, Why
from amparo.evidence.models import Topic as ClaimTopic
from amparo.evidence.operations import save_source
from amparo.evidence.operations.claims import (
    Facts,
    StandsOn,
    Words,
    change_claim,
    flag_places,
    make_claim,
)
from amparo.evidence.recounting import Stale
from amparo.policies.judging import judge_all
from amparo.policies.models import ComputedClaim, FactorValue, RubricVersion
from amparo.policies.standing import counts_on

TRACKER = "policy-tracker"  # the key of the source that counted claims stand on


@dataclass(frozen=True)
class Counted:
    """What is counted: governments of one kind that give an answer, or get a stance."""

    level: str
    state: str
    as_of: date
    value: FactorValue | None = None
    version: RubricVersion | None = None
    stance: str = ""


def count(what: Counted | ComputedClaim) -> int:
    """How many there are, by what is known now, on its day."""
    if what.version is not None:
        judged = judge_all(what.version, what.as_of, kind=what.level, state=what.state)
        return sum(each.stance == what.stance for each in judged.values())
    value = what.value
    if value is None:
        return 0
    known = counts_on(what.as_of, value.factor_id, kind=what.level, state=what.state)
    return known.get(value.pk, 0)


@transaction.atomic
def make_figure(
    what: Counted, words: Mapping[str, Words], *, url: str, actor: Actor, now: datetime
) -> ComputedClaim:
    """Write a claim whose figure is counted here; `url` is where the public sees the facts."""
    figure = count(what)
    claim = make_claim(
        _facts(what, figure),
        words,
        stands_on=[StandsOn(_tracker(url, actor, now))],
        actor=actor,
        now=now,
    )
    return ComputedClaim.objects.create(claim=claim, count_now=figure, **vars(what))


@transaction.atomic
def bring_up_to_date(
    found: ComputedClaim,
    words: Mapping[str, Words],
    *,
    as_of: date,
    why: str,
    actor: Actor,
    now: datetime,
) -> ComputedClaim:
    """Say the figure of this day; every place that cites it is flagged."""
    found.as_of = as_of
    found.count_now = count(found)
    found.stale_since = None
    found.save(update_fields=["as_of", "count_now", "stale_since"])
    facts = _facts(found, found.count_now)
    change_claim(found.claim, facts, words, why=why, actor=actor, now=now)
    return found


def count_again(factors: Collection[int], *, today: date) -> int:
    """Look at every figure that rests on these factors; return how many went stale just now."""
    rests = Q(value__factor__in=factors) | Q(version__steps__factor__in=factors)
    found = ComputedClaim.objects.filter(rests).select_related("claim", "value", "version")
    return sum(_look(each, today) for each in found.distinct())


def _look(found: ComputedClaim, today: date) -> bool:
    counted = count(found)
    was_stale = found.stale_since is not None
    is_stale = found.claim.value != counted
    if counted == found.count_now and is_stale == was_stale:
        return False
    found.count_now = counted
    found.stale_since = (found.stale_since or today) if is_stale else None
    found.save(update_fields=["count_now", "stale_since"])
    if is_stale and not was_stale:
        flag_places(found.claim, Why.CHANGED, today)
    return is_stale and not was_stale


def _facts(what: Counted | ComputedClaim, figure: int) -> Facts:
    return Facts(
        topic=ClaimTopic.COOPERATION,
        value=Decimal(figure),
        unit=Unit.NUMBER,
        starts_on=what.as_of,
        ends_on=what.as_of,
    )


def _tracker(url: str, actor: Actor, now: datetime) -> Source:
    """Our own facts as a source: one row, read again on the day of each figure."""
    found = Source.objects.filter(key=TRACKER).first()
    if found is not None:
        return found
    title = "What governments do with ICE: facts, each with its source"
    made = Source(key=TRACKER, title=title, url=url, read_on=timezone.localdate(now))
    return save_source(made, actor=actor)


def stale_of(claims: Collection[UUID]) -> dict[UUID, Stale]:
    """Those of these claims whose figure would be another by what is known now."""
    rows = ComputedClaim.objects.filter(claim__in=claims, stale_since__isnull=False)
    return {
        each.claim_id: Stale(each.stale_since, each.count_now)
        for each in rows
        if each.stale_since is not None
    }
