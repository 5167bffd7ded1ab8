"""A worker that is killed again and again: `python -m tests.outbox.crashing LETTERS KILLS`.

Run as a process of its own, with settings in the environment, because it needs a database
that outlives a kill. Prints, as JSON, what the outbox says when nothing is left to send.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import django

START = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
CRASHED_AFTER = timedelta(minutes=3)  # by then a worker that says nothing is known to be dead


def main(letters: int, kills: int) -> None:
    django.setup()
    _fill(letters)
    dice = random.Random(kills)
    now, killed = START, 0
    while killed < kills and _waiting():
        killed += _worker_killed_after(dice.uniform(0.001, 0.12), now)
        now += CRASHED_AFTER
    while _waiting():
        _worker_killed_after(3600, now)
        now += CRASHED_AFTER
    _worker_killed_after(3600, now)  # a last one, who notices what the one before left behind
    print(json.dumps({"killed": killed, "uncertain": _uncertain()}))


def _fill(letters: int) -> None:
    from amparo.outbox.letters import Letter
    from amparo.outbox.operations import enqueue

    for number in range(letters):
        enqueue(Letter(f"rosa{number}@example.org", f"Firma {number}", "¿Firmó usted?", "es"))


def _worker_killed_after(seconds: float, now: datetime) -> int:
    """Let a worker sweep once; tell (as 0 or 1) whether it had to be killed in the middle."""
    child = os.fork()
    if child == 0:
        from amparo.outbox.sending import Sender

        Sender().sweep(now)
        os._exit(0)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return 0
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1


def _waiting() -> int:
    from django.db import connections

    from amparo.outbox.models import State, Waiting

    count = Waiting.objects.filter(state__in=[State.WAITING, State.SENDING]).count()
    connections.close_all()  # a connection must not be carried over the next fork
    return count


def _uncertain() -> int:
    from amparo.outbox.models import Outcome, OutcomeKind

    return sum(row.count for row in Outcome.objects.filter(kind=OutcomeKind.UNCERTAIN))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
