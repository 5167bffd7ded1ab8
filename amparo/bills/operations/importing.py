"""Storing what an importer read: all of it, or nothing, as often as one likes.

A newcomer's mistake: asking whether a bill is new. The same file twice changes nothing, a newer one
changes what differs, and what a person corrected stays as she left it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import (
    BillRecord,
    LooseText,
    LooseVote,
    PersonRecord,
    Record,
    Skipped,
    TextRecord,
)
from amparo.bills.models import (
    Bill,
    BillRelation,
    BillSource,
    Hand,
    LegalText,
    Session,
)
from amparo.bills.models.sessions import CONGRESS
from amparo.bills.naming import chamber_of, key_of
from amparo.bills.operations import parts
from amparo.bills.operations.judging import Known, is_first, name_of, number_of
from amparo.bills.operations.legislators import nameless, store_person
from amparo.bills.operations.sessions import session_for
from amparo.bills.operations.texts import CannotStore, hash_of, store_text
from amparo.bills.people import Members
from amparo.bills.roads import stage_of
from amparo.web.pagecache import bump

MOST_LINES = 500
_NO_CHANGE = ("same", "read", "skipped", "waiting", "refused")


@dataclass
class Report:
    """What an import did, in numbers and, for the first of them, in lines."""

    counts: dict[str, int] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)  # [what, of which, why not]

    def add(self, what: str, number: int = 1, about: str = "", why: str = "") -> None:
        if number:
            self.counts[what] = self.counts.get(what, 0) + number
        if about and len(self.lines) < MOST_LINES:
            self.lines.append([what, about, why] if why else [what, about])

    def take(self, other: "Report") -> None:
        """Add what another import did to it. What was left out, and why, comes first."""
        for what, number in other.counts.items():
            self.add(what, number)
        both = [*self.lines, *other.lines]
        self.lines = sorted(both, key=lambda line: len(line) < 3)[:MOST_LINES]

    @property
    def has_changes(self) -> bool:
        return any(number for what, number in self.counts.items() if what not in _NO_CHANGE)


@dataclass(frozen=True)
class Into:
    """Where texts go that do not say it themselves, as whoever imports them chose."""

    session: Session | None = None
    bill: Bill | None = None
    kind: str = ""
    label: str = ""


@dataclass
class Work:
    """What storing records one after another keeps between them."""

    now: datetime
    report: Report
    into: Into
    seen: Known = field(default_factory=dict)
    sessions: dict[tuple[str, str], Session] = field(default_factory=dict)
    members: dict[str, Members] = field(default_factory=dict)  # officials of each state

    @cached_property
    def nameless(self) -> set[str]:
        return nameless()

    def members_of(self, state: str) -> Members:
        return self.members.setdefault(state, Members(state))


def store(records: Iterable[Record], now: datetime, *, into: Into | None = None) -> Report:
    """Store all records in one transaction. Raises CannotRead, and then nothing is stored."""
    work = Work(now, Report(), into or Into())
    with transaction.atomic():
        for record in records:
            store_one(record, work)
        if not work.report.counts:
            raise CannotRead("empty")
        transaction.on_commit(bump)
    return work.report


def store_one(record: Record, work: Work) -> None:
    """Store one, within the caller's transaction. What no table can hold is an error of the file:
    that too raises CannotRead.
    """
    try:
        _store(record, work)
    except (DataError, IntegrityError, OverflowError, UnicodeEncodeError) as error:
        raise CannotRead("shape", name_of(record)) from error
    work.report.add("read")


def _store(record: Record, work: Work) -> None:
    if isinstance(record, BillRecord):
        _store_bill(record, work)
    elif isinstance(record, LooseText):
        _store_loose_text(record, work)
    elif isinstance(record, LooseVote):
        _store_loose_vote(record, work)
    elif isinstance(record, PersonRecord):
        changes = store_person(record, work.members_of(CONGRESS), work.nameless)
        for what, number in changes.items():
            work.report.add(what, number)
    elif isinstance(record, Skipped):
        work.report.add("skipped", about=record.what)


def _store_bill(record: BillRecord, work: Work) -> None:
    if not is_first(record, work.seen):
        work.report.add("skipped", about=record.identifier)
        return
    source = BillSource.objects.filter(feed=record.feed, external_id=record.external_id).first()
    if source and record.change_hash and source.change_hash == record.change_hash:
        _note_the_same(source, work)
        return
    session = session_for(record.session, work.sessions)
    bill, is_new = (source.bill, False) if source else _bill(record, session, work)
    _keep_source(source, bill, record, work)
    changes = {} if is_new else _change_fields(bill, record, work)
    members = work.members_of(record.session.state)
    changes |= parts.write(bill, record, work.now, members=members, is_new=is_new)
    changes |= _texts(bill, record.feed, record.texts, work, is_new=is_new)
    _settle(bill, work)
    about = f"{bill.identifier} · {session.key}"
    for what, number in changes.items():
        work.report.add(what, number)
    if is_new:
        work.report.add("bills_added", about=about)
    elif any(changes.values()):
        work.report.add("bills_changed", about=about)
    else:
        work.report.add("same")


def _note_the_same(source: BillSource, work: Work) -> None:
    """The feed says by its code that nothing of this bill has changed."""
    BillSource.objects.filter(pk=source.pk).update(checked_at=work.now)
    Bill.objects.filter(pk=source.bill_id).update(checked_on=timezone.localdate(work.now))
    work.report.add("same")


def _keep_source(source: BillSource | None, bill: Bill, record: BillRecord, work: Work) -> None:
    told = {"url": record.url, "change_hash": record.change_hash, "checked_at": work.now}
    if source:
        BillSource.objects.filter(pk=source.pk).update(**told)
        return
    BillSource.objects.create(
        bill=bill, feed=record.feed, external_id=record.external_id[:120], **told
    )


def _bill(record: BillRecord, session: Session, work: Work) -> tuple[Bill, bool]:
    """The bill by its number in the session, else a new one."""
    return bill_for(session, record.identifier, work.now, title=record.title, record=record)


def bill_for(
    session: Session,
    identifier: str,
    now: datetime,
    *,
    title: str = "",
    record: BillRecord | None = None,
) -> tuple[Bill, bool]:
    """The bill of this number, written where it is not here yet."""
    said = number_of(identifier)
    found = Bill.objects.filter(session=session, key=key_of(said)).first()
    if found:
        return found, False
    made = Bill.objects.create(
        session=session,
        key=key_of(said),
        identifier=said,
        chamber=chamber_of(said),
        title=title,
        subjects="\n".join(record.subjects) if record else "",
        checked_on=timezone.localdate(now),
    )
    return made, True


def _change_fields(bill: Bill, record: BillRecord, work: Work) -> dict[str, int]:
    wanted = {"title": record.title, "subjects": "\n".join(record.subjects)}
    differing = [
        name
        for name, value in wanted.items()
        if value and name not in bill.by_hand and getattr(bill, name) != value
    ]
    for name in differing:
        setattr(bill, name, wanted[name])
    if differing:
        bill.save(update_fields=differing)
    return {"fields_changed": len(differing)}


def _settle(bill: Bill, work: Work) -> None:
    """What follows from new rows: the stage, when it was checked, who waited for this bill."""
    today = timezone.localdate(work.now)
    refresh_stage(bill)
    Bill.objects.filter(pk=bill.pk).update(checked_on=today)
    waiting = BillRelation.objects.filter(other=None, other_identifier=bill.identifier)
    if not waiting.exists():
        return
    waiting.filter(bill__session=bill.session, other_session="").exclude(bill=bill).update(
        other=bill
    )
    waiting.filter(
        bill__session__jurisdiction=bill.session.jurisdiction_id, other_session=bill.session.key
    ).exclude(bill=bill).update(other=bill)


def refresh_stage(bill: Bill) -> None:
    """Compute where the bill stands from its steps; "stage" corrected by hand stays."""
    if "stage" in bill.by_hand:
        return
    is_over = bill.session.last_year < timezone.localdate().year
    stage = stage_of(bill.steps.kept().by_date(), is_over=is_over)
    if bill.stage != stage:
        bill.stage = stage
        Bill.objects.filter(pk=bill.pk).update(stage=stage)


# texts


def _texts(
    bill: Bill, feed: str, texts: Iterable[TextRecord], work: Work, *, is_new: bool = False
) -> dict[str, int]:
    rows = [] if is_new else bill.legal_texts.without_words()
    known = {text.import_key: text for text in rows if text.import_key}
    counts = {"texts_added": 0, "texts_filled": 0}
    for order, each in enumerate(texts):
        for what in _text(bill, feed, each, known, work, order):
            counts[what] += 1
    return counts


def _text(
    bill: Bill | None,
    feed: str,
    record: TextRecord,
    known: dict[str, LegalText],
    work: Work,
    order: int = 0,
) -> list[str]:
    """Write one text; what was done. Words that changed at their source become a further text."""
    key = f"{feed}:{record.key}"[:80]
    found = known.get(key)
    sha256 = hash_of(record.body) if record.body.strip() else ""
    if found is None and sha256 and bill:
        found = bill.legal_texts.without_words().filter(sha256=sha256).first()
    if found is not None and (not sha256 or found.sha256 == sha256 or _is_settled(found)):
        return []
    if found is not None and found.sha256:
        key, replaced = f"{key[:60]}:{sha256[:12]}", found
        if key in known:
            return []
        text = _new_text(bill, record, key, work, order)
        text.replaces = replaced
    else:
        text = found or _new_text(bill, record, key, work, order)
    is_new = text._state.adding
    if sha256:
        text.media_type, text.is_complete = record.media_type, record.is_complete
        _store_words(text, record, work)
    else:
        text.save()
    known[key] = text
    return ["texts_added" if is_new else "texts_filled"]


def _is_settled(text: LegalText) -> bool:
    """A person took it away, or corrected it and it has words; a link alone may still get some."""
    return text.hand == Hand.REMOVED or bool(text.hand and text.sha256)


def _store_words(text: LegalText, record: TextRecord, work: Work) -> None:
    try:
        store_text(text, record.body, now=work.now, marks=record.marks, parts=record.parts)
    except CannotStore as error:
        raise CannotRead("long", record.label) from error


def _new_text(bill: Bill | None, record: TextRecord, key: str, work: Work, order: int) -> LegalText:
    return LegalText(
        bill=bill,
        import_key=key,
        kind=work.into.kind or record.kind,
        label=(work.into.label or record.label)[:200],
        starts_on=record.on,
        ends_on=record.on,
        order=order,
        chamber=record.chamber,
        media_type=record.media_type[:80],
        source_url=record.url,
        checked_on=timezone.localdate(work.now),
    )


def _store_loose_text(record: LooseText, work: Work) -> None:
    bill = _bill_of_loose(record, work)
    if bill is None and record.text.kind != "model" and work.into.kind != "model":
        work.report.add(
            "waiting", about=f"{record.text.label} · {record.bill_id or record.identifier}"
        )
        return
    rows = LegalText.objects.filter(bill=bill).without_words()
    known = {text.import_key: text for text in rows if text.import_key}
    done = _text(bill, record.feed, record.text, known, work)
    for what in done:
        work.report.add(what, about=f"{record.text.label} · {bill or ''}")
    if not done:
        work.report.add("same")
    if bill:
        _settle(bill, work)


def _bill_of_loose(record: LooseText, work: Work) -> Bill | None:
    if work.into.bill:
        return work.into.bill
    if record.bill_id:
        source = BillSource.objects.filter(feed=record.feed, external_id=record.bill_id).first()
        return source.bill if source else None
    if not record.identifier:
        return None
    session = session_for(record.session, work.sessions) if record.session else work.into.session
    if session is None:
        return None
    bill, is_new = bill_for(session, record.identifier, work.now)
    if is_new:
        work.report.add("bills_added", about=f"{bill.identifier} · {session.key}")
    return bill


def _store_loose_vote(record: LooseVote, work: Work) -> None:
    source = BillSource.objects.filter(feed=record.feed, external_id=record.bill_id).first()
    if source is None:
        work.report.add("waiting", about=f"{record.vote.motion[:80]} · {record.bill_id}")
        return
    changes = parts.write_vote(source.bill, record.feed, record.vote, work.now)
    for what, number in changes.items():
        work.report.add(what, number, about=f"{source.bill} · {record.vote.motion[:80]}")
    if not any(changes.values()):
        work.report.add("same")
