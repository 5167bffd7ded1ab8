"""The state of all facts on a day: one query, whatever the number of governments.

A newcomer's mistake: asking each county in turn. `standing` answers with plain tuples from one
index; words are looked up once for the few factors and values that there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db import connection
from django.db.models import Count, Q

from amparo.places.models import Jurisdiction
from amparo.policies.models import Fact, FactQuerySet

Answers = Mapping[int, set[int]]  # factor → the answers that hold


def standing(
    on: date, *, factors: Collection[int] = (), kind: str = "", state: str = ""
) -> list[tuple[int, int, int]]:
    """(government, factor, value) of every public fact in force on that day, by id.

    Of some factors alone, of one kind of government, of one state, where these are given.
    """
    rows = Fact.objects.public().on(on).order_by()
    if factors:
        rows = rows.filter(factor__in=list(factors))
    if kind:
        rows = rows.filter(government__kind=kind)
    if state:
        rows = rows.filter(government__state=state)
    return _plain(rows.values_list("government_id", "factor_id", "value_id"))


def answers_by_government(
    on: date, *, factors: Collection[int] = (), kind: str = "", state: str = ""
) -> dict[int, dict[int, set[int]]]:
    """The same, by government and factor. Several answers at once: they differ, or all hold."""
    found: dict[int, dict[int, set[int]]] = {}
    for government, factor, value in standing(on, factors=factors, kind=kind, state=state):
        found.setdefault(government, {}).setdefault(factor, set()).add(value)
    return found


def examples_on(on: date, *, factors: Collection[int] = (), state: str = "") -> frozenset[int]:
    """Governments of which an invented example is shown on that day."""
    rows = Fact.objects.public().on(on).filter(is_example=True).order_by()
    if factors:
        rows = rows.filter(factor__in=list(factors))
    if state:
        rows = rows.filter(government__state=state)
    return frozenset(rows.values_list("government_id", flat=True))


def counts_on(on: date, factor: int, *, kind: str = "", state: str = "") -> dict[int, int]:
    """How many governments give each answer to a factor on a day: value → count."""
    rows = Fact.objects.public().on(on).filter(factor=factor).order_by()
    if kind:
        rows = rows.filter(government__kind=kind)
    if state:
        rows = rows.filter(government__state=state)
    counted = rows.values("value").annotate(count=Count("government", distinct=True))
    return {each["value"]: each["count"] for each in counted}


def counts_by_state(on: date, factor: int, *, kind: str = "") -> dict[str, dict[int, int]]:
    """The same by state: two letters → value → count."""
    rows = Fact.objects.public().on(on).filter(factor=factor).order_by()
    if kind:
        rows = rows.filter(government__kind=kind)
    counted = rows.values_list("government__state", "value").annotate(
        count=Count("government", distinct=True)
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for state, value, count in counted:
        found[state][value] = count
    return dict(found)


def counts_over_time(
    days: Iterable[date], factor: int, *, kind: str = "", state: str = ""
) -> list[tuple[date, dict[int, int]]]:
    """`counts_on` for each day of a chart."""
    return [(day, counts_on(day, factor, kind=kind, state=state)) for day in days]


def answers_over_time(
    days: Sequence[date], *, factors: Collection[int], kind: str = "", state: str = ""
) -> Iterator[dict[int, frozenset[tuple[int, int]]]]:
    """For each day in turn: government → its (factor, value) pairs. One query for all days."""
    rows = Fact.objects.public().filter(factor__in=list(factors), starts_on__lte=days[-1])
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=days[0])).order_by()
    rows = rows.filter(government__kind=kind) if kind else rows
    rows = rows.filter(government__state=state) if state else rows
    spans = list(rows.values_list("government_id", "factor_id", "value_id", "starts_on", "ends_on"))
    for day in days:
        found: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for government, factor, value, starts, ends in spans:
            if starts <= day and (ends is None or ends >= day):
                found[government].add((factor, value))
        yield {government: frozenset(pairs) for government, pairs in found.items()}


def facts_of(government: Jurisdiction, on: date | None = None) -> FactQuerySet:
    """Its public facts and those of its agencies, with their words: of a day, or all there were."""
    rows = Fact.objects.public().of(government).with_words()
    rows = rows if on is None else rows.on(on)
    return rows.order_by("factor__order", "factor_id", "-starts_on", "-id")


def first_day() -> date | None:
    """The earliest day of which a public fact is known; where a slider starts."""
    return Fact.objects.public().order_by("starts_on").values_list("starts_on", flat=True).first()


def _plain(rows: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """As the database's own cursor gives them: no converter has anything to do with whole
    numbers, and for 500,000 rows that is most of the time."""
    sql, params = rows.query.sql_with_params()  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
