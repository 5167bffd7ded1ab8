"""What the worker does for campaigns again and again. Each bears being run twice."""

from datetime import datetime

from amparo.campaigns.operations.campaigns import close_what_is_over
from amparo.campaigns.operations.consents import unpublish_expired
from amparo.campaigns.takedown import apply_takedowns
from amparo.lib.rounds import Round


def _unpublish(now: datetime) -> None:
    unpublish_expired(now)


def _close(now: datetime) -> None:
    close_what_is_over(now)


def _finish(now: datetime) -> None:
    apply_takedowns(now=now)


ROUNDS = [
    Round("campaigns.unpublish", 60, _unpublish),
    Round("campaigns.close", 600, _close),
    Round("campaigns.finish-takedowns", 60, _finish),
]
