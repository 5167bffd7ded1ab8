"""What a petition alone has: names on paper.

A newcomer's mistake: correcting a paper count by writing over it. A wrong count is removed and
counted again, so that the log tells both.
"""

from datetime import date

from django.db import transaction
from django.db.models import Sum

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.standing import show_on_commit
from amparo.petitions.models import PaperCount, Petition
from amparo.supporters.operations import note_paper_count

MOST_ON_A_STACK = 100_000


class CannotCount(Exception):
    """A stack of paper holds between one name and MOST_ON_A_STACK."""


@transaction.atomic
def count_paper(
    petition: Petition,
    *,
    count: int,
    counted_by: str,
    counted_on: date,
    sheets_kept_at: str,
    actor: Actor,
) -> PaperCount:
    """Add a counted stack of sheets. Raises CannotCount."""
    if not 1 <= count <= MOST_ON_A_STACK:
        raise CannotCount
    stack = PaperCount.objects.create(
        petition=petition,
        count=count,
        counted_by=counted_by,
        counted_on=counted_on,
        sheets_kept_at=sheets_kept_at,
    )
    _tell_tally(petition)
    record("petitions.count_paper", actor=actor, about=petition, count=count)
    show_on_commit()
    return stack


@transaction.atomic
def remove_paper_count(stack: PaperCount, *, reason: str, actor: Actor) -> None:
    """Take a stack off again, for example because it was counted twice."""
    petition, count = stack.petition, stack.count
    stack.delete()
    _tell_tally(petition)
    record("petitions.remove_paper_count", actor=actor, about=petition, count=count, reason=reason)
    show_on_commit()


def _tell_tally(petition: Petition) -> None:
    total = petition.paper_counts.aggregate(total=Sum("count"))["total"]
    note_paper_count(Petition.KIND, petition.pk, total or 0)
