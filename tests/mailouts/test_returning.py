"""A letter that comes back hours later is counted by its class, from a mailbox of its own; nothing
else of it is read, kept or left lying about."""

from collections.abc import Iterator
from email.message import EmailMessage
from imaplib import IMAP4
from pathlib import Path
from ssl import SSLCertVerificationError

import pytest
from pytest_django import Settings

from amparo.hosting import doctor
from amparo.mailouts.models import Bounce, MailOut
from amparo.mailouts.postbox import read_returned
from amparo.supporters.models import Card
from tests import certified
from tests.mailouts.mailbox import Mailbox, mailbox
from tests.mailouts.world import World
from tests.outbox.conftest import Catcher

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def box(settings: Settings) -> Iterator[Mailbox]:
    with mailbox("secret of the box") as made:
        settings.BOUNCES_EMAIL = "vuelven@valle.example"
        settings.BOUNCES_HOST, settings.BOUNCES_PORT = "127.0.0.1", made.port
        settings.BOUNCES_USER, settings.BOUNCES_PASSWORD = "vuelven", "secret of the box"
        yield made


def report(
    mail: EmailMessage, status: str = "5.1.1", *, headers_only: bool = False, is_whole: bool = True
) -> bytes:
    """What a mail server sends back, hours later (RFC 3464)."""
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    content = mail.as_bytes(policy=mail.policy.clone(max_line_length=0 if is_whole else 78))
    returned = content.split(b"\n\n", 1)[0] + b"\n" if headers_only else content
    return b"\r\n".join(
        [
            b"From: MAILER-DAEMON@mail.example",
            b'Content-Type: multipart/report; report-type=delivery-status; boundary="bb"',
            b"",
            b"--bb\r\nContent-Type: text/plain\r\n\r\nSorry about <rosa@example.org>.",
            b"--bb\r\nContent-Type: message/delivery-status\r\n",
            b"Reporting-MTA: dns; mail.example\r\n",
            b"Final-Recipient: rfc822; rosa@example.org\r\nAction: failed",
            f"Status: {status}\r\n".encode(),
            f"--bb\r\nContent-Type: {kind}\r\n".encode(),
            returned,
            b"--bb--\r\n",
        ]
    )


def gone_out(world: World, catcher: Catcher) -> tuple[MailOut, EmailMessage]:
    world.sign("Rosa Núñez", "rosa@example.org")
    letter = world.sent(world.letter())
    return letter, catcher.caught[0]


def counts() -> dict[str, int]:
    return dict(Bounce.objects.values_list("status_class", "count"))


@pytest.mark.parametrize(
    ("headers_only", "is_whole"), [(True, True), (False, True), (False, False)]
)
def test_what_comes_back_is_counted_and_deleted(
    world: World, catcher: Catcher, box: Mailbox, headers_only: bool, is_whole: bool
) -> None:
    _letter, mail = gone_out(world, catcher)
    assert catcher.senders == ["vuelven@valle.example"], "it would come back there"
    box.deliver(report(mail, headers_only=headers_only, is_whole=is_whole))
    assert read_returned() == 1
    assert counts() == {"5.1": 1}
    assert not box.messages
    assert read_returned() == 0
    assert counts() == {"5.1": 1}


def test_nobody_is_taken_off_by_a_machine(world: World, catcher: Catcher, box: Mailbox) -> None:
    _letter, mail = gone_out(world, catcher)
    box.deliver(report(mail))
    read_returned()
    assert Card.objects.count() == 1


def test_what_is_no_report_of_ours_stays_and_is_looked_at_once(
    world: World, catcher: Catcher, box: Mailbox
) -> None:
    _letter, mail = gone_out(world, catcher)
    elsewhere = EmailMessage()
    elsewhere["List-Unsubscribe"] = str(mail["List-Unsubscribe"]).replace(
        "localhost", "other.example"
    )
    elsewhere.set_content("x")
    late = report(mail).replace(b"Action: failed", b"Action: delayed")
    box.deliver(b"Subject: Hello\r\n\r\nFrom a person.", report(elsewhere), late, b"\xff\xfe", b"")
    assert read_returned() == 0
    assert not counts()
    assert len(box.messages) == 5
    assert box.seen == {1, 2, 3, 4, 5}


def test_a_report_that_somebody_made_up_is_not_counted(
    world: World, catcher: Catcher, box: Mailbox
) -> None:
    _letter, mail = gone_out(world, catcher)
    link = str(mail["List-Unsubscribe"]).rstrip("/>")
    forged = EmailMessage()
    forged["List-Unsubscribe"] = f"{link[:-6]}AAAAAA/>"
    forged.set_content("x")
    box.deliver(report(forged))
    assert read_returned() == 0
    assert not counts()


def test_no_store_has_the_address_afterwards(
    world: World, catcher: Catcher, box: Mailbox, capfd: pytest.CaptureFixture[str]
) -> None:
    _letter, mail = gone_out(world, catcher)
    box.deliver(report(mail), report(mail, "not a status"))
    read_returned()
    said = "".join(capfd.readouterr())
    assert "rosa" not in said
    rows = repr([each.__dict__ for each in (*Bounce.objects.all(), *MailOut.objects.all())])
    assert "rosa@" not in rows


def test_the_coalitions_own_mailbox_is_never_opened(
    world: World, catcher: Catcher, box: Mailbox, settings: Settings
) -> None:
    _letter, mail = gone_out(world, catcher)
    box.deliver(report(mail))
    settings.BOUNCES_EMAIL = "hola@valle.example"
    assert read_returned() == 0
    assert box.messages
    [found] = [each for each in doctor.examine() if "BOUNCES_EMAIL" in each.sentence]
    assert found.is_serious


def test_a_wrong_password_is_said_by_the_doctor_and_stops_the_round(
    world: World, box: Mailbox, settings: Settings
) -> None:
    assert not [each for each in doctor.examine() if "BOUNCES" in each.sentence]
    settings.BOUNCES_PASSWORD = "another"
    assert [each for each in doctor.examine() if "does not open at 127.0.0.1" in each.sentence]
    with pytest.raises(IMAP4.error):
        read_returned()


def test_a_mailbox_elsewhere_proves_its_name_before_it_hears_the_password(
    world: World,
    catcher: Catcher,
    box: Mailbox,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _letter, mail = gone_out(world, catcher)
    box.deliver(report(mail))
    certified.call_here(monkeypatch)
    settings.BOUNCES_HOST = certified.NAME
    for name in ("another.example", certified.NAME):
        proof, secret = certified.certify(tmp_path, name)
        with certified.proven(box.port, proof, secret) as settings.BOUNCES_PORT:
            with pytest.raises(SSLCertVerificationError):  # nobody vouches for it
                read_returned()
            monkeypatch.setenv("SSL_CERT_FILE", str(proof))
            if name == certified.NAME:
                assert read_returned() == 1
            else:
                with pytest.raises(SSLCertVerificationError):  # vouched for, under another name
                    read_returned()
                assert [each for each in doctor.examine() if "does not open" in each.sentence]
            monkeypatch.delenv("SSL_CERT_FILE")


def test_without_a_mailbox_nothing_is_asked(world: World, settings: Settings) -> None:
    settings.BOUNCES_HOST = ""
    assert read_returned() == 0
