"""Take what a supporter sends: sealed, fingerprinted, stored and answered in one short transaction.

This is the path that must bear a bad day: everything that takes time is done before the write
lock, and the write is one INSERT, one letter, one commit. A repeated sign-up runs the same
statements as a new one, and web.answering blurs what time is left between the two, so that neither
the answer nor its time tells whether somebody signed.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid4

from django.conf import settings
from django.db import (
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    connection,
    transaction,
)
from django.utils import timezone

from amparo.keyring.epochs import current_epoch
from amparo.keyring.errors import Unavailable
from amparo.keyring.runtime import runtime
from amparo.lib import fingerprints
from amparo.lib.dates import week_of
from amparo.lib.emails import NotAnEmail
from amparo.lib.sealing.cards import CardInfo, TooLong, seal_card, seal_comment
from amparo.lib.sealing.keys import BadKey
from amparo.lib.turns import turn_at
from amparo.outbox.letters import Draft
from amparo.outbox.operations import enqueue
from amparo.supporters import emails, kinds, tokens
from amparo.supporters.models import CommentState, Keyspace, Visibility
from amparo.supporters.operations import rows
from amparo.supporters.operations.keyspaces import the_list
from amparo.supporters.wishes import Wishes

COALITION = "here"  # an installation is one coalition's; the keyspace's id tells them apart
LETTERS_A_DAY = 5  # to one person, for repeated sign-ups under one action
LETTERS_AN_HOUR = 3  # to one address that has all its names
CODE_BYTES = 16
ATTEMPTS = 8  # where two names of a household reach for the same number at once


@dataclass(frozen=True, slots=True)
class Submission:
    """What a form collected, validated. Either `email` or `phone` (E.164) is there, unless the
    kind needs none. `told` is sealed on the card with the name: a card holds 512 bytes in all, so
    what is long goes into `comment`, which has an envelope of its own.
    """

    action_kind: str
    action_id: UUID
    text_hash: str  # hex, of the text that she saw
    language: str
    name: str
    email: str = ""
    phone: str = ""
    town: str = ""
    county: str = ""
    comment: str = ""
    visibility: str = Visibility.COUNTED
    wants_news: bool = False
    partner_news: tuple[str, ...] = ()
    source: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    wishes: Wishes = field(default_factory=Wishes)  # of who joins the list
    replaces: UUID | None = None  # the card of the list that goes when this one is confirmed

    @property
    def is_reachable(self) -> bool:
        return bool(self.email or self.phone)


class CannotReceive(Exception):
    """This cannot be stored; `reason` is closed, too_long, no_contact or not_an_email."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sealing:
    """Where sealed things go: one keyspace in one month."""

    keyspace: Keyspace
    epoch_id: UUID
    public_key: bytes

    def info(self, row_id: UUID, kind: str) -> CardInfo:
        return card_info(self.keyspace.pk, self.epoch_id, row_id, kind)


def card_info(keyspace_id: UUID, epoch_id: UUID, row_id: UUID, kind: str) -> CardInfo:
    """Name the one place where a sealed thing opens; `kind` is card or comment."""
    return CardInfo(COALITION, str(keyspace_id), str(epoch_id), str(row_id), kind)


def receive(submission: Submission, *, now: datetime) -> None:
    """Store a sign-up and write to its address. The same for a new one and for a repeated one.

    Raises CannotReceive, and Unavailable where anything needed for sealing is missing: then
    nothing was stored.
    """
    try:
        _store(submission, _prepared(submission, now), now)
    except (OperationalError, InterfaceError, InternalError, BadKey, OSError):
        raise Unavailable from None  # the database's own words may hold what was typed


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that the transaction writes, ready before it begins."""

    card: rows.CardRow
    wish: rows.WishRow | None
    secret: bytes
    leave_link: str
    on_stored: Callable[[UUID, Submission, bool], None] | None


def _prepared(sent: Submission, now: datetime) -> _Prepared:
    kind = kinds.get(sent.action_kind)
    if kind.needs_contact and not sent.is_reachable:
        raise CannotReceive("no_contact")
    if not kind.is_open(sent.action_id, now):
        raise CannotReceive("closed")
    secret, leave = tokens.new_secret(), tokens.new_secret()
    try:
        card = _card_row(sent, kind.keyspace_of(sent.action_id), secret, now)
        wish = (
            _wish_row(sent, card.id, leave, now) if sent.wants_news and not _is_list(sent) else None
        )
    except TooLong:
        raise CannotReceive("too_long") from None
    except NotAnEmail:
        raise CannotReceive("not_an_email") from None
    leave_link = tokens.link_of(wish.row_id, leave) if wish else ""
    return _Prepared(card, wish, secret, leave_link, kind.on_stored)


def _is_list(sent: Submission) -> bool:
    return sent.action_kind == Keyspace.Kind.LIST


def _card_row(sent: Submission, keyspace: Keyspace, secret: bytes, now: datetime) -> rows.CardRow:
    row_id, sealing = uuid4(), sealing_for(keyspace, now)
    codes = codes_of(sent.action_id, sent.email, sent.name)
    return rows.CardRow(
        id=row_id,
        keyspace_id=keyspace.pk,
        epoch_id=sealing.epoch_id,
        action_kind=sent.action_kind,
        action_id=sent.action_id,
        text_hash=sent.text_hash,
        county=sent.county,
        language=sent.language,
        source=sent.source,
        week_on=week_of(timezone.localdate(now)),
        is_confirmed=not sent.is_reachable,  # there is nobody to ask
        is_tallied=False,
        needs_word=bool(sent.phone and not sent.email),
        wants_news=sent.wants_news,
        visibility=sent.visibility,
        comment_state=CommentState.WAITING if sent.comment else CommentState.NONE,
        person_code=codes.person,
        email_code=codes.address,
        codes_boot=codes.boot,
        token_hash=tokens.hash_of(secret),
        sealed_shown=_sealed_shown(sent, secret),
        repeat_count=0,
        sealed_card=_sealed_card(sent, sealing, row_id, secret, told=sent.told),
        sealed_comment=_sealed_comment(sent, sealing, row_id),
    )


def _wish_row(sent: Submission, card_id: UUID, leave: bytes, now: datetime) -> rows.WishRow:
    row_id, keyspace = uuid4(), the_list()
    sealing = sealing_for(keyspace, now)
    codes = codes_of(keyspace.pk, sent.email, sent.name)
    return rows.WishRow(
        card_id=card_id,
        row_id=row_id,
        epoch_id=sealing.epoch_id,
        person_code=codes.person,
        email_code=codes.address,
        codes_boot=codes.boot,
        token_hash=tokens.hash_of(leave),
        sealed_card=_sealed_card(sent, sealing, row_id, leave),
    )


def sealing_for(keyspace: Keyspace, now: datetime) -> Sealing:
    today = timezone.localdate(now)
    epoch = current_epoch(keyspace.pk, opened_by=keyspace.opened_by, today=today)
    return Sealing(keyspace, epoch.id, epoch.public_key)


def _sealed_card(
    sent: Submission,
    sealing: Sealing,
    row_id: UUID,
    secret: bytes,
    *,
    told: Mapping[str, str] | None = None,
) -> bytes:
    """`told` stays out of the list's card: other people may open that one."""
    card = {
        "name": sent.name,
        "email": sent.email,
        "phone": sent.phone,
        "town": sent.town,
        "partners": sent.partner_news,
        "link": tokens.link_of(row_id, secret),
        "told": {key: words for key, words in told.items() if words} if told else {},
    }
    kept = {key: value for key, value in card.items() if value}
    return seal_card(kept, public_key=sealing.public_key, info=sealing.info(row_id, "card"))


def _sealed_comment(sent: Submission, sealing: Sealing, row_id: UUID) -> bytes | None:
    if not sent.comment:
        return None
    info = sealing.info(row_id, "comment")
    return seal_comment(sent.comment, public_key=sealing.public_key, info=info)


def _sealed_shown(sent: Submission, secret: bytes) -> bytes | None:
    shown = tokens.shown_as(sent.visibility, sent.name, sent.town)
    return tokens.seal_shown(shown, secret) if shown else None


@dataclass(frozen=True, slots=True)
class Codes:
    """What tells one person, and one address, under one action, as long as this boot lasts."""

    person: bytes | None
    address: bytes | None
    boot: bytes | None


def codes_of(action_id: UUID, email: str, name: str) -> Codes:
    """Make the codes of one sign-up; none for a telephone. Raises NotAnEmail."""
    return coder_of(action_id)(email, name)


def coder_of(action_id: UUID) -> Callable[[str, str], Codes]:
    """Return what makes codes of an address and a name, for many under one action at once.

    Half of each HMAC is kept: 128 bits tell more people apart than there are, and make a million
    rows and their indexes a tenth smaller.
    """
    key, boot = _action_key(runtime().key, action_id)

    def codes(email: str, name: str) -> Codes:
        if not email:
            return Codes(None, None, None)
        person, address = fingerprints.codes(key, email, name)
        return Codes(person[:CODE_BYTES], address[:CODE_BYTES], boot)

    return codes


@lru_cache(maxsize=256)
def _action_key(runtime_key: bytes, action_id: UUID) -> tuple[bytes, bytes]:
    return fingerprints.action_key(runtime_key, str(action_id)), boot_mark(runtime_key)


@lru_cache(maxsize=4)
def boot_mark(runtime_key: bytes) -> bytes:
    """Return eight bytes that tell which boot's key made a code."""
    return fingerprints.action_key(runtime_key, "boot mark")[:8]


def _store(sent: Submission, ready: _Prepared, now: datetime) -> None:
    for attempt in range(ATTEMPTS):
        try:
            with turn(), transaction.atomic():
                _write(sent, ready, now)
                return
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise Unavailable from None


def turn() -> AbstractContextManager[None]:
    """Signatures queue before SQLite, which would let them sleep; PostgreSQL needs no queue."""
    if connection.vendor != "sqlite":
        return nullcontext()
    return turn_at(settings.RUNTIME_DIR / "signing.turn")


def _write(sent: Submission, ready: _Prepared, now: datetime) -> None:
    stored = rows.insert_card(ready.card)
    if stored and ready.wish:
        rows.insert_wish(ready.wish, card_id=stored.id)
    if stored and ready.on_stored:
        ready.on_stored(stored.id, sent, stored.id == ready.card.id)
    if sent.email and _may_write(stored, ready.card, now):
        enqueue(_letter(sent, ready, stored), about=stored.id if stored else None)


def _may_write(stored: rows.Stored | None, card: rows.CardRow, now: datetime) -> bool:
    """Tell whether another letter is bearable, so that nobody is flooded through our forms."""
    if stored:
        return stored.repeat_count <= LETTERS_A_DAY
    sent = runtime().store.count("full household", card.email_code or b"", now)
    return sent <= LETTERS_AN_HOUR


def _letter(sent: Submission, ready: _Prepared, stored: rows.Stored | None) -> Draft:
    if stored is None:
        letter, link, leave_link = emails.FULL, "", ""
    else:
        is_new = stored.id == ready.card.id
        letter = (emails.JOIN if _is_list(sent) else emails.CONFIRM) if is_new else emails.AGAIN
        link = tokens.link_of(stored.id, ready.secret)
        leave_link = ready.leave_link if is_new else ""
    return emails.draft(
        letter,
        to=sent.email,
        action_kind=sent.action_kind,
        action_id=sent.action_id,
        language=sent.language,
        name=sent.name,
        link=link,
        leave_link=leave_link,
    )
