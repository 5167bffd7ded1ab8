"""Pages as visitors get them, against a Django view that does nothing under the same server."""

import re
import statistics
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from bench import worlds
from bench.load import send_all
from bench.table import Row

ROUNDS = 4
A_ROUND = 4_000  # views
CAMPAIGN = "/es/campaigns/rice-county/"  # the one of tests.makers
MOST_BYTES, MOST_REQUESTS = 60_000, 6  # of a first visit, photographs aside
ADDED = re.compile(r'(?:src|href)="(/(?:static|media)/[^"]+)"')
ADDED_BY_STYLE = re.compile(r"url\(([^)]+)\)")


def run(is_postgres: bool) -> Iterator[Row]:
    with worlds.amparo(is_postgres) as ours, worlds.lean(is_postgres) as theirs:
        slug = (Path(ours.environment["DATA_DIR"]) / "petition.txt").read_text().split()[1]
        pages = {"petition": f"/es/petitions/{slug}/", "campaign": CAMPAIGN}
        rates: dict[str, list[float]] = {name: [] for name in ("nothing", *pages)}
        for number in range(ROUNDS + 1):
            share = A_ROUND if number else A_ROUND // 20  # a warm-up
            found = {"nothing": _rate(theirs.port, "/nothing/", share)}
            found |= {name: _rate(ours.port, path, share) for name, path in pages.items()}
            for name, rate in found.items() if number else ():
                rates[name].append(rate)
        no_op = statistics.median(rates["nothing"])
        yield Row("a Django view that does nothing", no_op, "/s")
        for name in pages:
            rate = statistics.median(rates[name])
            yield Row(f"{name} page, at most 1 s old", rate, "/s", rate / no_op, "the no-op view")
        for name, path in pages.items():
            yield from _first_visit(ours.port, name, path)


def get(path: str) -> bytes:
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
    return head.encode()


def _rate(port: int, path: str, count: int) -> float:
    outcome = send_all(port, [get(path)] * count)
    if set(outcome.statuses) != {200}:
        raise SystemExit(f"pages were refused: {outcome.statuses}")
    return outcome.rate


def _first_visit(port: int, name: str, path: str) -> Iterator[Row]:
    """What a phone that was never here fetches, compressed: the page, styles, scripts, fonts."""
    page, text = _fetched(port, path)
    wanted, sizes = list(dict.fromkeys(ADDED.findall(text))), [page]
    for address in wanted:  # grows by what a style sheet asks for
        size, content = _fetched(port, address)
        sizes.append(size)
        if address.endswith(".css"):
            named = (found.strip("\"'") for found in ADDED_BY_STYLE.findall(content))
            within = [f"{address.rpartition('/')[0]}/{each}" for each in named if each[:1] != "/"]
            wanted += [each for each in within if each not in wanted]
    size = sum(sizes)
    yield Row(f"first visit, {name} page", size / 1000, "kB", size / MOST_BYTES, "60 kB")
    yield Row(f"first visit, {name} page", len(sizes), "requests", len(sizes) / MOST_REQUESTS, "6")


def _fetched(port: int, path: str) -> tuple[int, str]:
    """Bytes as sent by brotli or gzip, and the text."""
    connection = HTTPConnection("127.0.0.1", port)
    sizes = []
    for encoding in ("identity", "br, gzip"):
        headers = {"Host": "localhost", "Accept-Encoding": encoding}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        sizes.append((len(body), body))
    return sizes[1][0], sizes[0][1].decode(errors="replace")
