"""The Minnesota Revisor: each followed bill of Minnesota by its own status page.

A newcomer's mistake: asking for bills that the Revisor has told of. One that somebody typed in is
followed too, and its first answer makes it known there.
"""

import re

from django.conf import settings

from amparo.bills.feeds.items import Item, Told
from amparo.bills.feeds.words import WordsLook
from amparo.bills.importers import revisor
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import Bill, Feed

_NUMBER = re.compile(r"([HS])F (\d+)")


class RevisorLook(WordsLook):
    def begin(self) -> list[Item]:
        bills = Bill.objects.followed().of_state("MN").order_by("pk")
        numbered = [each for each in bills if _NUMBER.fullmatch(each.identifier)]
        items = [Item("bill", str(each.pk), about=each.identifier) for each in numbered]
        return [*self.rested(items), Item("links")]

    def ask_bill(self, item: Item) -> Told:
        bill = Bill.objects.followed().select_related("session").filter(pk=item.key).first()
        if bill is None:
            return Told()
        address = revisor_address(bill)
        is_known = bill.sources.filter(feed=Feed.REVISOR).exists()
        content = self.client.get(address, is_conditional=is_known)
        try:
            return Told(list(revisor.parse_xml(content)) if content is not None else [])
        except CannotRead:
            self.client.forget(address)
            raise


def revisor_address(bill: Bill) -> str:
    """Its status page: legislature, year of the sitting, special session or 0, kind, number."""
    session, kind = bill.session, bill.identifier.split(" ")
    special = session.key.partition("s")[2] or "0"
    legislature = 86 + (session.first_year - 2009) // 2
    base = settings.BILL_FEEDS["revisor"]
    return f"{base}/{legislature}/{session.first_year}/{special}/{kind[0]}/{kind[-1]}/"
