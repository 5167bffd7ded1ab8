"""Servers to measure, each in a directory of its own: Amparo as served, and a lean Django view.

Both run under the same granian with the same workers and threads, on the same kind of database
with the same durability.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
WORKERS, THREADS = 2, 4


@dataclass(frozen=True)
class World:
    """A running server: where it listens, and the environment that its settings came from."""

    port: int
    environment: dict[str, str]
    process: "subprocess.Popen[bytes]"


@contextmanager
def amparo(is_postgres: bool) -> Iterator[World]:
    """Amparo with one open petition, under the same granian as what it is compared with."""
    with ExitStack() as stack:
        environment = stack.enter_context(prepared(is_postgres))
        process = stack.enter_context(_granian("amparo.web.wsgi:application", environment))
        yield World(int(environment["PORT"]), environment, process)


@contextmanager
def served(is_postgres: bool) -> Iterator[World]:
    """Amparo with one open petition, as `amparo serve` runs it: all its processes."""
    with ExitStack() as stack:
        environment = stack.enter_context(prepared(is_postgres))
        command = [sys.executable, "-m", "amparo.hosting.serving", "127.0.0.1", environment["PORT"]]
        process = stack.enter_context(_running(command, environment))
        _wait_for(int(environment["PORT"]), process)
        yield World(int(environment["PORT"]), environment, process)


@contextmanager
def prepared(is_postgres: bool) -> Iterator[dict[str, str]]:
    """The environment of an Amparo with one open petition (bench/petition.py); nothing runs."""
    with _environment("amparo", is_postgres) as environment:
        environment["DJANGO_SETTINGS_MODULE"] = "amparo.settings"
        subprocess.run([sys.executable, "-m", "bench.petition"], env=environment, check=True)
        yield environment


@contextmanager
def lean(is_postgres: bool) -> Iterator[World]:
    """A Django view that validates nothing and makes one durable INSERT, and a no-op view."""
    with ExitStack() as stack:
        environment = stack.enter_context(_environment("lean", is_postgres))
        subprocess.run([sys.executable, "-m", "bench.lean"], env=environment, check=True)
        process = stack.enter_context(_granian("bench.lean:application", environment))
        yield World(int(environment["PORT"]), environment, process)


@contextmanager
def bare(is_postgres: bool) -> Iterator[World]:
    """A WSGI function without any framework; see bench/bare.py."""
    with ExitStack() as stack:
        environment = stack.enter_context(_environment("bare", is_postgres))
        subprocess.run([sys.executable, "-m", "bench.bare"], env=environment, check=True)
        process = stack.enter_context(_granian("bench.bare:application", environment))
        yield World(int(environment["PORT"]), environment, process)


@contextmanager
def _environment(name: str, is_postgres: bool) -> Iterator[dict[str, str]]:
    data = Path(tempfile.mkdtemp(prefix=f"amparo-bench-{name}-", dir=ROOT))
    runtime = Path(tempfile.mkdtemp(prefix="amparo-bench-", dir="/dev/shm"))
    environment = os.environ | {
        "DATA_DIR": str(data),
        "RUNTIME_DIR": str(runtime),
        "SECRET_KEY": "only-the-benches-use-this-key-and-nothing-else-does",
        "SITE_URL": "http://localhost",
        "ALLOWED_HOSTS": "localhost",
        "TRUST_PROXY": "True",  # so that the load may come from many networks
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PORT": str(_free_port()),
    }
    try:
        if is_postgres:
            from tests import postgres  # which not every environment of the benches has

            with postgres.server() as addresses:
                yield environment | addresses
        else:
            yield environment
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(runtime, ignore_errors=True)


@contextmanager
def _granian(application: str, environment: dict[str, str]) -> "Iterator[subprocess.Popen[bytes]]":
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application]
    command += ["--host", "127.0.0.1", "--port", environment["PORT"], "--workers", str(WORKERS)]
    command += ["--blocking-threads", str(THREADS), "--no-ws", "--http", "1", "--no-access-log"]
    with _running([*command, "--log-level", "error"], environment) as process:
        _wait_for(int(environment["PORT"]), process)
        yield process


@contextmanager
def _running(
    command: list[str], environment: dict[str, str]
) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1)  # the second worker
            return
    raise SystemExit("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
