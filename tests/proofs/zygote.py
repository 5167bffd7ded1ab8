"""Start servers, workers and errands of one installation in a blink: by forking a prepared process.

Run as `python -m tests.proofs.zygote`; it reads one JSON line for each wish and answers with one.
Each child is a real process on real files and may be killed at any moment. A newcomer's mistake:
asking the database anything here; a connection that is forked is a broken database.
"""

import ctypes
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.urls import get_resolver

DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG


def main() -> None:
    django.setup()
    from amparo.web import shortway

    shortway.MIDDLEWARE += (settings.BREAKS,)  # before the application is put together
    import amparo.web.wsgi
    from tests.proofs import inside

    get_resolver().url_patterns  # noqa: B018 - imports every view, once for all children

    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
    children: dict[str, Callable[[], None]] = {
        "web": lambda: serve(listener, amparo.web.wsgi.application),
        "worker": inside.work,
    }
    say({"port": listener.getsockname()[1]})
    for line in sys.stdin:
        wish = json.loads(line)
        start = children.get(wish["do"])
        if start is not None:
            say({"pid": fork(start)})
        else:
            errand(getattr(inside, wish["do"]), wish["with"])


def fork(act: Callable[[], None]) -> int:
    """Run `act` in a child that dies with us; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    ctypes.CDLL(None).prctl(DEATH_OF_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def errand(act: Callable[..., Any], words: dict[str, Any]) -> None:
    """Do something once in a child of its own, which answers in our place."""
    reading, writing = os.pipe()

    def answer() -> None:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(act(**words), out)

    fork(answer)
    os.close(writing)
    with os.fdopen(reading) as answered:
        text = answered.read()
    say({"answer": json.loads(text)} if text else {"failed": act.__name__})


def serve(listener: socket.socket, application: Any) -> None:
    """Serve on a socket that outlives the server: who comes meanwhile waits."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.server_address = listener.getsockname()
    server.server_name, server.server_port = "localhost", server.server_address[1]
    server.setup_environ()
    server.set_app(application)
    server.serve_forever(poll_interval=0.05)


def say(words: dict[str, Any]) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    main()
