"""What other rooms may know of letters: their pages, their state, how one stands under them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.kinds import AskKind
from amparo.campaigns.models import Campaign
from amparo.campaigns.takedown import Gone, Part
from amparo.signons.models import Endorsement, FrozenFile, Letter, SignerKind
from amparo.signons.operations.endorsing import (
    confirm_endorsements,
    forget_cards,
    move_card,
    receive_endorsement,
    withdraw_cards,
)
from amparo.signons.operations.signing import LetterSubmission
from amparo.signons.printing import counts_of
from amparo.supporters.models import PublicName
from amparo.supporters.operations import Submission


def _count(letter: Letter) -> int:
    counts = counts_of(letter)
    return counts.organizations + counts.offices + counts.individuals


LETTERS = AskKind(
    Letter,
    label=_("Sign-on letter"),
    page="signons:letter",
    button=_("Sign for an organization"),
    button_after=_("See who signed"),
    goes=_("The letter “%(title)s” with everybody who signed it, its lists and its frozen prints."),
    count_of=_count,
)


def card_facts_of(card_id: UUID) -> dict[str, Any]:
    """What whoever signed sees of it on the pages of her link."""
    held = list(Endorsement.objects.filter(card_id=card_id).order_by("sort_name"))
    return {
        "endorsements": [each.name or each.office for each in held],
        "signs_by_office": any(each.kind == SignerKind.OFFICE for each in held),
        "are_listed": any(each.approved_on for each in held),
        "needs_press": any(each.confirmed_on is None for each in held),
    }


def on_stored(card_id: UUID, sent: Submission, is_new: bool) -> None:
    """Write down the organization or the office; an individual has her card alone."""
    if not isinstance(sent, LetterSubmission) or sent.given is None:
        return
    standing = LETTERS.standings.by_id(sent.action_id)
    if standing is None:
        return
    receive_endorsement(
        standing.action,
        sent.given,
        card_id=card_id,
        language=sent.language,
        text_hash=sent.text_hash,
        today=timezone.localdate(),
    )


def on_pressed(card_id: UUID) -> None:
    """Her mail was answered; an official's name is public by her own word."""
    shown = PublicName.objects.filter(card_id=card_id).values_list("shown", flat=True).first()
    confirm_endorsements(card_id, shown_name=shown or "", today=timezone.localdate())


def on_removed(card_ids: list[UUID]) -> None:
    """Withdrawn by whoever signed, or shredded with the campaign's keys."""
    held = Endorsement.objects.filter(card_id__in=card_ids).select_related(
        "letter__campaign__keyspace"
    )
    shredded = {
        each.card_id for each in held if each.letter.campaign.keyspace.shredding_since is not None
    }
    forget_cards(each for each in shredded if each)
    left = [each for each in card_ids if each not in shredded]
    withdraw_cards(left, today=timezone.localdate())


def on_merged(gone_id: UUID, kept_id: UUID) -> None:
    """Two cards turned out to be one person's."""
    move_card(gone_id, kept_id)


def _files(campaign: Campaign, now: datetime) -> Gone:
    files = FrozenFile.objects.filter(freeze__letter__campaign=campaign)
    return Gone(files=[str(each.file.name) for each in files])


# Before the rows go with their kind: the files of frozen prints
FILES = Part("letter-files", name_what_goes=lambda campaign: [], remove=_files)
