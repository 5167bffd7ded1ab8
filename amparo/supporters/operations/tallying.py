"""Count who stands under an action, in batches.

A counter that moves by one at the moment somebody signs tells when she signed. So newcomers wait
until there are five, or until a quarter of an hour has struck; under load that is every second.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Greatest

from amparo.supporters.models import Card, Tally
from amparo.web import pagecache

BATCH = 5  # people
STRIKES_EACH = 15 * 60  # seconds

_quarter: int | None = None  # as the worker saw it last


def refresh_tallies(now: datetime, *, is_due: bool = False) -> int:
    """Take newcomers and leavers into the tallies; return how many actions changed.

    Alone, an action waits for BATCH people or the next strike of the clock; `is_due` counts all.
    """
    least = 1 if _strikes(now) or is_due else BATCH
    changed = sum(_take_in(action_id, kind) for action_id, kind in _waiting(least))
    changed += sum(_take_off(tally) for tally in Tally.objects.filter(leaving_count__gte=least))
    if changed:
        pagecache.bump()
    return changed


def _strikes(now: datetime) -> bool:
    """Tell, once for each quarter of an hour, that a new one has begun since the last look."""
    global _quarter
    quarter = int(now.timestamp()) // STRIKES_EACH
    before, _quarter = _quarter, quarter
    return before is not None and before != quarter


def note_leaving(action_id: UUID, count: int = 1) -> None:
    """Remember that a counted person left; the tally falls with the next batch."""
    Tally.objects.filter(pk=action_id).update(leaving_count=F("leaving_count") + count)


def note_paper_count(action_kind: str, action_id: UUID, count: int) -> None:
    """Set how many signed on paper, all sheets together."""
    defaults = {"action_kind": action_kind, "paper_count": count}
    Tally.objects.update_or_create(pk=action_id, defaults=defaults)


def _waiting(least: int) -> list[tuple[UUID, str]]:
    waiting = Card.objects.filter(is_confirmed=True, is_tallied=False).order_by()
    counted = waiting.values("action_id", "action_kind").annotate(newcomers=Count("*"))
    enough = counted.filter(newcomers__gte=least)
    return [(row["action_id"], row["action_kind"]) for row in enough]


def _take_in(action_id: UUID, action_kind: str) -> bool:
    with transaction.atomic():
        Tally.objects.get_or_create(pk=action_id, defaults={"action_kind": action_kind})
        waiting = Card.objects.filter(action_id=action_id, is_confirmed=True, is_tallied=False)
        taken = waiting.update(is_tallied=True)
        Tally.objects.filter(pk=action_id).update(confirmed_count=F("confirmed_count") + taken)
    return taken > 0


def _take_off(tally: Tally) -> bool:
    left = tally.leaving_count
    return bool(
        Tally.objects.filter(pk=tally.pk, leaving_count__gte=left).update(
            confirmed_count=Greatest(F("confirmed_count") - left, 0),
            leaving_count=F("leaving_count") - left,
        )
    )
