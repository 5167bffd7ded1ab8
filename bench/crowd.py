"""A bad day: a thousand people read, each a page in five seconds, and fifty sign in a second.

Every visit is a connection's turn in an even stream, so that a late answer delays the next and is
counted as late itself.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

from bench import worlds
from bench.load import Outcome, send_all, send_at_rate
from bench.signing import people
from bench.table import Row
from bench.viewing import get

SECONDS = 60
PAGES_A_SECOND, SIGNATURES_A_SECOND = 200, 50
PAGE_P95, SIGN_P95 = 150, 300  # milliseconds, what was promised


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.amparo(is_postgres) as ours:
        signers = people(ours, SECONDS * SIGNATURES_A_SECOND)
        slug = (Path(ours.environment["DATA_DIR"]) / "petition.txt").read_text().split()[1]
        views = [get(f"/{language}/petitions/{slug}/") for language in ("en", "es")]
        send_all(ours.port, views * 20)
        seen, signed = _meet(ours.port, views * (SECONDS * PAGES_A_SECOND // 2), signers)
        wrong = sum(seen.statuses.values()) - seen.statuses[200]
        wrong += sum(signed.statuses.values()) - signed.statuses[303]
        yield Row("a crowd: errors", wrong, "")
        page, sign = seen.percentile(0.95), signed.percentile(0.95)
        yield Row("a crowd: page, p95", page, "ms", page / PAGE_P95, f"{PAGE_P95} ms")
        yield Row("a crowd: signature, p95", sign, "ms", sign / SIGN_P95, f"{SIGN_P95} ms")


def _meet(port: int, views: list[bytes], signers: list[bytes]) -> tuple[Outcome, Outcome]:
    found: dict[str, Outcome] = {}

    def read() -> None:
        found["seen"] = send_at_rate(port, views, PAGES_A_SECOND)

    readers = threading.Thread(target=read)
    readers.start()
    signed = send_at_rate(port, signers, SIGNATURES_A_SECOND)
    readers.join()
    return found["seen"], signed
