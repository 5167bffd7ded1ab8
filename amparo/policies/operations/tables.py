"""A table of facts brought in: all of its rows, or none.

A newcomer's mistake: `add_fact` for each row. For thousands that is thousands of log entries and
counts; here it is a handful of statements, with the same lines in the history.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source
from amparo.policies.importers.facts import FactRow
from amparo.policies.models import Batch, Fact, FactChange, FactSource, FactText, What
from amparo.policies.operations.batches import claim
from amparo.policies.operations.disagreements import look_for_disagreements
from amparo.policies.operations.facts import government_of
from amparo.policies.operations.figures import count_again
from amparo.web.pagecache import bump


def bring_in_facts(
    rows: Sequence[FactRow], *, batch: Batch, language: str, actor: Actor, now: datetime
) -> list[Fact]:
    """Write the facts with their sources; a source that is here is not written twice.

    Raises CannotBringIn. Rows were judged before: the transaction only writes.
    """
    made = [_fact(row, batch) for row in rows]
    with transaction.atomic():
        claim(batch, now=now)
        return _write(made, rows, batch=batch, language=language, actor=actor, now=now)


def _write(
    made: Sequence[Fact],
    rows: Sequence[FactRow],
    *,
    batch: Batch,
    language: str,
    actor: Actor,
    now: datetime,
) -> list[Fact]:
    today = timezone.localdate(now)
    sources = _sources(rows, actor, now)
    facts = Fact.objects.bulk_create(made, batch_size=500)
    pairs = list(zip(facts, rows, strict=True))
    FactSource.objects.bulk_create(
        [
            FactSource(
                fact=fact,
                source=sources[row.source, row.url],
                quote=row.quote,
                read_on=today,
                read_by=actor.label[:150],
                order=1,
            )
            for fact, row in pairs
        ],
        batch_size=500,
    )
    FactText.objects.bulk_create(
        FactText(fact=fact, language=language, note=row.note) for fact, row in pairs if row.note
    )
    FactChange.objects.bulk_create(
        [
            FactChange(
                fact=fact,
                changed_on=today,
                what=What.ADDED,
                who=actor.label[:150],
                why=f"{batch.file_name}: {row.line}",
            )
            for fact, row in pairs
        ],
        batch_size=500,
    )
    batch.counts = {"facts": len(facts), "rows": len(rows)}
    batch.save()
    look_for_disagreements([fact.pk for fact in facts], today)
    count_again({fact.factor_id for fact in facts}, today=today)
    detail = {"file": batch.file_name}
    record("policies.bring_in", actor=actor, about=batch, count=len(facts), detail=detail, now=now)
    transaction.on_commit(bump)
    return list(facts)


def _fact(row: FactRow, batch: Batch) -> Fact:
    day = batch.begun_on
    return Fact(
        jurisdiction=row.place,
        government=government_of(row.place),
        factor_id=row.value.factor_id,
        value=row.value,
        evidence=row.evidence,
        approved_by=row.approved_by,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        verified_on=day,
        check_by=day + timedelta(days=row.value.factor.old_after_days),
        recorded_on=day,
        is_counted=True,
        batch=batch,
    )


def _sources(rows: Sequence[FactRow], actor: Actor, now: datetime) -> dict[tuple[str, str], Source]:
    """One a title and address; one without an address is known by its title."""
    found: dict[tuple[str, str], Source] = {}
    for title, url in {(row.source, row.url): None for row in rows}:
        known = (
            Source.objects.filter(url=url) if url else Source.objects.filter(title=title, url="")
        )
        source = known.first()
        if source is None:
            made = Source(title=title, url=url, read_on=timezone.localdate(now))
            source = save_source(made, actor=actor)
        found[title, url] = source
    return found
