"""Which open asks name a bill in their words, so that they are flagged when its wording moves.

A newcomer's mistake: the field for a bill alone. A letter says "SF 958" in its third paragraph; so
every word of every language is looked at.
"""

from collections.abc import Iterator

from django.db import models

from amparo.bills.models import Bill
from amparo.bills.naming import pattern_of
from amparo.campaigns.actions import Action, ActionState
from amparo.campaigns.kinds import all_kinds

_OVER = (ActionState.CLOSED, ActionState.WON)


def asks_naming(bill: Bill) -> Iterator[tuple[str, str]]:
    """(kind, id) of each ask, draft or open, that names the bill."""
    pattern = pattern_of(bill.identifier)
    for kind in all_kinds():
        for ask in kind.model._default_manager.exclude(state__in=_OVER).prefetch_related("texts"):
            if pattern.search(words_of(ask)):
                yield kind.code, str(ask.pk)


def words_of(ask: Action) -> str:
    """All that an ask says, in every language."""
    return "\n".join([*_said(ask), *(line for text in ask.texts.all() for line in _said(text))])


def _said(row: models.Model) -> Iterator[str]:
    for field in row._meta.fields:
        if isinstance(field, models.CharField | models.TextField):
            yield str(getattr(row, field.name) or "")
