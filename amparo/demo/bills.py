"""The demo's bills: the Minnesota story of 2011 from public sources, and an invented one of today.

A newcomer's mistake: names in the vote of 2011. The sources say 57 to 0 and not who; so its names
are examples, and the page says that they are.
"""

from datetime import date

from django.utils import timezone

from amparo.accounts.models import User
from amparo.bills.importers.records import MemberRecord, SessionRecord
from amparo.bills.models import (
    Bill,
    Hearing,
    LegalText,
    RelationKind,
    Session,
    Step,
    StepKind,
    TextKind,
    Vote,
)
from amparo.bills.operations import mentions
from amparo.bills.operations.bills import (
    Told as StepWords,
)
from amparo.bills.operations.bills import (
    Words,
    add_bill,
    add_text,
    change_bill,
    relate,
    save_part,
    save_step,
    save_vote,
)
from amparo.bills.operations.sessions import session_for
from amparo.callins.models import CallIn
from amparo.campaigns.actions import ActionState
from amparo.demo.words import Clock, Told, languages_of, read


def fill_bills(clock: Clock, *, alma: User) -> None:
    """Write sessions and bills with all their parts; after the asks that they are bound to."""
    told = read("bills")
    sessions = {each.key: each for each in (_session(one) for one in told["session"])}
    for each in told["bill"]:
        _bill(each, sessions, clock, alma)
    bills = {each.identifier: each for each in Bill.objects.select_related("session")}
    relate(
        bills["HF 9901"], RelationKind.COMPANION, bills["SF 9902"], actor=alma.actor, now=clock.now
    )
    relate(
        bills["SF 958"], RelationKind.REPLACES, bills["SF 1143"], actor=alma.actor, now=clock.now
    )
    mentions.note_move(bills["SF 1143"], bills["SF 958"], actor=alma.actor, now=clock.now)
    ask = CallIn.objects.filter(state=ActionState.OPEN).order_by("slug").first()
    if ask is not None:
        mentions.link(bills["HF 9901"], CallIn.KIND, ask.pk, actor=alma.actor)


def _session(told: Told) -> Session:
    special = told.get("special", 0)
    return session_for(
        SessionRecord("MN", told["first_year"], told["last_year"], special, told["name"])
    )


def _bill(told: Told, sessions: dict[str, Session], clock: Clock, alma: User) -> None:
    bill = add_bill(sessions[told["session"]], told["number"], actor=alma.actor, now=clock.now)
    bill.title, bill.position = told["title"], told["position"]
    words = {code: Words(**{k: v.strip() for k, v in told[code].items()}) for code in ("en", "es")}
    change_bill(bill, words=words, actor=alma.actor)
    for order, each in enumerate(told.get("step", ())):
        _step(bill, each, order, clock, alma)
    if "printing" in told:
        _current(bill, told, clock, alma)
    if "text" in told:
        _text(bill, told["text"], clock, alma)
    if "hearing" in told:
        _hearing(bill, told["hearing"], clock, alma)
    if "vote" in told:
        _vote(bill, told["vote"], clock, alma)


def _step(bill: Bill, told: Told, order: int, clock: Clock, alma: User) -> None:
    step = Step(
        bill=bill,
        kind=told["kind"],
        chamber=told.get("chamber", ""),
        starts_on=told["from"],
        ends_on=told["to"],
        order=order,
        source_title=told["source"],
        source_url=told.get("url", ""),
        checked_on=bill.checked_on,
    )
    words = {code: StepWords(**told[code]) for code in languages_of(told)}
    save_step(step, told=words, actor=alma.actor, now=clock.now)


def _text(bill: Bill, told: Told, clock: Clock, alma: User) -> None:
    text = LegalText(
        bill=bill,
        kind=told["kind"],
        label=told["label"],
        starts_on=told["from"],
        ends_on=told["to"],
        source_url=told["url"],
        media_type="text/plain",
        is_complete=False,
        checked_on=bill.checked_on,
    )
    add_text(text, told["body"], actor=alma.actor, now=clock.now)


def _current(bill: Bill, told: Told, clock: Clock, alma: User) -> None:
    """The invented bill: two printings to compare, and three steps."""
    for order, each in enumerate(told["printing"]):
        day, label = clock.day(each["days"]), each["label"]
        text = LegalText(
            bill=bill, label=label, kind=TextKind.VERSION, starts_on=day, ends_on=day, order=order,
            media_type="text/plain", checked_on=bill.checked_on,
        )  # fmt: skip
        add_text(text, each["body"], actor=alma.actor, now=clock.now)
    said = (
        (StepKind.INTRODUCED, -30, "It is introduced (example).", "Se presenta (ejemplo)."),
        (StepKind.REFERRED, -30, "It goes to the Public Safety Committee (example).",
         "Pasa a la Comisión de Seguridad Pública (ejemplo)."),
        (StepKind.REPORTED, -6, "The committee recommends it, with changes (example).",
         "La comisión lo recomienda, con cambios (ejemplo)."),
    )  # fmt: skip
    for order, (kind, days, english, spanish) in enumerate(said):
        day = clock.day(days)
        step = Step(
            bill=bill, kind=kind, chamber="lower", starts_on=day, ends_on=day, order=order,
            checked_on=bill.checked_on,
        )  # fmt: skip
        words = {"en": StepWords(english), "es": StepWords(spanish)}
        save_step(step, told=words, actor=alma.actor, now=clock.now)


def _hearing(bill: Bill, told: Told, clock: Clock, alma: User) -> None:
    day = clock.day(told["days"])
    hearing = Hearing(
        bill=bill, title=told["title"], chamber="lower", starts_on=day, ends_on=day,
        hour=told["hour"], place=told["place"], checked_on=bill.checked_on,
    )  # fmt: skip
    save_part(hearing, actor=alma.actor)


def _vote(bill: Bill, told: Told, clock: Clock, alma: User) -> None:
    vote = Vote(
        bill=bill,
        motion=told["motion"],
        chamber=told["chamber"],
        held_on=_day_of(told, clock),
        has_passed=told["passed"],
        yes_count=told["yes"],
        no_count=told["no"],
        other_count=told["other"],
        has_example_names=True,
        source_title=told.get("source", ""),
        checked_on=timezone.localdate(clock.now),
    )
    save_vote(vote, members=_members(told), actor=alma.actor)


def _day_of(told: Told, clock: Clock) -> date | None:
    """The sources of 2011 say the week, not the day."""
    return clock.day(told["days"]) if "days" in told else None


def _members(told: Told) -> list[MemberRecord]:
    options = ["yes"] * told["yes"] + ["no"] * told["no"] + ["absent"] * told["other"]
    return [
        MemberRecord(f"Example · Ejemplo {number:02}", option, str(number))
        for number, option in enumerate(options[: told["example_districts"]], start=1)
    ]
