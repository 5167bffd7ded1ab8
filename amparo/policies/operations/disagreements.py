"""Facts that cannot both be right, found by what they say and when.

A newcomer's mistake: calling it a contradiction when a written policy and a practice differ. That
is the finding itself, and the pages show the two apart. Two written rules of one jurisdiction that
hold on the same day and say different things are one, unless the factor allows several answers.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.policies.models import Disagreement, Evidence, Fact, FactChange, State, What
from amparo.web.pagecache import bump

_CHUNK = 500


def look_for_disagreements(facts: Collection[int], today: date) -> None:
    """Note which of these facts disagree with which others; settle what is over."""
    for chunk in _chunks(sorted(facts)):
        found = _pairs(chunk)
        known, by_hand = _open(chunk), _settled_by_hand(chunk)
        new = found - set(known) - by_hand
        Disagreement.objects.bulk_create(
            (Disagreement(one_id=a, other_id=b, noted_on=today) for a, b in new),
            update_conflicts=True,
            unique_fields=["one", "other"],
            update_fields=["noted_on", "settled_on"],
        )
        over = [known[pair] for pair in known if pair not in found]
        Disagreement.objects.filter(pk__in=over).update(settled_on=today)


@transaction.atomic
def settle(found: Disagreement, *, why: str, actor: Actor, today: date) -> bool:
    """Somebody looked and says why both may stand; False where it was settled before."""
    still = Disagreement.objects.filter(pk=found.pk, settled_on__isnull=True)
    if not still.update(settled_on=today, settled_by=actor.label[:150]):
        return False
    FactChange.objects.bulk_create(
        FactChange(fact_id=pk, changed_on=today, what=What.SETTLED, who=actor.label[:150], why=why)
        for pk in (found.one_id, found.other_id)
    )
    record("policies.settle", actor=actor, about=found, reason=why)
    transaction.on_commit(bump)
    return True


def of_fact(fact: Fact) -> list[tuple[Disagreement, Fact]]:
    """(disagreement, what says otherwise), those first that nobody settled."""
    rows = Disagreement.objects.filter(Q(one=fact) | Q(other=fact))
    rows = rows.order_by(F("settled_on").desc(nulls_first=True), "-id")
    others = {each.pk: each for each in Fact.objects.with_words().filter(pk__in=_others(rows))}
    return [(each, others[each.other_id if each.one_id == fact.pk else each.one_id])
            for each in rows]  # fmt: skip


def _others(rows: Iterable[Disagreement]) -> set[int]:
    return {pk for each in rows for pk in (each.one_id, each.other_id)}


def _pairs(facts: Collection[int]) -> set[tuple[int, int]]:
    """(lesser id, greater id) of those that cannot both be right."""
    columns = (
        "pk", "jurisdiction_id", "factor_id", "value_id", "evidence", "starts_on", "ends_on",
        "factor__is_multiple", "value__is_none",
    )  # fmt: skip
    live = Fact.objects.exclude(state=State.WITHDRAWN)
    mine = list(live.filter(pk__in=facts).values_list(*columns))
    theirs: dict[tuple[int, int], list[tuple]] = {}  # type: ignore[type-arg]  # a row as it comes
    places = {row[1] for row in mine}
    for row in live.filter(
        jurisdiction__in=places, factor__in={row[2] for row in mine}
    ).values_list(*columns):
        theirs.setdefault(row[1:3], []).append(row)
    return {
        (min(one[0], other[0]), max(one[0], other[0]))
        for one in mine
        for other in theirs.get(one[1:3], [])
        if _disagree(one, other)
    }


def _disagree(one: tuple, other: tuple) -> bool:  # type: ignore[type-arg]  # rows of _pairs
    _pk, _place, _factor, value, evidence, starts, ends, is_multiple, is_none = one
    if value == other[3] or (evidence == Evidence.PRACTICE) != (other[4] == Evidence.PRACTICE):
        return False
    if is_multiple and not is_none and not other[8]:
        return False
    return bool(starts <= (other[6] or date.max) and other[5] <= (ends or date.max))


def _settled_by_hand(facts: Collection[int]) -> set[tuple[int, int]]:
    """Somebody gave a reason: these do not come up again."""
    rows = Disagreement.objects.filter(Q(one__in=facts) | Q(other__in=facts))
    return set(rows.exclude(settled_by="").values_list("one_id", "other_id"))


def _open(facts: Collection[int]) -> dict[tuple[int, int], int]:
    rows = Disagreement.objects.filter(settled_on__isnull=True)
    rows = rows.filter(Q(one__in=facts) | Q(other__in=facts))
    return {(one, other): pk for pk, one, other in rows.values_list("pk", "one_id", "other_id")}


def _chunks(facts: list[int]) -> Iterable[list[int]]:
    return (facts[at : at + _CHUNK] for at in range(0, len(facts), _CHUNK))
