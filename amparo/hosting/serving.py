"""`amparo serve`: one parent that starts the web workers and the task worker, and ends them.

No access log exists, on purpose: an address of a visitor is never written anywhere.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import types
from contextlib import suppress

from amparo.hosting.errors import CannotHost
from amparo.keyring.errors import Unavailable
from amparo.keyring.runtime import runtime
from amparo.lib.ram import forbid_core_dumps

WEB_WORKERS = 2
THREADS = 2  # a web worker's; more raise the slowest answers, not the rate
GRACE_SECONDS = 10


def serve(*, host: str, port: int, notice: str = "") -> int:
    """Serve until a signal ends it; return 0, or 1 when a child ended by itself.

    Raises CannotHost when the runtime key cannot be kept in RAM.
    """
    forbid_core_dumps()
    try:
        runtime()
    except Unavailable as reason:
        raise CannotHost(str(reason)) from reason
    children = [_start_web(host, port), _start_worker()]
    stopping = _stop_on_signal()
    _wait_until_it_answers(host, port, stopping, children)
    print(notice or f"Serving on http://{host}:{port}", flush=True)
    while not stopping.set and all(child.poll() is None for child in children):
        time.sleep(0.2)
    failed = not stopping.set
    _end(children)
    return 1 if failed else 0


class _Flag:
    set = False


def _stop_on_signal() -> _Flag:
    flag = _Flag()

    def stop(number: int, frame: types.FrameType | None) -> None:
        flag.set = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return flag


def _wait_until_it_answers(
    host: str, port: int, stopping: _Flag, children: "list[subprocess.Popen[bytes]]"
) -> None:
    """Say the address only when it can be opened: people click at once."""
    while not stopping.set and all(child.poll() is None for child in children):
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)


def _start_web(host: str, port: int) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "amparo.web.wsgi:application",
    ]
    command += ["--host", host, "--port", str(port), "--workers", str(WEB_WORKERS)]
    command += ["--blocking-threads", str(THREADS), "--no-ws", "--http", "1", "--no-access-log"]
    command += ["--log-level", "warning", "--respawn-failed-workers"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "amparo.settings"}
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603


def _start_worker() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "amparo.cli", "worker"]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def _end(children: "list[subprocess.Popen[bytes]]") -> None:
    """Ask each child to stop, then end whatever is left of its group.

    A group of its own for each: Ctrl-C reaches the parent alone, and no grandchild of a server
    that had to be killed goes on holding the port.
    """
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, until - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
