"""What the search finds of bills: those that have a public page, by number, title and plain words.

A newcomer's mistake: handing over the printings. An omnibus has every word of a legislature, and
would be found by each of them; wording is what `sightings` looks for.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from amparo.bills.models import Bill, BillQuerySet
from amparo.bills.shown import address
from amparo.evidence.citing import without_marks
from amparo.web.searching import Document, Source


def bills(language: str, now: datetime) -> Iterator[Document]:
    for bill in _public().with_words():
        yield _document(bill, language)


def _document(bill: Bill, language: str) -> Document:
    """Under its number and name; its words in other languages are not found in this one."""
    own = next((each for each in bill.texts.all() if each.language == language), None)
    said = [own.summary, own.why] if own else []
    return Document(
        key=str(bill.pk),
        language=language,
        title=f"{bill.identifier}: {bill.name}" if bill.name else bill.identifier,
        path=address(bill),
        kind=_("Bill"),
        summary=without_marks(own.summary) if own else "",
        body=lambda: without_marks("\n".join([bill.title, bill.subjects, *said])),
    )


def _public() -> BillQuerySet:
    return Bill.objects.followed()


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    found = _public().filter(pk__in=list(keys)).values_list("pk", flat=True)
    return {str(pk) for pk in found}


SOURCE = Source("bills", bills, _left)
