"""The state of 500,000 facts on a day; 17 lists of agreements brought in, 11,254 rows in all; a
table of 10,000 facts. Of both imports also how long they keep others from writing. Then all facts
as files (bench/taking.py).

`python -m bench.policies` prints milliseconds, measured inside of one process.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bench import taking, worlds
from bench.table import Row

FACTS, CITIES, LISTS, AGENCIES, TABLE = 500_000, 20_000, 17, 662, 10_000
LOOKS = 5
DAY = date(2025, 7, 1)
WAIT = 20_000  # milliseconds that others wait for the lock (amparo/env.py)
PROMISED = {"all": 200, "factor": 200, "lists": 10_000, "lists-lock": WAIT, "table": WAIT,
            "table-lock": WAIT}  # fmt: skip


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.prepared(is_postgres) as environment:
        told = _told("bench.policies", environment)
        taken = _told("bench.taking", environment)
    for line in told:
        key, took, count = line.split()
        name = {
            "all": f"state of {FACTS:,} facts on a day ({count} hold)",
            "factor": f"... of one factor ({count} hold)",
            "lists": f"{count} rows of {LISTS} lists, read and brought in",
            "lists-lock": "... of which nobody else may write",
            "table": f"{count} rows of a table, read, judged and brought in",
            "table-lock": "... of which nobody else may write",
        }[key]
        yield Row(name, float(took), "ms", float(took) / PROMISED[key], f"{PROMISED[key]:,} ms")
    yield from taking.rows(taken, FACTS)


def _told(module: str, environment: dict[str, str]) -> list[str]:
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()


def main() -> None:
    import django

    django.setup()
    from amparo.places.counties import states
    from amparo.places.operations import load_jurisdictions
    from amparo.policies.models import Factor
    from amparo.policies.operations.starting import load_starting_list
    from amparo.policies.standing import standing

    load_starting_list()
    for code, _name in states():
        load_jurisdictions(code)
    _lists()
    _table()
    _fill()
    one = Factor.objects.get(key="detainers").pk
    for name, factors in (("all", ()), ("factor", (one,))):
        times = [_timed(lambda chosen=factors: standing(DAY, factors=chosen)) for _ in range(LOOKS)]
        print(name, statistics.median(took for took, _ in times[1:]), len(times[0][1]))


def _lists() -> None:
    from django.utils import timezone

    from amparo.audit.actors import WORKER
    from amparo.places.counties import counties, state_name, states
    from amparo.policies.importers.reading import read_tables
    from amparo.policies.importers.sheets import read_days
    from amparo.policies.models import Batch
    from amparo.policies.operations.sheets import bring_in
    from tests.makers import make_source

    named = [(state_name(code), name) for code, _ in states() for _, name in counties(code)]
    chosen = random.Random(7).sample([each for each in named if " County" in each[1]], AGENCIES)
    lines = ["date,state,county,agency,type"]
    lines += [
        f"{DAY + timedelta(days=number)},{state},{county},{county} Sheriff's Office,"
        "Warrant Service Officer"
        for number in range(LISTS)
        for state, county in chosen
    ]
    content = "\n".join(lines).encode()
    now = timezone.now()
    batch = Batch.objects.create(kind="sheets", file_name="lists.csv", begun_on=DAY)

    def bring() -> None:
        days = read_days(read_tables("lists.csv", content))
        source = make_source(now, "Lists")
        _held(
            "lists-lock",
            lambda: bring_in(days, batch=batch, source=source, state="", actor=WORKER, now=now),
        )

    took, _ = _timed(bring)
    print("lists", took, LISTS * AGENCIES)


def _table() -> None:
    """Every county of the country, its answers to the first factors, one source a state."""
    from django.utils import timezone

    from amparo.audit.actors import WORKER
    from amparo.places.counties import counties, states
    from amparo.policies.importers.facts import guess, read_facts
    from amparo.policies.importers.reading import read_table
    from amparo.policies.models import Batch, Factor
    from amparo.policies.operations.tables import bring_in_facts

    factors = [(each.key, each.values.all()[0].key) for each in Factor.objects.with_words()]
    rows = [
        f"{fips},{name.replace(',', '')},{factor},{value},2025-03-01,Survey of {code}"
        for factor, value in factors
        for code, _state in states()
        for fips, name in counties(code)
    ][:TABLE]
    content = "\n".join(["fips,county,factor,value,from,source", *rows]).encode()
    batch = Batch.objects.create(kind="table", file_name="facts.csv", begun_on=DAY)

    def bring() -> None:
        table = read_table("facts.csv", content)
        read = read_facts(table, guess(table.header), "MN")
        given = {"batch": batch, "language": "en", "actor": WORKER, "now": timezone.now()}
        _held("table-lock", lambda: bring_in_facts(read.rows, **given))

    took, _ = _timed(bring)
    print("table", took, len(rows))


def _held(name: str, act: Callable[[], object]) -> None:
    """Print how long it was from the first BEGIN to the end."""
    from django.db import connection

    begun: list[float] = []

    def look(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.startswith("BEGIN"):
            begun.append(time.perf_counter())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        act()
    print(name, (time.perf_counter() - begun[0]) * 1000 if begun else 0, 0)


def _fill() -> None:
    """Every county of the country and 20,000 cities, each with answers that followed another."""
    from django.utils import timezone

    from amparo.places.models import Jurisdiction, Kind
    from amparo.policies.models import Fact, Factor, FactSource
    from tests.makers import make_source

    cities = [Jurisdiction(kind=Kind.CITY, name=f"City {at}", state="MN") for at in range(CITIES)]
    Jurisdiction.objects.bulk_create(cities, batch_size=2000)
    places = list(
        Jurisdiction.objects.filter(kind__in=(Kind.COUNTY, Kind.CITY)).values_list("pk", flat=True)
    )
    factors = [(each, list(each.values.all())) for each in Factor.objects.with_words()]
    dice, rows = random.Random(7), []
    while len(rows) < FACTS:
        factor, values = factors[len(rows) // 2 // len(places) % len(factors)]
        place = places[len(rows) // 2 % len(places)]
        turn = date(2015, 1, 1) + timedelta(days=dice.randrange(4200))
        for starts, ends in ((turn - timedelta(days=900), turn), (turn + timedelta(days=1), None)):
            rows.append(
                Fact(
                    jurisdiction_id=place,
                    government_id=place,
                    factor=factor,
                    value=dice.choice(values),
                    evidence="policy",
                    starts_on=starts,
                    ends_on=ends,
                    verified_on=turn,
                    check_by=turn,
                    recorded_on=turn,
                    is_counted=True,
                )
            )
    Fact.objects.bulk_create(rows, batch_size=5000)
    source = make_source(timezone.now(), "Survey")
    cited = (FactSource(fact=fact, source=source, where="page 4", read_on=DAY) for fact in rows)
    FactSource.objects.bulk_create(cited, batch_size=5000)


def _timed(act: Callable[[], object]) -> tuple[float, list[object]]:
    began = time.perf_counter()
    result = act()
    took = (time.perf_counter() - began) * 1000
    return took, result if isinstance(result, list) else []


if __name__ == "__main__":
    main()
