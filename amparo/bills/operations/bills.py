"""What organizers write by hand: bills, their plain words, and every part of them.

A newcomer's mistake: saving a row without its hand. What a person wrote says so, and no import
writes over it; what she took away stays, marked, where a feed would bring it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.importers.records import MemberRecord
from amparo.bills.models import (
    Bill,
    BillRelation,
    Hand,
    Hearing,
    LegalText,
    RelationKind,
    Session,
    Sponsor,
    Step,
    StepKind,
    Vote,
)
from amparo.bills.naming import chamber_of, key_of, said_of
from amparo.bills.operations import mentions
from amparo.bills.operations.importing import refresh_stage
from amparo.bills.operations.parts import write_members
from amparo.bills.operations.texts import Mark, store_text
from amparo.web.languages import write_in_languages
from amparo.web.pagecache import bump

Part = Step | Hearing | Vote | Sponsor | BillRelation | LegalText
TEXT_FACTS = ("label", "kind", "starts_on", "source_title", "source_url", "is_complete")
BY_HAND_FIELDS = ("title", "subjects", "chamber", "stage")


class CannotAdd(Exception):
    """This session has a bill of this number already."""

    def __init__(self, there: Bill) -> None:
        super().__init__(there.identifier)
        self.there = there


@dataclass(frozen=True)
class Words:
    """What a bill does, in one language."""

    title: str
    summary: str = ""
    why: str = ""


@dataclass(frozen=True)
class Told:
    """What happened, in one language."""

    words: str
    dispute: str = ""


@transaction.atomic
def add_session(session: Session, *, actor: Actor) -> Session:
    """Keep a session; a changed one stays under its key."""
    verb = "bills.add_session" if session._state.adding else "bills.change_session"
    session.save()
    record(verb, actor=actor, about=session)
    _show()
    return session


@transaction.atomic
def add_bill(session: Session, identifier: str, *, actor: Actor, now: datetime) -> Bill:
    """Write a bill by its number, followed from now on. Raises CannotAdd where it is here."""
    said = said_of(identifier)
    there = Bill.objects.filter(session=session, key=key_of(said)).first()
    if there:
        raise CannotAdd(there)
    bill = Bill.objects.create(
        session=session,
        identifier=said,
        key=key_of(said),
        chamber=chamber_of(said),
        is_followed=True,
        checked_on=timezone.localdate(now),
    )
    record("bills.add", actor=actor, about=bill)
    _show()
    return bill


@transaction.atomic
def change_bill(bill: Bill, *, words: Mapping[str, Words], actor: Actor) -> Bill:
    """Write a bill's facts and plain words; which facts differ from before is kept as by hand."""
    before = Bill.objects.get(pk=bill.pk)
    changed = [name for name in BY_HAND_FIELDS if getattr(before, name) != getattr(bill, name)]
    bill.by_hand = sorted({*before.by_hand, *changed})
    bill.save()
    said = {code: asdict(each) for code, each in words.items() if each.title}
    write_in_languages(bill.texts, said)
    refresh_stage(bill)
    record("bills.change", actor=actor, about=bill, detail={"changed": ", ".join(changed)})
    _show()
    return bill


@transaction.atomic
def let_go(bill: Bill, *, actor: Actor) -> None:
    """Let imports write again what was corrected by hand in the bill itself."""
    bill.by_hand = []
    bill.save(update_fields=["by_hand"])
    refresh_stage(bill)
    record("bills.let_go", actor=actor, about=bill)
    _show()


@transaction.atomic
def follow(bill: Bill, *, is_followed: bool, actor: Actor) -> None:
    """Follow a bill, which gives it a public page, or follow it no more."""
    if Bill.objects.filter(pk=bill.pk, is_followed=not is_followed).update(is_followed=is_followed):
        bill.is_followed = is_followed
        record("bills.follow" if is_followed else "bills.unfollow", actor=actor, about=bill)
        _show()


@transaction.atomic
def check_bill(bill: Bill, *, actor: Actor, now: datetime) -> None:
    """Somebody has looked at the source, and this is still how it stands."""
    bill.checked_on = timezone.localdate(now)
    bill.save(update_fields=["checked_on"])
    record("bills.check", actor=actor, about=bill)
    _show()


@transaction.atomic
def save_part(part: Part, *, actor: Actor) -> None:
    """Write a step, hearing, vote, sponsor or relation by hand."""
    is_new = part._state.adding
    part.hand = Hand.CHANGED if part.import_key else Hand.ADDED
    part.save()
    _changed(part, "bills.add_part" if is_new else "bills.change_part", actor)


@transaction.atomic
def save_step(
    step: Step,
    *,
    told: Mapping[str, Told],
    moved_to: Bill | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Write a step with what we say of it in each language; how many texts of ours wait for it.

    They do where it says that wording moved and that is new: to `moved_to`, where it is known.
    """
    was = None if step._state.adding else Step.objects.filter(pk=step.pk, kind=StepKind.MOVED)
    is_told = was is not None and was.exists() and mentions.has_moved(step.bill, moved_to)
    save_part(step, actor=actor)
    said = {code: asdict(each) for code, each in told.items() if each.words}
    write_in_languages(step.texts, said)
    if step.kind != StepKind.MOVED or is_told:
        return 0
    return mentions.note_move(step.bill, moved_to, actor=actor, now=now)


@transaction.atomic
def save_vote(vote: Vote, *, members: Sequence[MemberRecord] | None, actor: Actor) -> None:
    """Write a vote; `members` None leaves those that stand there."""
    save_part(vote, actor=actor)
    if members is not None:
        write_members(vote, tuple(members))


@transaction.atomic
def remove_part(part: Part, *, actor: Actor) -> None:
    """Take a row away; one that a feed gave stays marked, so that no import brings it back."""
    _changed(part, "bills.remove_part", actor, settle=False)
    bill = part.bill
    if part.import_key:
        type(part).objects.filter(pk=part.pk).update(hand=Hand.REMOVED)
    else:
        part.delete()
    if bill:
        refresh_stage(bill)


@transaction.atomic
def add_text(
    text: LegalText, body: str, *, marks: Sequence[Mark] = (), actor: Actor, now: datetime
) -> LegalText:
    """Store a text that somebody brought. Raises operations.texts.CannotStore."""
    text.hand = Hand.ADDED
    stored = store_text(text, body, now=now, marks=marks)
    record("bills.add_text", actor=actor, about=stored, count=stored.word_count)
    _show()
    return stored


@transaction.atomic
def change_text(text: LegalText, *, actor: Actor) -> LegalText:
    """Correct what is said about a text; its words stay what they are."""
    text.hand = text.hand or Hand.CHANGED
    text.save(update_fields=[*TEXT_FACTS, "ends_on", "hand"])
    record("bills.change_text", actor=actor, about=text)
    _show()
    return text


@transaction.atomic
def fill_text(
    text: LegalText,
    body: str,
    *,
    media_type: str,
    marks: Sequence[Mark] = (),
    actor: Actor,
    now: datetime,
) -> LegalText:
    """Put the words into a text of which we had the address alone. Raises CannotStore."""
    text.media_type = media_type
    stored = store_text(text, body, now=now, marks=marks)
    record("bills.add_text", actor=actor, about=stored, count=stored.word_count)
    _show()
    return stored


@transaction.atomic
def relate(bill: Bill, kind: str, other: Bill, *, actor: Actor, now: datetime) -> int:
    """Say that two bills are related, once in a kind; how many texts of ours wait because of it.

    They do where its wording moved to the other, and nobody had said so.
    """
    if kind == RelationKind.MOVED and not mentions.has_moved(bill, other):
        return mentions.note_move(bill, other, actor=actor, now=now)
    row, is_new = BillRelation.objects.update_or_create(
        bill=bill,
        kind=kind,
        other_identifier=other.identifier,
        other_session="" if other.session_id == bill.session_id else other.session.key,
        defaults={"other": other, "hand": Hand.ADDED},
    )
    if is_new:
        _changed(row, "bills.add_part", actor)
    return 0


@transaction.atomic
def remove_bill(bill: Bill, *, actor: Actor) -> None:
    """Delete a bill with all that is of it; whether it may be, the desk asks first."""
    record("bills.remove", actor=actor, about=bill, detail={"number": bill.identifier})
    bill.delete()
    _show()


def _changed(part: Part, verb: str, actor: Actor, *, settle: bool = True) -> None:
    detail = {"part": part._meta.model_name or ""}
    record(verb, actor=actor, about=part.bill or part, detail=detail)
    if settle and isinstance(part, Step):
        refresh_stage(part.bill)
    _show()


def _show() -> None:
    transaction.on_commit(bump)
