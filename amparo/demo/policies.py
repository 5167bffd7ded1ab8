"""What Minnesota's governments do: ICE's own list of agreements, and invented examples beside it.

A newcomer's mistake: an invented fact that looks real. Everything but the agreements is marked as
an example, in the row and in its source.
"""

from datetime import date

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.demo.words import LANGUAGES, Clock, Told, read
from amparo.evidence.models import Source
from amparo.evidence.operations import save_source
from amparo.evidence.operations.claims import Words
from amparo.places.models import Jurisdiction, Kind
from amparo.places.operations import add_city
from amparo.policies.importers.agencies import Listed
from amparo.policies.importers.sheets import Day, Entry
from amparo.policies.models import (
    Batch,
    BatchKind,
    Custody,
    Evidence,
    FactorValue,
    Level,
    Part,
    Program,
    RecordsRequest,
    Task,
)
from amparo.policies.operations.facts import Said, StandsOn, add_fact
from amparo.policies.operations.figures import Counted, make_figure
from amparo.policies.operations.keeping import (
    save_custody,
    save_part,
    save_request,
    save_task,
)
from amparo.policies.operations.sheets import bring_in

STATE = "MN"


def fill_policies(clock: Clock, *, alma: User, beto: User) -> None:
    """Agreements as ICE listed them; examples, a contradiction, a request that is overdue."""
    told = read("policies")
    _agreements(told, clock, alma.actor)
    example = save_source(Source(**told["example"]), actor=alma.actor)
    _cities()
    for each in told["fact"]:
        _facts(each, example, clock, alma.actor)
    _contradiction(told["contradiction"], clock, alma.actor)
    _custody(told["custody"], example, clock, alma.actor)
    _request(told["request"], clock, alma.actor)
    for number, each in enumerate(told["task"]):
        _task(each, beto if number == 0 else None, clock, alma.actor)
    for each in told["part"]:
        _part(each, example, alma.actor)
    _figure(told["figure"], clock, alma.actor)


def _agreements(told: Told, clock: Clock, actor: Actor) -> None:
    """Through the same door as a list that an organizer brings in."""
    days = [_day(told, date.fromisoformat(day)) for day in told["sheets"]]
    batch = Batch(
        kind=BatchKind.SHEETS,
        file_name="287(g)",
        sha256="",
        begun_on=clock.today,
        who=actor.label,
    )
    batch.save()
    source = save_source(Source(**told["source"]), actor=actor)
    bring_in(days, batch=batch, source=source, state=STATE, actor=actor, now=clock.now)


def _day(told: Told, on: date) -> Day:
    listed = [
        each
        for each in told["agreement"]
        if date.fromisoformat(each["first"]) <= on <= date.fromisoformat(each["last"])
    ]
    return Day(on, "", "287(g)", [_entry(each) for each in listed])


def _entry(told: Told) -> Entry:
    named = f"{told['county']} County Sheriff's Office"
    signed = date.fromisoformat(told["signed"]) if told["signed"] else None
    return Entry(Listed(STATE, named), told["model"], signed, "", 0)


def _cities() -> None:
    northfield = add_city(state=STATE, name="Northfield")
    northfield.counties.set([_place("Rice"), _place("Dakota")])


def _facts(told: Told, source: Source, clock: Clock, actor: Actor) -> None:
    for answer in told["answers"]:
        said = Said(
            _place(told["place"]),
            _value(answer),
            Evidence.POLICY,
            clock.day(-300),
            approved_by=told["by"],
            is_example=True,
        )
        add_fact(said, [StandsOn(source)], actor=actor, now=clock.at(-60))


def _contradiction(told: Told, clock: Clock, actor: Actor) -> None:
    """A second written rule, which cannot stand beside the first."""
    source = Source(title=told["title"], publisher="Amparo", read_on=clock.day(-10))
    heard = save_source(source, actor=actor)
    said = Said(
        _place(told["place"]),
        _value(told["answer"]),
        Evidence.POLICY,
        clock.day(-120),
        is_start_known=False,
        is_example=True,
    )
    add_fact(said, [StandsOn(heard)], actor=actor, now=clock.at(-10))


def _custody(told: Told, source: Source, clock: Clock, actor: Actor) -> None:
    jail = Jurisdiction.objects.create(
        kind=Kind.JAIL, name=told["jail"], state=STATE, parent=_place(told["county"])
    )
    row = Custody(
        agency=_place(told["city"]),
        jail=jail,
        starts_on=clock.day(-300),
        source=source,
        quote=told["quote"],
        verified_on=clock.day(-10),
        is_example=True,
    )
    save_custody(row, actor=actor)


def _request(told: Told, clock: Clock, actor: Actor) -> None:
    words = {name: value for name, value in told.items() if name != "place"}
    row = RecordsRequest(
        jurisdiction=_place(told["place"]),
        asked_on=clock.day(-45),
        due_on=clock.day(-15),
        **words,
    )
    save_request(row, actor=actor)


def _task(told: Told, whose: User | None, clock: Clock, actor: Actor) -> None:
    row = Task(
        jurisdiction=_place(told["place"]), what=told["what"], whose=whose, due_on=clock.day(10)
    )
    save_task(row, actor=actor)


def _part(told: Told, source: Source, actor: Actor) -> None:
    row = Part(
        jurisdiction=_government(told["place"]),
        program=Program.objects.get(key=told["program"]),
        role=told["role"],
        on=told["on"],
        source=source,
        is_example=True,
    )
    save_part(row, actor=actor)


def _figure(told: Told, clock: Clock, actor: Actor) -> None:
    what = Counted(Level.COUNTIES, STATE, told["as_of"], value=_value(told["answer"]))
    words = {code: Words(told[code]) for code in LANGUAGES}
    make_figure(what, words, url="", actor=actor, now=clock.now)


def _government(name: str) -> Jurisdiction:
    state = Jurisdiction.objects.filter(kind=Kind.STATE, state=STATE, name=name).first()
    return state or _place(name)


def _place(name: str) -> Jurisdiction:
    rows = Jurisdiction.objects.filter(state=STATE, kind__in=(Kind.COUNTY, Kind.CITY))
    county = rows.filter(name=f"{name} County").first()
    return county or rows.get(name=name)


def _value(answer: str) -> FactorValue:
    factor, _colon, key = answer.partition(":")
    return FactorValue.objects.select_related("factor").get(factor__key=factor, key=key)
