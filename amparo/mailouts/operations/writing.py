"""Writing a letter: its words, whom it is for, what stands below it. Any change asks anew."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.models import Campaign
from amparo.mailouts.audiences import Line
from amparo.mailouts.models import WRITABLE, Belongs, MailOut, State
from amparo.web.languages import write_in_languages


@dataclass(frozen=True, slots=True)
class Words:
    """A letter in one language."""

    subject: str
    body: str
    preheader: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is set beside the words."""

    blocks: tuple[str, ...] = ()
    topic: str = ""
    is_urgent: bool = False
    is_public: bool = False
    per_minute: int = 120
    send_at: datetime | None = None


SET = [field.name for field in fields(Facts)]


class CannotChange(Exception):
    """It is going out already, or went."""


@transaction.atomic
def create_mailout(
    belongs: str,
    campaign: Campaign | None,
    words: Mapping[str, Words],
    facts: Facts,
    *,
    audience: Sequence[Line],
    actor: Actor,
    today: date,
) -> MailOut:
    """Begin a letter."""
    made = MailOut(belongs=belongs, campaign=campaign, made_on=today)
    made.audience = [line.kept() for line in audience]
    _set(made, facts)
    made.save(force_insert=True)
    _write(made, words)
    record("mailouts.create", actor=actor, about=made)
    return made


@transaction.atomic
def change_mailout(
    mailout: MailOut, words: Mapping[str, Words], facts: Facts, *, actor: Actor
) -> None:
    """Say it otherwise; an approval falls away with it. Raises CannotChange."""
    _take_in_hand(mailout)
    _set(mailout, facts)
    mailout.save(update_fields=SET)
    _write(mailout, words)
    record("mailouts.change", actor=actor, about=mailout)


@transaction.atomic
def set_audience(mailout: MailOut, lines: Sequence[Line], *, actor: Actor) -> None:
    """Choose whom it is for; an approval falls away with it. Raises CannotChange."""
    _take_in_hand(mailout)
    mailout.audience = [line.kept() for line in lines]
    mailout.save(update_fields=["audience"])
    record("mailouts.set_audience", actor=actor, about=mailout, count=len(lines))


@transaction.atomic
def delete_draft(mailout: MailOut, *, actor: Actor) -> None:
    """Raises CannotChange for a letter that went."""
    _take_in_hand(mailout)
    record("mailouts.delete_draft", actor=actor, about=mailout)
    mailout.delete()


def default_audience(belongs: str) -> list[Line]:
    """Whom a letter is for when nobody has chosen yet."""
    return [Line(who={Belongs.CAMPAIGN: "all", Belongs.COMMITTEES: "committees"}.get(
        Belongs(belongs), "list"
    ))]  # fmt: skip


def still_writable(mailout: MailOut) -> QuerySet[MailOut]:
    return MailOut.objects.filter(pk=mailout.pk, state__in=WRITABLE)


def _take_in_hand(mailout: MailOut) -> None:
    draft = {"state": State.DRAFT, "asked_by": None, "asked_hash": "", "asked_count": 0}
    if not still_writable(mailout).update(**draft, approved_by=None):
        raise CannotChange
    mailout.refresh_from_db()


def _set(mailout: MailOut, facts: Facts) -> None:
    for name in SET:
        setattr(mailout, name, getattr(facts, name))
    mailout.blocks = list(facts.blocks)


def _write(mailout: MailOut, words: Mapping[str, Words]) -> None:
    write_in_languages(mailout.texts, {code: asdict(said) for code, said in words.items()})
