"""The desk's list of 100,000 signatures: first page, filtered, as Alma gets it with her key away.

`python -m bench.deskview` prints milliseconds, measured inside of one process.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import worlds
from bench.table import Row

STORED = 100_000
LOOKS = 7
PROMISED = 300  # milliseconds


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.prepared(is_postgres) as environment:
        _run("bench.filling", str(STORED), environment=environment)
        for line in _run("bench.deskview", environment=environment).splitlines():
            name, _, took = line.rpartition(" ")
            yield Row(f"{name} of {STORED:,}", float(took), "ms", float(took) / PROMISED, "300 ms")


def _run(*module: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def main() -> None:
    import django

    django.setup()
    from django.test import Client
    from django.urls import reverse

    from amparo.accounts.models import User

    petition_id = (Path(os.environ["DATA_DIR"]) / "petition.txt").read_text().split()[0]
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="alma@example.org"))
    address = reverse("desk:signatures", args=["petition", petition_id])
    for name, query in (
        ("desk list", ""),
        ("desk list, filtered", "?state=confirmed&county=27131"),
    ):
        times = [_look(client, address + query) for _number in range(LOOKS)]
        print(name, statistics.median(times[1:]))


def _look(client: object, address: str) -> float:
    began = time.perf_counter()
    response = client.get(address)  # type: ignore[attr-defined]
    if response.status_code != 200:
        raise SystemExit(f"the desk answered {response.status_code}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
