"""The promise of an urgent ask: opened in one language, the others by a stated time.

A newcomer's mistake: a promise that only the desk knows. It stands on the public page, in the
language that is waited for, and in the log; the desk's start page chases it.
"""

from datetime import datetime

from django.db import models

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.actions import Action
from amparo.campaigns.models import Campaign

Opens = Campaign | Action


class CannotOpen(Exception):
    """`reason` in one word, which the desk explains:

    words (no complete text at all), languages (some are missing and nothing was promised), promise
    (its time has passed already), state, campaign (not open), consent (none in force), over (its
    last day has passed).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_words(thing: Opens, promise_by: datetime | None, now: datetime) -> list[str]:
    """Return the languages that are promised. Raises CannotOpen."""
    missing = thing.missing_languages()
    if not any(text.is_complete for text in thing.texts.all()):
        raise CannotOpen("words")
    if missing and promise_by is None:
        raise CannotOpen("languages")
    if missing and promise_by is not None and promise_by <= now:
        raise CannotOpen("promise")
    return missing


def keep_promise(thing: Opens, *, actor: Actor, now: datetime) -> bool:
    """Write down that the promised words are there, once they are. True where that is new.

    Called after each text that is saved; may be run again.
    """
    if not thing.has_open_promise or thing.missing_languages():
        return False
    manager: models.Manager[Opens] = type(thing)._default_manager
    changed = manager.filter(pk=thing.pk, promise_kept_at=None).update(promise_kept_at=now)
    if changed:
        thing.promise_kept_at = now
        late = thing.is_late(now)
        record(
            f"{thing._meta.app_label}.keep_promise",
            actor=actor,
            about=thing,
            detail={"late": "yes" if late else "no"},
        )
    return bool(changed)
