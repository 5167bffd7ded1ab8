"""What may be counted and shown without a key: for public pages, charts and the desk.

A newcomer's mistake: showing a county with three people in it. Public figures go through
`county_counts`, which hides what is below ten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from amparo.lib.dates import week_of, weeks_between
from amparo.supporters.models import (
    Card,
    CommentState,
    Keyspace,
    ListWeek,
    PublicComment,
    PublicName,
    Tally,
)

HIDDEN_BELOW = 10  # people of one county in a public figure


@dataclass(frozen=True, slots=True)
class CountyCounts:
    """Counties by FIPS code, the largest first; the small ones together, and unnamed."""

    counties: list[tuple[str, int]]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    language: str
    shown: str
    town: str


def tally(action_id: UUID) -> Tally:
    """Return how many stand under an action, as counted last; an empty tally where none was."""
    return Tally.objects.filter(pk=action_id).first() or Tally(action_id=action_id)


def tallies(action_ids: list[UUID]) -> dict[UUID, Tally]:
    """Return the tallies of several actions in one query; each action has one."""
    found = Tally.objects.in_bulk(action_ids)
    return {each: found.get(each) or Tally(action_id=each) for each in action_ids}


def county_counts(action_id: UUID, *, hidden_below: int = HIDDEN_BELOW) -> CountyCounts:
    """Count confirmed people by county, fit for the public. The desk may pass `hidden_below=0`."""
    counts = _counts(_tallied(action_id), "county")
    named = {code: count for code, count in counts.items() if code and count >= hidden_below}
    largest_first = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))
    return CountyCounts(largest_first, sum(counts.values()) - sum(named.values()))


def weekly_counts(action_id: UUID) -> list[tuple[date, int]]:
    """Count confirmed people by week (its Monday), the first week first; empty weeks left out."""
    return sorted(_counts(_tallied(action_id), "week_on").items())


def source_counts(action_id: UUID) -> list[tuple[str, int]]:
    """Count confirmed people by the code of where they came from, the most frequent first."""
    counts = _counts(_tallied(action_id), "source")
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def language_counts(action_id: UUID) -> list[tuple[str, int]]:
    counts = _counts(_tallied(action_id), "language")
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def public_names(action_id: UUID) -> QuerySet[PublicName]:
    """Return the names that their owners show, the latest weeks first; within a week by name."""
    return PublicName.objects.filter(action_id=action_id).order_by("-week_on", "shown")


def public_comments(action_id: UUID, *, limit: int) -> list[Comment]:
    """Return published comments, the latest weeks first, signed where their owners show a name."""
    published = PublicComment.objects.filter(action_id=action_id).order_by("-week_on", "pk")[:limit]
    names = PublicName.objects.in_bulk([each.pk for each in published])
    return [_signed(each, names.get(each.pk)) for each in published]


@dataclass(frozen=True, slots=True)
class ListFlow:
    """How many came to the standing list in one week, how many went, how many it had then."""

    week_on: date
    joined: int
    imported: int
    gone: int
    total: int


def list_flows(*, today: date, most: int = 52) -> list[ListFlow]:
    """Return the last weeks of the list, the earliest first, quiet weeks too.

    Counted back from who is on it now, so that the last total is never another figure.
    """
    kept = {week.week_on: week for week in ListWeek.objects.all()}
    if not kept:
        return []
    total = Card.objects.filter(action_kind=Keyspace.Kind.LIST, is_confirmed=True).count()
    found: list[ListFlow] = []
    for week_on in reversed(weeks_between(min(kept), max(week_of(today), max(kept)))[-most:]):
        week = kept.get(week_on) or ListWeek(week_on=week_on)
        gone = week.left_count + week.merged_count + week.dropped_count
        found.append(ListFlow(week_on, week.joined_count, week.imported_count, gone, total))
        total = max(0, total - week.joined_count - week.imported_count + gone)
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of an action waits for somebody: for the desk, without a key."""

    confirmed: int
    unconfirmed: int
    for_a_word: int
    comments: int


def waiting(action_id: UUID) -> Waiting:
    counts: Mapping[str, int] = Card.objects.filter(action_id=action_id).aggregate(
        confirmed=Count("action_id", filter=Q(is_confirmed=True)),
        unconfirmed=Count("action_id", filter=Q(is_confirmed=False, needs_word=False)),
        for_a_word=Count("action_id", filter=Q(is_confirmed=False, needs_word=True)),
        comments=Count(
            "action_id", filter=Q(is_confirmed=True, comment_state=CommentState.WAITING)
        ),
    )
    return Waiting(**counts)


def _tallied(action_id: UUID) -> QuerySet[Card]:
    """Only people who were counted in public already, so that no figure runs ahead of the other."""
    return Card.objects.filter(action_id=action_id, is_tallied=True)


def _counts(cards: QuerySet[Card], column: str) -> dict[Any, int]:
    counted = cards.order_by().values_list(column).annotate(count=Count("*"))
    return dict(counted)


def _signed(comment: PublicComment, name: PublicName | None) -> Comment:
    shown, town = (name.shown, name.town) if name else ("", "")
    return Comment(comment.text, comment.language, shown, town)
