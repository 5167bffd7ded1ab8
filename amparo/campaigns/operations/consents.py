"""Consent to publish a case: recorded, replaced, expired, taken back.

A newcomer's mistake: asking for an account, or for a reason. Whoever holds the paper with the code
takes the page down by herself, in two steps.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.actors import WORKER, Actor
from amparo.audit.operations import Detail, record
from amparo.campaigns.models import Campaign, CaseConsent, State
from amparo.campaigns.statements import seal_statement
from amparo.campaigns.takedown import take_down
from amparo.web.pagecache import bump

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
CODE_GROUPS, GROUP_LENGTH = 5, 5  # 25 letters of 30: 122 bits


@dataclass(frozen=True)
class Scope:
    """What may be shown, in which languages, until when."""

    languages: tuple[str, ...]
    expires_on: date
    allows_name: bool = False
    allows_photo: bool = False
    allows_story: bool = False


@dataclass(frozen=True)
class ConsentOnce:
    """A consent and its withdrawal code, which is shown now and never again."""

    consent: CaseConsent
    code: str


class CannotRecord(Exception):
    """`reason`: kind (only cases need consent), languages (none), over (ends before today)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def record_consent(
    campaign: Campaign,
    scope: Scope,
    *,
    statement: str,
    user: User | None,
    actor: Actor,
    now: datetime,
) -> ConsentOnce:
    """Write down a consent; it replaces the one before. `statement` is sealed.

    Raises CannotRecord, and Unavailable where the statement cannot be sealed.
    """
    today = timezone.localdate(now)
    _check(campaign, scope, today)
    code = new_code()
    consent = CaseConsent(
        id=uuid4(),
        campaign=campaign,
        allows_name=scope.allows_name,
        allows_photo=scope.allows_photo,
        allows_story=scope.allows_story,
        languages=" ".join(scope.languages),
        recorded_on=today,
        expires_on=scope.expires_on,
        recorded_by=user,
        withdrawal_hash=hash_of(code),
    )
    if statement:
        seal_statement(consent, statement, today)
    CaseConsent.objects.filter(
        campaign=campaign, withdrawn_on=None, replaced_on=None
    ).update(replaced_on=today)  # fmt: skip
    consent.save(force_insert=True)
    detail: Detail = {"languages": list(scope.languages), "until": scope.expires_on.isoformat()}
    record("campaigns.record_consent", actor=actor, about=campaign, detail=detail)
    getattr(campaign, "_prefetched_objects_cache", {}).pop("consents", None)
    transaction.on_commit(bump)
    return ConsentOnce(consent, code)


def take_back(consent: CaseConsent, *, actor: Actor, now: datetime) -> None:
    """Withdraw a consent: the case comes down whole. May be run again after an interruption.

    `actor` is the worker where the code did it: who holds the paper is not written down.
    """
    take_down(consent.campaign, actor=actor, now=now, reason="consent withdrawn")


def unpublish_expired(now: datetime) -> int:
    """Take cases off the public pages whose consent has run out; return how many.

    They become drafts: a new consent lets an organizer open them again.
    """
    ended = list(Campaign.objects.whose_consent_ended(timezone.localdate(now)))
    for campaign in ended:
        with transaction.atomic():
            open_case = Campaign.objects.filter(pk=campaign.pk, state=State.OPEN)
            if open_case.update(state=State.DRAFT):
                record("campaigns.unpublish", actor=WORKER, about=campaign, reason="consent ended")
                transaction.on_commit(bump)
    return len(ended)


def new_code() -> str:
    """A code to be copied by hand from paper: five groups of five."""
    letters = [secrets.choice(CODE_LETTERS) for _ in range(CODE_GROUPS * GROUP_LENGTH)]
    starts = range(0, len(letters), GROUP_LENGTH)
    return "-".join("".join(letters[at : at + GROUP_LENGTH]) for at in starts)


def hash_of(code: str) -> str:
    """The hash that is kept of a code, however it was typed."""
    return sha256(_plain(code).encode()).hexdigest()


def consent_of_code(code: str) -> CaseConsent | None:
    """The consent that a code takes back, also one that a newer consent replaced."""
    if len(_plain(code)) != CODE_GROUPS * GROUP_LENGTH:
        return None
    found = CaseConsent.objects.filter(withdrawal_hash=hash_of(code), withdrawn_on=None)
    return found.select_related("campaign__keyspace").first()


def _plain(code: str) -> str:
    """Its letters alone, as capitals: people copy lines and blanks as they like."""
    return "".join(each for each in code.upper() if each.isalnum())


def _check(campaign: Campaign, scope: Scope, today: date) -> None:
    if not campaign.is_case:
        raise CannotRecord("kind")
    if not scope.languages:
        raise CannotRecord("languages")
    if scope.expires_on < today:
        raise CannotRecord("over")
