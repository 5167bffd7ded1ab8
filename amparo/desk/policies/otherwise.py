"""In sentences: where lists of agreements say another day than somebody wrote by hand."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from amparo.policies.models import Agreement, ByHand, Fact
from amparo.policies.operations.byhand import Otherwise, otherwise
from amparo.policies.operations.histories import run_of
from amparo.web.templatetags.web import day


def of_batch(told: Iterable[Iterable[Any]]) -> list[tuple[Fact, str]]:
    """(fact, sentence) of an import's report; facts that went since are left out."""
    found = [Otherwise.from_json(each) for each in told]
    facts = {fact.pk: fact for fact in Fact.objects.with_words().filter(
        pk__in={each.fact for each in found})}  # fmt: skip
    return [(facts[each.fact], sentence(each)) for each in found if each.fact in facts]


def of_agreement(agreement: Agreement | None) -> list[str]:
    """As the lists stand now."""
    run = run_of(agreement) if agreement and agreement.by_hand else None
    return [sentence(each) for each in otherwise(agreement, run)] if agreement and run else []


def sentence(found: Otherwise) -> str:
    days = {
        "list": day(found.by_lists, "year") if found.by_lists else "",
        "hand": day(found.by_hand, "year") if found.by_hand else "",
    }
    if found.edge == ByHand.START:
        return _("The lists say it began on %(list)s, you wrote %(hand)s.") % days
    if found.by_hand is None:
        return _("The lists lack it since %(list)s, you wrote that it is in force.") % days
    if found.by_lists and found.by_lists < found.by_hand:
        return _("The lists lack it after %(list)s, you wrote that it ended on %(hand)s.") % days
    return _("The lists had it still on %(list)s, you wrote that it ended on %(hand)s.") % days
