"""Maps of a country's facts: 3,200 counties, 500,000 facts with history.

The page through the page cache against a view that does nothing; the state of all facts on a day;
how many bytes a map is. `python -m bench.maps` fills, `python -m bench.maps look` measures inside
of one process.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from bench import worlds
from bench.deskview import _run
from bench.table import Row
from bench.viewing import ROUNDS, _fetched, _rate

FACTS = 500_000
A_BATCH = 5_000
A_ROUND = 4_000  # views
LOOKS = 7
PROMISED = 200  # milliseconds
STATE, COUNTRY = "/es/policies/mn/?by=detainers", "/es/policies/us/?by=detainers&level=counties"
SIZES = {STATE: 60_000, COUNTRY: 200_000}


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.amparo(is_postgres) as ours, worlds.lean(is_postgres) as theirs:
        _run("bench.maps", environment=ours.environment)
        rates: dict[str, list[float]] = {"nothing": [], "map": []}
        for number in range(ROUNDS + 1):
            share = A_ROUND if number else A_ROUND // 20  # a warm-up
            found = {
                "nothing": _rate(theirs.port, "/nothing/", share),
                "map": _rate(ours.port, STATE, share),
            }
            for name, rate in found.items() if number else ():
                rates[name].append(rate)
        no_op, page = (statistics.median(each) for each in rates.values())
        yield Row("map page, kept", page, "/s", page / no_op, "the no-op view")
        for path, most in SIZES.items():
            size, _text = _fetched(ours.port, path)
            yield Row(
                f"map page {path.partition('?')[0]}",
                size / 1000,
                "kB",
                size / most,
                f"{most // 1000} kB",
            )
        for line in _run("bench.maps", "look", environment=ours.environment).splitlines():
            name, _, took = line.rpartition(" ")
            yield Row(f"{name} of {FACTS:,}", float(took), "ms", float(took) / PROMISED, "200 ms")


def fill() -> None:
    from amparo.places.counties import states
    from amparo.places.models import Jurisdiction, Kind
    from amparo.places.operations import load_jurisdictions
    from amparo.policies.models import Fact, Factor
    from amparo.policies.operations.starting import load_starting_list
    from amparo.web.pagecache import bump

    for code, _name in states():
        load_jurisdictions(code)
    load_starting_list()
    counties = list(Jurisdiction.objects.filter(kind=Kind.COUNTY))
    factors = list(Factor.objects.prefetch_related("values"))
    made: list[Fact] = []
    for number in range(FACTS):
        made.append(_fact(counties, factors, number))
        if len(made) == A_BATCH:
            Fact.objects.bulk_create(made)
            made = []
    Fact.objects.bulk_create(made)
    bump()


def _fact(counties, factors, number):  # type: ignore[no-untyped-def]
    """A spell of a few months; about one in eight is in force on a day."""
    from amparo.policies.models import Fact

    place = counties[number % len(counties)]
    factor = factors[number // len(counties) % len(factors)]
    starts = date(2010, 1, 1) + timedelta(days=random.randrange(5_800))
    return Fact(
        jurisdiction=place,
        government=place,
        factor=factor,
        value=random.choice(list(factor.values.all())),
        evidence="policy",
        starts_on=starts,
        ends_on=starts + timedelta(days=random.randrange(1_500)),
        verified_on=starts,
        check_by=starts,
        recorded_on=starts,
        is_counted=True,
    )


def look() -> None:
    from amparo.policies.models import Factor
    from amparo.policies.questions import question
    from amparo.policies.standing import standing

    day = date(2020, 6, 1)
    detainers = Factor.objects.get(key="detainers").pk
    asked = question("detainers")
    measured = {
        "state of every fact on a day": lambda: standing(day),
        "state of one factor on a day": lambda: standing(day, factors=[detainers]),
        "a map of the country read": lambda: asked.read(day),
    }
    for name, done in measured.items():
        times = [_timed(done) for _number in range(LOOKS)]
        print(name, statistics.median(times[1:]))


def _timed(done: object) -> float:
    began = time.perf_counter()
    done()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    django.setup()
    random.seed(287)
    if sys.argv[1:] == ["look"]:
        look()
    else:
        fill()


if __name__ == "__main__":
    main()
