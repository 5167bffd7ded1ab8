"""What the worker does for committees. It bears being run twice."""

from datetime import datetime

from amparo.committees.operations.digests import send_digests
from amparo.lib.rounds import Round


def _tell(now: datetime) -> None:
    send_digests(now)


ROUNDS = [Round("committees.digests", 3600, _tell)]
