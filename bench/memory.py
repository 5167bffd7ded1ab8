"""Memory of the whole running system at rest: all that `amparo serve` starts, itself included.

PSS: pages that several processes share are counted once. Source: proc_pid_smaps(5), Linux.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from bench import worlds
from bench.load import send_all
from bench.table import Row
from bench.viewing import get

REST_SECONDS = 5


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.served(is_postgres) as ours:
        slug = (Path(ours.environment["DATA_DIR"]) / "petition.txt").read_text().split()[1]
        send_all(ours.port, [get(f"/es/petitions/{slug}/"), get("/es/")] * 40)
        time.sleep(REST_SECONDS)
        total = _pss(ours.process.pid)
        yield Row("memory at rest, PSS", total / 1e6, "MB", total / 350e6, "350 MB")


def _pss(pid: int) -> int:
    """Bytes of a process and its children."""
    process = psutil.Process(pid)
    return sum(_own_pss(each.pid) for each in [process, *process.children(recursive=True)])


def _own_pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
