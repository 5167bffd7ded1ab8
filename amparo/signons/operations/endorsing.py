"""Names come under a letter, are looked at, corrected, merged, and go again.

A newcomer's mistake: deleting an organization that withdrew. Its row stays and says so; a person
who signed by her office and withdraws is deleted whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.standing import show_on_commit
from amparo.organizations.models import Kind, Organization
from amparo.organizations.operations import Called, save_organization
from amparo.organizations.sorting import sort_key
from amparo.signons.models import (
    Apart,
    Endorsement,
    EndorsementName,
    EndorsementQuerySet,
    Letter,
    Origin,
    SignerKind,
)


class CannotApprove(Exception):
    """`reason`: unconfirmed (whoever signed has not answered our mail), gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CannotMerge(Exception):
    """Two that are of different letters, or one of them stands no longer."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is written down of one signer. `names` are those in other languages."""

    name: str
    kind: str = SignerKind.ORGANIZATION
    acronym: str = ""
    office: str = ""
    scope: str = ""
    city: str = ""
    state: str = ""
    website: str = ""
    note: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    organization: Organization | None = None

    def columns(self) -> dict[str, Any]:
        """The columns of an endorsement."""
        said = ("name", "kind", "acronym", "office", "scope", "city", "state", "website", "note")
        return {
            **{name: getattr(self, name) for name in said},
            "organization": self.organization,
            "sort_name": sort_key(self.name),
        }


# by the public, inside the transaction that stores the card


def receive_endorsement(
    letter: Letter, given: Given, *, card_id: UUID, language: str, text_hash: str, today: date
) -> None:
    """Write down a name that waits for our mail to be answered; the same again changes nothing.

    An official's own name is not written until she has confirmed it: `given.name` is then empty.
    """
    columns = given.columns()
    same = Endorsement.objects.filter(
        letter=letter,
        card_id=card_id,
        kind=given.kind,
        sort_name=columns["sort_name"],
        office=given.office,
        withdrawn_on__isnull=True,
    )
    if same.exists():
        return
    made = Endorsement.objects.create(
        letter=letter,
        origin=Origin.FORM,
        card_id=card_id,
        language=language,
        text_hash=text_hash,
        received_on=today,
        order=_next_order(letter),
        **columns,
    )
    _write_names(made, given.names)


def confirm_endorsements(card_id: UUID, *, shown_name: str, today: date) -> None:
    """Whoever signed answered our mail; an official's name is now hers to be shown."""
    held = Endorsement.objects.filter(card_id=card_id)
    held.filter(confirmed_on__isnull=True).update(confirmed_on=today)
    if shown_name:
        held.filter(kind=SignerKind.OFFICE, name="").update(
            name=shown_name, sort_name=sort_key(shown_name)
        )


def withdraw_cards(card_ids: Iterable[UUID], *, today: date) -> None:
    """Whoever signed took it back: an organization's row says so, an official's goes.

    Where two rows were merged, the one that stays on the list stays if somebody else signed it.
    """
    held = Endorsement.objects.filter(card_id__in=list(card_ids))
    merged = held.filter(merged_into__isnull=False).values_list("merged_into", flat=True)
    merged_into = {each for each in merged if each}
    held.filter(kind=SignerKind.OFFICE).delete()
    held.filter(withdrawn_on__isnull=True).update(withdrawn_on=today, card_id=None)
    Endorsement.objects.filter(
        pk__in=merged_into, card_id__isnull=True, withdrawn_on__isnull=True
    ).update(withdrawn_on=today)
    show_on_commit()


def move_card(gone_id: UUID, kept_id: UUID) -> None:
    """Two cards turned out to be one person's."""
    Endorsement.objects.filter(card_id=gone_id).update(card_id=kept_id)


def forget_cards(card_ids: Iterable[UUID]) -> None:
    """The cards were shredded: who signed for them is gone, the organizations' names stay."""
    Endorsement.objects.filter(card_id__in=list(card_ids)).update(card_id=None)


# by organizers


@transaction.atomic
def add_by_hand(
    letter: Letter, given: Given, *, language: str, actor: Actor, now: datetime
) -> Endorsement:
    """Put a name on the list that came by letter, telephone or in person."""
    today = timezone.localdate(now)
    endorsement = Endorsement.objects.create(
        letter=letter,
        origin=Origin.HAND,
        language=language,
        text_hash=hash_of_text(letter, language),
        received_on=today,
        approved_on=today,
        order=_next_order(letter),
        **given.columns(),
    )
    _write_names(endorsement, given.names)
    record("signons.add", actor=actor, about=endorsement)
    show_on_commit()
    return endorsement


@transaction.atomic
def approve(
    letter: Letter, endorsements: Sequence[Endorsement], *, actor: Actor, now: datetime
) -> int:
    """Put those on the list that wait for it; return how many. Raises CannotApprove."""
    chosen = letter.endorsements.filter(pk__in=[each.pk for each in endorsements])
    count = _ready(chosen).update(approved_on=timezone.localdate(now))
    if not count:
        is_there = chosen.standing().filter(approved_on__isnull=True).exists()
        raise CannotApprove("unconfirmed" if is_there else "gone")
    record("signons.approve", actor=actor, about=letter, count=count)
    show_on_commit()
    return count


@transaction.atomic
def correct(endorsement: Endorsement, given: Given, *, actor: Actor) -> None:
    """Write it as it should be written; frozen prints stay as they are."""
    Endorsement.objects.filter(pk=endorsement.pk).update(**given.columns())
    _write_names(endorsement, given.names)
    record("signons.correct", actor=actor, about=endorsement)
    show_on_commit()


@transaction.atomic
def withdraw(endorsement: Endorsement, *, actor: Actor, now: datetime, reason: str = "") -> bool:
    """Take a name off the list; tell whether it was there to be taken."""
    today = timezone.localdate(now)
    gone = Endorsement.objects.filter(pk=endorsement.pk, withdrawn_on__isnull=True)
    if not gone.update(withdrawn_on=today):
        return False
    record("signons.withdraw", actor=actor, about=endorsement, reason=reason)
    show_on_commit()
    return True


@transaction.atomic
def bring_back(endorsement: Endorsement, *, actor: Actor) -> bool:
    """Undo a withdrawal that was a mistake, or a merge."""
    row = Endorsement.objects.filter(pk=endorsement.pk)
    if not row.update(withdrawn_on=None, merged_into=None):
        return False
    record("signons.bring_back", actor=actor, about=endorsement)
    show_on_commit()
    return True


@transaction.atomic
def merge(kept: Endorsement, other: Endorsement, given: Given, *, actor: Actor) -> None:
    """Make two rows of one organization one; `other` stays as it was, off the list.

    The row that stays is approved where one of the two was. Raises CannotMerge.
    """
    kept, other = _two_standing(kept, other)
    origin, days = kept.origin, [day for day in (kept.approved_on, other.approved_on) if day]
    confirmed_on = kept.confirmed_on or other.confirmed_on
    if origin == Origin.FORM and days and not confirmed_on:
        origin = other.origin
    Endorsement.objects.filter(pk=kept.pk).update(
        **given.columns(),
        origin=origin,
        approved_on=min(days, default=None),
        confirmed_on=confirmed_on,
        frozen_in=kept.frozen_in or other.frozen_in,
    )
    _write_names(kept, given.names)
    Endorsement.objects.filter(merged_into=other).update(merged_into=kept)
    Endorsement.objects.filter(pk=other.pk).update(merged_into=kept)
    record("signons.merge", actor=actor, about=kept)
    show_on_commit()


@transaction.atomic
def keep_apart(one: Endorsement, other: Endorsement, *, actor: Actor) -> None:
    """Say that two which look alike are two; they are not proposed again."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    Apart.objects.get_or_create(first=first, second=second)
    record("signons.keep_apart", actor=actor, about=one.letter)


@transaction.atomic
def match(endorsement: Endorsement, organization: Organization, *, actor: Actor) -> None:
    """Say that this is that organization of our directory."""
    Endorsement.objects.filter(pk=endorsement.pk).update(organization=organization)
    record("signons.match", actor=actor, about=endorsement)
    show_on_commit()


@transaction.atomic
def add_to_directory(endorsement: Endorsement, *, kind: str, actor: Actor) -> Organization:
    """Make the organization one of our directory, with the names it has here."""
    organization = Organization(
        kind=kind or Kind.OTHER,
        city=endorsement.city,
        state=endorsement.state,
        website=endorsement.website,
        is_listed=False,
    )
    names = {endorsement.language: Called(endorsement.name)}
    names |= {row.language: Called(row.name) for row in endorsement.names.all()}
    save_organization(organization, names=names, actor=actor)
    Endorsement.objects.filter(pk=endorsement.pk).update(organization=organization)
    return organization


def hash_of_text(letter: Letter, language: str) -> str:
    """The hash of the words that stand there now; "" where there are none."""
    text = letter.any_text(language)
    return text.text_hash if text else ""


def _two_standing(kept: Endorsement, other: Endorsement) -> tuple[Endorsement, Endorsement]:
    """Both as they stand now. Raises CannotMerge."""
    keys = [kept.pk, other.pk]
    there = Endorsement.objects.standing().select_for_update(of=("self",)).in_bulk(keys)
    if len(there) != 2 or kept.letter_id != other.letter_id:
        raise CannotMerge
    return there[kept.pk], there[other.pk]


def _ready(chosen: QuerySet[Endorsement] | EndorsementQuerySet) -> QuerySet[Endorsement]:
    waiting = chosen.filter(
        withdrawn_on__isnull=True, merged_into__isnull=True, approved_on__isnull=True
    ).exclude(name="")
    return waiting.exclude(origin=Origin.FORM, confirmed_on__isnull=True)


def _write_names(endorsement: Endorsement, names: Mapping[str, str]) -> None:
    said = {code: name for code, name in names.items() if name and code != endorsement.language}
    EndorsementName.objects.filter(endorsement=endorsement).exclude(language__in=said).delete()
    for language, name in said.items():
        EndorsementName.objects.update_or_create(
            endorsement=endorsement, language=language, defaults={"name": name}
        )


def _next_order(letter: Letter) -> int:
    last = letter.endorsements.aggregate(last=Max("order"))["last"]
    return 1 if last is None else last + 1
