"""A second organizer looks at the words and at the number before anything goes.

What she approves is a hash of all that will be said and to whom, and a count: sending refuses other
words and stops at the count. Where the coalition has one organizer, she suffices.
"""

from datetime import datetime

from django.db import transaction

from amparo.accounts.models import User
from amparo.audit.operations import record
from amparo.mailouts.access import may_approve
from amparo.mailouts.audiences import at_most
from amparo.mailouts.models import MailOut, State
from amparo.mailouts.wording import content_hash, hides_something


class CannotApprove(Exception):
    """`reason`: state, changed (words or number differ from what was asked), self, words, empty,
    hidden (the campaign or an ask below the letter is not public)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def ask_for_approval(
    mailout: MailOut, *, by: User, now: datetime, exactly: int | None = None
) -> None:
    """Fix words and number, and let a second organizer look. Raises CannotApprove.

    `exactly`: the number found at an unlock, where somebody counted; else what there is at most.
    """
    if not mailout.texts.all():
        raise CannotApprove("words")
    if hides_something(mailout, now):
        raise CannotApprove("hidden")
    count = at_most(mailout) if exactly is None else exactly
    if not count:
        raise CannotApprove("empty")
    asked = {"asked_by": by, "asked_hash": content_hash(mailout, now=now), "asked_count": count}
    drafts = MailOut.objects.filter(pk=mailout.pk, state=State.DRAFT)
    if not drafts.update(state=State.ASKED, **asked):
        raise CannotApprove("state")
    record("mailouts.ask", actor=by.actor, about=mailout, count=count)
    mailout.refresh_from_db()


@transaction.atomic
def approve(mailout: MailOut, *, seen: str, count: int, by: User, now: datetime) -> None:
    """Approve the words (`seen` is their hash) and the number as seen. Raises CannotApprove."""
    if not may_approve(mailout, by):
        raise CannotApprove("self")
    if content_hash(mailout, now=now) != seen:
        raise CannotApprove("changed")
    asked = MailOut.objects.filter(pk=mailout.pk, state=State.ASKED)
    if not asked.filter(asked_hash=seen, asked_count=count).update(
        state=State.APPROVED, approved_by=by
    ):
        raise CannotApprove("changed" if asked.exists() else "state")
    detail = {"hash": seen}
    record("mailouts.approve", actor=by.actor, about=mailout, count=count, detail=detail)
    mailout.refresh_from_db()


@transaction.atomic
def send_back(mailout: MailOut, *, by: User) -> None:
    """Make it a draft again, to be changed. Raises CannotApprove."""
    waiting = MailOut.objects.filter(pk=mailout.pk, state__in=(State.ASKED, State.APPROVED))
    draft = {"asked_by": None, "asked_hash": "", "asked_count": 0, "approved_by": None}
    if not waiting.update(state=State.DRAFT, **draft):
        raise CannotApprove("state")
    record("mailouts.send_back", actor=by.actor, about=mailout)
    mailout.refresh_from_db()
