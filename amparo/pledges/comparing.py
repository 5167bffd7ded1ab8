"""Who said what to each plank: one row a person, one cell a plank.

A newcomer's mistake: reading silence as a no. A cell without a word says that nobody told us;
only an answer is a no. Where somebody said several things, a pledge weighs more than an answer, an
answer more than a line in a text of her own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.officials.models import Office
from amparo.pledges.models import Fit, OwnWords, Plank, Platform, Pledge, Scope, Verdict


class Cell(models.TextChoices):
    """What a table says, each with a sign and a word; never by color alone."""

    PLEDGED = "pledged", _("pledged")
    PARTLY = "partly", _("in part")
    NO = "no", _("said no")
    WRITES = "writes", _("writes of it in a text of their own")
    SILENT = "silent", _("nothing known")


SIGNS = {
    Cell.PLEDGED: "●",
    Cell.PARTLY: "◐",
    Cell.NO: "✕",
    Cell.WRITES: "“”",
    Cell.SILENT: "–",
}
_VERDICTS = {Verdict.YES: Cell.PLEDGED, Verdict.PARTLY: Cell.PARTLY, Verdict.NO: Cell.NO}


@dataclass(frozen=True, slots=True)
class Shown:
    plank: Plank
    cell: Cell

    @property
    def sign(self) -> str:
        return SIGNS[self.cell]


@dataclass(slots=True)
class Row:
    """One person: all that she said, and a cell for each plank."""

    name: str
    office: Office
    is_candidate: bool
    pledges: list[Pledge] = field(default_factory=list)
    own: list[OwnWords] = field(default_factory=list)
    cells: list[Shown] = field(default_factory=list)

    def planks(self, cell: str) -> list[Plank]:
        return [each.plank for each in self.cells if each.cell == cell]

    @property
    def pledged(self) -> list[Plank]:
        return self.planks(Cell.PLEDGED)

    @property
    def partly(self) -> list[Plank]:
        return self.planks(Cell.PARTLY)

    @property
    def refused(self) -> list[Plank]:
        return self.planks(Cell.NO)

    @property
    def is_whole(self) -> bool:
        return any(pledge.scope == Scope.WHOLE for pledge in self.pledges)


def compare(platform: Platform) -> list[Row]:
    """Everybody who said something that stands, by office and name."""
    planks = list(platform.planks.all())
    rows: dict[tuple[str, UUID], Row] = {}
    for pledge in Pledge.objects.in_force().with_words().filter(platform=platform):
        _row(rows, pledge).pledges.append(pledge)
    for own in own_words_of(planks):
        _row(rows, own).own.append(own)
    for row in rows.values():
        row.cells = [Shown(plank, _cell(row, plank)) for plank in planks]
    return sorted(rows.values(), key=lambda row: (row.office.sort_name, row.name.casefold()))


def own_words_of(planks: Iterable[Plank]) -> models.QuerySet[OwnWords]:
    """Quotations held against these planks, with who said them and where."""
    found = OwnWords.objects.filter(plank__in=planks).select_related(
        "plank", "source", "candidate__office", "official__office"
    )
    return found.prefetch_related("candidate__office__names", "official__office__names")


def _row(rows: dict[tuple[str, UUID], Row], said: Pledge | OwnWords) -> Row:
    new = Row(said.name, said.office, said.is_candidate)
    return rows.setdefault(said.giver_key, new)


def _cell(row: Row, plank: Plank) -> Cell:
    if any(_covers(pledge, plank) for pledge in row.pledges):
        return Cell.PLEDGED
    for pledge in row.pledges:
        for answer in pledge.answers.all():
            if answer.question.plank_id == plank.pk and answer.verdict in _VERDICTS:
                return _VERDICTS[Verdict(answer.verdict)]
    fits = [own.fit for own in row.own if own.plank_id == plank.pk]
    return Cell.WRITES if any(fit != Fit.OTHERWISE for fit in fits) else Cell.SILENT


def _covers(pledge: Pledge, plank: Plank) -> bool:
    single = any(each.pk == plank.pk for each in pledge.planks.all())
    return pledge.scope == Scope.WHOLE or (pledge.scope == Scope.PLANKS and single)
