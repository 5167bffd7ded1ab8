"""What the worker does for policies. It bears being run twice."""

from datetime import datetime

from amparo.lib.rounds import Round
from amparo.policies.operations.watching import send_digests


def _tell(now: datetime) -> None:
    send_digests(now)


ROUNDS = [Round("policies.digests", 3600, _tell)]
