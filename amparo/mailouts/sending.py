"""Sends one letter to everybody in its audience: at most once each, one card open at a time.

The one module of this room that opens cards. Two passes: the first opens every card that the
audience speaks of, one at a time, and keeps a code of its address and, closed again (boxes), what
a letter says. The second claims the codes of as many as are written to within a second, then opens
one person's words, hands one message over, and forgets them.

A newcomer would mark a letter after it was sent; a crash between would send it twice. The claim is
committed before SMTP hears of it (operations.inhand). `time` is asked here, not passed in: this
runs for hours.
"""

import hmac
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.keyring.runtime import runtime
from amparo.keyring.unlocking import Unlocked
from amparo.lib.emails import CleanEmail, NotAnEmail, canonical_email
from amparo.mailouts import audiences
from amparo.mailouts.boxes import Box
from amparo.mailouts.grants import Grant, grant_of
from amparo.mailouts.leaving import leave_page, link_from
from amparo.mailouts.models import MARK_BYTES, Handed, MailOut, State, Why
from amparo.mailouts.operations.inhand import AT_ONCE, Hand
from amparo.mailouts.operations.running import count_bounce, finish, pause
from amparo.mailouts.pace import Pace
from amparo.mailouts.people import Answer, Question
from amparo.mailouts.wire import Wire
from amparo.mailouts.wording import Mold, content_hash, hides_something, mold
from amparo.outbox.letters import CannotWrite, checked
from amparo.outbox.sending import Line, Refused, ServerDown, Temporary, Uncertain
from amparo.places.counties import county_name
from amparo.supporters.emails import spoken_name, spoken_note
from amparo.supporters.lists import AGREED
from amparo.supporters.models import Card
from amparo.supporters.unsealing import OpenedCard, Opener, open_to_write
from amparo.supporters.wishes import best_language, codes_of

WAITS = (60, 300, 900)  # seconds before each further try of what did not go
ALIVE = timedelta(minutes=2)  # a process unheard of for so long has crashed
BATCH = 500  # cards read at a time
_TO_FIND = ("keyspace_id", "epoch_id", "action_kind", "week_on", "county", "sealed_card")


@dataclass(frozen=True)
class People:
    """Everybody who gets the letter: the card to write by, in the order of sending."""

    cards: dict[bytes, UUID]  # by the code of her address
    unwritten: int  # cards without an e-mail, or that this key cannot open


def count_people(mailout: MailOut, *, by: Unlocked) -> People:
    """Count exactly, as the desk asks at an unlock; the codes die with the answer."""
    return find_people(mailout, by=by, actor=by.actor, secret=secrets.token_bytes(32))


def find_people(
    mailout: MailOut, *, by: Opener, actor: Actor, secret: bytes, box: Box | None = None
) -> People:
    """Work the audience out: each card is opened, its address coded, and the card forgotten.

    Whoever is written to next gives a `box` for what her letter will say.
    """
    question = Question(audiences.lines_of(mailout))
    asked = [audiences.cards_of(mailout, line) for line in question.lines]
    asked += [audiences.did(mailout, key) for key in question.keys]
    asked.append(audiences.quiet_cards(mailout))
    places: dict[UUID, list[int]] = {}
    for place, cards in enumerate(asked):
        for pk in cards.order_by().values_list("pk", flat=True):
            places.setdefault(pk, []).append(place)
    answer = Answer(question)
    reason = "audience of a letter" if box is None else "sending a letter"
    opening = open_to_write(
        _batches(list(places)), by=by, actor=actor, reason=reason, count=len(places)
    )
    for opened in opening:
        mark = mark_of(opened, secret)
        answer.tell(opened.card, mark, places[opened.card.pk])
        if box is not None and mark is not None:
            box.put(opened.card.pk, facts_of(opened))
    people = People(answer.chosen(), answer.unwritten)
    if box is not None:
        box.keep_only(set(people.cards.values()))
    return people


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


class Reader(NamedTuple):
    """What a row tells in clear of whoever is written to next; an instance of Card costs more."""

    pk: UUID
    language: str
    kept: bytes  # of which the link is made that ends letters
    reads: str | None  # None for whoever never said


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
        self._hand, self._box = Hand(mailout, run), Box()
        self._pace = Pace(mailout.per_minute, sleep, self._look_around)
        self._at_once = min(AT_ONCE, self._pace.at_once)
        self._languages = [text.language for text in mailout.texts.all()]
        self._molds: dict[str, _Mold] = {}
        self._marks: dict[UUID, bytes] = {}  # of the cards in hand
        self._begun = Handed.objects.filter(mailout=mailout).count()

    def go(self, waits: Sequence[float]) -> None:
        """Everybody once; then, a few times, those whom the mail server put off."""
        try:
            self._go(waits)
        except (Over, ServerDown):
            return  # whoever looks after letters goes on, or does not
        finally:
            self._hand.close()
        finish(self._mailout, now=timezone.now())

    def _go(self, waits: Sequence[float]) -> None:
        self._say_alive()
        people = self._found()
        handed = self._handed()
        fresh = {mark: card for mark, card in people.cards.items() if mark not in handed}
        self._hand_over(fresh, is_again=False)
        for wait in waits:
            again = self._put_off(people)
            if not again:
                break
            self._pace.rest(wait)
            self._hand_over(again, is_again=True)

    def _found(self) -> People:
        by, secret = self._grant, self._grant.secret
        people = find_people(self._mailout, by=by, actor=self._actor, secret=secret, box=self._box)
        # Whoever has hers may be in the audience no more, as who wants one letter a month.
        count = self._begun + len(people.cards.keys() - self._handed())
        most = self._grant.count
        MailOut.objects.filter(pk=self._mailout.pk).update(
            total_count=max(min(count, most), self._begun),
            unwritten_count=people.unwritten,
            beyond_count=max(0, count - most),
        )
        return people

    def _handed(self, **which: Any) -> set[bytes]:
        rows = Handed.objects.filter(mailout=self._mailout, **which)
        return {bytes(mark) for mark in rows.values_list("mark", flat=True).iterator()}

    def _put_off(self, people: People) -> dict[bytes, UUID]:
        """Whom the mail server put off, now or before a pause."""
        self._hand.put_down()
        later = self._handed(state=Handed.State.LATER)
        return {mark: card for mark, card in people.cards.items() if mark in later}

    def _hand_over(self, cards: dict[bytes, UUID], *, is_again: bool) -> None:
        for cards_in_hand in self._groups(cards, is_again=is_again):
            for card in cards_in_hand:
                self._pace.turn()
                self._send(card, self._marks[card.pk])

    def _groups(self, cards: dict[bytes, UUID], *, is_again: bool) -> Iterator[list[Reader]]:
        """The cards of those who could be claimed, some at a time."""
        people = iter(cards.items())
        while group := dict(islice(people, self._at_once if is_again else self._free())):
            self._marks = self._hand.take(group, is_again=is_again)
            if len(self._marks) < len(group) and not self._is_going():
                raise Over
            self._begun += 0 if is_again else len(self._marks)
            if self._marks:
                yield _to_write(self._marks)

    def _free(self) -> int:
        """How many new people may be taken in hand."""
        return max(0, min(self._at_once, self._grant.count - self._begun))

    def _send(self, card: Reader, mark: bytes) -> None:
        states = Handed.State
        try:
            self._hand.begin(mark)
            self._say(card)
            self._hand.end(mark, states.SENT)
        except (Refused, CannotWrite) as error:
            self._hand.end(mark, states.REFUSED)
            count_bounce(self._mailout.pk, getattr(error, "status", "5.1"))
        except Temporary:
            self._hand.end(mark, states.LATER)
            return
        except Uncertain:
            self._hand.end(mark, states.UNCERTAIN)
        except ServerDown:
            self._hand.let_go(mark)
            raise
        self._box.drop(card.pk)

    def _say(self, card: Reader) -> None:
        set_ = self._mold(self._reads(card))
        facts = self._box.open(card.pk)
        facts["leave"] = set_.leave.format(link_from(card.pk, bytes(card.kept)))
        email = facts.pop("email")
        if email.isascii() and self._line.smtp() is not None:
            self._line.send_ready(set_.wire.sender, email, set_.wire.message(email, facts))
        else:  # into files, as the demo does, or to an address in letters of other scripts
            self._line.send(checked(set_.words.letter(email, facts)))

    def _reads(self, card: Reader) -> str:
        """Her language; another that she reads, where the letter has only that one."""
        reads = card.reads or ""
        best = best_language(card.language, reads, self._languages)
        return best if best in codes_of(reads) else card.language

    def _mold(self, language: str) -> "_Mold":
        if language not in self._molds:
            words = mold(self._mailout, language, now=timezone.now())
            if words is None:
                raise Over
            leave = leave_page(self._mailout.pk, "{}", words.language)
            self._molds[language] = _Mold(words, Wire(words), leave.replace("%7B%7D", "{}"))
        return self._molds[language]

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


@dataclass(frozen=True)
class _Mold:
    """A letter in the language of some readers, with the address that ends it but for her link."""

    words: Mold
    wire: Wire
    leave: str


def facts_of(opened: OpenedCard) -> dict[str, str]:
    """Her address, and what a letter may say of her, reduced to letters; only what she told."""
    said = {
        "email": opened.email,
        "name": spoken_name(opened.name),
        "town": spoken_name(opened.town),
        "county": county_name(opened.card.county) if opened.card.county else "",
        "agreed": spoken_note(opened.told_words.get(AGREED, "")),
    }
    return {name: value for name, value in said.items() if value}


def alive_name(mailout_id: UUID) -> str:
    """Under which the process that sends a letter says that it lives."""
    return f"letter alive:{mailout_id}"


def _batches(ids: list[UUID]) -> Iterator[QuerySet[Card]]:
    for start in range(0, len(ids), BATCH):
        yield Card.objects.filter(pk__in=ids[start : start + BATCH]).only(*_TO_FIND)


def _to_write(ids: Collection[UUID]) -> list[Reader]:
    """Who is still there, in the order of sending; what is sealed stays in the database."""
    kept = Coalesce("token_hash", "sealed_card")
    cards = Card.objects.filter(pk__in=ids).order_by("week_on", "pk")
    rows = cards.values_list("pk", "language", kept, "preference__reads")
    return [Reader(*row) for row in rows]
