"""A mail server on this machine that keeps what it is handed, and says what a test tells it to."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from amparo.outbox import sending


@dataclass
class Catcher:
    """What came, and the answers to give: `at_rcpt` and `at_data` by address."""

    port: int = 0
    caught: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)  # where it would come back to
    greetings: set[str] = field(default_factory=set)
    connections: int = 0
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, str] = field(default_factory=dict)
    hangs_up_on: set[str] = field(default_factory=set)
    takes_rows: bool = False  # of commands at once (RFC 2920)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greetings.add(hostname)
        self.connections += 1
        return ["250-PIPELINING", *answers] if self.takes_rows else answers

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        [to] = envelope.rcpt_tos
        if to in self.at_data:
            return self.at_data[to]
        assert isinstance(envelope.content, bytes)
        self.caught.append(message_from_bytes(envelope.content, policy=policy.default))
        self.to.append(to)
        self.senders.append(envelope.mail_from or "")
        if to in self.hangs_up_on:
            assert server.transport is not None
            server.transport.abort()
        return "250 OK"


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def catcher(settings: Settings) -> Iterator[Catcher]:
    """The mail server that settings name, on a free port of the loopback."""
    handler = Catcher()
    handler.port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", handler.port
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "Coalición del Valle <hola@valle.example>"
    yield handler
    controller.stop()


@pytest.fixture
def worker() -> sending.Sender:
    """A worker that has just started."""
    return sending.Sender()
