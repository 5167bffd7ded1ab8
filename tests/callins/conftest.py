"""A call-in day in a campaign that is open, with two to call and one to fall back on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from amparo.callins.models import CallIn, CallReport, CallTarget, Outcome
from amparo.callins.operations.targets import Whom
from amparo.campaigns.models import Campaign
from amparo.officials.models import Office, Official
from tests.makers import make_callin, make_campaign, make_office, make_official


@dataclass
class Day:
    """A call-in day and those whom it calls."""

    callin: CallIn
    campaign: Campaign
    offices: list[Office]
    holder: Official

    @property
    def targets(self) -> list[CallTarget]:
        return list(self.callin.targets.with_numbers())


def make_day(now: datetime, *, is_open: bool = True, **facts: Any) -> Day:
    campaign = make_campaign(now)
    offices = [make_office(now, name=name) for name in ("Sheriff", "County board", "Switchboard")]
    holder = make_official(now, offices[0])
    whom = [Whom(offices[0], holder), Whom(offices[1]), Whom(offices[2], is_fallback=True)]
    callin = make_callin(now, campaign, whom, is_open=is_open, **facts)
    return Day(callin, campaign, offices, holder)


def heard(
    target: CallTarget, stance: str, *, count: int = 1, days_ago: int = 0, **more: Any
) -> None:
    """Reports as they stand in the table: made by hand, because an operation seals a card too."""
    day = timezone.localdate() - timedelta(days=days_ago)
    about = {"outcome": Outcome.SPOKE, "stance": stance, "heard_on": day, **more}
    CallReport.objects.bulk_create(
        CallReport(callin=target.callin, target=target, **about) for _ in range(count)
    )


@pytest.fixture
def day(db: None) -> Day:
    return make_day(timezone.now())
