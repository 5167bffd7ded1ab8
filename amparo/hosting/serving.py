"""`amparo serve`: one process loads the application once; all that serve and work are its forks.

What they have in common then stands in memory once, which halves what a small machine needs. No
access log exists, on purpose: an address of a visitor is never written anywhere.
A newcomer's mistake: a database asked, or a thread started, before the fork. What is open then is
open in all of them, and they would talk into each other's words.
"""

import ctypes
import multiprocessing
import os
import signal
import socket
import sys
import time
import types
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkProcess
from typing import NoReturn

from amparo.hosting.errors import CannotHost
from amparo.lib.ram import forbid_core_dumps, unsafe_swaps

WEB_WORKERS = 2
THREADS = 4  # a web worker's: forms are answered one at a time, and pages meanwhile
GRACE_SECONDS = 10
DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)
PAGES_ONLY = "pages-only"
NOTICE = "AMPARO_NOTICE"  # what to say once it answers, from the process that prepared it


def serve(*, host: str, port: int, notice: str = "", works: bool = True) -> NoReturn:
    """Begin anew as a process that has loaded only what serving needs; it serves until a signal.

    Of several machines that share a database one `works`: it sends the mail and runs the rounds.
    Raises CannotHost when the runtime key cannot be kept in RAM, or RAM may reach a disk in clear.
    """
    from amparo.keyring.errors import Unavailable
    from amparo.keyring.runtime import runtime

    refuse_plain_swap()
    try:
        runtime()
    except Unavailable as reason:
        raise CannotHost(str(reason)) from reason
    sys.stdout.flush()
    arguments = [sys.executable, "-m", "amparo.hosting.serving", host, str(port)]
    arguments += [] if works else [PAGES_ONLY]
    os.execve(sys.executable, arguments, os.environ | {NOTICE: notice})  # noqa: S606


def refuse_plain_swap() -> None:
    """Raises CannotHost where swap would write the keys of this boot to a disk in clear.

    Whoever asks for that by name is told at every start what she asked for.
    """
    from django.conf import settings

    names = ", ".join(unsafe_swaps())
    if not names:
        return
    if not settings.ALLOW_PLAIN_SWAP:
        raise CannotHost(
            f"Swap on {names} is not encrypted: what is only in memory would reach the disk, and "
            "a seized disk would hold the runtime key. Turn it off (swapoff), or encrypt it. To "
            "serve all the same, without that promise, set ALLOW_PLAIN_SWAP=True."
        )
    if settings.IS_DEMO:  # whose people are invented
        return
    print(
        f"WARNING: swap on {names} is not encrypted, and ALLOW_PLAIN_SWAP lets Amparo run. A "
        "seized, powered-off server may yield the runtime key: what docs/threat-model.md says of "
        "it is not true here.",
        file=sys.stderr,
        flush=True,
    )


def stand(host: str, port: int, *, works: bool = True) -> int:
    """Serve until a signal ends it; return 0, or 1 when a child ended by itself."""
    forbid_core_dumps()
    _load()
    children = [_forked(lambda: _web(host, port)), *([_forked(_worker)] if works else [])]
    stopping = _stop_on_signal()
    try:
        _wait_until_it_answers(host, port, stopping, children)
        _say(os.environ.get(NOTICE) or f"Serving on http://{host}:{port}")
        while not stopping.set and all(child.is_alive() for child in children):
            time.sleep(0.2)
        return 0 if stopping.set else 1
    finally:
        _end(children)  # Python would wait for them for ever


def _load() -> None:
    """Have here what every child needs, before there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    import amparo.web.wsgi  # noqa: F401 - sets Django up, and lets collections pass over it all
    from amparo.hosting import working  # noqa: F401


def _web(host: str, port: int) -> None:
    """Granian's own process; it forks the web workers, and a new one for each that fails."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    multiprocessing.set_start_method("fork", force=True)
    Server(
        "amparo.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        http=HTTPModes.http1,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


def _worker() -> None:
    from amparo.hosting.working import work

    work()


def _forked(act: Callable[[], None]) -> ForkProcess:
    """Run `act` in a child with a group of its own: Ctrl-C reaches the parent alone.

    On Linux it ends when its parent does, however that ends: nobody else would end it.
    """

    def begin() -> None:
        os.setsid()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(DEATH_OF_PARENT, signal.SIGTERM)
        act()

    child = multiprocessing.get_context("fork").Process(target=begin)
    child.start()
    return child


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
    host: str, port: int, stopping: _Flag, children: list[ForkProcess]
) -> None:
    """Say the address only when it can be opened: people click at once."""
    while not stopping.set and all(child.is_alive() for child in children):
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)


def _say(words: str) -> None:
    """Whoever started us may listen no more; then nobody is told, now or at the end."""
    try:
        print(words, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(children: list[ForkProcess]) -> None:
    """Ask each child to stop, then end whatever is left of its group.

    So no grandchild of a server that had to be killed goes on holding the port.
    """
    for child in children:
        child.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.join(max(0.1, until - time.monotonic()))
        if child.pid:  # its group has the same number
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(stand(sys.argv[1], int(sys.argv[2]), works=PAGES_ONLY not in sys.argv))
