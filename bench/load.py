"""A load of HTTP requests from this very machine, to loopback only, bounded in count and time.

Requests are bytes made beforehand, so that the generator takes little of the two cores that it
shares with the server. Every answer's status is counted; a time is from sending to the last byte.
"""

import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST_SECONDS = 120
READ = 65_536


@dataclass
class Outcome:
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)  # seconds, one a request

    @property
    def rate(self) -> float:
        return sum(self.statuses.values()) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which `share` of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def send_all(port: int, requests: Sequence[bytes], *, connections: int = 16) -> Outcome:
    """Send every request once, as fast as answers come; each connection takes its share."""
    outcome, shares = Outcome(), [requests[at::connections] for at in range(connections)]
    lock = threading.Lock()
    started = time.perf_counter()
    threads = [threading.Thread(target=_send, args=(port, s, outcome, lock)) for s in shares if s]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - started
    return outcome


def send_at_rate(port: int, requests: Sequence[bytes], rate: float) -> Outcome:
    """Send requests evenly at `rate` a second, whether answers are late or not."""
    outcome, lock, started = Outcome(), threading.Lock(), time.perf_counter()
    connections = 8
    threads = [
        threading.Thread(
            target=_send_paced,
            args=(port, requests[at::connections], rate / connections, outcome, lock),
        )
        for at in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - started
    return outcome


def _send(port: int, share: Sequence[bytes], outcome: Outcome, lock: threading.Lock) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        found = []
        for request in share:
            if time.monotonic() > until:
                break
            found.append(_ask(connection, request))
    _note(found, outcome, lock)


def _send_paced(
    port: int, share: Sequence[bytes], rate: float, outcome: Outcome, lock: threading.Lock
) -> None:
    found, began = [], time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number, request in enumerate(share):
            due = began + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            status, _took = _ask(connection, request)
            found.append((status, time.perf_counter() - due))
    _note(found, outcome, lock)


def _note(found: list[tuple[int, float]], outcome: Outcome, lock: threading.Lock) -> None:
    with lock:
        outcome.statuses.update(status for status, _took in found)
        outcome.times.extend(took for _status, took in found)


def _ask(connection: socket.socket, request: bytes) -> tuple[int, float]:
    began = time.perf_counter()
    connection.sendall(request)
    head, body = b"", b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(READ)
    head, _, body = head.partition(b"\r\n\r\n")
    lowered = head.lower()
    if b"content-length:" in lowered:
        length = int(lowered.split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += connection.recv(READ)
    elif b"transfer-encoding: chunked" in lowered:
        while not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(READ)
    return int(head[9:12]), time.perf_counter() - began
