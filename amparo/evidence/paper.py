"""Notes for paper: the marks of a text made into numbers, and the notes as runs for Typst.

What a newcomer would get wrong: printing a text as it is kept. Its marks are for us; paper shows
"[1]", and the notes at the end (`notes-at-the-end` of lib/typesetting/design.typ).
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.evidence.citing import Note, Notes, notes_for
from amparo.evidence.models import Claim, Source
from amparo.evidence.wording import figure, time_of
from amparo.lib.dates import day_in_words
from amparo.lib.typesetting.rich import Run
from amparo.web.numbers import in_digits


def numbered(text: str, *, listed: Sequence[Source] = ()) -> tuple[str, list[list[Run]]]:
    """A plain text with its numbers in brackets, and its notes, in the language of the moment."""
    notes = notes_for(text, listed=listed)
    return with_numbers(notes, text), notes_as_runs(notes)


def with_numbers(notes: Notes, text: str) -> str:
    """A part of the text that `notes` were made for, with its numbers in brackets."""
    said = (
        f" [{', '.join(map(str, piece))}]" if isinstance(piece, list) and piece else piece
        for piece in notes.runs(text)
    )
    return "".join(each for each in said if isinstance(each, str))


def notes_as_runs(notes: Notes) -> list[list[Run]]:
    """Each note as runs of text, in the language of the moment."""
    return [_note(note) for note in notes]


def _note(note: Note) -> list[Run]:
    if note.source is not None:
        return _source(note.source)
    claim = note.claim
    if claim is None:
        return []
    said, time = figure(claim, claim.text()), time_of(claim)
    runs: list[Run] = []
    if said:
        runs.append({"text": f"{said}{f' ({time})' if time else ''}. ", "bold": True})
    if claim.is_superseded and claim.superseded_by:
        newer = claim.superseded_by.sentence
        runs.append({"text": _("There is a newer figure:") + f" {newer} "})
    else:
        runs += _doubts(note, claim)
    for each in note.stands_on:
        runs += [*_source(each.source, each.where, each.quote), {"text": " "}]
    return runs


def _doubts(note: Note, claim: Claim) -> list[Run]:
    """That what it counts has changed, and that somebody doubts it: both may be so."""
    said = []
    if note.stale:
        now = _("For the same day it would be %(n)s by what we know now.")
        said.append(now % {"n": in_digits(note.stale.count_now)})
    if claim.is_challenged:
        said.append(_("Somebody doubts this figure; we are looking."))
    return [{"text": f"{each} "} for each in said]


def _source(source: Source, where: str = "", quote: str = "") -> list[Run]:
    language, published = get_language() or settings.LANGUAGE_CODE, source.published_on
    said = [source.publisher, day_in_words(published, language) if published else "", where]
    runs: list[Run] = [{"text": source.title, "italic": True}]
    runs.append({"text": "".join(f", {each}" for each in said if each)})
    if quote or source.quote:
        runs.append({"text": f": “{quote or source.quote}”"})
    runs.append({"text": ". "})
    if source.url:
        runs += [{"text": source.url, "href": source.url}, {"text": ", "}]
    read_on = day_in_words(source.read_on, language)
    runs.append({"text": _("read on %(day)s") % {"day": read_on} + "."})
    return runs
