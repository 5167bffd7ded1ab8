"""`amparo serve` as it stands on a small machine: its processes, their memory, and how they end."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from amparo.hosting.serving import PAGES_ONLY
from tests.database import ROOT, templates

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="it stands the same way over any database"
)
SECONDS = 60  # for a crowded machine


class Served:
    """A site that is being served, and the words that it said."""

    def __init__(self, home: Path, port: int, *more: str, listens: bool) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "amparo.hosting.serving", "127.0.0.1", str(port), *more],
            cwd=ROOT,
            env=os.environ
            | {"DATA_DIR": f"{home}/data", "RUNTIME_DIR": f"{home}/run", "AMPARO_NOTICE": "Here."},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        if listens:
            self.said = self.process.stdout.readline()
        self.process.stdout.close()

    def answers(self) -> bool:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        return False

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/nowhere/") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


def lives(process: psutil.Process) -> bool:
    """Whether it runs; one that ended may wait for whoever buries it."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def home(tmp_path: Path, django_db_setup: None) -> Path:
    """Where a site of nobody's stands: its databases, and its directory in memory."""
    (tmp_path / "data" / "keyring").mkdir(parents=True)
    (tmp_path / "run").mkdir(mode=0o700)
    kept = templates(["default", "keyring"])
    shutil.copy(kept / "default", tmp_path / "data" / "amparo.sqlite3")
    shutil.copy(kept / "keyring", tmp_path / "data" / "keyring" / "keyring.sqlite3")
    return tmp_path


@contextmanager
def serving(home: Path, *more: str, listens: bool = True) -> Iterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    made = Served(home, port, *more, listens=listens)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait(SECONDS)


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    with serving(home) as made:
        yield made


def test_it_says_its_notice_once_it_answers_and_leaves_nobody_behind(served: Served) -> None:
    assert served.said == "Here.\n"
    assert served.status() == 404
    family = served.family()
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(SECONDS) == 0
    assert not any(map(lives, family))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", served.port), timeout=1)


def test_its_processes_share_what_they_loaded(served: Served) -> None:
    served.status()
    told = [each.memory_full_info() for each in served.family()]
    assert len(told) == 4  # granian's, two web workers, the task worker
    assert all(each.uss < each.rss / 2 for each in told)


def test_a_machine_beside_another_serves_and_leaves_the_work_to_it(home: Path) -> None:
    with serving(home, PAGES_ONLY) as made:
        assert made.status() == 404
        [web] = psutil.Process(made.process.pid).children()
        assert len(web.children()) == 2


def test_it_serves_and_stops_though_nobody_listens_to_its_notice(home: Path) -> None:
    with serving(home, listens=False) as made:
        until = time.monotonic() + SECONDS
        while not made.answers() and time.monotonic() < until:
            time.sleep(0.1)
        assert made.status() == 404
        made.process.send_signal(signal.SIGTERM)
        assert made.process.wait(SECONDS) == 0


def test_a_parent_that_is_killed_leaves_nobody_behind(served: Served) -> None:
    family = served.family()
    served.process.kill()
    until = time.monotonic() + SECONDS
    while any(map(lives, family)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(lives, family))


def test_it_ends_with_a_failure_when_the_task_worker_dies(served: Served) -> None:
    worker = psutil.Process(served.process.pid).children()[1]
    worker.kill()
    assert served.process.wait(SECONDS) == 1


def test_a_web_worker_that_dies_is_replaced(served: Served) -> None:
    web = psutil.Process(served.process.pid).children()[0]
    first = web.children()[0]
    first.kill()
    gone, _alive = psutil.wait_procs([first], timeout=SECONDS)
    assert gone
    assert served.status() == 404
