"""What is new with followed bills, as Atom: all of them, or one."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.bills.models import Bill, Step
from amparo.bills.shown import address

MOST_ENTRIES = 100


def feed_of_all(coalition: str) -> bytes:
    bills = list(Bill.objects.followed().with_words())
    title = _("Bills that we follow")
    return _written(bills, title, reverse("bills:bills"), reverse("bills:feed"), coalition)


def feed_of(bill: Bill, coalition: str) -> bytes:
    title = f"{bill.identifier}: {bill.name}"
    return _written([bill], title, address(bill), address(bill, "bill-feed"), coalition)


def _written(bills: list[Bill], title: str, home: str, here: str, coalition: str) -> bytes:
    feed = Atom1Feed(
        title=title,
        link=settings.SITE_URL + home,
        description=title,
        language=get_language(),
        author_name=coalition,
        feed_url=settings.SITE_URL + here,
    )
    for bill, step in _newest(bills):
        said = step.told.words if step.told else step.words
        at = timezone.make_aware(datetime.combine(step.sorts_by, time(12)))
        feed.add_item(
            title=f"{bill.identifier}: {step.get_kind_display()}",
            link=f"{settings.SITE_URL}{address(bill)}?source=feed",
            description=said or bill.name,
            unique_id=f"{step.pk.urn}-{get_language()}",
            unique_id_is_permalink=False,
            pubdate=at,
            updateddate=at,
        )
    return feed.writeString("utf-8").encode()


def _newest(bills: Iterable[Bill]) -> Iterator[tuple[Bill, Step]]:
    """Steps with a day, the newest first."""
    by_id = {bill.pk: bill for bill in bills}
    steps = Step.objects.kept().filter(bill__in=by_id, starts_on__isnull=False)
    for step in steps.prefetch_related("texts").order_by("-starts_on", "-order")[:MOST_ENTRIES]:
        yield by_id[step.bill_id], step
