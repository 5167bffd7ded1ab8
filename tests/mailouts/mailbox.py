"""A mailbox on the loopback that speaks as much IMAP (RFC 9051) as a reader of bounces needs."""

import shlex
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Mailbox(socketserver.ThreadingTCPServer):
    """`messages` by their numbers; those that were looked at and those marked to be deleted."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, password: str) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.password = password
        self.messages: dict[int, bytes] = {}
        self.seen: set[int] = set()
        self.marked: set[int] = set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def deliver(self, *messages: bytes) -> None:
        for each in messages:
            self.messages[max(self.messages, default=0) + 1] = each


class _Talk(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say(b"* OK ready")
        for line in self.rfile:
            tag, command, *rest = shlex.split(line.decode())
            if command == "UID":
                command, *rest = rest
            said = getattr(self, f"_{command.lower()}", lambda *_rest: "OK")(*rest)
            self._say(f"{tag} {said} done".encode())
            if command == "LOGOUT":
                return

    def _capability(self) -> str:
        self._say(b"* CAPABILITY IMAP4rev1")
        return "OK"

    def _login(self, _user: str, password: str) -> str:
        return "OK" if password == self.server.password else "NO"

    def _select(self, _name: str) -> str:
        self._say(f"* {len(self.server.messages)} EXISTS".encode())
        return "OK"

    def _search(self, *_what: str) -> str:
        unseen = sorted(set(self.server.messages) - self.server.seen)
        self._say(("* SEARCH " + " ".join(map(str, unseen))).encode())
        return "OK"

    def _fetch(self, number: str, *_what: str) -> str:
        content = self.server.messages[int(number)]
        self.server.seen.add(int(number))
        head = f"* {number} FETCH (UID {number} BODY[] {{{len(content)}}}"
        self._say(head.encode() + b"\r\n" + content + b")")
        return "OK"

    def _store(self, number: str, *_what: str) -> str:
        self.server.marked.add(int(number))
        return "OK"

    def _expunge(self) -> str:
        for number in self.server.marked:
            self.server.messages.pop(number, None)
        return "OK"

    def _logout(self) -> str:
        self._say(b"* BYE")
        return "OK"

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def mailbox(password: str) -> Iterator[Mailbox]:
    """A mailbox that listens."""
    with Mailbox(password) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
