"""The sealed statement of a consent: who agreed, before whom, how the family is reached.

A newcomer's mistake: a readable note "just for us". Whoever takes the server would read where the
family is; a key holder who has unlocked reads it here, and the log says so.
"""

from datetime import date
from uuid import UUID

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.models import CaseConsent
from amparo.keyring.epochs import current_epoch
from amparo.keyring.unlocking import Unlocked
from amparo.lib.sealing.cards import CardInfo, seal_comment, unseal_comment
from amparo.supporters.operations.receiving import card_info

LONGEST = 4000  # letters; with four bytes each they would need more than the largest envelope
KIND = "consent"


def seal_statement(consent: CaseConsent, statement: str, today: date) -> None:
    """Seal into the campaign's keyspace, on the unsaved row. Raises Unavailable, TooLong."""
    keyspace = consent.campaign.keyspace
    epoch = current_epoch(keyspace.pk, opened_by=keyspace.opened_by, today=today)
    consent.epoch_id = epoch.id
    consent.sealed_statement = seal_comment(
        statement, public_key=epoch.public_key, info=_info(consent, epoch.id)
    )


def read_statement(consent: CaseConsent, *, by: Unlocked, actor: Actor) -> str:
    """Open a statement for a key holder. Raises CannotUnseal; "" where none was given."""
    if consent.sealed_statement is None or consent.epoch_id is None:
        return ""
    private_key = by.private_key_of(consent.epoch_id)
    text = unseal_comment(
        bytes(consent.sealed_statement),
        private_key=private_key,
        info=_info(consent, consent.epoch_id),
    )
    record("campaigns.read_statement", actor=actor, about=consent.campaign, count=1)
    return text


def forget_statements(keyspace_id: UUID) -> int:
    """Empty the statements of a keyspace that is being shredded; may be run again."""
    held = CaseConsent.objects.filter(
        campaign__keyspace_id=keyspace_id, sealed_statement__isnull=False
    )
    return held.update(sealed_statement=None, epoch_id=None)


def _info(consent: CaseConsent, epoch_id: UUID) -> CardInfo:
    return card_info(consent.campaign.keyspace_id, epoch_id, consent.pk, KIND)
