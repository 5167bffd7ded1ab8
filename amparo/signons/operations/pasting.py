"""A pasted list: read, corrected line by line, imported, and taken back where it was a mistake.

A newcomer's mistake: importing a name twice. A line whose name already stands under the letter is
tied to that row, and says so.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.standing import show_on_commit
from amparo.lib.lookalikes import plain_name
from amparo.lib.pastedlists import Line, Said, StateFrom, read_list
from amparo.organizations.sorting import sort_key
from amparo.signons.models import (
    Endorsement,
    Letter,
    Origin,
    PastedLine,
    PastedList,
    Scope,
    SignerKind,
)
from amparo.signons.models.pasted import LineSays
from amparo.signons.operations.endorsing import hash_of_text

MOST_LINES = 5000
_LENGTHS = {"name": 200, "acronym": 20, "office": 200, "city": 80, "note": 200}


class CannotPaste(Exception):
    """`reason`: empty, too_long, frozen (a name of it stands in a print)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def paste(letter: Letter, text: str, *, language: str, actor: Actor, now: datetime) -> PastedList:
    """Read a list and keep every line of it; nothing is signed yet. Raises CannotPaste."""
    lines = read_list(text)
    if not lines:
        raise CannotPaste("empty")
    if len(lines) > MOST_LINES:
        raise CannotPaste("too_long")
    pasted = PastedList.objects.create(
        letter=letter, language=language, pasted_on=timezone.localdate(now)
    )
    PastedLine.objects.bulk_create(_row(pasted, line) for line in lines)
    tie_to_known(pasted)
    record("signons.paste", actor=actor, about=letter, count=len(lines))
    return pasted


@transaction.atomic
def correct_line(line: PastedLine, given: Mapping[str, Any]) -> None:
    """Say what a line really is; `given` are columns of it. Its text stays as it was pasted."""
    for name, value in given.items():
        setattr(line, name, value)
    line.is_corrected, line.is_guess = True, False
    line.save()
    tie_to_known(line.pasted_list)


@transaction.atomic
def import_list(pasted: PastedList, *, actor: Actor, now: datetime) -> int:
    """Put the names on the list that are not there yet; return how many. May be run again."""
    tie_to_known(pasted)
    today = timezone.localdate(now)
    lines = list(pasted.lines.filter(says=LineSays.SIGNER, endorsement__isnull=True))
    first = (pasted.letter.endorsements.aggregate(last=Max("order"))["last"] or 0) + 1
    text_hash = hash_of_text(pasted.letter, pasted.language)
    made = [
        _endorsement(pasted, line, first + place, text_hash, today)
        for place, line in enumerate(_without_repeats(lines))
    ]
    Endorsement.objects.bulk_create(each for each, _line in made)
    for endorsement, line in made:
        line.endorsement, line.made_it = endorsement, True
    PastedLine.objects.bulk_update([line for _each, line in made], ["endorsement", "made_it"])
    tie_to_known(pasted)
    PastedList.objects.filter(pk=pasted.pk).update(imported_on=today)
    record("signons.import", actor=actor, about=pasted.letter, count=len(made))
    show_on_commit()
    return len(made)


@transaction.atomic
def take_back(pasted: PastedList, *, actor: Actor) -> int:
    """Undo an import; names that stood there before stay. Raises CannotPaste("frozen")."""
    made = Endorsement.objects.filter(lines__pasted_list=pasted, lines__made_it=True)
    if made.filter(frozen_in__isnull=False).exists():
        raise CannotPaste("frozen")
    count = made.count()
    keys = list(made.values_list("pk", flat=True))
    pasted.lines.update(made_it=False)
    Endorsement.objects.filter(pk__in=keys).delete()
    PastedList.objects.filter(pk=pasted.pk).update(imported_on=None)
    record("signons.take_back", actor=actor, about=pasted.letter, count=count)
    show_on_commit()
    return count


@transaction.atomic
def throw_away(pasted: PastedList, *, actor: Actor) -> None:
    """Forget the lines of a list; names that were imported from it stay."""
    letter, count = pasted.letter, pasted.lines.count()
    pasted.delete()
    record("signons.throw_away_list", actor=actor, about=letter, count=count)


def tie_to_known(pasted: PastedList) -> None:
    """Tie each line to the row that already stands under the letter by the same name and place."""
    known: dict[str, list[Endorsement]] = defaultdict(list)
    for each in pasted.letter.endorsements.standing():
        known[plain_name(each.name)].append(each)
    changed = []
    for line in pasted.lines.filter(made_it=False):
        found = _known_as(line, known) if line.says == LineSays.SIGNER else None
        if line.endorsement_id != (found.pk if found else None):
            line.endorsement = found
            changed.append(line)
    PastedLine.objects.bulk_update(changed, ["endorsement"])


def _known_as(line: PastedLine, known: Mapping[str, list[Endorsement]]) -> Endorsement | None:
    return next(
        (
            each
            for each in known.get(plain_name(line.name), ())
            if not (line.state and each.state) or line.state == each.state
        ),
        None,
    )


def _without_repeats(lines: list[PastedLine]) -> list[PastedLine]:
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for line in lines:
        same = (plain_name(line.name), line.state, line.office)
        if same not in seen:
            kept.append(line)
        seen.add(same)
    return kept


def _endorsement(
    pasted: PastedList, line: PastedLine, order: int, text_hash: str, today: date
) -> tuple[Endorsement, PastedLine]:
    columns = ("kind", "name", "acronym", "office", "scope", "city", "state", "note")
    endorsement = Endorsement(
        letter=pasted.letter,
        origin=Origin.PASTED,
        language=pasted.language,
        text_hash=text_hash,
        sort_name=sort_key(line.name),
        order=order,
        received_on=today,
        approved_on=today,
        **{name: getattr(line, name) for name in columns},
    )
    return endorsement, line


def _row(pasted: PastedList, line: Line) -> PastedLine:
    row = PastedLine(
        pasted_list=pasted, number=line.number, text=line.text, says=LineSays(line.said.value)
    )
    parts = line.parts
    if line.said == Said.SIGNER and parts is not None:
        row.kind = SignerKind.OFFICE if parts.is_person else SignerKind.ORGANIZATION
        row.scope = Scope.NATIONAL if parts.is_national else ""
        row.state = parts.state
        row.is_guess = parts.state_from in (StateFrom.NAME, StateFrom.TOWN) or line.disagrees
        for name, longest in _LENGTHS.items():
            setattr(row, name, getattr(parts, name)[:longest])
    return row
