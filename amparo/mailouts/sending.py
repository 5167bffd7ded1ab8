"""Sends one letter to everybody in its audience: at most once each, one card open at a time.

The one module of this room that opens cards. Two passes: the first reads every card that the
audience speaks of and keeps only a code of its address. The second opens one card, claims its code
in the database, hands one message over, and forgets it.

A newcomer would mark a letter after it was sent; a crash between would send it twice. The claim is
committed before SMTP hears of it. `time` is asked here, not passed in: this runs for hours.
"""

import hmac
import secrets
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.keyring.runtime import runtime
from amparo.keyring.unlocking import Unlocked
from amparo.lib.emails import CleanEmail, NotAnEmail, canonical_email
from amparo.mailouts import audiences
from amparo.mailouts.grants import Grant, grant_of
from amparo.mailouts.leaving import leave_address
from amparo.mailouts.models import MARK_BYTES, Handed, MailOut, State, Why
from amparo.mailouts.operations.running import count_bounce, finish, pause
from amparo.mailouts.people import Answer, Question
from amparo.mailouts.wire import Wire
from amparo.mailouts.wording import Mold, content_hash, hides_something, mold
from amparo.outbox.letters import CannotWrite, checked
from amparo.outbox.sending import Line, Refused, ServerDown, Temporary, Uncertain
from amparo.places.counties import county_name
from amparo.supporters.emails import spoken_name
from amparo.supporters.models import Card
from amparo.supporters.unsealing import OpenedCard, Opener, open_to_write
from amparo.supporters.wishes import best_language, codes_of, note_written

WAITS = (60, 300, 900)  # seconds before each further try of what did not go
ALIVE = timedelta(minutes=2)  # a process unheard of for so long has crashed
BATCH = 500  # cards read at a time
LOOK_SECONDS = 1.0  # between two words that we are alive

_CLAIM = """
    INSERT INTO mailouts_handed (id, mailout_id, mark, state)
    SELECT %s, %s, %s, 'sending' WHERE EXISTS (
        SELECT 1 FROM mailouts_mailout WHERE id = %s AND run = %s AND state = 'sending'
    ) ON CONFLICT DO NOTHING
"""
_CLAIM_AGAIN = """
    UPDATE mailouts_handed SET state = 'sending'
    WHERE mailout_id = %s AND mark = %s AND state = 'later' AND EXISTS (
        SELECT 1 FROM mailouts_mailout WHERE id = %s AND run = %s AND state = 'sending'
    )
"""
_MARK = "UPDATE mailouts_handed SET state = %s WHERE mailout_id = %s AND mark = %s"
_LET_GO = "DELETE FROM mailouts_handed WHERE mailout_id = %s AND mark = %s AND state = 'sending'"


@dataclass(frozen=True)
class People:
    """Everybody who gets the letter: the card to write by, in the order of sending."""

    cards: list[UUID]
    unwritten: int  # cards without an e-mail, or that this key cannot open


def count_people(mailout: MailOut, *, by: Unlocked) -> People:
    """Count exactly, as the desk asks at an unlock; the codes die with the answer."""
    return find_people(mailout, by=by, actor=by.actor, secret=secrets.token_bytes(32))


def find_people(mailout: MailOut, *, by: Opener, actor: Actor, secret: bytes) -> People:
    """Work the audience out: each card is opened, its address coded, and the card forgotten."""
    question = Question(audiences.lines_of(mailout))
    asked = [audiences.cards_of(mailout, line) for line in question.lines]
    asked += [audiences.did(mailout, key) for key in question.keys]
    asked.append(audiences.quiet_cards(mailout))
    places: dict[UUID, list[int]] = {}
    for place, cards in enumerate(asked):
        for pk in cards.order_by().values_list("pk", flat=True):
            places.setdefault(pk, []).append(place)
    answer = Answer(question)
    opening = open_to_write(
        _batches(list(places)), by=by, actor=actor, reason="audience of a letter", count=len(places)
    )
    for opened in opening:
        answer.tell(opened.card, mark_of(opened, secret), places[opened.card.pk])
    return People(answer.chosen(), answer.unwritten)


def mark_of(opened: OpenedCard, secret: bytes) -> bytes | None:
    """The code of an address under the letter's secret; None where there is none to write to."""
    if not opened.email:
        return None
    try:
        address = canonical_email(CleanEmail(opened.email))
    except NotAnEmail:
        return None
    return hmac.digest(secret, address.encode(), "sha256")[:MARK_BYTES]


def send(
    mailout_id: UUID,
    run: UUID,
    *,
    waits: Sequence[float] = WAITS,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send a letter until everybody has it, somebody pauses it, or the mail server is gone.

    Raises keyring.errors.Unavailable where there is no runtime key.
    """
    mailout = MailOut.objects.with_words().filter(pk=mailout_id, run=run).first()
    if mailout is None or mailout.state != State.SENDING:
        return
    grant = grant_of(mailout_id, timezone.now())
    trouble = _trouble(mailout, grant)
    if grant is None or trouble:
        pause(mailout, why=trouble)
        return
    try:
        with Line() as line:
            Sending(mailout, grant, run, line, sleep).go(waits)
    finally:
        runtime().store.drop(alive_name(mailout_id))


def _trouble(mailout: MailOut, grant: Grant | None) -> str:
    """Why it must not go, "" where it may."""
    now = timezone.now()
    if grant is None:
        return Why.KEY
    said = content_hash(mailout, now=now)
    if said != grant.content_hash or said != mailout.asked_hash:
        return Why.CHANGED
    return Why.HIDDEN if hides_something(mailout, now) else ""


class Over(Exception):
    """Nothing more goes now: it was paused, stopped, or another process has it."""


class Sending:
    """One letter on its way, in one process."""

    def __init__(
        self,
        mailout: MailOut,
        grant: Grant,
        run: UUID,
        line: Line,
        sleep: Callable[[float], None],
    ) -> None:
        self._mailout, self._grant, self._line, self._sleep = mailout, grant, line, sleep
        self._actor = Actor(kind="worker", id="", label=f"letter, by {grant.label}")
        self._ids = _adapted(mailout.pk, run)
        self._pace = Pace(mailout.per_minute, sleep, self._look_around)
        self._languages = [text.language for text in mailout.texts.all()]
        self._molds: dict[str, tuple[Mold, Wire]] = {}
        self._later: list[UUID] = []
        self._begun = Handed.objects.filter(mailout=mailout).count()

    def go(self, waits: Sequence[float]) -> None:
        """Everybody once; then, a few times, those whom the mail server put off."""
        try:
            self._say_alive()
            people = self._found()
            self._hand_over(people.cards, _CLAIM)
            for wait in waits:
                again, self._later = self._later, []
                if not again:
                    break
                self._pace.rest(wait)
                self._hand_over(again, _CLAIM_AGAIN)
        except (Over, ServerDown):
            return  # whoever looks after letters goes on, or does not
        finish(self._mailout, now=timezone.now())

    def _found(self) -> People:
        by, secret = self._grant, self._grant.secret
        people = find_people(self._mailout, by=by, actor=self._actor, secret=secret)
        most = self._grant.count
        MailOut.objects.filter(pk=self._mailout.pk).update(
            total_count=max(min(len(people.cards), most), self._begun),
            unwritten_count=people.unwritten,
            beyond_count=max(0, len(people.cards) - most),
        )
        return people

    def _hand_over(self, cards: list[UUID], claim: str) -> None:
        by, count = self._grant, len(cards)
        opening = open_to_write(
            _batches(cards), by=by, actor=self._actor, reason="sending a letter", count=count
        )
        for opened in opening:
            mark = mark_of(opened, self._grant.secret)
            if mark is not None and self._claim(claim, mark):
                self._send(opened, mark)

    def _claim(self, claim: str, mark: bytes) -> bool:
        """Take one person in hand, committed before anything is said; False where she has hers."""
        is_new = claim is _CLAIM
        if is_new and self._begun >= self._grant.count:
            return False
        self._pace.turn()
        mailout, run = self._ids
        own = [*_adapted(uuid.uuid4())] if is_new else []
        with connection.cursor() as cursor:
            cursor.execute(claim, [*own, mailout, mark, mailout, run])
            is_ours = bool(cursor.rowcount == 1)
        self._begun += is_ours and is_new
        if not is_ours and not self._is_going():
            raise Over
        return is_ours

    def _send(self, opened: OpenedCard, mark: bytes) -> None:
        try:
            self._say(opened)
            self._mark(mark, Handed.State.SENT)
            if hasattr(opened.card, "preference"):
                note_written([opened.card.pk], month=timezone.localdate())
        except (Refused, CannotWrite) as error:
            self._mark(mark, Handed.State.REFUSED)
            count_bounce(self._mailout.pk, getattr(error, "status", "5.1"))
        except Temporary:
            self._mark(mark, Handed.State.LATER)
            self._later.append(opened.card.pk)
        except Uncertain:
            self._mark(mark, Handed.State.UNCERTAIN)
        except ServerDown:
            with connection.cursor() as cursor:  # nothing was said: she is as good as untouched
                cursor.execute(_LET_GO, [self._ids[0], mark])
            raise

    def _say(self, opened: OpenedCard) -> None:
        card = opened.card
        words, wire = self._mold(self._reads(card))
        facts = facts_of(opened, leave=leave_address(self._mailout, card, words.language))
        if opened.email.isascii() and self._line.smtp() is not None:
            self._line.send_ready(wire.sender, opened.email, wire.message(opened.email, facts))
        else:  # into files, as the demo does, or to an address in letters of other scripts
            self._line.send(checked(words.letter(opened.email, facts)))

    def _reads(self, card: Card) -> str:
        """Her language; another that she reads, where the letter has only that one."""
        reads = card.preference.reads if hasattr(card, "preference") else ""
        best = best_language(card.language, reads, self._languages)
        return best if best in codes_of(reads) else card.language

    def _mold(self, language: str) -> tuple[Mold, Wire]:
        if language not in self._molds:
            set_ = mold(self._mailout, language, now=timezone.now())
            if set_ is None:
                raise Over
            self._molds[language] = (set_, Wire(set_))
        return self._molds[language]

    def _mark(self, mark: bytes, state: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_MARK, [str(state), self._ids[0], mark])

    def _is_going(self) -> bool:
        return MailOut.objects.filter(
            pk=self._mailout.pk, run=self._mailout.run, state=State.SENDING
        ).exists()

    def _look_around(self) -> None:
        if not self._is_going():
            raise Over
        self._say_alive()

    def _say_alive(self) -> None:
        now = timezone.now()
        runtime().store.put(alive_name(self._mailout.pk), b"1", now + ALIVE)


class Pace:
    """So many a minute, evenly; and while it rests, word that this process lives."""

    def __init__(
        self, per_minute: int, sleep: Callable[[float], None], say: Callable[[], None]
    ) -> None:
        self._seconds, self._sleep, self._say = 60 / per_minute, sleep, say
        self._next = self._said = time.monotonic()

    def turn(self) -> None:
        """Wait for the next letter's turn."""
        now = time.monotonic()
        if now < self._next:
            self.rest(self._next - now)
        self._next = max(self._next, now) + self._seconds
        if now - self._said > LOOK_SECONDS:
            self._said = now
            self._say()

    def rest(self, seconds: float) -> None:
        while seconds > 0:
            self._sleep(min(seconds, LOOK_SECONDS))
            seconds -= LOOK_SECONDS
            self._say()


def facts_of(opened: OpenedCard, *, leave: str) -> dict[str, str]:
    """What a letter may say of its reader, reduced to letters; without what she did not tell."""
    said = {
        "name": spoken_name(opened.name),
        "town": spoken_name(opened.town),
        "county": county_name(opened.card.county) if opened.card.county else "",
        "leave": leave,
    }
    return {name: value for name, value in said.items() if value}


def alive_name(mailout_id: UUID) -> str:
    """Under which the process that sends a letter says that it lives."""
    return f"letter alive:{mailout_id}"


def _batches(ids: list[UUID]) -> Iterator[QuerySet[Card]]:
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        cards = Card.objects.filter(pk__in=some).select_related("preference")
        yield cards.defer("sealed_comment").order_by("week_on", "pk")


def _adapted(*ids: UUID) -> list[str | UUID]:
    """As the database keeps them: SQLite has no type for a UUID."""
    return [each.hex if connection.vendor == "sqlite" else each for each in ids]
