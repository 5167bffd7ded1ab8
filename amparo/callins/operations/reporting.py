"""The one thing that the public does to a call-in day: tell how a call went.

A newcomer's mistake: a report that knows its words. Words are sealed on a card; what is counted
stands in a row of its own, with the card's random key and the day, and nothing else in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from amparo.callins.models import CallIn, CallReport, CallTarget, Outcome
from amparo.campaigns.standing import Standing
from amparo.supporters.operations import CannotReceive, Submission, receive


@dataclass(frozen=True)
class Told:
    """What ReportForm validated."""

    outcome: str
    stance: str = ""
    words: str = ""


def report(
    standing: Standing[CallIn], target: CallTarget, told: Told, *, language: str, source: str,
    now: datetime,
) -> None:  # fmt: skip
    """Keep a report: its figures in clear, its words sealed.

    Where the call was skipped, nothing is sealed and the figure alone is kept. Raises what
    `receive` raises (a closed day is its to refuse); then nothing was stored.
    """
    if not standing.action.is_open(now):
        raise CannotReceive("closed")
    if told.outcome == Outcome.SKIPPED:
        CallReport.objects.create(
            **_facts(standing.action.pk, target.pk, told, timezone.localdate(now))
        )
        return
    text = standing.text_in(language)
    submission = Submission(
        action_kind=CallIn.KIND,
        action_id=standing.action.pk,
        text_hash=text[1] if text else "",
        language=language,
        name="",
        comment=told.words,
        source=source,
        told={
            "target": str(target.pk),
            "outcome": told.outcome,
            "stance": told.stance,
            "on": timezone.localdate(now).isoformat(),
        },
    )
    receive(submission, now=now)


def keep_facts(card_id: UUID, submission: Submission, is_new: bool) -> None:
    """Write what is counted of a report beside its card, in the same transaction."""
    told = submission.told
    facts, heard_on = Told(told["outcome"], told["stance"]), date.fromisoformat(told["on"])
    target = UUID(told["target"])
    CallReport.objects.create(
        **_facts(submission.action_id, target, facts, heard_on), card_id=card_id
    )


def forget_cards(card_ids: Sequence[UUID]) -> None:
    """The cards are gone, by their day or by hand; what was counted stays and points at nothing."""
    CallReport.objects.filter(card_id__in=card_ids).update(card_id=None)


def _facts(callin: UUID, target: UUID, told: Told, today: date) -> dict[str, object]:
    spoke = told.outcome == Outcome.SPOKE
    return {
        "callin_id": callin,
        "target_id": target,
        "outcome": told.outcome,
        "stance": told.stance if spoke else "",
        "heard_on": today,
    }
