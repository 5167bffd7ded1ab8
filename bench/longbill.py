"""A bill of 400,000 words imported, split into sections and held against what is watched.

`python -m bench.longbill` does it in a process of its own and prints seconds and the most megabytes
that the process had.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from bench import worlds
from bench.table import Row

SECTIONS = 999
SECONDS, MEGABYTES = 5, 500


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.prepared(is_postgres) as environment:
        command = [sys.executable, "-m", "bench.longbill"]
        done = subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    seconds, megabytes = (float(word) for word in done.stdout.split())
    name = "a bill of 400,000 words imported and checked"
    yield Row(name, seconds, "s", seconds / SECONDS, f"{SECONDS} s")
    yield Row(f"{name}, at most", megabytes, "MB", megabytes / MEGABYTES, f"{MEGABYTES} MB")


def body() -> str:
    section = (
        "Sec. {}. [13.{:03}] DATA.\n" + "The commissioner shall keep the data of the state. " * 45
    )
    return "\n\n".join(section.format(at, at) for at in range(1, SECTIONS + 1))


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from amparo.bills.importers.choosing import parse
    from amparo.bills.models import LegalText
    from amparo.bills.operations.importing import Into, store
    from tests.bills.making import make_bill, make_session

    now, content = timezone.now(), body().encode()
    bill = make_bill(now, session=make_session())
    began = time.perf_counter()
    store(parse(content, "omnibus.txt"), now, into=Into(bill=bill))
    seconds = time.perf_counter() - began
    if LegalText.objects.get().provisions.count() != SECTIONS:
        raise SystemExit("not every section was found")
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    main()
