"""Begin a campaign, write its words, open it, close it.

A newcomer's mistake: putting a case's address or title into the log or a keyspace's name. Both
outlive a takedown; they name a campaign by its id alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.audit.actors import WORKER, Actor
from amparo.audit.operations import record
from amparo.campaigns.citations import note_texts
from amparo.campaigns.models import Campaign, CampaignText, State
from amparo.campaigns.promises import CannotOpen, check_words, keep_promise
from amparo.lib.pictures import Picture
from amparo.supporters.models import Keyspace
from amparo.supporters.operations.keyspaces import make_keyspace, set_shred_date
from amparo.web.pagecache import bump

SHRED_AFTER = timedelta(days=30)  # after the last day


@dataclass(frozen=True)
class Facts:
    """What a campaign is, in no language."""

    slug: str
    kind: str
    opens_on: date
    closes_on: date
    parent: Campaign | None = None
    limited_to_roles: bool = False


@dataclass(frozen=True)
class Words:
    """What it says of itself in one language."""

    title: str
    aim: str = ""
    summary: str = ""
    background: str = ""
    photo_alt: str = ""


class AddressTaken(Exception):
    """Another campaign has this address."""


class CannotChange(Exception):
    """`reason`: address (an open campaign keeps its address), shredded (its cards are gone),
    umbrella (it stands under none).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def begin_campaign(
    facts: Facts, words: Mapping[str, Words], *, actor: Actor, now: datetime
) -> Campaign:
    """Write a draft with its own keyspace, which knows from now on when it will be shredded.

    Raises AddressTaken.
    """
    campaign_id = uuid4()
    keyspace = make_keyspace(
        name=f"{facts.kind} {str(campaign_id)[:8]}",
        kind=Keyspace.Kind.CAMPAIGN,
        shred_on=facts.closes_on + SHRED_AFTER,
    )
    campaign = Campaign(id=campaign_id, keyspace=keyspace, **_columns(facts))
    _save(campaign)
    record("campaigns.begin", actor=actor, about=campaign, detail={"kind": facts.kind})
    write_words(campaign, words, actor=actor, now=now)
    return campaign


@transaction.atomic
def change_campaign(campaign: Campaign, facts: Facts, *, actor: Actor) -> Campaign:
    """Change the facts; a later closing day moves the day of shredding too.

    Raises AddressTaken, CannotChange.
    """
    if campaign.state != State.DRAFT and facts.slug != campaign.slug:
        raise CannotChange("address")
    if facts.closes_on != campaign.closes_on:
        _move_end(campaign, facts.closes_on, actor)
    for name, value in _columns(facts).items():
        setattr(campaign, name, value)
    _save(campaign)
    record("campaigns.change", actor=actor, about=campaign)
    transaction.on_commit(bump)
    return campaign


@transaction.atomic
def write_words(
    campaign: Campaign, words: Mapping[str, Words], *, actor: Actor, now: datetime
) -> list[str]:
    """Write the texts that changed; return their languages. Keeps a promise that they fulfill."""
    before = {text.language: text for text in CampaignText.objects.filter(campaign=campaign)}
    changed = [code for code, said in words.items() if _differs(before.get(code), said)]
    for code in changed:
        CampaignText.objects.update_or_create(
            campaign=campaign, language=code, defaults={**vars(words[code]), "changed_at": now}
        )
    if changed:
        record("campaigns.write", actor=actor, about=campaign, detail={"languages": changed})
        _forget_texts(campaign)
        note_texts(campaign)
        keep_promise(campaign, actor=actor, now=now)
        transaction.on_commit(bump)
    return changed


@transaction.atomic
def set_photo(campaign: Campaign, photo: Picture | None, *, actor: Actor) -> None:
    """Put a re-encoded photograph on the page, or take it away (None); the old file goes."""
    old, storage = campaign.photo.name, campaign.photo.storage
    if photo is None:
        campaign.photo = ""
    else:
        campaign.photo.save(f"photo{photo.suffix}", ContentFile(photo.data), save=False)
    campaign.save(update_fields=["photo"])
    record("campaigns.set_photo", actor=actor, about=campaign)
    if old:
        transaction.on_commit(lambda: storage.delete(old))
    transaction.on_commit(bump)


@transaction.atomic
def open_campaign(
    campaign: Campaign, *, actor: Actor, now: datetime, promise_by: datetime | None = None
) -> None:
    """Show it to the public: in all its languages, or with a promise of the rest by a time.

    Raises CannotOpen.
    """
    today = timezone.localdate(now)
    _check_may_open(campaign, today)
    promised = check_words(campaign, promise_by, now)
    detail: dict[str, Any] = {}
    if promised and promise_by is not None:
        detail = {"promised": promised, "by": promise_by.isoformat(timespec="minutes")}
    changes = {"promised_by": promise_by if promised else None, "promise_kept_at": None}
    _move(campaign, (State.DRAFT, State.CLOSED), State.OPEN, **changes)
    record("campaigns.open", actor=actor, about=campaign, detail=detail)


@transaction.atomic
def put_case_first(case: Campaign, *, actor: Actor) -> None:
    """Put a case at the head of its umbrella; the others keep their order."""
    if case.parent is None:
        raise CannotChange("umbrella")
    cases = Campaign.objects.in_umbrella(case.parent)
    others = [pk for pk in cases.values_list("pk", flat=True) if pk != case.pk]
    for order, pk in enumerate([case.pk, *others]):
        Campaign.objects.filter(pk=pk).update(order=order)
    record("campaigns.order", actor=actor, about=case.parent)
    transaction.on_commit(bump)


@transaction.atomic
def close_campaign(campaign: Campaign, *, actor: Actor, now: datetime) -> None:
    """End it today: its page stays and says so; its cards are shredded 30 days on.

    Raises CannotOpen where it is not open.
    """
    today = timezone.localdate(now)
    ends_on = max(min(campaign.closes_on, today), campaign.opens_on)
    _move_end(campaign, ends_on, actor)
    _move(campaign, (State.OPEN,), State.CLOSED, closes_on=ends_on)
    record("campaigns.close", actor=actor, about=campaign)


def close_what_is_over(now: datetime) -> int:
    """Close campaigns whose last day has passed; return how many."""
    over = Campaign.objects.filter(state=State.OPEN, closes_on__lt=timezone.localdate(now))
    campaigns = list(over)
    for campaign in campaigns:
        close_campaign(campaign, actor=WORKER, now=now)
    return len(campaigns)


def _check_may_open(campaign: Campaign, today: date) -> None:
    if campaign.is_case and campaign.consent(today) is None:
        raise CannotOpen("consent")
    if campaign.closes_on < today:
        raise CannotOpen("over")
    if Keyspace.objects.filter(pk=campaign.keyspace_id, shredding_since__isnull=False).exists():
        raise CannotOpen("over")


def _move(campaign: Campaign, states: tuple[str, ...], state: str, **changes: Any) -> None:
    """Change the row if it is in one of `states`. Raises CannotOpen."""
    changes["state"] = state
    if not Campaign.objects.filter(pk=campaign.pk, state__in=states).update(**changes):
        raise CannotOpen("state")
    for name, value in changes.items():
        setattr(campaign, name, value)
    transaction.on_commit(bump)


def _move_end(campaign: Campaign, closes_on: date, actor: Actor) -> None:
    """Move the day of shredding along. Raises CannotChange when the cards are gone already."""
    if Keyspace.objects.filter(pk=campaign.keyspace_id, shredding_since__isnull=False).exists():
        raise CannotChange("shredded")
    set_shred_date(campaign.keyspace, closes_on + SHRED_AFTER, actor=actor)


def _save(campaign: Campaign) -> None:
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as error:
        if Campaign.objects.filter(slug=campaign.slug).exclude(pk=campaign.pk).exists():
            raise AddressTaken from error
        raise


def _columns(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}


def _differs(text: CampaignText | None, said: Words) -> bool:
    if text is None:
        return bool(said.title)
    return any(getattr(text, name) != value for name, value in vars(said).items())


def _forget_texts(campaign: Campaign) -> None:
    """Texts that were fetched along with the campaign are no longer the ones in the database."""
    getattr(campaign, "_prefetched_objects_cache", {}).pop("texts", None)
