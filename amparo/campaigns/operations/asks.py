"""Every change of an ask, whatever it asks: make it, write its texts, open it, close it, win it.

A newcomer's mistake: `action.state = "open"; action.save()`. Two organizers may press at once; each
change of state is one guarded UPDATE, and only the one that changed the row writes into the log.
And once an ask has been public, every wording of it is kept, because people are bound to it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.actions import A, Action, ActionState
from amparo.campaigns.citations import forget, note_texts
from amparo.campaigns.models import Campaign, Wording
from amparo.campaigns.promises import CannotOpen, check_words, keep_promise
from amparo.campaigns.standing import show_on_commit
from amparo.supporters.operations import close_action as drop_fingerprints

Facts = Mapping[str, Any]  # columns of the ask: slug, goal, opens_at, closes_at, the room's own
Words = Mapping[str, Mapping[str, str]]  # by language: the fields of the text


class AddressTaken(Exception):
    """Another ask of this kind has this address."""


class AddressIsPublic(Exception):
    """An ask that has been public keeps its address: posters and paper point at it."""


class CannotDelete(Exception):
    """An ask that has been public is closed, never deleted: people may have taken part."""


@transaction.atomic
def create_ask(
    model: type[A],
    campaign: Campaign,
    *,
    facts: Facts,
    words: Words,
    actor: Actor,
    now: datetime,
) -> A:
    """Begin an ask as a draft, with a text in each language of `words`. Raises AddressTaken."""
    action = model(campaign=campaign, **facts)
    with _refusing_taken_addresses(action):
        action.save(force_insert=True)
    record(_verb(action, "create"), actor=actor, about=action)
    _write(action, words, actor, now)
    return action


@transaction.atomic
def change_ask(
    action: Action, *, facts: Facts, words: Words, actor: Actor, now: datetime
) -> list[str]:
    """Change an ask; return the languages whose text became another one.

    A language that `words` leaves out keeps its text. Raises AddressTaken, AddressIsPublic.
    """
    if action.state != ActionState.DRAFT and facts.get("slug", action.slug) != action.slug:
        raise AddressIsPublic
    if facts:
        with _refusing_taken_addresses(action, facts):
            type(action)._default_manager.filter(pk=action.pk).update(**facts)
    changed = _write(action, words, actor, now)
    record(_verb(action, "change"), actor=actor, about=action, detail={"texts": changed})
    show_on_commit()
    return changed


@transaction.atomic
def open_ask(
    action: Action, *, actor: Actor, now: datetime, promise_by: datetime | None = None
) -> None:
    """Open an ask: in all its languages, or with a promise of the rest by a time.

    A closed one may be opened again while its campaign runs, once its closing time is moved.
    Raises CannotOpen.
    """
    _check_campaign(action, now)
    promised = check_words(action, promise_by, now)
    detail: dict[str, Any] = {}
    if promised and promise_by is not None:
        detail = {"promised": promised, "by": promise_by.isoformat(timespec="minutes")}
    _move(
        action,
        (ActionState.DRAFT, ActionState.CLOSED),
        state=ActionState.OPEN,
        promised_by=promise_by if promised else None,
        promise_kept_at=None,
        opens_at=action.opens_at or now,
    )
    _keep_wordings(action, now)
    record(_verb(action, "open"), actor=actor, about=action, detail=detail)


@transaction.atomic
def close_ask(action: Action, *, actor: Actor, now: datetime) -> None:
    """Nobody can take part from now on; what was collected stays. Raises CannotOpen."""
    _move(action, (ActionState.OPEN,), state=ActionState.CLOSED, closes_at=_end(action, now))
    drop_fingerprints(action.pk)
    record(_verb(action, "close"), actor=actor, about=action)


@transaction.atomic
def declare_ask_won(action: Action, *, actor: Actor, now: datetime) -> None:
    """What was asked has come about, and the page says so. Raises CannotOpen for a draft."""
    states = (ActionState.OPEN, ActionState.CLOSED)
    _move(action, states, state=ActionState.WON, closes_at=_end(action, now))
    drop_fingerprints(action.pk)
    record(_verb(action, "win"), actor=actor, about=action)


@transaction.atomic
def delete_draft(action: Action, *, actor: Actor) -> None:
    """Throw a draft away. Raises CannotDelete once it has been public."""
    draft = type(action)._default_manager.filter(pk=action.pk, state=ActionState.DRAFT)
    if not draft.delete()[0]:
        raise CannotDelete
    forget([action])
    action.updates.delete()
    record(_verb(action, "delete_draft"), actor=actor, about=action)


def note_words_changed(action: Action, *, actor: Actor, now: datetime) -> None:
    """Call where words that belong to the text stand beside it, as a platform's planks do."""
    _forget_texts(action)
    note_texts(action)
    if action.state != ActionState.DRAFT:
        _keep_wordings(action, now)
    keep_promise(action, actor=actor, now=now)
    show_on_commit()


@contextmanager
def _refusing_taken_addresses(action: Action, facts: Facts | None = None) -> Iterator[None]:
    slug = (facts or {}).get("slug", action.slug)
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        others = type(action)._default_manager.filter(slug=slug).exclude(pk=action.pk)
        if others.exists():
            raise AddressTaken from None
        raise error


def _write(action: Action, words: Words, actor: Actor, now: datetime) -> list[str]:
    _forget_texts(action)
    known = {text.language: text for text in action.texts.all()}
    changed = [
        language
        for language, said in words.items()
        if any(said.values()) and not _says(known.get(language), said)
    ]
    for language in changed:
        action.texts.update_or_create(
            language=language, defaults={**words[language], "changed_at": now}
        )
    _forget_texts(action)
    note_texts(action)
    if changed and action.state != ActionState.DRAFT:
        _keep_wordings(action, now)
    keep_promise(action, actor=actor, now=now)
    return changed


def _says(text: Any, said: Mapping[str, str]) -> bool:
    return text is not None and all(getattr(text, name) == value for name, value in said.items())


def _forget_texts(action: Action) -> None:
    """Texts that were fetched along with the ask are no longer the ones in the database."""
    getattr(action, "_prefetched_objects_cache", {}).pop("texts", None)


def _keep_wordings(action: Action, now: datetime) -> None:
    today = timezone.localdate(now)
    rows = [
        Wording(
            campaign_id=action.campaign_id,
            action_kind=action.KIND,
            action_id=action.pk,
            language=text.language,
            text_hash=text.text_hash,
            words=text.bound_words,
            since_on=today,
        )
        for text in action.texts.all()
    ]
    Wording.objects.bulk_create(rows, ignore_conflicts=True)


def _check_campaign(action: Action, now: datetime) -> None:
    today = timezone.localdate(now)
    campaign = action.campaign
    if campaign.is_case and campaign.consent(today) is None:
        raise CannotOpen("consent")
    if not campaign.is_running(today):
        raise CannotOpen("campaign")
    if action.closes_at is not None and action.closes_at <= now:
        raise CannotOpen("over")


def _end(action: Action, now: datetime) -> datetime | None:
    """When it took its last name; what never began keeps its times."""
    if action.opens_at is None or action.opens_at >= now:
        return action.closes_at
    return min(action.closes_at, now) if action.closes_at else now


def _move(action: Action, states: tuple[str, ...], **changes: Any) -> None:
    """Change the row if it is in one of `states`. Raises CannotOpen."""
    manager = type(action)._default_manager
    if not manager.filter(pk=action.pk, state__in=states).update(**changes):
        raise CannotOpen("state")
    for name, value in changes.items():
        setattr(action, name, value)
    show_on_commit()


def _verb(action: Action, verb: str) -> str:
    return f"{action._meta.app_label}.{verb}"
