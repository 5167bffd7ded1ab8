"""Storing legal texts whole, once, with their numbered parts; and filling one that was a link only.

A newcomer's mistake: writing to `LegalText` elsewhere. Here the hash, the count of words and the
parts are made from the very words that are stored.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amparo.bills.models import LegalText, Provision
from amparo.bills.provisions import Part, parts_of

MOST_CHARACTERS = 12_000_000  # ten times an omnibus of 400,000 words would be none
Mark = tuple[int, int, str]


class CannotStore(Exception):
    """The text is empty, longer than any bill, or there already with other words."""


@transaction.atomic
def store_text(
    text: LegalText,
    body: str,
    *,
    now: datetime,
    marks: Sequence[Mark] = (),
    parts: Sequence[Part] | None = None,
) -> LegalText:
    """Store a text with its words; `parts` are found in them where none are given.

    A row that had no words yet gets them; one that has the same words stays as it is. Raises
    CannotStore where it has others.
    """
    _fill(text, body, now=now, marks=marks)
    if text._state.adding:
        text.save()
    elif not _fill_row(text):
        kept = LegalText.objects.filter(pk=text.pk, sha256=text.sha256).exists()
        if kept:
            return text
        raise CannotStore(text.label)
    _write_parts(text, parts_of(body) if parts is None else parts)
    return text


def hash_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _fill(text: LegalText, body: str, *, now: datetime, marks: Sequence[Mark]) -> None:
    if not body.strip() or len(body) > MOST_CHARACTERS:
        raise CannotStore(text.label)
    text.body = body
    text.marks = [list(mark) for mark in marks]
    text.sha256 = hash_of(body)
    text.word_count = len(body.split())
    text.stored_at = now


def _fill_row(text: LegalText) -> int:
    """One guarded UPDATE: words come in once."""
    return LegalText.objects.filter(pk=text.pk, sha256="").update(
        body=text.body,
        marks=text.marks,
        sha256=text.sha256,
        word_count=text.word_count,
        stored_at=text.stored_at,
        media_type=text.media_type,
        is_complete=text.is_complete,
    )


def _write_parts(text: LegalText, parts: Sequence[Part]) -> None:
    Provision.objects.bulk_create(
        (
            Provision(text=text, order=order, **vars(part))
            for order, part in enumerate(parts, start=1)
            if part.end > part.start
        ),
        batch_size=500,
    )
