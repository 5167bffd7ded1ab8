"""Sessions, bills and texts for tests, by the room's own operations where those exist."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from amparo.bills.models import (
    Bill,
    LegalText,
    Session,
    SessionKind,
    Stage,
    Step,
    StepKind,
    StepText,
)
from amparo.bills.naming import chamber_of, key_of, said_of
from amparo.bills.operations.texts import store_text
from amparo.places.models import Jurisdiction
from amparo.places.operations import load_jurisdictions

PROVISION = (
    "The state shall share every list with the federal office. The commissioner shall sign an "
    "agreement on behalf of the state, and the agreement binds the state. Data that the office "
    "collects are public data under section 13.87."
)
BODY = f"A bill for an act relating to lists.\n\nSection 1. [13.99] LISTS; SHARING.\n{PROVISION}\n"


def make_session(key: str = "2025-2026", *, state: str = "MN", **more: Any) -> Session:
    load_jurisdictions(state)
    jurisdiction = Jurisdiction.objects.get(kind="state", state=state)
    first = int(key[:4])
    facts = {"name": f"Session {key}", "first_year": first, "last_year": first, **more}
    if "s" in key:
        facts.setdefault("kind", SessionKind.SPECIAL)
    return Session.objects.get_or_create(jurisdiction=jurisdiction, key=key, defaults=facts)[0]


def make_bill(
    now: datetime, identifier: str = "SF 1143", *, session: Session | None = None, **more: Any
) -> Bill:
    return Bill.objects.create(
        session=session or make_session(),
        identifier=said_of(identifier),
        key=key_of(identifier),
        chamber=chamber_of(identifier),
        checked_on=timezone.localdate(now),
        **{"title": "A bill for an act relating to lists.", "is_followed": True, **more},
    )


def make_text(
    now: datetime,
    bill: Bill | None = None,
    body: str = BODY,
    *,
    label: str = "Introduced",
    on: date | None = None,
    **more: Any,
) -> LegalText:
    """A stored text, dated today where nothing else is said."""
    day = on or timezone.localdate(now)
    dated = {"starts_on": day, "ends_on": day, "checked_on": timezone.localdate(now)}
    return store_text(LegalText(bill=bill, label=label, **dated, **more), body, now=now)


def make_reported_bill(now: datetime, *, title: str) -> Bill:
    """A bill on the floor that a committee let pass, told in Spanish too."""
    bill = make_bill(now, stage=Stage.FLOOR, title=title)
    step = Step.objects.create(
        bill=bill, kind=StepKind.REPORTED, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 4),
        checked_on=date(2026, 3, 5), words="Reported", order=1,
    )  # fmt: skip
    StepText.objects.create(step=step, language="es", words="El comité lo dejó pasar.")
    return bill
