"""`amparo doctor`: what is not right, in sentences that say what to do. It repairs nothing."""

import shutil
import socket
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from imaplib import IMAP4
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from amparo.audit.operations import verify_chain
from amparo.hosting.maildns import troubles
from amparo.keyring.errors import Unavailable
from amparo.keyring.health import problems
from amparo.keyring.runtime import runtime
from amparo.lib.networks import is_elsewhere
from amparo.lib.ram import is_in_ram, unsafe_swaps
from amparo.mailouts.postbox import postbox
from amparo.outbox.messages import mail_domain

LEAST_FREE_BYTES = 1_000_000_000
MAIL_SECONDS = 5


@dataclass(frozen=True)
class Finding:
    """One thing that is not right. A serious one means: do not serve like this."""

    sentence: str
    is_serious: bool = False

    def __str__(self) -> str:
        return f"{'!' if self.is_serious else '-'} {self.sentence}"


def examine() -> list[Finding]:
    """Everything that is not right, the serious first; empty when all is well."""
    checks = (
        *(_memory, _sharing, _lines, _files, _databases, _keys, _log),
        *(_mail, _bounces, _names, _address),
    )
    found = [finding for check in checks for finding in check()]
    return sorted(found, key=lambda finding: not finding.is_serious)


def _memory() -> Iterator[Finding]:
    directory = settings.RUNTIME_DIR
    if not is_in_ram(directory):
        yield Finding(
            f"RUNTIME_DIR ({directory}) is not in RAM: a seized disk would hold the runtime key. "
            "Point it at /run/amparo.",
            is_serious=not settings.ALLOW_DISK_RUNTIME,
        )
    for name in unsafe_swaps():
        yield Finding(
            f"Swap on {name} is not encrypted: keys in memory may reach the disk. Turn it off "
            "(swapoff) or encrypt it. `amparo serve` refuses to start, unless ALLOW_PLAIN_SWAP is "
            "True.",
            is_serious=not settings.ALLOW_PLAIN_SWAP,
        )


def _sharing() -> Iterator[Finding]:
    """What several machines need beside the memory that they share (RUNTIME_URL)."""
    if not settings.RUNTIME_URL:
        return
    if any(connections[alias].vendor == "sqlite" for alias in connections):
        yield Finding(
            "RUNTIME_URL is for several machines, and a database here is a file of this one: set "
            "DATABASE_URL and KEYRING_URL.",
            is_serious=True,
        )
    parts = urlsplit(settings.RUNTIME_URL)
    if parts.scheme == "valkey" and is_elsewhere(parts.hostname or ""):
        yield Finding(
            "The runtime key travels to the Valkey in the open: begin RUNTIME_URL with valkeys://.",
            is_serious=True,
        )


def _lines() -> Iterator[Finding]:
    """The lines to databases on other machines."""
    for alias in connections:
        there = connections[alias].settings_dict
        mode = there["OPTIONS"].get("sslmode", "")
        if is_elsewhere(str(there["HOST"])) and mode != "verify-full":
            yield Finding(
                f"Whoever stands between here and the {alias} database can read along, or answer "
                "in its place: end its address with ?sslmode=verify-full&sslrootcert=FILE, unless "
                "that line is yours alone.",
                is_serious=mode != "disable",
            )


def _files() -> Iterator[Finding]:
    data = Path(settings.DATA_DIR)
    if data.exists() and stat.S_IMODE(data.stat().st_mode) & 0o077:
        yield Finding(f"{data} can be read by other users of this machine: chmod 700 {data}")
    if data.exists() and shutil.disk_usage(data).free < LEAST_FREE_BYTES:
        yield Finding("Less than 1 GB of the disk is free: a full disk refuses signatures.")


def _databases() -> Iterator[Finding]:
    for alias in connections:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield Finding(f"The {alias} database is behind: `amparo serve` brings it up to date.")


def _keys() -> Iterator[Finding]:
    try:
        runtime()
    except Unavailable as reason:
        yield Finding(f"Nothing can be sealed: {reason}.", is_serious=True)
        return
    for sentence in problems(today=timezone.localdate()):
        yield Finding(sentence)


def _log() -> Iterator[Finding]:
    report = verify_chain()
    if not report.ok:
        yield Finding(f"The log was altered at entry {report.first_broken}.", is_serious=True)


def _mail() -> Iterator[Finding]:
    if "smtp" not in settings.EMAIL_BACKEND:
        return
    is_open = not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if is_open and (settings.EMAIL_HOST_USER or is_elsewhere(settings.EMAIL_HOST)):
        what = "The password of the mail server" if settings.EMAIL_HOST_USER else "Who gets letters"
        yield Finding(
            f"{what} would travel in the open: set EMAIL_USE_TLS (port 587) or EMAIL_USE_SSL (port "
            "465) to True.",
            is_serious=True,
        )
    server = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    try:
        socket.create_connection(server, timeout=MAIL_SECONDS).close()
    except OSError:
        yield Finding(
            f"The mail server {server[0]}:{server[1]} does not answer: confirmations wait. "
            "Look at EMAIL_HOST and EMAIL_PORT in amparo.env."
        )


def _bounces() -> Iterator[Finding]:
    """The mailbox for what comes back, where there is one."""
    if not settings.BOUNCES_HOST:
        return
    if settings.BOUNCES_EMAIL in ("", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]):
        yield Finding(
            "BOUNCES_EMAIL has to be a mailbox of its own: the password in amparo.env would open "
            "the coalition's mail to whoever takes this server. Until then it is not read.",
            is_serious=True,
        )
        return
    try:
        postbox().logout()
    except (OSError, IMAP4.error, UnicodeError):
        yield Finding(
            f"The mailbox for letters that come back does not open at {settings.BOUNCES_HOST}:"
            f"{settings.BOUNCES_PORT}: they are not counted. Look at BOUNCES_HOST, BOUNCES_USER "
            "and BOUNCES_PASSWORD in amparo.env."
        )


def _names() -> Iterator[Finding]:
    domain = mail_domain()
    if "smtp" in settings.EMAIL_BACKEND and domain not in ("localhost", ""):
        for sentence in troubles(domain, selector=settings.DKIM_SELECTOR):
            yield Finding(sentence)


def _address() -> Iterator[Finding]:
    if not settings.IS_HTTPS and "localhost" not in settings.SITE_URL:
        yield Finding(f"{settings.SITE_URL} has no https: names would travel in the open.", True)
    if settings.DEBUG:
        yield Finding("DEBUG is on: errors would show what people typed.", is_serious=True)
