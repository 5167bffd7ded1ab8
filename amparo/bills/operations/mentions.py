"""Which of our asks, letters and scripts name a bill, and what happens when its wording moves.

Places are (kind, id) as in `evidence.citing`, whose registry finds their titles and addresses. A
newcomer's mistake: hoping that organizers link every ask. Rooms above register finders, which look
for a bill's number in the words of what is open.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.models import Bill, BillRelation, Hand, Mention, RelationKind, StepKind
from amparo.evidence import citing
from amparo.web.pagecache import bump

# A bill -> (kind, id) of each open text that names it
Finder = Callable[[Bill], Iterable[tuple[str, str]]]

_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


@transaction.atomic
def link(bill: Bill, kind: str, place_id: object, *, actor: Actor) -> Mention:
    """Bind an ask or another text of ours to a bill: its public page leads there."""
    mention, is_new = Mention.objects.update_or_create(
        bill=bill, place_kind=kind, place_id=str(place_id), defaults={"is_linked": True}
    )
    if is_new:
        _flag_late([mention], timezone.localdate())
    record("bills.link", actor=actor, about=bill, detail={"kind": kind, "place": str(place_id)})
    transaction.on_commit(bump)
    return mention


@transaction.atomic
def unlink(mention: Mention, *, actor: Actor) -> None:
    """It is no longer about this bill."""
    detail = {"kind": mention.place_kind, "place": mention.place_id}
    record("bills.unlink", actor=actor, about=mention.bill, detail=detail)
    mention.delete()
    transaction.on_commit(bump)


@transaction.atomic
def note_move(old: Bill, new: Bill | None, *, actor: Actor, now: datetime) -> int:
    """Wording of `old` stands in `new` now: flag everything of ours that names the old bill.

    `new` is None where nobody knows yet which bill that is. May be run twice. Returns how many
    places wait to be looked at because of it. Room `sightings` calls this when an organizer
    confirms that a provision has moved.
    """
    if new and old.pk == new.pk:
        return 0
    if new:
        _relate(old, new)
    _noted(old)
    waiting = Mention.objects.filter(bill=old).filter(
        ~Q(moved_to=new) | Q(to_look_since__isnull=True)
    )
    count = waiting.update(to_look_since=timezone.localdate(now), moved_to=new)
    detail = {"to": str(new)} if new else {}
    record("bills.move", actor=actor, about=old, count=count, detail=detail)
    transaction.on_commit(bump)
    return count


def _relate(old: Bill, new: Bill) -> None:
    same_session = old.session_id == new.session_id
    BillRelation.objects.update_or_create(
        bill=old,
        kind=RelationKind.MOVED,
        other_identifier=new.identifier,
        other_session="" if same_session else new.session.key,
        defaults={"other": new, "hand": Hand.ADDED},
    )


def has_moved(bill: Bill, to: Bill | None = None) -> bool:
    """Whether somebody said that its wording stands elsewhere: there, or wherever."""
    rows = bill.relations.kept().filter(kind=RelationKind.MOVED)
    if to is not None:
        return rows.filter(other=to).exists()
    return rows.exists() or bill.steps.kept().filter(kind=StepKind.MOVED).exists()


def refresh_moved(now: datetime) -> int:
    """Look for what has been written since about bills that moved; how many were looked through.

    Of sessions that are not over: nobody calls about a bill of another legislature any more.
    """
    moved = Q(relations__kind=RelationKind.MOVED) | Q(steps__kind=StepKind.MOVED)
    today = timezone.localdate(now)
    rows = Bill.objects.filter(moved, session__last_year__gte=today.year).distinct()
    bills = [each for each in rows if has_moved(each)]
    for bill in bills:
        refresh(bill, today)
    return len(bills)


@transaction.atomic
def refresh(bill: Bill, today: date) -> None:
    """Note where the bill's number stands now; what was linked by hand stays.

    A place that names a bill which had moved before waits to be looked at, as those of that day.
    """
    _flag_late(_noted(bill), today)


def _noted(bill: Bill) -> list[Mention]:
    """The places that were not known to name it."""
    found = {(kind, place) for finder in _finders for kind, place in finder(bill)}
    kept = {(each.place_kind, each.place_id): each for each in bill.mentions.all()}
    new = [
        Mention(bill=bill, place_kind=kind, place_id=place) for kind, place in found - kept.keys()
    ]
    Mention.objects.bulk_create(new, ignore_conflicts=True)
    gone = [each.pk for pair, each in kept.items() if pair not in found and not each.is_linked]
    Mention.objects.filter(pk__in=gone).delete()
    return new


def _flag_late(new: Sequence[Mention], today: date) -> None:
    """These name a bill since now: where its wording had moved, somebody has to look."""
    if not new or not has_moved(new[0].bill):
        return
    bill = new[0].bill
    moved = bill.relations.kept().filter(kind=RelationKind.MOVED, other__isnull=False).last()
    for each in new:
        rows = Mention.objects.of_place(each.place_kind, each.place_id).filter(bill=bill)
        rows.update(to_look_since=today, moved_to=moved.other if moved else None)


@transaction.atomic
def look_at(mention: Mention, *, actor: Actor) -> bool:
    """Somebody has looked at this place since the wording moved. False where nothing waited."""
    waiting = Mention.objects.filter(pk=mention.pk, to_look_since__isnull=False)
    if not waiting.update(to_look_since=None, moved_to=None):
        return False
    detail = {"kind": mention.place_kind, "place": mention.place_id}
    record("bills.look_at", actor=actor, about=mention.bill, detail=detail)
    return True


def waiting_places() -> list[tuple[Mention, citing.Place]]:
    """Places that wait to be looked at, those that still exist, the longest waiting first."""
    rows = list(
        Mention.objects.to_look_at()
        .select_related("bill__session", "moved_to__session")
        .order_by("to_look_since", "pk")
    )
    found = citing.places([(each.place_kind, each.place_id) for each in rows])
    return [
        (each, found[each.place_kind, each.place_id])
        for each in rows
        if (each.place_kind, each.place_id) in found
    ]
