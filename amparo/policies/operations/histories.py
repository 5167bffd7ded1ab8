"""From dated lists to the history of each agreement, all of it, each time.

A newcomer's mistake: an end on the day of the list that lacks the agreement. It ended on some day
between two lists, and that is what is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.places.models import Jurisdiction
from amparo.policies.models import (
    Agreement,
    Batch,
    ByHand,
    Evidence,
    Fact,
    FactChange,
    Factor,
    FactSource,
    Sheet,
    State,
    What,
)
from amparo.policies.operations.byhand import COLUMNS, Otherwise, joined, otherwise
from amparo.policies.operations.disagreements import look_for_disagreements
from amparo.policies.operations.facts import government_of
from amparo.policies.operations.figures import count_again

FACTOR = "287g"
APPROVED_BY = "ICE"
SAID = "287(g): "  # so begins what an import says of its reasons


@dataclass(frozen=True)
class Run:
    """One agreement as the lists show it: from its first to its last, and what lies around."""

    agency: int
    model: str
    first: Sheet
    last: Sheet
    before: Sheet | None  # the list before, which lacks it
    after: Sheet | None  # the list after, which lacks it
    signed_on: date | None
    url: str
    is_renewed: bool  # the same agency signed anew while it was listed

    @property
    def starts_on(self) -> date:
        listed = self.first.listed_on
        return min(self.signed_on, listed) if self.signed_on else listed

    @property
    def first_on(self) -> date:
        return self.first.listed_on

    @property
    def last_on(self) -> date:
        return self.last.listed_on

    @property
    def not_yet_on(self) -> date | None:
        if self.signed_on or self.before is None or self.before.listed_on >= self.starts_on:
            return None
        return self.before.listed_on

    @property
    def ends_on(self) -> date | None:
        return self.last.listed_on if self.after or self.is_renewed else None

    @property
    def gone_on(self) -> date | None:
        is_known = self.after is not None and self.after.listed_on > self.last.listed_on
        return self.after.listed_on if self.after and is_known and not self.is_renewed else None

    def columns(self) -> dict[str, object]:
        """Of the fact."""
        return {
            "starts_on": self.starts_on,
            "is_start_known": self.signed_on is not None,
            "not_yet_on": self.not_yet_on,
            "ends_on": self.ends_on,
            "gone_on": self.gone_on,
        }


def write_histories(
    *, batch: Batch, actor: Actor, now: datetime, sheets: Sequence[Sheet] | None = None
) -> dict[str, Any]:
    """Write every agreement as all lists together show it; return how many came, ended, went.

    Under "otherwise" stands where lists say other days than somebody wrote by hand.
    """
    if sheets is None:
        sheets = list(Sheet.objects.select_related("source"))
    today = timezone.localdate(now)
    known: dict[tuple[int, str], list[Agreement]] = defaultdict(list)
    for each in Agreement.objects.select_related("fact", "first_sheet", "last_sheet"):
        known[each.agency_id, each.model].append(each)
    new, kept = [], []
    for run in runs(sheets):
        found = _matching(known[run.agency, run.model], run)
        if found is None:
            new.append(run)
        else:
            known[run.agency, run.model].remove(found)
            kept.append((found, run))
    left = [each for rest in known.values() for each in rest if each.first_sheet_id]
    gone = _take_away(left)
    ended = _update(kept, actor, today)
    facts = _create(new, batch, actor, today)
    changed = [found.fact_id for found, _run in kept] + [fact.pk for fact in facts]
    look_for_disagreements(changed, today)
    count_again(Factor.objects.filter(key=FACTOR).values_list("pk", flat=True), today=today)
    told = [each.as_json for found, run in kept for each in _otherwise(found, run)]
    counts = {"agreements": len(facts), "ended": ended, "taken_away": gone}
    return {**counts, "otherwise": told} if told else dict(counts)


def run_of(agreement: Agreement) -> Run | None:
    """What the lists tell of one agreement; nothing where it stands in none."""
    if agreement.last_sheet_id is None:
        return None
    sheets = list(Sheet.objects.select_related("source"))
    found = runs(sheets, of=(agreement.agency_id, agreement.model))
    return next((run for run in found if _matching([agreement], run)), None)


def runs(sheets: Sequence[Sheet], of: tuple[int, str] | None = None) -> list[Run]:
    """Every agreement (`of` one agency) in every stretch of lists that shows it without a gap."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.listed_on, sheet.part))
    seen: dict[tuple[int, str], dict[int, tuple[str, str]]] = defaultdict(dict)
    for at, sheet in enumerate(ordered):
        for agency, model, signed, url in sheet.rows:
            if of and (agency, model) != of:
                continue
            seen[agency, model][at] = (signed, url)
    states = dict(
        Jurisdiction.objects.filter(pk__in={agency for agency, _ in seen}).values_list(
            "pk", "state"
        )
    )
    found = []
    for (agency, model), rows in seen.items():
        scope = [at for at, sheet in enumerate(ordered)
                 if sheet.state in ("", states.get(agency, ""))]  # fmt: skip
        for stretch in _stretches(scope, rows):
            found += _signings(ordered, scope, stretch, rows, agency, model)
    return found


def _stretches(scope: Sequence[int], rows: dict[int, tuple[str, str]]) -> Iterable[list[int]]:
    """Positions of lists in a row that show it; lists of another state do not count."""
    for is_there, group in groupby(scope, key=rows.__contains__):
        if is_there:
            yield list(group)


def _signings(
    sheets: Sequence[Sheet],
    scope: Sequence[int],
    stretch: Sequence[int],
    rows: dict[int, tuple[str, str]],
    agency: int,
    model: str,
) -> list[Run]:
    """One run a signing: a day of signing later than the last list is another agreement."""
    parts: list[list[int]] = [[stretch[0]]]
    for at in stretch[1:]:
        signed, known = _signed(rows[at]), _latest_signing(rows, parts[-1])
        is_new = signed and known and signed > max(known, sheets[parts[-1][-1]].listed_on)
        if is_new:
            parts.append([at])
        else:
            parts[-1].append(at)
    found = []
    for number, part in enumerate(parts):
        first, last = scope.index(part[0]), scope.index(part[-1])
        is_last = number == len(parts) - 1
        found.append(
            Run(
                agency=agency,
                model=model,
                first=sheets[part[0]],
                last=sheets[part[-1]],
                before=sheets[scope[first - 1]] if first else None,
                after=sheets[scope[last + 1]] if is_last and last + 1 < len(scope) else None,
                signed_on=_latest_signing(rows, part),
                url=next((rows[at][1] for at in reversed(part) if rows[at][1]), ""),
                is_renewed=not is_last,
            )
        )
    return found


def _latest_signing(rows: dict[int, tuple[str, str]], part: Sequence[int]) -> date | None:
    return next((day for at in reversed(part) if (day := _signed(rows[at]))), None)


def _signed(row: tuple[str, str]) -> date | None:
    return date.fromisoformat(row[0]) if row[0] else None


def _matching(known: Sequence[Agreement], run: Run) -> Agreement | None:
    """The agreement that this run tells of: one whose lists it shares, or one written by hand."""
    first, last = _order(run.first), _order(run.last)
    for each in known:
        if each.first_sheet is not None and each.last_sheet is not None:
            if _order(each.first_sheet) <= last and _order(each.last_sheet) >= first:
                return each
        elif each.fact.starts_on <= run.last.listed_on and (
            each.fact.ends_on is None or each.fact.ends_on >= run.first.listed_on
        ):
            return each
    return None


def _order(sheet: Sheet) -> tuple[date, str]:
    return sheet.listed_on, sheet.part


def _update(kept: Sequence[tuple[Agreement, Run]], actor: Actor, today: date) -> int:
    """Bring known agreements to what the lists show now; what was written by hand stays."""
    changes, sources, ended = [], [], 0
    for found, run in kept:
        fact, was_over = found.fact, found.fact.ends_on
        _mark_sheets(found, run)
        if _is_decided(found):
            continue
        for name, value in joined(found, run).items():
            setattr(fact, name, value)
        if fact.ends_on and not was_over:
            ended += 1
            changes.append(_change(fact.pk, What.ENDED, run, actor, today))
        sources += _sources(fact.pk, run)
        fact.verified_on = max(fact.verified_on, run.last.listed_on)
        fact.check_by = fact.verified_on + timedelta(days=365)
    facts = [found.fact for found, _run in kept]
    Fact.objects.bulk_update(facts, [*COLUMNS, "verified_on", "check_by"], batch_size=200)
    Agreement.objects.bulk_update([found for found, _ in kept], _OF_AGREEMENT, batch_size=200)
    FactChange.objects.bulk_create(changes)
    FactSource.objects.bulk_create(sources, ignore_conflicts=True)
    return ended


def _is_decided(found: Agreement) -> bool:
    """Somebody decided: it was never so, or a newer one took over."""
    return found.fact.state in (State.WITHDRAWN, State.SUPERSEDED)


def _otherwise(found: Agreement, run: Run) -> list[Otherwise]:
    return [] if _is_decided(found) else otherwise(found, run)


def _create(new: Sequence[Run], batch: Batch, actor: Actor, today: date) -> list[Fact]:
    agencies = {
        each.pk: each
        for each in Jurisdiction.objects.filter(pk__in={run.agency for run in new}).select_related(
            "parent__parent"
        )
    }
    values = {each.key: each for each in _factor().values.all()}
    facts = Fact.objects.bulk_create(
        Fact(
            jurisdiction=agencies[run.agency],
            government=government_of(agencies[run.agency]),
            factor_id=values[run.model].factor_id,
            value=values[run.model],
            evidence=Evidence.AGREEMENT,
            approved_by=APPROVED_BY,
            state=State.STANDING,
            verified_on=run.last.listed_on,
            check_by=run.last.listed_on + timedelta(days=365),
            recorded_on=today,
            is_counted=True,
            batch=batch,
            **run.columns(),
        )
        for run in new
    )
    agreements = [
        Agreement(fact=fact, agency_id=run.agency, model=run.model)
        for fact, run in zip(facts, new, strict=True)
    ]
    for made, run in zip(agreements, new, strict=True):
        _mark_sheets(made, run, agencies[run.agency].name)
    Agreement.objects.bulk_create(agreements)
    pairs = list(zip(facts, new, strict=True))
    FactSource.objects.bulk_create(each for fact, run in pairs for each in _sources(fact.pk, run))
    FactChange.objects.bulk_create(
        _change(fact.pk, what, run, actor, today)
        for fact, run in pairs
        for what in ([What.ADDED, What.ENDED] if run.ends_on else [What.ADDED])
    )
    _join_renewed(agreements)
    return list(facts)


def _join_renewed(made: Sequence[Agreement]) -> None:
    """Where the same agency signed anew, the older agreement names the newer."""
    by_key: dict[tuple[int, str], list[Agreement]] = defaultdict(list)
    for each in Agreement.objects.filter(agency__in={row.agency_id for row in made}).select_related(
        "fact"
    ):
        by_key[each.agency_id, each.model].append(each)
    for rows in by_key.values():
        rows.sort(key=lambda each: each.fact.starts_on)
        for old, new in pairwise(rows):
            is_open = old.superseded_by_id is None and not _is_decided(old)
            if new.signed_on and old.missing_sheet_id is None and is_open:
                _supersede(old, new)


def _supersede(old: Agreement, new: Agreement) -> None:
    old.superseded_by = new
    old.fact.state, old.fact.superseded_by = State.SUPERSEDED, new.fact
    if ByHand.END not in old.by_hand:
        old.fact.ends_on = max(old.fact.starts_on, new.fact.starts_on - timedelta(days=1))
    old.fact.save(update_fields=["state", "superseded_by", "ends_on"])
    old.save(update_fields=["superseded_by"])


def _take_away(left: Sequence[Agreement]) -> int:
    """Agreements of lists that were taken back; what somebody wrote of one stays."""
    left, worked = [each for each in left if not each.by_hand], [e for e in left if e.by_hand]
    for each in worked:
        each.first_sheet = each.last_sheet = each.missing_sheet = None
    Agreement.objects.bulk_update(worked, _OF_AGREEMENT, batch_size=200)
    facts = [each.fact_id for each in left]
    Agreement.objects.filter(superseded_by__in=left).update(superseded_by=None)
    older = Fact.objects.filter(superseded_by__in=facts)
    older.filter(state=State.SUPERSEDED).update(state=State.STANDING)
    older.update(superseded_by=None)
    Agreement.objects.filter(pk__in=[each.pk for each in left]).delete()
    Fact.objects.filter(pk__in=facts).delete()
    return len(left)


def _mark_sheets(agreement: Agreement, run: Run, named: str = "") -> None:
    agreement.first_sheet, agreement.last_sheet = run.first, run.last
    agreement.missing_sheet = run.after
    if ByHand.START not in agreement.by_hand:
        agreement.signed_on = run.signed_on or agreement.signed_on
    if ByHand.DOCUMENT not in agreement.by_hand:
        agreement.document_url = run.url or agreement.document_url
    agreement.named = named or agreement.named


def _sources(fact: int, run: Run) -> list[FactSource]:
    """The lists that show it; the list that lacks it, where one does."""
    shown = f"{run.first.listed_on} – {run.last.listed_on}"
    found = [FactSource(fact_id=fact, source=run.last.source, where=shown,
                        read_on=run.last.listed_on, order=1)]  # fmt: skip
    if run.first.source_id != run.last.source_id:
        found.append(FactSource(fact_id=fact, source=run.first.source, where=shown,
                                read_on=run.first.listed_on, order=2))  # fmt: skip
    ids = {each.source_id for each in found}
    if run.after is not None and run.after.source_id not in ids:
        found.append(FactSource(fact_id=fact, source=run.after.source, order=3,
                                where=str(run.after.listed_on),
                                read_on=run.after.listed_on))  # fmt: skip
    return found


def _change(fact: int, what: What, run: Run, actor: Actor, today: date) -> FactChange:
    lists = [run.first] if what == What.ADDED else [run.last, run.after]
    said = " → ".join(str(sheet) for sheet in lists if sheet)
    return FactChange(
        fact_id=fact, changed_on=today, what=what, who=actor.label[:150], why=f"{SAID}{said}"
    )


def _factor() -> Factor:
    return Factor.objects.prefetch_related("values").get(key=FACTOR)


_OF_AGREEMENT = [
    "first_sheet", "last_sheet", "missing_sheet", "signed_on", "document_url", "named",
]  # fmt: skip
