"""Signing end to end, against a lean Django view and against no framework: one durable INSERT each.

All stand under the same server. They are measured in turn, a few rounds each, and the medians
compared, because the machine's speed drifts. What is counted are rows that are stored at the end,
not answers.
"""

import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from bench import signers, worlds
from bench.load import Outcome, send_all, send_at_rate
from bench.table import Row
from bench.viewing import get

ROUNDS = 4
A_ROUND = 600  # signatures
PACED = 600
FULL_TABLE = 1_000_000
VIEWS_A_SIGNATURE = 10


def run(is_postgres: bool) -> Iterator[Row]:
    with ExitStack() as stack:
        ours = stack.enter_context(worlds.amparo(is_postgres))
        lean = stack.enter_context(worlds.lean(is_postgres))
        bare = stack.enter_context(worlds.bare(is_postgres))
        signers = people(ours, (ROUNDS + 1) * A_ROUND + PACED)
        rounds = []
        for number in range(ROUNDS + 1):
            share = signers[number * A_ROUND : (number + 1) * A_ROUND]
            loads = ((ours, share), (lean, _plain(A_ROUND)), (bare, _plain(A_ROUND)))
            rounds.append([_rate(send_all(world.port, load)) for world, load in loads])
        # The first round warms all three.
        rate, lean_rate, bare_rate = (
            statistics.median(each) for each in zip(*rounds[1:], strict=True)
        )
        engine = "PostgreSQL" if is_postgres else "SQLite"
        yield Row(f"lean Django view, one INSERT ({engine})", lean_rate, "/s")
        yield Row(f"no framework, one INSERT ({engine})", bare_rate, "/s")
        yield Row(f"signing end to end ({engine})", rate, "/s", rate / lean_rate, "the lean view")
        yield Row(f"signing end to end ({engine})", rate, "/s", rate / bare_rate, "no framework")
        paced = send_at_rate(ours.port, signers[-PACED:], rate / 2)
        _rate(paced)
        yield Row("signing at half its rate, median", paced.percentile(0.5), "ms")
        yield Row("signing at half its rate, p99", paced.percentile(0.99), "ms")


def run_stored(is_postgres: bool) -> Iterator[Row]:
    """Signing with a million signatures stored already, against an empty table."""
    with worlds.amparo(is_postgres) as empty, worlds.amparo(is_postgres) as full:
        command = [sys.executable, "-m", "bench.filling", str(FULL_TABLE)]
        subprocess.run(command, env=full.environment, check=True)
        pairs = []
        first = people(empty, (ROUNDS + 1) * A_ROUND), people(full, (ROUNDS + 1) * A_ROUND)
        for number in range(ROUNDS + 1):
            share = slice(number * A_ROUND, (number + 1) * A_ROUND)
            few = _rate(send_all(empty.port, first[0][share]))
            many = _rate(send_all(full.port, first[1][share]))
            pairs.append((few, many))
        few = statistics.median(pair[0] for pair in pairs[1:])
        many = statistics.median(pair[1] for pair in pairs[1:])
        yield Row(f"signing with {FULL_TABLE:,} stored", many, "/s", many / few, "an empty table")


def run_viewed(is_postgres: bool) -> Iterator[Row]:
    """Signing while ten pages are viewed for each signature, against signing alone."""
    with worlds.amparo(is_postgres) as ours:
        signers = people(ours, (2 * ROUNDS + 1) * A_ROUND)
        slug = (Path(ours.environment["DATA_DIR"]) / "petition.txt").read_text().split()[1]
        views = [get(f"/es/petitions/{slug}/")] * (VIEWS_A_SIGNATURE * A_ROUND)
        _rate(send_all(ours.port, signers[:A_ROUND]))
        alone, viewed = [], []
        for number in range(1, 2 * ROUNDS, 2):
            first, second = (signers[n * A_ROUND : (n + 1) * A_ROUND] for n in (number, number + 1))
            alone.append(_rate(send_all(ours.port, first)))
            readers = threading.Thread(target=send_all, args=(ours.port, views))
            readers.start()
            viewed.append(_rate(send_all(ours.port, second)))
            readers.join()
        rate = statistics.median(viewed)
        ratio = rate / statistics.median(alone)
        yield Row("signing while ten pages are viewed for each", rate, "/s", ratio, "signing alone")


def _rate(outcome: Outcome) -> float:
    refused = {status: count for status, count in outcome.statuses.items() if status != 303}
    if refused:
        raise SystemExit(f"signatures were refused: {refused}")
    return outcome.rate


def people(world: worlds.World, count: int, *, again: int = 0) -> list[bytes]:
    """The POSTs of so many people who sign in this world; the first ones `again`, at the end."""
    path = Path(world.environment["RUNTIME_DIR"]) / "requests"
    command = [sys.executable, "-m", "bench.signers", str(count), str(path), str(again)]
    subprocess.run(command, env=world.environment, check=True)
    return signers.read(path)


def _plain(count: int) -> list[bytes]:
    made = []
    for number in range(count):
        body = urlencode(
            {"name": f"Rosa Peña {number}", "email": f"rosa{number}@example.org", "comment": ""}
        ).encode()
        head = (
            "POST /sign/ HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made
