"""What was chosen of a list of supporters: filters that the database answers, words that it cannot.

The list and the file made from it read the same query. A newcomer's mistake: looking for words in
the database; they are sealed, so that the filters come first, then the opening, then the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from amparo.desk.frame import Filter
from amparo.desk.sealed import Row
from amparo.supporters.models import Card


@dataclass(frozen=True)
class Choice:
    """Filters, each with the value chosen, and words to look for."""

    filters: Sequence[tuple[Filter, str]]
    words: str

    def keep(self, cards: QuerySet[Card]) -> QuerySet[Card]:
        """Those cards that the filters leave."""
        for each, value in self.filters:
            cards = each.leave(cards, value)
        return cards

    def has(self, key: str) -> bool:
        """Was something chosen of this filter?"""
        return any(each.key == key for each, _value in self.filters)

    def said(self) -> list[tuple[str, str]]:
        """What was chosen, as (label, value) in the words of the page."""
        lines = [(each.label, str(dict(each.options)[value])) for each, value in self.filters]
        return [*lines, (_("Words"), self.words)] if self.words else lines


def choice_of(filters: Sequence[Filter], query: QueryDict) -> Choice:
    """Read the choice from a list's query; what is not offered is passed over."""
    asked = [(each, query.get(each.key, "")) for each in filters]
    known = [(each, value) for each, value in asked if value in dict(each.options)]
    return Choice(known, query.get("q", "").strip())


def fits(row: Row, words: str) -> bool:
    """Is every one of these words, in letters of any size, in what she told?"""
    opened = row.opened
    if not words or opened is None:
        return not words
    more = opened.told_words.values()
    told = " ".join((opened.name, opened.email, opened.phone, opened.town, *more)).casefold()
    return all(word in told for word in words.casefold().split())
