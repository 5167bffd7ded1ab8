"""A letter to many, against smtplib alone handing over messages that are ready: to one local sink.

`python -m bench.mailing` prints how many letters a second each way, measured in one process; the
sink is another, and answers as quickly as it can. `amparo.mailouts.sending` works out the audience,
opens every card twice, sets every letter, claims it in the database and marks it. The sink takes
commands in a row, as most mail servers do; smtplib never says them in a row.
"""

import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import worlds
from bench.table import Row

PEOPLE = 2_000
COUNTED = 100_000  # cards whose audience the desk counts by clear columns
ROUNDS = 3


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.prepared(is_postgres) as environment:
        port = free_port()
        sink = subprocess.Popen([sys.executable, "-m", "bench.mailing", "sink", str(port)])
        environment |= {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(port),
        }
        try:
            figures = dict(line.rsplit(" ", 1) for line in _measured(environment))
        finally:
            sink.terminate()
            sink.wait()
    bare, ours = float(figures["smtplib"]), float(figures["letters"])
    yield Row(f"letters of a mail-out, {PEOPLE:,} people", ours, "/s", ours / bare, "smtplib alone")
    counted = float(figures["counted"])
    name = f"an audience counted without a key, {COUNTED:,} cards"
    yield Row(name, counted, "ms", counted / 300, "300 ms")


def _measured(environment: dict[str, str]) -> list[str]:
    command = [sys.executable, "-m", "bench.mailing", "measure"]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()


def measure() -> None:
    import django

    django.setup()
    ready: list[tuple[str, bytes]] = []
    letters = max(_letters_a_second(ready) for _round in range(ROUNDS))
    print("smtplib", max(_ready_a_second(ready) for _round in range(ROUNDS)))
    print("letters", letters)
    print("counted", _counted())


def _letters_a_second(ready: list[tuple[str, bytes]]) -> float:
    """Send to everybody; keep the messages of the first time, for smtplib alone."""
    from amparo.mailouts.operations.running import new_run
    from amparo.mailouts.sending import send

    letter = _begun(_signed())
    if not ready:
        ready += _messages(letter)
    began = time.perf_counter()
    send(letter.pk, new_run(letter), waits=())
    took = time.perf_counter() - began
    letter.refresh_from_db()
    if letter.sent_count != PEOPLE:
        raise SystemExit(f"{letter.sent_count} of {PEOPLE} went")
    return PEOPLE / took


def _ready_a_second(ready: list[tuple[str, bytes]]) -> float:
    with smtplib.SMTP("127.0.0.1", int(os.environ["EMAIL_PORT"])) as smtp:
        began = time.perf_counter()
        for to, message in ready:
            smtp.sendmail("hola@valle.example", [to], message)
        return len(ready) / (time.perf_counter() - began)


_world: dict[str, Any] = {}


def _signed() -> Any:
    """Keys, and a petition that so many people signed; made once."""
    if _world:
        return _world["here"]
    from django.utils import timezone

    from amparo.accounts.models import User
    from amparo.petitions.models import Petition
    from tests.mailouts.world import World
    from tests.makers import make_keys, make_teo, unlock_as

    now = timezone.now()
    forget_first_kit()
    keys = unlock_as(make_keys(now).alma, now)
    petition = Petition.objects.get()
    alma = User.objects.get(email="alma@example.org")
    here = World(now, alma, make_teo(now), keys, petition)
    for number in range(PEOPLE):
        here.sign(f"Rosa Núñez {number}", email=f"rosa{number}@example.org")
    _world["here"] = here
    return here


def forget_first_kit() -> None:
    """The coalition was founded with a kit of its own, whose words nobody typed back."""
    from django.apps import apps

    for model in reversed(list(apps.get_app_config("keyring").get_models())):
        model._default_manager.using("keyring").all().delete()


def _begun(here: Any) -> Any:
    body = "Estimada {nombre|vecina}:\n\n" + "La junta vota el martes, y queremos llenar. " * 30
    from amparo.mailouts.operations.writing import Words

    words = {code: Words("La junta vota el martes", body) for code in ("en", "es")}
    blocks = (f"petition:{here.petition.pk}",)
    letter = here.letter(words=words, blocks=blocks, per_minute=6_000_000)
    return here.begun(here.approved(letter))


def _messages(letter: Any) -> list[tuple[str, bytes]]:
    """The very messages, as they would go: what smtplib alone hands over."""
    from django.utils import timezone

    from amparo.mailouts.wire import Wire
    from amparo.mailouts.wording import mold

    made = mold(letter, "es", now=timezone.now())
    if made is None:
        raise SystemExit("there is no letter")
    wire = Wire(made)
    link = f"http://localhost/es/mailings/{letter.pk}/leave/{'x' * 43}/"
    addresses = [f"rosa{number}@example.org" for number in range(PEOPLE)]
    facts = {"name": "Rosa Núñez", "town": "Northfield", "leave": link}
    return [(to, wire.message(to, facts)) for to in addresses]


def _counted() -> float:
    """Milliseconds in which the desk tells how many cards an audience of two lines begins with:
    in all, by language, and line by line, as the letter's page shows them."""
    from amparo.mailouts.audiences import Line, cards_of, counts_by_language, lines_of
    from bench.filling import main as fill

    here = _signed()
    fill(COUNTED)
    letter = here.letter(Line("all", counties=("27131",)), Line("list"))
    times = []
    for _look in range(5):
        began = time.perf_counter()
        counts_by_language(letter)  # and in all, their sum
        for line in lines_of(letter):
            cards_of(letter, line).count()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[len(times) // 2]


def sink(port: int, tell: Callable[[bytes], None] | None = None) -> None:
    """Take every letter and say yes: a thread a connection, nothing parsed, nothing kept.

    `tell` is given each command that names a mailbox.

    It takes commands in a row (PIPELINING), as Postfix, Exim and OpenSMTPD do.
    """
    import socketserver

    class Sink(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self) -> None:
            self._say(b"220 sink")
            for line in self.rfile:
                word = line[:4].upper()
                if word == b"EHLO":
                    self._say(b"250-sink\r\n250 PIPELINING")
                    continue
                if tell is not None and word == b"RCPT":
                    tell(line)
                if word == b"DATA":
                    self._say(b"354 go on")
                    for each in self.rfile:
                        if each == b".\r\n":
                            break
                self._say(b"221 bye" if word == b"QUIT" else b"250 ok")

        def _say(self, answer: bytes) -> None:
            self.wfile.write(answer + b"\r\n")

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", port), Sink) as server:
        server.serve_forever()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    if sys.argv[1] == "sink":
        sink(int(sys.argv[2]))
    else:
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        measure()


if __name__ == "__main__":
    main()
