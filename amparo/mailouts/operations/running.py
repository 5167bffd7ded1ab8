"""Letting an approved letter go: begin, pause, resume, stop, end. Who opens cards is `sending`.

Every step is one guarded UPDATE. The secret under which handed letters are marked is sealed to the
standing list's epoch, so that an organizer who unlocks can go on after a restart and nobody gets
two; when the letter is out, secret and rows are deleted and numbers stay.
"""

import secrets
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.actors import WORKER, Actor
from amparo.audit.operations import record
from amparo.keyring.epochs import current_epoch
from amparo.keyring.errors import CannotOpen
from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing import envelopes
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.suites import CannotUnseal
from amparo.mailouts import audiences, grants
from amparo.mailouts.models import BEGUN, Bounce, Handed, MailOut, State, Why
from amparo.mailouts.operations.inhand import settle
from amparo.mailouts.wording import content_hash, hides_something
from amparo.supporters.models import Card, Keyspace
from amparo.supporters.operations import the_list
from amparo.web.pagecache import bump

SECRET_BYTES = 32
PUT_DOWN_SECONDS = 3  # a process that hands letters over hears within one of a pause


class CannotSend(Exception):
    """`reason`: state (somebody was quicker), changed, hidden, or secret (it cannot be known any
    more who got it: the key that could tell was destroyed)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def begin(mailout: MailOut, *, by: Unlocked, actor: User, now: datetime) -> None:
    """Let an approved letter go. Raises CannotSend, or keyring.errors.Unavailable."""
    _still_as_approved(mailout, now)
    secret, today = secrets.token_bytes(SECRET_BYTES), timezone.localdate(now)
    epoch = current_epoch(the_list().pk, opened_by=Keyspace.OpenedBy.ORGANIZERS, today=today)
    sealed = envelopes.seal(secret, public_key=epoch.public_key, info=_info(mailout.pk, epoch.id))
    begun = {"sealed_secret": sealed, "secret_epoch": epoch.id, "started_on": today}
    if mailout.is_public:
        begun["published_on"] = today
    with transaction.atomic():
        approved = MailOut.objects.filter(pk=mailout.pk, state=State.APPROVED)
        if not approved.update(state=State.SENDING, paused_why="", run=None, **begun):
            raise CannotSend("state")
        record("mailouts.begin", actor=actor.actor, about=mailout, count=mailout.asked_count)
        _grant(mailout, secret, by, now)
    bump()
    mailout.refresh_from_db()


def resume(mailout: MailOut, *, by: Unlocked | None, actor: User, now: datetime) -> None:
    """Go on with a paused letter; without a key only while its grant lasts. Raises CannotSend."""
    _still_as_approved(mailout, now)
    _wait_for_the_hand(mailout)
    with transaction.atomic():
        paused = MailOut.objects.filter(pk=mailout.pk, state=State.PAUSED)
        if not paused.update(state=State.SENDING, paused_why="", run=None):
            raise CannotSend("state")
        if by is not None:
            _grant(mailout, _secret(mailout, by), by, now)
        elif grants.grant_of(mailout.pk, now) is None:
            raise CannotSend("key")
        record("mailouts.resume", actor=actor.actor, about=mailout)
    mailout.refresh_from_db()


def pause(mailout: MailOut, *, why: str = Why.PERSON, actor: Actor = WORKER) -> bool:
    """Let nothing more go until somebody resumes; what is in flight goes. Tells whether it did."""
    with transaction.atomic():
        going = MailOut.objects.filter(pk=mailout.pk, state=State.SENDING)
        if not going.update(state=State.PAUSED, paused_why=why, run=None):
            return False
        record("mailouts.pause", actor=actor, about=mailout, reason=str(Why(why).label))
    mailout.refresh_from_db()
    return True


def stop(mailout: MailOut, *, actor: User, now: datetime) -> None:
    """End a letter for good before everybody has it. Raises CannotSend."""
    pause(mailout, actor=actor.actor)
    _wait_for_the_hand(mailout)
    if not _end(mailout, State.STOPPED, actor.actor, now):
        raise CannotSend("state")


def finish(mailout: MailOut, *, now: datetime) -> bool:
    """Everybody has it: numbers stay, and nothing by which anybody could be told."""
    return _end(mailout, State.SENT, WORKER, now)


def new_run(mailout: MailOut) -> UUID:
    """Name the one process that may hand letters over from now on; another's claims fail."""
    run = UUID(bytes=secrets.token_bytes(16))
    with transaction.atomic():
        settle(mailout)
        MailOut.objects.filter(pk=mailout.pk, state=State.SENDING).update(run=run)
    return run


def count_bounce(mailout_id: UUID, status_class: str, count: int = 1) -> None:
    """Count an answer of a mail server by its class; nothing else is kept of it."""
    row, _ = Bounce.objects.get_or_create(mailout_id=mailout_id, status_class=status_class)
    Bounce.objects.filter(pk=row.pk).update(count=F("count") + count)


def handed_counts(mailout: MailOut) -> Counter[str]:
    """How many letters are in which state: the rows while it goes, the numbers afterwards."""
    states = Handed.State
    if mailout.state in BEGUN:
        rows = Handed.objects.filter(mailout=mailout).values_list("state", flat=True)
        return Counter(rows)
    return Counter(
        {
            states.SENT.value: mailout.sent_count,
            states.REFUSED.value: mailout.refused_count,
            states.LATER.value: mailout.given_up_count,
            states.UNCERTAIN.value: mailout.uncertain_count,
        }
    )


def acted_count(mailout: MailOut) -> int:
    """How many people stood with us through a link of this letter, by the code that all share.

    Their cards go when they withdraw or the ask is shredded; the number that was stays.
    """
    return max(mailout.acted_count, _acted_now([mailout])[mailout.source])


def note_acted() -> int:
    """Keep how many have acted through each letter so far; tell how many numbers grew."""
    begun = list(MailOut.objects.filter(started_on__isnull=False))
    now = _acted_now(begun)
    grown = [each for each in begun if now[each.source] > each.acted_count]
    for each in grown:
        fewer = MailOut.objects.filter(pk=each.pk, acted_count__lt=now[each.source])
        fewer.update(acted_count=now[each.source])
    return len(grown)


def _acted_now(mailouts: Sequence[MailOut]) -> Counter[str]:
    """Of each letter's code, how many cards came by it and are there."""
    cards = Card.objects.filter(source__in=[each.source for each in mailouts], is_confirmed=True)
    return Counter(dict(cards.order_by().values_list("source").annotate(count=Count("pk"))))


def _wait_for_the_hand(mailout: MailOut) -> None:
    """Let a living process put down what it holds, or its people were counted as uncertain."""
    until = time.monotonic() + PUT_DOWN_SECONDS
    in_hand = Handed.objects.filter(mailout=mailout, state=Handed.State.SENDING)
    while in_hand.exists() and time.monotonic() < until:
        time.sleep(0.05)


def _still_as_approved(mailout: MailOut, now: datetime) -> None:
    if content_hash(mailout, now=now) != mailout.asked_hash:
        raise CannotSend("changed")
    if hides_something(mailout, now):
        raise CannotSend("hidden")


def _grant(mailout: MailOut, secret: bytes, by: Unlocked, now: datetime) -> None:
    grants.keep_grant(
        mailout_id=mailout.pk,
        content_hash=mailout.asked_hash,
        count=mailout.asked_count,
        secret=secret,
        epochs=_epochs(mailout),
        by=by,
        now=now,
    )


def _epochs(mailout: MailOut) -> list[UUID]:
    """The epochs of every card that has to be opened to write this letter."""
    asked = [audiences.everybody(mailout), audiences.quiet_cards(mailout)]
    for line in audiences.lines_of(mailout):
        asked += [audiences.cards_of(mailout, line)]
        asked += [audiences.did(mailout, key) for key in line.conditions]
    found: set[UUID] = set()
    for cards in asked:
        found |= set(cards.order_by().values_list("epoch_id", flat=True).distinct())
    return sorted(found)


def _secret(mailout: MailOut, by: Unlocked) -> bytes:
    if mailout.sealed_secret is None or mailout.secret_epoch is None:
        raise CannotSend("secret")
    try:
        private = by.private_key_of(mailout.secret_epoch)
        info = _info(mailout.pk, mailout.secret_epoch)
        return envelopes.unseal(bytes(mailout.sealed_secret), private_key=private, info=info)
    except (CannotOpen, CannotUnseal):
        raise CannotSend("secret") from None


def _info(mailout_id: UUID, epoch_id: UUID) -> bytes:
    return frame("amparo letter secret 1", str(mailout_id), str(epoch_id))


def _end(mailout: MailOut, state: State, actor: Actor, now: datetime) -> bool:
    with transaction.atomic():
        begun = MailOut.objects.filter(pk=mailout.pk, state__in=BEGUN)
        if not begun.update(state=state, run=None, paused_why=""):
            return False
        settle(mailout)
        rows = Handed.objects.filter(mailout=mailout)
        counts = Counter(rows.values_list("state", flat=True))
        MailOut.objects.filter(pk=mailout.pk).update(
            ended_on=timezone.localdate(now),
            sent_count=counts[Handed.State.SENT],
            refused_count=counts[Handed.State.REFUSED],
            given_up_count=counts[Handed.State.LATER],
            uncertain_count=counts[Handed.State.UNCERTAIN],
            sealed_secret=None,
            secret_epoch=None,
        )
        rows.delete()
        verb = "mailouts.stop" if state == State.STOPPED else "mailouts.sent"
        record(verb, actor=actor, about=mailout, count=counts[Handed.State.SENT])
    note_acted()
    grants.drop_grant(mailout.pk)
    mailout.refresh_from_db()
    return True
