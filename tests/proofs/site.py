"""A whole installation in a directory of its own, run by real processes, with mail that is caught.

`Site` is what a proof holds: it starts and kills servers and workers, and runs errands inside.
`Visitor` is somebody without a browser who talks HTTP to it.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from altcha import Challenge, Payload, solve_challenge

from tests.proofs.databases import Databases

ROOT = Path(__file__).resolve().parents[2]
RAM = Path("/dev/shm")  # noqa: S108
PATIENCE = 120  # seconds, for letters
TOLD_YES = (302, 303)
LINK = re.compile(r"/(?:en|es)/(?:confirm|leave)/[\w-]{43}/")


class Catcher:
    """A mail server that takes everything and remembers it, in the order of its answers."""

    def __init__(self) -> None:
        self.caught: list[EmailMessage] = []
        with socket.create_server(("127.0.0.1", 0)) as free:  # aiosmtpd cannot choose one itself
            self.port = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.caught.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return "250 Taken"

    def close(self) -> None:
        self._controller.stop()


def links(letter: EmailMessage) -> list[str]:
    """The addresses in a letter that do something, as paths."""
    body = letter.get_body(("plain",))
    assert body is not None
    return LINK.findall(body.get_content())


@dataclass
class Site:
    """The installation under proof. `facts` is what its founding told (see inside.found)."""

    home: Path
    mail: Catcher
    databases: Databases
    facts: dict[str, Any] = field(default_factory=dict)
    port: int = 0
    _zygote: "subprocess.Popen[str] | None" = None
    _lock: Any = field(default_factory=threading.Lock)
    _running: set[int] = field(default_factory=set)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def runtime(self) -> Path:
        return self.home / "runtime"

    def open(self) -> None:
        log = (self.home / "logs" / "amparo.log").open("ab")
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.proofs.zygote"],
            cwd=ROOT, env=self._environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        log.close()
        self.port = self._hear()["port"]
        self.facts = self.ask("found")

    def start(self, what: str) -> int:
        """Start "web" or "worker"; return its process id."""
        pid = int(self._wish({"do": what})["pid"])
        self._running.add(pid)
        return pid

    def kill(self, pid: int) -> None:
        """As the power does: no warning, no last words."""
        os.kill(pid, signal.SIGKILL)
        self._running.discard(pid)

    def ask(self, what: str, **words: Any) -> Any:
        """Run an errand of `inside` and return its answer."""
        heard = self._wish({"do": what, "with": words})
        assert "answer" in heard, f"{heard}: see {self.home}/logs"
        return heard["answer"]

    def visitor(self, address: str = "203.0.113.7") -> "Visitor":
        return Visitor(self.port, address)

    def petition(self, which: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = self.facts["petitions"][which]
        return found

    def links_to(self, address: str) -> list[str]:
        """The links in the letters to somebody, once those that wait have gone."""
        self.wait_for_letters()
        return [link for each in self.mail.caught if each["To"] == address for link in links(each)]

    def wait_for_letters(self) -> None:
        until = time.monotonic() + PATIENCE
        while self.ask("letters")["waiting"]:
            assert time.monotonic() < until, "letters do not leave"
            time.sleep(0.3)

    @property
    def key(self) -> dict[str, Any]:
        return {"alma": self.facts["alma"], "passphrase": self.facts["passphrase"]}

    def close(self) -> None:
        for pid in self._running:
            os.kill(pid, signal.SIGKILL)
        if self._zygote is not None and self._zygote.stdin and self._zygote.stdout:
            self._zygote.stdin.close()
            self._zygote.wait(10)
            self._zygote.stdout.close()
        self.mail.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _wish(self, wish: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            assert self._zygote is not None
            assert self._zygote.stdin is not None
            self._zygote.stdin.write(json.dumps(wish) + "\n")
            self._zygote.stdin.flush()
            return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._zygote is not None
        assert self._zygote.stdout is not None
        line = self._zygote.stdout.readline()
        assert line, (self.home / "logs" / "amparo.log").read_text()[-2000:]
        heard: dict[str, Any] = json.loads(line)
        return heard

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.proofs.loud",
            **self.databases.environment,
            "DATA_DIR": str(self.data),
            "RUNTIME_DIR": str(self.runtime),
            "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "TMPDIR": str(self.home / "tmp"),
            "SITE_URL": "http://localhost",
            "ALLOWED_HOSTS": "localhost",
            "TRUST_PROXY": "True",
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mail.port),
            "FROM_EMAIL": "hola@coalition.example",
        }


@contextmanager
def founded(databases: Databases) -> Iterator[Site]:
    """A site on fresh tables of these; its folder is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="amparo-proof-", dir=RAM if RAM.is_dir() else None))
    for folder in ("data/keyring", "data/static", "data/media", "runtime", "logs", "tmp"):
        (home / folder).mkdir(parents=True, mode=0o700)
    databases.fill(home)
    site = Site(home, Catcher(), databases)
    try:
        site.open()
        yield site
    finally:
        site.close()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def expect(answer: Answer, *statuses: int) -> None:
    assert answer.status in statuses, f"{answer.status} instead of {statuses}: {answer.text[:800]}"


class Visitor:
    """Somebody with an address and no browser. Cookies are kept, redirects are not followed."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address = port, address
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._send("GET", path, None, headers)

    def post(self, path: str, data: dict[str, Any], **headers: str) -> Answer:
        return self._send("POST", path, urlencode(data, doseq=True), headers)

    def send_whole(self, path: str, body: str, kind: str) -> Answer:
        """Send a body as it is, of another kind than a form's."""
        return self._send("POST", path, body.encode(), {"Content_Type": kind})

    def proof(self, kind: str, action: str) -> str:
        """What a browser with scripts would have worked out."""
        asked = Challenge.from_dict(json.loads(self.get(f"/challenge/{kind}/{action}/").body))
        solution = solve_challenge(asked)
        assert solution is not None
        return Payload(asked, solution).to_base64()

    def sign(
        self, petition: dict[str, Any], typed: dict[str, Any], language: str = "es", **headers: str
    ) -> Answer:
        data = {
            "visibility": "counted",
            "text_hash": petition["texts"][language],
            "proof": self.proof("petition", petition["id"]),
            **typed,
        }
        return self.post(f"/{language}/petitions/{petition['slug']}/", data, **headers)

    def _send(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]
    ) -> Answer:
        sent = {
            "Host": "localhost",
            "X-Forwarded-For": self.address,
            "User-Agent": f"ProofBrowser/{self.address}",
            "Sec-Fetch-Site": "same-origin",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            heard = Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            line.close()
        for name, value in heard.headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return heard
