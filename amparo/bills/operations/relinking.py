"""Printed names linked to officials who were imported after the bills that name them.

A newcomer's mistake: writing over what is linked. Only what nobody was found for is looked at
again, and a district is filled in only where none is printed.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, QuerySet

from amparo.bills.models import MemberVote, Session, Sponsor
from amparo.bills.models.sessions import CONGRESS, letters_of
from amparo.bills.people import Members, district_of, officials_of
from amparo.web.pagecache import bump

_seen: dict[str, int] = {}  # officials of each legislature when this was last done


def relink_changed(now: datetime) -> int:
    """Link again where the officials of a state are not what they were; how many rows were."""
    count = 0
    states = Session.objects.values_list("jurisdiction__state", flat=True).distinct().order_by()
    for state in states:
        legislature = state or CONGRESS
        stamp = _stamp(legislature)
        if _seen.get(legislature) != stamp:
            count += relink(legislature)
            _seen[legislature] = stamp
    return count


@transaction.atomic
def relink(state: str) -> int:
    """Look again for whoever sponsored or voted in a state and is linked to nobody."""
    members, letters = Members(state), letters_of(state)
    sponsors = Sponsor.objects.kept().filter(
        official=None, bill__session__jurisdiction__state=letters
    )
    namesake = MemberVote.objects.filter(vote=OuterRef("vote"), name=OuterRef("name"))
    votes = MemberVote.objects.filter(
        ~Exists(namesake.exclude(pk=OuterRef("pk"))),  # two of one name in one vote stay as printed
        official=None,
        vote__bill__session__jurisdiction__state=letters,
    )
    count = _link(
        _of_known_names(sponsors, members).annotate(on=Min("bill__steps__starts_on")),
        members,
        lambda row: (row.on, row.chamber),
    )
    count += _link(
        _of_known_names(votes, members).select_related("vote"),
        members,
        lambda row: (row.vote.held_on, row.vote.chamber),
    )
    if count:
        transaction.on_commit(bump)
    return count


def _stamp(state: str) -> int:
    rows = officials_of(state).order_by("pk")
    facts = ("pk", "name", "since_on", "left_on", "office__seat", "office__district")
    return hash(tuple(rows.values_list(*facts)))


def _of_known_names(rows: Any, members: Members) -> QuerySet[Any]:
    """Those whose name an official of the state has: of a session's votes most are of none."""
    names = rows.values_list("name", flat=True).distinct().order_by()
    found: QuerySet[Any] = rows.filter(name__in=[each for each in names if members.knows(each)])
    return found


def _link(rows: Iterable[Any], members: Members, when: Any) -> int:
    changed = []
    for row in rows:
        on, chamber = when(row)
        official = members.find(row.name, on, chamber)
        if official is not None:
            row.official, row.district = official, row.district or district_of(official)
            changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(
            changed, ["official", "district"], batch_size=500
        )
    return len(changed)
