"""All facts of the country taken along, 500,000 with their history, in each form.

`python -m bench.taking` runs where bench/policies.py has written them, as a process of its own:
the memory of the one that wrote them says nothing. It prints each form, seconds, bytes and the
most MB of memory so far; first the same facts' bare columns through Python's csv alone.
"""

import csv
import resource
import time
from collections.abc import Iterable

from bench.table import Row

PORTION = 2000  # rows that the bare way reads at once
NAMES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "geojson": "GeoJSON"}


def rows(printed: Iterable[str], facts: int) -> Iterable[Row]:
    """What was printed, as rows of the bench."""
    alone = 0.0
    for line in printed:
        form, seconds, size, memory = line.split()
        if form == "alone":
            alone = float(seconds)
            yield Row(f"bare columns of {facts:,} facts, csv alone", alone, "s")
            continue
        name = f"all facts as {NAMES[form]}: {int(size) / 1e6:,.0f} MB, at most {memory} MB held"
        yield Row(name, float(seconds), "s", float(seconds) / alone, "csv alone")


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from amparo.policies.addresses import COUNTRY
    from amparo.policies.downloads import pieces
    from amparo.policies.models import Fact

    def alone() -> Iterable[bytes]:
        columns = [each.column for each in Fact._meta.concrete_fields]
        kept = _Kept()
        write = csv.writer(kept).writerow
        for row in Fact.objects.order_by().values_list(*columns).iterator(PORTION):
            write(row)
            yield kept.line

    _print("alone", alone())
    for form in NAMES:
        _print(form, pieces(form, COUNTRY, timezone.localdate()))


class _Kept:
    """What csv wrote last."""

    line = b""

    def write(self, line: str) -> None:
        self.line = line.encode()


def _print(name: str, content: Iterable[bytes]) -> None:
    began, size = time.perf_counter(), 0
    for piece in content:
        size += len(piece)
    getattr(content, "close", lambda: None)()
    took = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(name, took, size, most)


if __name__ == "__main__":
    main()
