"""Sessions: written when the first bill of one is read, closed when its last year is over.

A newcomer's mistake: a special session without its own key. It stands beside the regular one.
"""

from datetime import datetime

from django.utils import timezone

from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import SessionRecord
from amparo.bills.models import Bill, Session, SessionKind, Stage
from amparo.bills.models.sessions import CONGRESS
from amparo.bills.roads import ENDS
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import CannotLoad, load_country, load_jurisdictions


def session_for(
    record: SessionRecord, known: dict[tuple[str, str], Session] | None = None
) -> Session:
    """The session, written where it is not here yet, with its state. Raises CannotRead."""
    cache = {} if known is None else known
    if (record.state, record.key) not in cache:
        cache[record.state, record.key] = _session(record)
    return cache[record.state, record.key]


def _session(record: SessionRecord) -> Session:
    found = Session.objects.of_state(record.state).filter(key=record.key).first()
    if found:
        return found
    government = _government(record.state)
    regular = Session.objects.of_state(record.state).filter(
        kind=SessionKind.REGULAR,
        first_year__lte=record.first_year,
        last_year__gte=record.first_year,
    )
    return Session.objects.create(
        jurisdiction=government,
        key=record.key,
        name=record.name or record.key,
        kind=SessionKind.SPECIAL if record.special else SessionKind.REGULAR,
        first_year=record.first_year,
        last_year=record.last_year,
        part_of=regular.first() if record.special else None,
    )


def _government(state: str) -> Jurisdiction:
    """The state's, or the country's for Congress; written where it is not here yet."""
    if state == CONGRESS:
        return load_country()
    found = Jurisdiction.objects.filter(kind=Kind.STATE, state=state)
    if not found.exists():
        try:
            load_jurisdictions(state)
        except CannotLoad as error:
            raise CannotRead("state", state) from error
    return found.get()


def close_sessions(now: datetime) -> int:
    """Bills of sessions that ended with the year did not pass; how many there were."""
    left = Bill.objects.filter(session__last_year__lt=timezone.localdate(now).year).exclude(
        stage__in=ENDS
    )
    over = [bill.pk for bill in left.only("pk", "by_hand") if "stage" not in bill.by_hand]
    for start in range(0, len(over), 500):
        Bill.objects.filter(pk__in=over[start : start + 500]).update(stage=Stage.DEAD)
    return len(over)
