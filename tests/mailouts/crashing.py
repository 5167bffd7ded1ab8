"""A letter whose process is killed again and again: `tests.mailouts.crashing PEOPLE KILLS`.

Run as a process of its own, with settings in the environment, because it needs databases
that outlive a kill. Prints, as JSON, what the letter says when everybody has it.
"""

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import django

EMPTY_BYTES = 40  # of a note that names nobody yet


def main(people: int, kills: int) -> None:
    django.setup()
    letter = _letter_to(people)
    dice, killed = random.Random(kills), 0
    while _is_going(letter):
        seconds = dice.uniform(0, 0.03) if killed < kills else 3600
        killed += _process_killed_after(seconds, letter)
    print(json.dumps({"killed": killed, **_numbers(letter)}))


def _letter_to(people: int) -> str:
    from django.utils import timezone

    from tests.mailouts.world import World
    from tests.makers import make_alma, make_keys, make_open_petition, make_teo, unlock_as

    now = timezone.now()
    keys = make_keys(now)
    key = unlock_as(keys.alma, now)
    world = World(now, make_alma(now), make_teo(now), key, make_open_petition(now))
    for number in range(people):
        world.sign(f"Rosa Núñez {number}", email=f"rosa{number}@example.org")
    letter = world.begun(world.approved(world.letter()))
    return str(letter.pk)


def _is_going(letter: str) -> bool:
    from django.db import connections

    from amparo.mailouts.models import MailOut, State

    found = MailOut.objects.get(pk=letter)
    connections.close_all()  # a connection must not be carried over the next fork
    if found.state == State.PAUSED:
        raise SystemExit(f"it paused by itself: {found.paused_why}")
    return found.state == State.SENDING


def _process_killed_after(seconds: float, letter: str) -> int:
    """Let a new process send; tell (as 0 or 1) whether it had to be killed in the middle.

    The seconds begin with its first people in hand: before that there is nothing to lose.
    """
    left = _notes()
    child = os.fork()
    if child == 0:
        from amparo.mailouts.models import MailOut
        from amparo.mailouts.operations.running import new_run
        from amparo.mailouts.sending import send

        found = MailOut.objects.get(pk=letter)
        send(found.pk, new_run(found), waits=())
        os._exit(0)
    until = float("inf")
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return 0
        if until == float("inf") and _has_people_in_hand(left):
            until = time.monotonic() + seconds
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1


def _has_people_in_hand(left: set[Path]) -> bool:
    """Does a note of this process, not one that a killed one left, name anybody?"""
    with suppress(FileNotFoundError):
        return any(path.stat().st_size > EMPTY_BYTES for path in _notes() - left)
    return False


def _notes() -> set[Path]:
    from django.conf import settings

    return set(settings.RUNTIME_DIR.glob("letter-*.hand"))


def _numbers(letter: str) -> dict[str, int]:
    from amparo.mailouts.models import Handed, MailOut

    found = MailOut.objects.get(pk=letter)
    return {
        "sent": found.sent_count,
        "uncertain": found.uncertain_count,
        "rows": Handed.objects.count(),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
