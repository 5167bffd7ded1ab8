"""What a letter's print says, gathered from its tables; papers.py sets it.

A newcomer's mistake: counting cards for the individuals. The tally counts everybody who confirmed,
and so also whoever signed for an organization.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from amparo.campaigns.actions import ActionState
from amparo.campaigns.citations import sources_of
from amparo.evidence.paper import numbered
from amparo.signons.listing import groups_of
from amparo.signons.models import Endorsement, Letter, LetterText, Role, SignerKind
from amparo.signons.papers import Counts, Print
from amparo.supporters import figures
from amparo.supporters.models import Card
from amparo.web.models import Coalition


@dataclass(frozen=True, slots=True)
class Names:
    """Everybody under a letter at one moment."""

    endorsements: Sequence[Endorsement]
    individuals: Sequence[str]
    counts: Counts


def names_of(letter: Letter) -> Names:
    """Read the list as it stands."""
    listed = list(letter.endorsements.listed().with_names())
    shown = figures.public_names(letter.pk).order_by("shown") if letter.takes_individuals else []
    theirs = set(
        letter.endorsements.filter(card_id__isnull=False).values_list("card_id", flat=True)
    )
    individuals = [
        ", ".join(filter(None, (each.shown, each.town))) for each in shown if each.pk not in theirs
    ]
    return Names(listed, individuals, counts_of(letter, listed))


def counts_of(letter: Letter, listed: Sequence[Endorsement] | None = None) -> Counts:
    """How many of each kind; individuals as fresh as the last batch."""
    kinds = (
        [each.kind for each in listed]
        if listed is not None
        else list(letter.endorsements.listed().values_list("kind", flat=True))
    )
    offices = sum(kind == SignerKind.OFFICE for kind in kinds)
    return Counts(len(kinds) - offices, offices, _individuals(letter))


def print_of(
    letter: Letter,
    names: Names,
    language: str,
    *,
    number: int = 0,
    frozen_on: date | None = None,
) -> Print:
    """One print in one language. Raises LookupError where the letter has no text in it."""
    text = letter.text(language)
    if not isinstance(text, LetterText):
        raise LookupError("no text in this language")
    recipients = list(letter.recipients.prefetch_related("texts"))
    hosts = letter.hosts.select_related("organization").prefetch_related("organization__names")
    sent = [each.lines_in(language) for each in recipients if each.role == Role.TO]
    with override(language):
        body, notes = numbered(text.body, listed=sources_of(letter))
    return Print(
        language=language,
        coalition=Coalition.here().text(language).name,
        hosts=[each.organization.name_in(language) for each in hosts],
        is_statement=letter.is_statement,
        title=text.title,
        dated_on=letter.dated_on or frozen_on or timezone.localdate(),
        recipients=sent or ([[text.addressee]] if text.addressee else []),
        salutation=text.salutation,
        ask=text.ask,
        body=body,
        notes=notes,
        closing=text.closing,
        groups=groups_of(letter, names.endorsements, language),
        counts=names.counts,
        individuals=names.individuals,
        copies=[each.line_in(language) for each in recipients if each.role == Role.COPY],
        number=number,
        frozen_on=frozen_on,
        text_hash=text.text_hash,
    )


def _individuals(letter: Letter) -> int:
    if not letter.takes_individuals or letter.state == ActionState.DRAFT:
        return 0
    theirs = letter.endorsements.filter(card_id__isnull=False).values("card_id")
    tallied = Card.objects.filter(action_id=letter.pk, is_tallied=True)
    return tallied.exclude(pk__in=theirs).count()
