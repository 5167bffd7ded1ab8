"""Write down who pledged to what, by which proof; what became of it; what a candidate's text says.

A newcomer's mistake: changing a pledge's wording to the newest. A pledge is bound to the words
that stood there on its day; `record_pledge` takes them from the kept wordings, and nothing moves
them afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.models import Wording
from amparo.campaigns.standing import show_on_commit
from amparo.evidence.models import Source
from amparo.officials.models import Official
from amparo.pledges.models import (
    Answer,
    Candidate,
    Fit,
    OwnWords,
    Plank,
    Platform,
    Pledge,
    PledgedPlank,
    Question,
    Scope,
    Verdict,
)


class CannotPledge(Exception):
    """`reason`: wording (nobody knows those words), proof (there is none), planks (none chosen),

    answers (none given), future (a day that has not come).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CannotRemove(Exception):
    """A pledge or a quotation still names this candidate."""


class RunsAlready(Exception):
    """This name stands for this office and this election."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How we know. `file` is a PDF or a picture made anew; `url` leads to what is public."""

    kind: str
    url: str = ""
    file: bytes = b""
    suffix: str = ""  # ".pdf", ".jpg"


@dataclass(frozen=True, slots=True)
class Answered:
    verdict: str = Verdict.NONE
    words: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was pledged, as it was said."""

    scope: str
    wording: Wording
    given_on: date
    statement: str = ""
    statement_language: str = ""
    planks: Sequence[Plank] = field(default_factory=tuple)
    answers: Mapping[Question, Answered] = field(default_factory=dict)


@transaction.atomic
def record_pledge(
    platform: Platform,
    by: Candidate | Official,
    given: Given,
    *,
    proof: Proof,
    actor: Actor,
    now: datetime,
) -> Pledge:
    """Write down a candidate's or official's word on one wording. Raises CannotPledge."""
    _check(platform, given, proof, now)
    pledge = Pledge(
        platform=platform,
        candidate=by if isinstance(by, Candidate) else None,
        official=by if isinstance(by, Official) else None,
        scope=given.scope,
        text_hash=given.wording.text_hash,
        language=given.wording.language,
        given_on=given.given_on,
        statement=given.statement,
        statement_language=given.statement_language if given.statement else "",
        proof_kind=proof.kind,
        proof_url=proof.url,
        recorded_by=actor.label[:120],
        recorded_on=timezone.localdate(now),
    )
    _keep_file(pledge, proof)
    pledge.save(force_insert=True)
    _write_parts(pledge, given)
    record("pledges.record", actor=actor, about=pledge, detail={"wording": pledge.text_hash})
    show_on_commit()
    return pledge


@transaction.atomic
def withdraw_pledge(pledge: Pledge, *, on: date, actor: Actor) -> bool:
    """Say that it was taken back; it stays to be read. False where that was said before."""
    standing = Pledge.objects.filter(pk=pledge.pk, withdrawn_on=None, given_on__lte=on)
    if not standing.update(withdrawn_on=on):
        return False
    record("pledges.withdraw", actor=actor, about=pledge)
    show_on_commit()
    return True


@transaction.atomic
def remove_pledge(pledge: Pledge, *, actor: Actor) -> None:
    """Delete what was written down by mistake, with its document."""
    file = pledge.proof_file
    record("pledges.remove", actor=actor, about=pledge)
    pledge.delete()
    transaction.on_commit(lambda: file.delete(save=False) if file else None)
    show_on_commit()


@transaction.atomic
def note_own_words(
    plank: Plank,
    by: Candidate | Official,
    *,
    quote: str,
    source: Source,
    actor: Actor,
    fit: str = Fit.SAME,
) -> OwnWords:
    """Hold a short quotation from somebody's own text against a plank."""
    own = OwnWords.objects.create(
        plank=plank,
        candidate=by if isinstance(by, Candidate) else None,
        official=by if isinstance(by, Official) else None,
        source=source,
        quote=quote,
        fit=fit,
    )
    record("pledges.quote", actor=actor, about=own)
    show_on_commit()
    return own


@transaction.atomic
def remove_own_words(own: OwnWords, *, actor: Actor) -> None:
    record("pledges.unquote", actor=actor, about=own)
    own.delete()
    show_on_commit()


@transaction.atomic
def save_candidate(candidate: Candidate, *, actor: Actor) -> Candidate:
    """Write a person who runs for an office. Raises RunsAlready."""
    is_new = candidate._state.adding
    try:
        with transaction.atomic():
            candidate.save()
    except IntegrityError:
        raise RunsAlready from None
    verb = "pledges.add_candidate" if is_new else "pledges.change_candidate"
    record(verb, actor=actor, about=candidate)
    show_on_commit()
    return candidate


@transaction.atomic
def remove_candidate(candidate: Candidate, *, actor: Actor) -> None:
    """Delete a candidate whom nothing names. Raises CannotRemove."""
    record("pledges.remove_candidate", actor=actor, about=candidate)
    try:
        candidate.delete()
    except ProtectedError:
        raise CannotRemove from None


def _check(platform: Platform, given: Given, proof: Proof, now: datetime) -> None:
    if not platform.wordings.filter(text_hash=given.wording.text_hash).exists():
        raise CannotPledge("wording")
    if not (proof.url or proof.file):
        raise CannotPledge("proof")
    if given.scope == Scope.PLANKS and not given.planks:
        raise CannotPledge("planks")
    answered = any(each.verdict != Verdict.NONE for each in given.answers.values())
    if given.scope == Scope.ANSWERS and not answered:
        raise CannotPledge("answers")
    if given.given_on > timezone.localdate(now):
        raise CannotPledge("future")


def _keep_file(pledge: Pledge, proof: Proof) -> None:
    if not proof.file:
        return
    pledge.proof_hash = sha256(proof.file).hexdigest()
    pledge.proof_file.save(f"{pledge.pk}{proof.suffix}", ContentFile(proof.file), save=False)


def _write_parts(pledge: Pledge, given: Given) -> None:
    if pledge.scope == Scope.PLANKS:
        PledgedPlank.objects.bulk_create(
            PledgedPlank(pledge=pledge, plank=plank) for plank in given.planks
        )
    if pledge.scope == Scope.ANSWERS:
        Answer.objects.bulk_create(
            Answer(
                pledge=pledge,
                question=question,
                asked=_asked(question, pledge.language),
                verdict=answered.verdict,
                words=answered.words,
            )
            for question, answered in given.answers.items()
        )


def _asked(question: Question, language: str) -> str:
    text = question.any_text(language)
    return text.words if text else ""
