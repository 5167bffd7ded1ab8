"""Where volunteers are sealed, and the sets in which they join. Both are made when first needed.

A newcomer's mistake: one keyspace for ever. Volunteers of one year share one, and it is destroyed
when the next year ends: whoever still helps by then signs up again.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.committees.models import Committee, Joining, Term
from amparo.supporters.models import Keyspace
from amparo.supporters.operations import make_keyspace


def keyspace_of_year(now: datetime) -> Keyspace:
    """The keyspace of whoever joins now."""
    year = timezone.localdate(now).year
    found = _term(year)
    return found.keyspace if found else _begin_term(year)


def joining_of(committees: list[Committee]) -> Joining:
    """The set of these committees: the same row, whoever ticks them and in whatever order."""
    key = Joining.key_of([each.pk for each in committees])
    found = Joining.objects.filter(pk=key).first()
    if found is not None:
        return found
    with transaction.atomic():
        made, is_new = Joining.objects.get_or_create(pk=key)
        if is_new:
            made.committees.set(committees)
    return made


def _term(year: int) -> Term | None:
    return Term.objects.select_related("keyspace").filter(pk=year).first()


def _begin_term(year: int) -> Keyspace:
    try:
        with transaction.atomic():
            keyspace = make_keyspace(
                name=f"Volunteers {year}",
                kind=Keyspace.Kind.COMMITTEE,
                shred_on=date(year + 1, 12, 31),
            )
            Term.objects.create(year=year, keyspace=keyspace)
            return keyspace
    except IntegrityError:  # somebody else joined in the same moment
        return Term.objects.select_related("keyspace").get(pk=year).keyspace
