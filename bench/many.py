"""One letter to very many people, against one to a tenth of them: rate, memory, nobody twice.

`python -m bench many` sends to 5,000 people, with `--whole` to 100,000; most of the time goes into
making the people. Each letter is sent by a process of its own, as in life, so that its peak memory
is the letter's alone; the sink counts mailboxes, so that nobody can have been written to twice.
"""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import mailing, worlds
from bench.table import Row

PEOPLE, ALL_PEOPLE = 5_000, 100_000
TENTH, OTHERS = "27131", "27053"  # counties


def run(is_postgres: bool) -> Iterator[Row]:
    yield from _rows(is_postgres, PEOPLE)


def run_whole(is_postgres: bool) -> Iterator[Row]:
    yield from _rows(is_postgres, ALL_PEOPLE)


def _rows(is_postgres: bool, count: int) -> Iterator[Row]:
    with worlds.prepared(is_postgres) as environment:
        port = mailing.free_port()
        command = [sys.executable, "-m", "bench.many", "sink", str(port)]
        sink = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        environment |= {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(port),
        }
        try:
            [few, many] = [
                _sent(environment, letter) for letter in _output(environment, "people", str(count))
            ]
        finally:
            sink.send_signal(signal.SIGTERM)
            came, boxes = map(int, sink.communicate()[0].split())
    if came != count + count // 10 or boxes != count:
        raise SystemExit(f"{came} letters came to {boxes} of {count} people")
    name = f"one letter to {count:,} people"
    against = f"to {count // 10:,}"
    yield Row(f"{name}, each once", many["rate"], "/s", many["rate"] / few["rate"], against)
    yield Row(f"{name}, until the first", many["first"], "s", many["first"] / few["first"], against)
    memory = many["memory"] / few["memory"]
    yield Row(f"{name}, peak memory of its process", many["memory"], "MB", memory, against)


def _sent(environment: dict[str, str], letter: str) -> dict[str, float]:
    told = (line.split() for line in _output(environment, "send", letter))
    return {name: float(value) for name, value in told}


def _output(environment: dict[str, str], *what: str) -> list[str]:
    command = [sys.executable, "-m", "bench.many", *what]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()


def people(count: int) -> None:
    """Make so many people who signed, and two letters, approved and begun; print their ids."""
    from django.utils import timezone

    from amparo.accounts.models import User
    from amparo.mailouts.audiences import Line
    from amparo.petitions.models import Petition
    from amparo.supporters.models import Card
    from tests.mailouts.world import World
    from tests.makers import make_keys, make_teo, unlock_as

    now = timezone.now()
    mailing.forget_first_kit()
    key = unlock_as(make_keys(now).alma, now)
    alma, petition = User.objects.get(email="alma@example.org"), Petition.objects.get()
    here = World(now, alma, make_teo(now), key, petition)
    for number in range(count):
        _sign(petition, number, now)
    Card.objects.update(is_confirmed=True)
    for line in (Line("all", counties=(TENTH,)), Line("all")):
        letter = here.letter(line, per_minute=6_000_000, blocks=(f"petition:{petition.pk}",))
        print(here.begun(here.approved(letter)).pk)


def _sign(petition: Any, number: int, now: Any) -> None:
    from amparo.supporters.operations import Submission, receive

    submission = Submission(
        action_kind="petition",
        action_id=petition.pk,
        text_hash="ab" * 32,
        language=("es", "en")[number % 2],
        name=f"Rosa Núñez {number}",
        email=f"rosa{number}@example.org",
        town="Northfield",
        county=OTHERS if number % 10 else TENTH,
    )
    receive(submission, now=now)


def send(letter: str) -> None:
    """Send one of them; print letters a second, seconds until the first, megabytes at most."""
    from amparo.mailouts import sending
    from amparo.mailouts.models import MailOut
    from amparo.mailouts.operations.running import new_run

    began, firsts = time.perf_counter(), []
    found = sending.Sending._found

    def noted(self: Any) -> Any:
        people = found(self)
        firsts.append(time.perf_counter())
        return people

    sending.Sending._found = noted  # type: ignore[method-assign]
    mailout = MailOut.objects.get(pk=UUID(letter))
    sending.send(mailout.pk, new_run(mailout), waits=())
    ended = time.perf_counter()
    mailout.refresh_from_db()
    if mailout.sent_count != mailout.total_count:
        raise SystemExit(f"{mailout.sent_count} of {mailout.total_count} went")
    print("rate", mailout.sent_count / (ended - began))
    print("first", firsts[0] - began)
    print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)  # from kilobytes


def sink(port: int) -> None:
    """Take every letter; when it is ended, print how many came, and to how many mailboxes."""
    boxes: set[bytes] = set()
    came = 0

    def tell(command: bytes) -> None:
        nonlocal came
        came += 1
        boxes.add(command.strip().lower())

    def end(*_about: object) -> None:
        print(came, len(boxes), flush=True)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    mailing.sink(port, tell)


def main() -> None:
    what, said = sys.argv[1:]
    if what == "sink":
        sink(int(said))
        return
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import django

    django.setup()
    people(int(said)) if what == "people" else send(said)


if __name__ == "__main__":
    main()
