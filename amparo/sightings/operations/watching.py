"""Beginning to watch a wording, telling what it does, making its road public, ending it.

A newcomer's mistake: searching here. A search takes seconds; the worker does it, and the page shows
how far it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills.models import LegalText
from amparo.evidence.keys import free_key
from amparo.sightings import watchindex
from amparo.sightings.models import Origin, WatchedText
from amparo.sightings.reading import legislature_of, words_of_watch
from amparo.web.languages import write_in_languages
from amparo.web.pagecache import bump

FEWEST_WORDS, MOST_WORDS = 12, 4000

Said = Mapping[str, Mapping[str, str]]  # language -> title, does


@dataclass(frozen=True)
class Selection:
    """Words of a stored text, by the characters of its body."""

    text: LegalText
    start: int
    end: int
    is_new_only: bool = False


class CannotWatch(Exception):
    """Its reason: "few", "many", or "place" where the selection lies outside of the text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def watch_selection(
    chosen: Selection, said: Said, *, origin: str = Origin.SELECTED, today: date, actor: Actor
) -> WatchedText:
    """Watch words of a stored text. Raises CannotWatch."""
    if not 0 <= chosen.start < chosen.end <= len(chosen.text.body):
        raise CannotWatch("place")
    watch = WatchedText(
        body=chosen.text.body[chosen.start : chosen.end],
        marks=_marks_within(chosen),
        is_new_only=chosen.is_new_only,
        legislature=legislature_of(chosen.text),
        origin=origin,
        text=chosen.text,
        start=chosen.start,
        end=chosen.end,
    )
    return _begin(watch, said, today=today, actor=actor)


@transaction.atomic
def watch_pasted(
    body: str, said: Said, *, origin: str = Origin.PASTED, today: date, actor: Actor
) -> WatchedText:
    """Watch words that somebody pasted, of a model bill too. Raises CannotWatch."""
    watch = WatchedText(body=body.strip(), legislature=legislature_of(None), origin=origin)
    return _begin(watch, said, today=today, actor=actor)


@transaction.atomic
def tell(watch: WatchedText, said: Said, *, is_public: bool, actor: Actor) -> None:
    """Change what a watched text is called and said to do, and whether its road is public."""
    write_in_languages(watch.words, said)
    watch.is_public = is_public
    watch.save(update_fields=["is_public"])
    record(
        "sightings.tell",
        actor=actor,
        about=watch,
        detail={"languages": sorted(said), "public": int(is_public)},
    )
    transaction.on_commit(bump)


@transaction.atomic
def end(watch: WatchedText, *, today: date, actor: Actor) -> bool:
    """Look for it no more; what was seen stays. Return False where it had ended before."""
    if not WatchedText.objects.watching().filter(pk=watch.pk).update(ended_on=today):
        return False
    watchindex.changed()
    record("sightings.end", actor=actor, about=watch)
    return True


@transaction.atomic
def resume(watch: WatchedText, *, actor: Actor) -> bool:
    """Look for it again, in everything that was stored meanwhile too."""
    ended = WatchedText.objects.filter(pk=watch.pk, ended_on__isnull=False)
    if not ended.update(ended_on=None, searched_at=None):
        return False
    watchindex.changed()
    record("sightings.resume", actor=actor, about=watch)
    return True


@transaction.atomic
def search_again(watch: WatchedText, *, actor: Actor) -> None:
    """Let the worker go through everything stored once more."""
    WatchedText.objects.filter(pk=watch.pk).update(
        searched_at=None, searched_count=0, to_search_count=0
    )
    record("sightings.search_again", actor=actor, about=watch)


@transaction.atomic
def remove(watch: WatchedText, *, actor: Actor) -> None:
    """Remove a watched text with all that was seen of it."""
    record("sightings.remove", actor=actor, about=watch, count=watch.sightings.count())
    watch.delete()
    watchindex.changed()
    transaction.on_commit(bump)


def _begin(watch: WatchedText, said: Said, *, today: date, actor: Actor) -> WatchedText:
    count = len(words_of_watch(watch))
    if count < FEWEST_WORDS:
        raise CannotWatch("few")
    if count > MOST_WORDS:
        raise CannotWatch("many")
    watch.word_count, watch.began_on = count, today
    watch.key = free_key(WatchedText, next(iter(said.values()))["title"])
    watch.save()
    write_in_languages(watch.words, said)
    record("sightings.watch", actor=actor, about=watch, count=count)
    return watch


def _marks_within(chosen: Selection) -> list[list[object]]:
    """Marks of the text that fall into the selection, by its own characters."""
    length = chosen.end - chosen.start
    return [
        [max(0, start - chosen.start), min(length, end - chosen.start), kind]
        for start, end, kind in chosen.text.marks
        if start < chosen.end and end > chosen.start
    ]
