"""Letters to many that come back hours later, read from a mailbox of their own by IMAP.

The letter in a report carries the link by which its reader leaves. Whoever has that link had the
letter: so a report is believed by its link, its class is counted, and no address is read or kept.
What was counted is deleted there, since it holds an address; what is no report of ours stays.
A newcomer's mistake: the coalition's own mailbox. Its password would lie on this server, and open
what people write to the coalition.
"""

import re
import ssl
from collections import Counter
from email.utils import parseaddr
from imaplib import IMAP4, IMAP4_SSL
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amparo.lib.bounces import MOST_BYTES, returned_letter
from amparo.lib.networks import is_elsewhere
from amparo.mailouts.leaving import card_of
from amparo.mailouts.models import MailOut
from amparo.mailouts.operations.running import count_bounce

AT_ONCE = 100  # messages a look
_LEAVE = re.compile(
    r"<(?P<site>\S{1,200})/[a-z-]{2,10}/mailings/"
    r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/leave/(?P<link>[\w-]{20,100})/>"
)


def read_returned() -> int:
    """Count what came back, by class; return how many. Raises what `postbox` raises.

    Each is deleted before it is counted: where the power goes between, one is not counted, and none
    is counted twice.
    """
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if not settings.BOUNCES_HOST or settings.BOUNCES_EMAIL in ("", own):
        return 0
    box = postbox()
    try:
        box.select("INBOX")
        found = [(uid, told) for uid in _numbers(box) if (told := _told(_content(box, uid)))]
        for uid, _counted in found:
            box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        box.expunge()
    finally:
        box.logout()
    counts = Counter(counted for _uid, counted in found if counted[1])
    with transaction.atomic():
        for (mailout_id, status_class), count in counts.items():
            count_bounce(mailout_id, status_class, count)
    return counts.total()


def postbox() -> IMAP4:
    """The mailbox, opened; encrypted unless it is on this machine.

    Raises OSError (also where its server cannot prove its name), IMAP4.error, and UnicodeError for
    a password beyond ASCII.
    """
    box = _box(settings.BOUNCES_HOST, settings.BOUNCES_PORT)
    try:
        box.login(settings.BOUNCES_USER, settings.BOUNCES_PASSWORD)
    except (IMAP4.error, UnicodeError):
        box.shutdown()
        raise
    return box


def _box(host: str, port: int) -> IMAP4:
    """A newcomer's mistake: IMAP4_SSL without a context. It believes every certificate."""
    if not is_elsewhere(host):
        return IMAP4(host, port, timeout=settings.EMAIL_TIMEOUT)
    proven = ssl.create_default_context()
    return IMAP4_SSL(host, port, ssl_context=proven, timeout=settings.EMAIL_TIMEOUT)


def _numbers(box: IMAP4) -> list[str]:
    """The newest that nobody has looked at."""
    _answer, [found, *_rest] = box.uid("SEARCH", "UNSEEN", "SMALLER", str(MOST_BYTES))
    return [each.decode() for each in (found or b"").split()][-AT_ONCE:]


def _content(box: IMAP4, uid: str) -> bytes:
    """A message, which counts as seen from now on."""
    _answer, parts = box.uid("FETCH", uid, "(BODY[])")
    return next((bytes(each[1]) for each in parts if isinstance(each, tuple)), b"")


def _told(content: bytes) -> tuple[UUID, str] | None:
    """The letter and the class; without the class where a reader's link is no longer hers.

    None for what is no report about a letter of this site.
    """
    report = returned_letter(content)
    leave = _LEAVE.search(re.sub(r"\s+", "", report[1])) if report else None
    if report is None or leave is None or leave["site"] != settings.SITE_URL:
        return None
    mailout = MailOut.objects.filter(pk=leave["id"], started_on__isnull=False).first()
    if mailout is None:
        return None
    return mailout.pk, report[0] if card_of(leave["link"]) else ""
