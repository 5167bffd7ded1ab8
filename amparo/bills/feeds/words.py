"""The words of texts that a feed gave as links: fetched from where they are published.

A newcomer's mistake: trying a scanned PDF for ever. It is noted with what failed, and others come.
"""

from amparo.bills.feeds.items import Item, Look, Told
from amparo.bills.fetching import may_fetch
from amparo.bills.importers import plain
from amparo.bills.importers.records import LooseText, TextRecord
from amparo.bills.models import LegalText

TEXTS_A_LOOK = 20


class WordsLook(Look):
    """What all feeds share: "links" is the list of texts without words, "words" one of them."""

    def ask_links(self, item: Item) -> Told:
        """Texts of followed bills that are links until now, the newest first."""
        waiting = LegalText.objects.kept().filter(
            sha256="", bill__is_followed=True, import_key__startswith=f"{self.watch.feed}:"
        )
        rows = waiting.exclude(source_url="").without_words().select_related("bill")
        texts = [each for each in rows.order_by("-starts_on") if may_fetch(each.source_url)]
        items = self.rested(
            Item("words", str(each.pk), about=f"{each.bill} · {each.label}") for each in texts
        )
        return Told(more=items[:TEXTS_A_LOOK])

    def ask_words(self, item: Item) -> Told:
        text = LegalText.objects.without_words().filter(pk=item.key, sha256="").first()
        if text is None or not may_fetch(text.source_url):
            return Told()
        read, media_type = plain.read_file(self.client.get(text.source_url) or b"")
        feed, _colon, key = text.import_key.partition(":")
        record = TextRecord(
            key=key,
            label=text.label,
            body=read.body,
            marks=tuple(read.marks),
            media_type=media_type,
        )
        return Told(records=[LooseText(feed, record)], into=text.bill)
