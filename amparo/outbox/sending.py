"""Send what waits: at most once each, over one connection, and a bounded number of tries.

A letter is marked as in flight and committed before SMTP hears of it. Whatever happens after the
mark and before the answer leaves it "uncertain": it is counted and not sent again by itself. A
newcomer would mark after sending, and a crash between would send twice.
"""

import logging
import re
import smtplib
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from amparo.keyring.runtime import runtime
from amparo.lib.sealing.suites import CannotUnseal
from amparo.outbox import pace
from amparo.outbox.letters import CannotWrite, Draft, Letter, checked, tell_lost, written
from amparo.outbox.messages import as_message
from amparo.outbox.models import Outcome, OutcomeKind, State, Waiting
from amparo.outbox.sealing import unseal_letter

log = logging.getLogger(__name__)

WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240))  # after each failed try
SERVER_WAIT = timedelta(seconds=30)  # after the mail server itself did not answer
SWEEP_SECONDS = 10  # then the worker's other rounds have their turn
SWEEP_LETTERS = 500

_ALIVE = timedelta(minutes=2)  # a worker unheard of for so long has crashed
_TAKEN, _FORWARDED, _GO_ON = 250, 251, 354  # SMTP: done, done, now the message
_OUR_FAULT = 500  # from here on, for good
_ADDRESS = re.compile(r"[!-;=?-~]+")  # no blank, no bracket: no second command rides on it
_STATUS = re.compile(r"([245]\.\d{1,3})\.\d{1,3}\b")


@dataclass
class SweepReport:
    """What one sweep did, in letters."""

    sent: int = 0
    waiting: int = 0  # to be tried again
    refused: int = 0
    given_up: int = 0
    unreadable: int = 0
    uncertain: int = 0
    is_server_down: bool = False


class NotTaken(Exception):
    """The mail server said no. `status` is the class of its answer, "5.1" (RFC 3463), no more."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class Temporary(NotTaken):
    """The letter did not go now and may go later."""


class Refused(NotTaken):
    """The mail server will never take this letter."""


class Uncertain(Exception):
    """The connection broke before the answer."""


class ServerDown(Exception):
    """There is no connection to the mail server; nothing was said to it."""


class Sender:
    """One worker's hand: its name in the rows, its waits, its connection."""

    def __init__(self) -> None:
        self.name = uuid.uuid4()
        self._rests_until: dict[uuid.UUID, datetime] = {}
        self._server_rests_until: datetime | None = None

    def sweep(self, now: datetime) -> SweepReport:
        """Send what may go. Raises keyring.errors.Unavailable when there is no runtime key."""
        report = SweepReport()
        self._say_alive(now)
        report.uncertain = self._note_crashed(now)
        if self._server_rests_until and now < self._server_rests_until:
            report.is_server_down = True
            return report
        with Line() as line:
            for row in self._in_turn(now):
                if not self._claim(row):
                    continue
                try:
                    self._send(row, line, report, now)
                except ServerDown:
                    self._let_go(row, tries=0)
                    self._server_rests_until = now + SERVER_WAIT
                    report.is_server_down = True
                    break
        return report

    def _in_turn(self, now: datetime) -> Iterator[Waiting]:
        self._rests_until = {row: at for row, at in self._rests_until.items() if at > now}
        until = time.monotonic() + SWEEP_SECONDS
        ready = Waiting.objects.to_send().exclude(pk__in=list(self._rests_until))
        for row in list(ready[:SWEEP_LETTERS]):
            if time.monotonic() > until:
                return
            self._say_alive(now)
            yield row

    def _claim(self, row: Waiting) -> bool:
        """Mark it as in flight; False when another worker was quicker or it was held meanwhile."""
        free = Waiting.objects.to_send().filter(pk=row.pk)
        return free.update(state=State.SENDING, sender=self.name) == 1

    def _let_go(self, row: Waiting, *, tries: int) -> None:
        mine = Waiting.objects.filter(pk=row.pk, sender=self.name)
        mine.update(state=State.WAITING, sender=None, tries=F("tries") + tries)

    def _send(self, row: Waiting, line: "Line", report: SweepReport, now: datetime) -> None:
        try:
            letter = _letter_of(row)
            if letter is not None:
                line.send(letter)
                report.sent += 1
                pace.note_sent(timezone.now())
            self._finish(row, OutcomeKind.SENT if letter else None, now)
        except CannotUnseal:
            report.unreadable += 1
            self._finish(row, OutcomeKind.UNREADABLE, now)
        except (Refused, CannotWrite):
            report.refused += 1
            self._finish(row, OutcomeKind.REFUSED, now)
        except Uncertain:
            report.uncertain += 1
            _mark_uncertain(Waiting.objects.filter(pk=row.pk, sender=self.name), now)
        except Temporary:
            self._try_later(row, report, now)

    def _try_later(self, row: Waiting, report: SweepReport, now: datetime) -> None:
        if row.tries >= len(WAITS):
            report.given_up += 1
            self._finish(row, OutcomeKind.GIVEN_UP, now)
            return
        report.waiting += 1
        self._rests_until[row.pk] = now + WAITS[row.tries]
        self._let_go(row, tries=1)

    def _finish(self, row: Waiting, kind: OutcomeKind | None, now: datetime) -> None:
        with transaction.atomic():
            Waiting.objects.filter(pk=row.pk, sender=self.name).delete()
            if kind is not None:
                _count(kind, 1, now)
            if kind == OutcomeKind.UNREADABLE and row.about:
                tell_lost(row.about)

    def _say_alive(self, now: datetime) -> None:
        runtime().store.put(f"outbox:{self.name}", b"1", now + _ALIVE)

    def _note_crashed(self, now: datetime) -> int:
        """Mark what was in flight in a worker that is no more."""
        in_flight = Waiting.objects.filter(state=State.SENDING).exclude(sender=self.name)
        count = 0
        for sender in set(in_flight.values_list("sender", flat=True)):
            if runtime().store.get(f"outbox:{sender}", now) is None:
                count += _mark_uncertain(in_flight.filter(sender=sender), now)
        return count


class Line:
    """The connection to the mail server: opened at the first letter, looked at before each."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        if self._backend is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._backend.close()

    def send(self, letter: Letter) -> None:
        """Hand one letter over. Raises Temporary, Refused, Uncertain or ServerDown."""
        backend = self._open()
        try:
            backend.send_messages([as_message(letter, backend)])
        except smtplib.SMTPRecipientsRefused as error:
            raise _answered(*max(error.recipients.values())) from None
        except smtplib.SMTPResponseException as error:
            raise _answered(error.smtp_code, error.smtp_error) from None
        except (smtplib.SMTPException, OSError):
            self._backend = None
            raise Uncertain from None

    def smtp(self) -> smtplib.SMTP | None:
        """The open connection; None where mail goes into files or memory. Raises ServerDown."""
        if self._backend is None:
            self._open()
        connection = getattr(self._backend, "connection", None)
        return connection if isinstance(connection, smtplib.SMTP) else None

    def send_ready(self, sender: str, to: str, message: bytes) -> None:
        """Hand over a message that is bytes already. Raises as `send` does.

        What breaks before the message itself was sent is tried once more on a new connection:
        nothing had been handed over. So a connection need not be looked at before each letter.
        """
        try:
            smtp = self._addressed(sender, to)
        except (smtplib.SMTPServerDisconnected, OSError):
            self._backend = None
            try:
                smtp = self._addressed(sender, to)
            except (smtplib.SMTPServerDisconnected, OSError):
                self._backend = None
                raise ServerDown from None
        try:
            smtp.send(_as_data(message))
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError):
            self._backend = None
            raise Uncertain from None
        if code != _TAKEN:
            raise _answered(code, said)

    def _addressed(self, sender: str, to: str) -> smtplib.SMTP:
        """Say all that comes before the message; the server waits for it now."""
        smtp = self.smtp()
        if smtp is None:
            raise ServerDown
        smtp.ehlo_or_helo_if_needed()
        if smtp.has_extn("pipelining"):
            _addressed_at_once(smtp, sender, to)
            return smtp
        for word, wanted in _before_message(sender, to):
            code, said = smtp.docmd(word)
            if code not in wanted:
                smtp.rset()
                raise _answered(code, said)
        return smtp

    def _open(self) -> BaseEmailBackend:
        if self._backend is None or not _answers(self._backend):
            try:
                self._backend = get_connection()
                self._backend.open()
            except (smtplib.SMTPException, OSError) as error:
                self._backend = None
                # Not the message: it may repeat an address.
                log.warning("The mail server did not answer: %s", type(error).__name__)
                raise ServerDown from None
        return self._backend


def _before_message(sender: str, to: str) -> list[tuple[str, tuple[int, ...]]]:
    """Each command, and the answers with which it went well. Raises CannotWrite."""
    if not _ADDRESS.fullmatch(sender) or not _ADDRESS.fullmatch(to):
        raise CannotWrite("address")
    return [
        (f"MAIL FROM:<{sender}>", (_TAKEN,)),
        (f"RCPT TO:<{to}>", (_TAKEN, _FORWARDED)),
        ("DATA", (_GO_ON,)),
    ]


def _addressed_at_once(smtp: smtplib.SMTP, sender: str, to: str) -> None:
    """The same in one turn, where the server takes commands in a row (RFC 2920): a server far away
    is waited for twice a letter, not four times."""
    commands = _before_message(sender, to)
    smtp.send("".join(f"{word}\r\n" for word, _wanted in commands))
    answers = [smtp.getreply() for _command in commands]
    for (_word, wanted), (code, said) in zip(commands, answers, strict=True):
        if code not in wanted:
            if answers[-1][0] == _GO_ON:  # it waits for a message that has nobody to go to
                smtp.docmd(".")
            smtp.rset()
            raise _answered(code, said)


def _as_data(message: bytes) -> bytes:
    """A message with the line ends of mail as it goes over the wire (RFC 5321, 4.5.2)."""
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n")


def _answered(code: int, said: bytes | str) -> NotTaken:
    """Keep the class of the answer; its words may repeat an address."""
    words = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    named = _STATUS.match(words)
    status = named[1] if named else f"{code // 100}.0"
    return Refused(status) if code >= _OUR_FAULT else Temporary(status)


def _answers(backend: BaseEmailBackend) -> bool:
    """Ask a connection that may have been closed while idle, before a letter depends on it."""
    smtp = getattr(backend, "connection", None)
    if not isinstance(smtp, smtplib.SMTP):
        return True
    try:
        return bool(smtp.noop()[0] == _TAKEN)
    except (smtplib.SMTPException, OSError):
        return False


def _letter_of(row: Waiting) -> Letter | None:
    mail = unseal_letter(bytes(row.sealed_letter), row.pk)
    letter = written(mail) if isinstance(mail, Draft) else mail
    return None if letter is None else checked(letter)


def _mark_uncertain(rows: QuerySet[Waiting], now: datetime) -> int:
    with transaction.atomic():
        count = rows.update(state=State.UNCERTAIN, sender=None)
        _count(OutcomeKind.UNCERTAIN, count, now)
    return count


def _count(kind: OutcomeKind, count: int, now: datetime) -> None:
    row, _ = Outcome.objects.get_or_create(kind=kind, day_on=now.date())
    Outcome.objects.filter(pk=row.pk).update(count=F("count") + count)


_sender = Sender()


def sweep(now: datetime) -> SweepReport:
    """Send what may go, as this process's worker."""
    return _sender.sweep(now)
