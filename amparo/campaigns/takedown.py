"""Taking a page down so that it stays down: rooms above register what they keep of a campaign.

The order matters. First the keyring's ledger, which is outside the main backup: whatever interrupts
the rest, the next round or the next `restore` finishes it. Then, in one transaction, the addresses
are buried and the rows deleted. Then files, caches and, at last, the cards' keys.
A newcomer's mistake: a part that deletes files inside the transaction; return their names instead.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.audit.actors import WORKER, Actor
from amparo.audit.operations import record
from amparo.campaigns import tombstones
from amparo.campaigns.citations import forget
from amparo.campaigns.models import Campaign, Delivery, Update
from amparo.keyring.ledger import note_removed, removed
from amparo.supporters.models import Card, Keyspace
from amparo.supporters.operations.keyspaces import CannotShred, set_shred_date, shred
from amparo.web.pagecache import bump

CAMPAIGN = "campaigns.campaign"  # the ledger's words, kept for ever
TOMBSTONE = "campaigns.tombstone"


@dataclass
class Gone:
    """What a part deleted: addresses to bury, names of files in the media folder to delete."""

    paths: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, other: "Gone") -> None:
        self.paths += other.paths
        self.files += other.files


@dataclass(frozen=True)
class Part:
    """A room's part in a takedown.

    `name_what_goes` says it in sentences, for the confirmation. `paths_of` lists the addresses,
    deleting nothing. `remove` deletes the rows; it runs inside the takedown's transaction and may
    be run again.
    """

    name: str
    name_what_goes: Callable[[Campaign], list[str | Promise]]
    remove: Callable[[Campaign, datetime], Gone]
    paths_of: Callable[[Campaign], list[str]] = lambda campaign: []


class CannotTakeDown(Exception):
    """`reason`: cases (an umbrella still stands over cases: take those down first)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Add a room's part; the same name again replaces it."""
    _parts[part.name] = part


def name_what_goes(campaign: Campaign) -> list[str]:
    """Say exactly what a takedown will delete, in sentences, in the current language."""
    texts = campaign.texts.count()
    cards = Card.objects.filter(keyspace_id=campaign.keyspace_id).count()
    lines = [
        _("The page “%(title)s” with its address.") % {"title": campaign.title},
        ngettext(
            "Its text in %(count)d language.", "Its texts in %(count)d languages.", texts
        ) % {"count": texts},
    ]  # fmt: skip
    if campaign.photo:
        lines.append(_("Its photograph."))
    if campaign.is_case:
        lines.append(_("The recorded consent and its sealed statement."))
    for part in _parts.values():
        lines += [str(line) for line in part.name_what_goes(campaign)]
    lines += _name_records(campaign)
    lines.append(
        ngettext(
            "%(count)d sealed card of a supporter, with the keys that could open it.",
            "%(count)d sealed cards of supporters, with the keys that could open them.",
            cards,
        ) % {"count": cards}
    )  # fmt: skip
    return lines


def take_down(campaign: Campaign, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Delete a campaign and everything of it; may be run again after an interruption.

    A legal hold keeps the sealed cards, and nothing else. Raises CannotTakeDown.
    """
    if campaign.cases.exists():
        raise CannotTakeDown("cases")
    hashes = [tombstones.hash_of(path) for path in _paths_of(campaign)]
    note_removed(TOMBSTONE, hashes)
    note_removed(CAMPAIGN, [campaign.pk])
    keyspace = campaign.keyspace
    files = _delete_rows(campaign, hashes, actor=actor, now=now, reason=reason)
    bump()
    for name in files:
        default_storage.delete(name)
    _shred(keyspace, actor, now)


def apply_takedowns(*, now: datetime) -> int:
    """Finish what was interrupted, and what an old backup brought back; return how many.

    A round of the worker; `restore` calls it before anything is served.
    """
    today = timezone.localdate(now)
    tombstones.bury_hashes(removed(TOMBSTONE), today)
    gone = {UUID(each) for each in removed(CAMPAIGN)}
    left = list(Campaign.objects.filter(pk__in=gone))
    for campaign in left:
        take_down(campaign, actor=WORKER, now=now, reason="removed before")
    return len(left)


def _name_records(campaign: Campaign) -> list[str]:
    """What hangs on the campaign's asks, whatever they are."""
    lines = []
    updates = Update.objects.filter(campaign=campaign).count()
    if updates:
        said = ngettext("%(count)d update.", "%(count)d updates.", updates)
        lines.append(said % {"count": updates})
    deliveries = Delivery.objects.filter(campaign=campaign).count()
    if deliveries:
        said = ngettext(
            "%(count)d record of a delivery, with its photograph.",
            "%(count)d records of deliveries, with their photographs.",
            deliveries,
        )
        lines.append(said % {"count": deliveries})
    return lines


def _paths_of(campaign: Campaign) -> list[str]:
    own = f"/campaigns/{campaign.slug}/"
    return [own, *(path for part in _parts.values() for path in part.paths_of(campaign))]


@transaction.atomic
def _delete_rows(
    campaign: Campaign, hashes: list[str], *, actor: Actor, now: datetime, reason: str
) -> list[str]:
    """Bury the addresses and delete the rows; return the files that are left to delete."""
    photos = [each.photo for each in Delivery.objects.filter(campaign=campaign)]
    gone = Gone(files=[photo.name or "" for photo in (campaign.photo, *photos) if photo])
    for part in _parts.values():
        gone.add(part.remove(campaign, now))
    today = timezone.localdate(now)
    note_removed(TOMBSTONE, tombstones.bury(gone.paths, today))
    tombstones.bury_hashes(hashes, today)
    record("campaigns.take_down", actor=actor, about=campaign, reason=reason)
    set_shred_date(campaign.keyspace, today, actor=actor)
    forget([campaign])
    Campaign.objects.filter(pk=campaign.pk).delete()
    return gone.files


def _shred(keyspace: Keyspace, actor: Actor, now: datetime) -> None:
    """Destroy the keys and cards now. A hold keeps them; the daily round does it when it ends."""
    try:
        shred(keyspace, actor=actor, now=now)
    except CannotShred:
        bump()
