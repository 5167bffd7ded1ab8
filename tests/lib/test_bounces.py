"""Returned letters are read for two things: to whom, and the class of why."""

import pytest

from amparo.lib.bounces import MOST_BYTES, NotABounce, read_bounce

OURS = "hola@valle.example"
REPORT = b"""From: MAILER-DAEMON@mail.example
To: hola@valle.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry. <someone.else@example.net> wrote this line.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; rosa@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <rosa@example.org>: unknown

Final-Recipient: rfc822; omar@example.org
Action: delayed
Status: 4.2.0

--b
Content-Type: message/rfc822

From: hola@valle.example
To: rosa@example.org
Subject: The board votes

Call 550-1234.
--b--
"""
PASTED = """This is the mail system at host mail.example.

<rosa@example.org>: host mx.example.org said: 550 5.1.1 No such user (in reply to RCPT TO)
"""


def told(content: bytes | str) -> list[tuple[str, str]]:
    raw = content.encode() if isinstance(content, str) else content
    return [(each.email, each.status_class) for each in read_bounce(raw, ours=OURS)]


def test_a_report_says_who_and_why() -> None:
    assert told(REPORT) == [("rosa@example.org", "5.1")]


def test_a_pasted_text_says_it_too() -> None:
    assert told(PASTED) == [("rosa@example.org", "5.1")]
    assert told("rosa@example.org\n552 mailbox full") == [("rosa@example.org", "5.0")]


def test_only_a_missing_mailbox_is_no_address() -> None:
    [full] = read_bounce(b"<rosa@example.org>: 552 5.2.2 full", ours=OURS)
    [gone] = read_bounce(PASTED.encode(), ours=OURS)
    [later] = read_bounce(b"<rosa@example.org>: 450 4.1.1 try later", ours=OURS)
    assert (full.is_no_address, gone.is_no_address, later.is_no_address) == (False, True, False)
    assert not later.is_for_good


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Thank you, see you on Tuesday. rosa@example.org",
        b"250 2.0.0 delivered to rosa@example.org",
        b"550 5.1.1 hola@valle.example",
        b"550 5.1.1 MAILER-DAEMON@mail.example",
        b"x" * (MOST_BYTES + 1),
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 2_000,
        bytes(range(256)) * 40,
    ],
)
def test_what_is_no_returned_letter_is_refused(content: bytes) -> None:
    with pytest.raises(NotABounce):
        read_bounce(content, ours=OURS)
