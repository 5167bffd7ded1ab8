"""Freeze a letter: one numbered, dated print in each language, its hash in the log.

A newcomer's mistake: setting the pages inside the transaction. That takes a second or two; the
names are read first, and exactly those are marked as standing in this print.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from secrets import token_hex

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.actions import ActionState
from amparo.campaigns.standing import show_on_commit
from amparo.signons.models import Endorsement, Freeze, FrozenFile, Letter
from amparo.signons.papers import letter_pdf
from amparo.signons.printing import Names, names_of, print_of


class CannotFreeze(Exception):
    """`reason`: draft, words (a language lacks its text), nobody, busy (frozen just now)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Set:
    """One print, set and hashed."""

    language: str
    data: bytes
    text_hash: str

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def freeze(letter: Letter, *, actor: Actor, now: datetime) -> Freeze:
    """Print the letter with everybody who stands under it now.

    Raises CannotFreeze, and CannotTypeset where a page cannot be set.
    """
    if letter.state == ActionState.DRAFT:
        raise CannotFreeze("draft")
    if letter.missing_languages():
        raise CannotFreeze("words")
    names = names_of(letter)
    if not names.counts.organizations + names.counts.offices + names.counts.individuals:
        raise CannotFreeze("nobody")
    number = (letter.freezes.aggregate(last=Max("number"))["last"] or 0) + 1
    today = timezone.localdate(now)
    made = [_set(letter, names, code, number, today) for code in letter.campaign.wanted_languages()]
    stored: list[str] = []
    try:
        return _store(letter, names, number, made, today, actor, stored)
    except IntegrityError:
        for name in stored:
            default_storage.delete(name)
        raise CannotFreeze("busy") from None


def _set(letter: Letter, names: Names, language: str, number: int, today: date) -> _Set:
    made = print_of(letter, names, language, number=number, frozen_on=today)
    return _Set(language, letter_pdf(made), made.text_hash)


@transaction.atomic
def _store(
    letter: Letter,
    names: Names,
    number: int,
    made: Sequence[_Set],
    today: date,
    actor: Actor,
    stored: list[str],
) -> Freeze:
    counts = names.counts
    frozen = Freeze.objects.create(
        letter=letter,
        number=number,
        frozen_on=today,
        organization_count=counts.organizations,
        office_count=counts.offices,
        individual_count=counts.individuals,
    )
    for each in made:
        file = FrozenFile(
            freeze=frozen, language=each.language, sha256=each.sha256, text_hash=each.text_hash
        )
        name = f"{letter.slug}-{number}-{each.language}-{token_hex(4)}.pdf"
        file.file.save(name, ContentFile(each.data), save=False)
        stored.append(str(file.file.name))
        file.save(force_insert=True)
    keys = [each.pk for each in names.endorsements]
    Endorsement.objects.filter(pk__in=keys, frozen_in__isnull=True).update(frozen_in=frozen)
    hashes = [f"{each.language} {each.sha256}" for each in made]
    detail: dict[str, int | str | list[str]] = {"number": number, "sha256": hashes}
    record("signons.freeze", actor=actor, about=letter, count=len(keys), detail=detail)
    show_on_commit()
    return frozen
