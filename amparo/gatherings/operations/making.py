"""What follows when a gathering is written: its hosts, its number for calendars, its letters.

A newcomer's mistake: forgetting `settle` after `change_ask`. A calendar that has the gathering
already takes a change only where SEQUENCE has grown (RFC 5545, 3.8.7.4).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import Facts, Words, change_ask, create_ask
from amparo.campaigns.standing import show_on_commit
from amparo.gatherings import waiting
from amparo.gatherings.dates import is_ruled
from amparo.gatherings.emails import CHANGED
from amparo.gatherings.models import Gathering, Host, takes_rsvps_by_default
from amparo.gatherings.operations.reminding import send_now
from amparo.lib.pictures import Picture
from amparo.organizations.models import Organization

Hosts = Mapping[str, Sequence[Organization]]  # by HostRole


@transaction.atomic
def create_gathering(
    campaign: Campaign, *, facts: Facts, words: Words, hosts: Hosts, actor: Actor, now: datetime
) -> Gathering:
    """Begin a gathering as a draft. Raises campaigns.operations.asks.AddressTaken.

    Where `facts` do not say whether people can say here that they come, its kind does.
    """
    told = {"takes_rsvps": takes_rsvps_by_default(str(facts["kind"])), **facts}
    gathering = create_ask(Gathering, campaign, facts=told, words=words, actor=actor, now=now)
    settle(gathering, hosts=hosts, now=now)
    return gathering


@transaction.atomic
def change_gathering(
    gathering: Gathering,
    *,
    facts: Facts,
    words: Words,
    hosts: Hosts | None = None,
    tells: bool = False,
    actor: Actor,
    now: datetime,
) -> list[str]:
    """Change a gathering; `tells` writes to those who come. Raises as change_ask does."""
    changed = change_ask(gathering, facts=facts, words=words, actor=actor, now=now)
    settle(gathering, hosts=hosts, tells=tells, now=now)
    return changed


@transaction.atomic
def settle(
    gathering: Gathering, *, hosts: Hosts | None = None, tells: bool = False, now: datetime
) -> None:
    """Do what follows a change of columns: called inside the transaction of it."""
    Gathering.objects.filter(pk=gathering.pk).update(sequence=F("sequence") + 1, changed_at=now)
    if hosts is not None:
        _set_hosts(gathering, hosts)
    gathering.refresh_from_db()
    for change in gathering.changed_dates.all():
        if not is_ruled(gathering, change.original_on):
            change.delete()  # the rule no longer names this day: nothing is left to differ
    waiting.promote_all(gathering)
    if tells:
        send_now(gathering, CHANGED)
    show_on_commit()


@transaction.atomic
def cancel_gathering(gathering: Gathering, *, tells: bool, actor: Actor, now: datetime) -> None:
    """Say that it will not take place, on no date; its page stays and says so."""
    changed = Gathering.objects.filter(pk=gathering.pk, is_cancelled=False)
    if not changed.update(is_cancelled=True, sequence=F("sequence") + 1, changed_at=now):
        return
    gathering.refresh_from_db()
    record("gatherings.cancel", actor=actor, about=gathering)
    if tells:
        send_now(gathering, CHANGED)
    show_on_commit()


@transaction.atomic
def revive_gathering(gathering: Gathering, *, tells: bool, actor: Actor, now: datetime) -> None:
    """Take the cancelling back."""
    changed = Gathering.objects.filter(pk=gathering.pk, is_cancelled=True)
    if not changed.update(is_cancelled=False, sequence=F("sequence") + 1, changed_at=now):
        return
    gathering.refresh_from_db()
    record("gatherings.revive", actor=actor, about=gathering)
    if tells:
        send_now(gathering, CHANGED)
    show_on_commit()


def set_point(gathering: Gathering, point: tuple[Decimal, Decimal] | None) -> None:
    """Where on the map: latitude and longitude; None where nobody says."""
    latitude, longitude = point or (None, None)
    Gathering.objects.filter(pk=gathering.pk).update(latitude=latitude, longitude=longitude)


@transaction.atomic
def set_sketch(gathering: Gathering, picture: Picture | None) -> None:
    """Keep a drawing of the way, made anew by lib.pictures; None takes it away."""
    old = gathering.sketch
    old_name, storage = old.name, old.storage
    if picture is None:
        gathering.sketch = ""
    else:
        name = f"{gathering.pk}{picture.suffix}"
        gathering.sketch.save(name, ContentFile(picture.data), save=False)
    Gathering.objects.filter(pk=gathering.pk).update(sketch=gathering.sketch.name or "")
    if old_name and old_name != gathering.sketch.name:
        transaction.on_commit(lambda: storage.delete(old_name))
    show_on_commit()


def _set_hosts(gathering: Gathering, hosts: Hosts) -> None:
    gathering.hosts.all().delete()
    seen: set[int] = set()
    rows: list[Host] = []
    for role, organizations in hosts.items():
        for organization in organizations:
            if organization.pk not in seen:
                seen.add(organization.pk)
                rows.append(
                    Host(
                        gathering=gathering,
                        organization=organization,
                        role=role,
                        order=len(rows),
                    )
                )
    Host.objects.bulk_create(rows)
    getattr(gathering, "_prefetched_objects_cache", {}).clear()
