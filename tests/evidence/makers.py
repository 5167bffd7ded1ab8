"""Claims of an invented county, for the tests of this room."""

from datetime import date, datetime
from decimal import Decimal

from amparo.audit.actors import WORKER
from amparo.evidence.models import Bound, Claim, Source, Topic, Unit
from amparo.evidence.operations.claims import Facts, StandsOn, Words, make_claim
from tests.makers import make_source

FACTS = Facts(
    Topic.DEPORTATION,
    Decimal("70"),
    Unit.PERCENT,
    Bound.OVER,
    starts_on=date(2010, 1, 1),
    ends_on=date(2010, 12, 31),
)
WORDS = {
    "en": Words("Of those deported, most had no conviction.", "of the deported"),
    "es": Words("De quienes fueron deportados, la mayoría no tenía condena.", "de los deportados"),
}


def make_a_claim(
    now: datetime, key: str = "most-had-none", *, source: Source | None = None, **facts: object
) -> Claim:
    """A claim that stands on one source."""
    stands_on = StandsOn(source or make_source(now, f"Report about {key}"), "page 4", "over 70%")
    return make_claim(
        Facts(**{**vars(FACTS), **facts}),  # type: ignore[arg-type]
        WORDS,
        stands_on=[stands_on],
        actor=WORKER,
        now=now,
        key=key,
    )
