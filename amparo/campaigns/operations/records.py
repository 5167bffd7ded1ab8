"""What became of an ask, of whatever kind: updates on its page, and its delivery.

A newcomer's mistake: an update for the desk alone. Whatever is posted here stands on the ask's page
at once, in each language in which it was written.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.actions import Action
from amparo.campaigns.citations import note_texts
from amparo.campaigns.models import Delivery, DeliveryText, Update, UpdateText
from amparo.campaigns.standing import show_on_commit
from amparo.lib.pictures import Picture


@dataclass(frozen=True, slots=True)
class News:
    """What an update says in one language."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who received an ask and where, in one language."""

    received_by: str
    place: str
    note: str = ""
    photo_shows: str = ""


@transaction.atomic
def post_update(
    action: Action, *, news: Mapping[str, News], posted_on: date, actor: Actor
) -> Update:
    """Show what happened, in each language of `news`."""
    update = Update.objects.create(
        campaign_id=action.campaign_id,
        action_kind=action.KIND,
        action_id=action.pk,
        posted_on=posted_on,
    )
    _write_news(update, news)
    detail = {"languages": sorted(news)}
    record(_verb(action, "post_update"), actor=actor, about=action, detail=detail)
    _shown_anew(action)
    return update


@transaction.atomic
def change_update(
    action: Action, update: Update, *, news: Mapping[str, News], posted_on: date, actor: Actor
) -> None:
    """Write an update anew; a language that is not in `news` goes."""
    Update.objects.filter(pk=update.pk).update(posted_on=posted_on)
    update.texts.exclude(language__in=list(news)).delete()
    _write_news(update, news)
    record(_verb(action, "change_update"), actor=actor, about=action)
    _shown_anew(action)


@transaction.atomic
def remove_update(action: Action, update: Update, *, actor: Actor) -> None:
    update.delete()
    record(_verb(action, "remove_update"), actor=actor, about=action)
    _shown_anew(action)


@transaction.atomic
def record_delivery(
    action: Action,
    *,
    delivered_on: date,
    name_count: int | None,
    hand_over: Mapping[str, HandOver],
    photo: Picture | None,
    actor: Actor,
) -> Delivery:
    """Tell that it was handed over, in each language of `hand_over`."""
    delivery = Delivery(
        campaign_id=action.campaign_id,
        action_kind=action.KIND,
        action_id=action.pk,
        delivered_on=delivered_on,
        name_count=name_count,
    )
    if photo:
        delivery.photo.save(f"{delivery.pk}{photo.suffix}", ContentFile(photo.data), save=False)
    delivery.save(force_insert=True)
    DeliveryText.objects.bulk_create(
        DeliveryText(delivery=delivery, language=language, **asdict(said))
        for language, said in hand_over.items()
    )
    record(_verb(action, "deliver"), actor=actor, about=action, count=name_count)
    _shown_anew(action)
    return delivery


@transaction.atomic
def remove_delivery(action: Action, delivery: Delivery, *, actor: Actor) -> None:
    """Take a record of delivery away, with its photograph."""
    photo = delivery.photo
    delivery.delete()
    record(_verb(action, "remove_delivery"), actor=actor, about=action)
    transaction.on_commit(lambda: photo.delete(save=False) if photo else None)
    _shown_anew(action)


def _shown_anew(action: Action) -> None:
    """What was written may cite; and it stands on the page at once."""
    note_texts(action)
    show_on_commit()


def _write_news(update: Update, news: Mapping[str, News]) -> None:
    for language, said in news.items():
        UpdateText.objects.update_or_create(update=update, language=language, defaults=asdict(said))


def _verb(action: Action, verb: str) -> str:
    return f"{action._meta.app_label}.{verb}"
