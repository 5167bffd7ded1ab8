"""Texts of ours as words: how each legislature prints is known here, and what is struck is gone."""

from typing import cast

from amparo.bills.models import LegalText
from amparo.lib.textreuse import Words, read
from amparo.lib.textreuse.words import Mark
from amparo.sightings.models import WatchedText

KNOWN = ("mn",)  # legislatures whose printing lib.textreuse knows


def legislature_of(text: LegalText | None) -> str:
    """ "mn" for Minnesota's; a text of no bill is read as one of any legislature that we know."""
    if text is None or text.bill is None:
        return KNOWN[0]
    state = text.bill.session.jurisdiction.state.lower()
    return state if state in KNOWN else ""


def words_of(text: LegalText) -> Words:
    return read(text.body, legislature=legislature_of(text), marks=_marks(text.marks))


def words_of_watch(watch: WatchedText) -> Words:
    marks = _marks(watch.marks)
    return read(
        watch.body, legislature=watch.legislature, is_new_only=watch.is_new_only, marks=marks
    )


def _marks(kept: object) -> list[Mark]:
    """JSON has lists where Python has tuples."""
    rows = cast(list[list[object]], kept or [])
    return [cast(Mark, tuple(row)) for row in rows]
