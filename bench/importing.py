"""A list of 100,000 people put on the standing list, against csv + seal + executemany alone.

`python -m bench.importing COUNT` prints rows a second, ours and the bare ones, in one process on
the same database; both are durable every 500 rows. Ours also reads the file as it arrives, checks
each address, tells repeats, keeps wishes, and remembers how far it is.
"""

import csv
import io
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

from bench import worlds
from bench.table import Row

COUNT = 100_000
A_PIECE = 64 * 1024
NAMES = ("Rosa Núñez", "Omar Abdi", "Luz Quispe", "Pa Houa Vang", "Ana Brito", "Hodan Warsame")


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.prepared(is_postgres) as environment:
        command = [sys.executable, "-m", "bench.importing", str(COUNT)]
        done = subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    ours, alone = (float(word) for word in done.stdout.split())
    against = "csv + seal + executemany alone"
    yield Row(f"import of {COUNT:,} supporters", ours, "/s", ours / alone, against)


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    import django

    django.setup()
    data = _file(count)
    alone = _rate(count, lambda: _bare(data))
    ours = _rate(count, lambda: _ours(data, count))
    print(ours, alone)


def _file(count: int) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["name", "email", "city", "county", "agreed"])
    for number in range(count):
        name = NAMES[number % len(NAMES)]
        rows.writerow([name, f"person.{number}@example.org", "Northfield", "Rice", "yes"])
    return out.getvalue().encode()


def _rate(count: int, act: object) -> float:
    began = time.perf_counter()
    act()  # type: ignore[operator]
    return count / (time.perf_counter() - began)


def _bare(data: bytes) -> None:
    from django.db import connection, transaction

    from amparo.lib.sealing.cards import CardInfo, seal_card
    from amparo.lib.sealing.keys import SealingPair

    public = SealingPair.make().public
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id VARCHAR(36) PRIMARY KEY, card BYTEA)")
        rows = csv.reader(io.StringIO(data.decode()))
        next(rows)
        waiting = []
        for name, email, town, _county, _agreed in rows:
            row_id = str(uuid.uuid4())
            info = CardInfo("here", "list", "epoch", row_id, "card")
            told = {"name": name, "email": email, "town": town}
            waiting.append((row_id, seal_card(told, public_key=public, info=info)))
            if len(waiting) == 500:
                with transaction.atomic():
                    cursor.executemany("INSERT INTO bare VALUES (%s, %s)", waiting)
                waiting = []
        with transaction.atomic():
            cursor.executemany("INSERT INTO bare VALUES (%s, %s)", waiting)


def _ours(data: bytes, count: int) -> None:
    from django.utils import timezone

    from amparo.accounts.models import User
    from amparo.lib.csvstream import CsvStream
    from amparo.supporters import operations, staging
    from amparo.supporters.models import Card
    from amparo.supporters.rowreading import Plan

    alma, now = User.objects.get(email="alma@example.org"), timezone.now()
    stage = staging.new_stage(alma.pk)
    stager = staging.Stager(stage, now=now)
    stream = CsvStream(most_bytes=len(data), most_rows=count + 1)
    for start in range(0, len(data), A_PIECE):
        stager.add(stream.feed(data[start : start + A_PIECE]))
    stager.add(stream.finish())
    staged = stager.finish(encoding=stream.encoding)
    columns = ("name", "email", "town", "county", "consent")
    plan = Plan(columns, language="es", counties={"rice": "27131"})
    here = operations.begin_import(
        staged, label="Bench", agreed="On paper.", user=alma, actor=alma.actor, now=now
    )
    while operations.import_portion(here, stage, plan, now=now):
        pass
    if Card.objects.filter(action_kind="list").count() != count:
        raise SystemExit("not everybody is on the list")


if __name__ == "__main__":
    main(int(sys.argv[1]))
