"""What rubrics and custody make of facts."""

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone, translation

from amparo.audit.actors import WORKER
from amparo.evidence.operations.claims import Words
from amparo.places.models import Kind
from amparo.policies.arrested import fates
from amparo.policies.custody import Verdict, what_happens_to
from amparo.policies.judging import (
    judge_all,
    printed,
    stances_over_time,
    version_with_words,
)
from amparo.policies.models import (
    ComputedClaim,
    Custody,
    Factor,
    Program,
    RubricVersion,
    Stance,
)
from amparo.policies.operations import facts as changing
from amparo.policies.operations.figures import Counted, bring_up_to_date, make_figure
from amparo.policies.operations.keeping import verify_custody
from tests.policies.conftest import SPRING, SUMMER, make_agency, value
from tests.policies.conftest import State as Minnesota

STEPS = ("287g", "detention-contract", "detainers", "notification")
GOOD = ("none", "none", "judge", "never")


def version(key: str) -> RubricVersion:
    return version_with_words(RubricVersion.objects.get(rubric__key=key).pk)


def judged(mn: Minnesota, key: str = "seven-steps") -> tuple[str, int]:
    found = judge_all(version(key), SUMMER)[mn.rice.pk]
    return found.stance, found.level


def test_each_step_counts_only_on_top_of_those_before_it(mn: Minnesota):
    mn.fact("detainers", "never")
    assert judged(mn) == (Stance.UNKNOWN, 0)
    mn.fact("287g", "none")
    assert judged(mn) == (Stance.UNKNOWN, 1)
    mn.fact("detention-contract", "contract")
    assert judged(mn) == (Stance.MIXED, 1)


def test_four_steps_protect_and_an_agreement_harms(mn: Minnesota):
    for factor, answer in zip(STEPS, GOOD, strict=True):
        mn.fact(factor, answer)
    assert judged(mn) == (Stance.PROTECTS, 4)
    mn.fact("287g", "jail", make_agency(mn.rice))
    assert judged(mn) == (Stance.HARMS, 0)


def test_a_balance_says_mixed_where_something_protects_and_something_harms(mn: Minnesota):
    mn.fact("detainers", "judge")
    assert judged(mn, "jail-door")[0] == Stance.PROTECTS
    mn.fact("notification", "notifies")
    assert judged(mn, "jail-door")[0] == Stance.MIXED
    assert mn.dakota.pk not in judge_all(version("jail-door"), SUMMER)


def test_rules_are_printed_in_the_readers_language(mn: Minnesota):
    with translation.override("en"):
        said = printed(version("seven-steps"))
    assert said[2] == ("3. Detainers honored: “never” or “only with a judge's warrant”.")
    assert said[-3:] == [
        "Protects from 4 steps on.",
        "Harms with fewer than 1 step.",
        "Where the next step is not known, the stance is not known.",
    ]
    with translation.override("es"):
        assert printed(version("seven-steps"))[-2] == "Daña con menos de 1 paso."


def book(mn: Minnesota, agency: object, jail: object, **more: object) -> Custody:
    facts = {"starts_on": SPRING, "verified_on": SPRING, "source": mn.source().source, **more}
    return Custody.objects.create(agency=agency, jail=jail, **facts)  # type: ignore[misc]


def test_a_citys_protection_ends_in_a_county_jail_that_harms(mn: Minnesota):
    police = make_agency(mn.northfield, Kind.POLICE, "Northfield Police")
    jail = make_agency(mn.rice, Kind.JAIL, "Rice County Jail")
    mn.fact("status", "forbidden", mn.northfield)
    mn.fact("municipal-id", "issued", mn.northfield)
    [alone] = what_happens_to(mn.northfield, SUMMER)
    assert alone.verdict == Verdict.UNKNOWN
    book(mn, police, jail)
    [unknown] = what_happens_to(mn.northfield, SUMMER)
    assert unknown.verdict == Verdict.UNKNOWN
    mn.fact("detainers", "honored", make_agency(mn.rice))
    [chain] = what_happens_to(mn.northfield, SUMMER)
    assert chain.verdict == Verdict.ENDS
    assert chain.ends_at is not None
    assert chain.ends_at.place == jail
    assert [fact.value.key for fact in chain.ends_at.harming] == ["honored"]
    [before] = what_happens_to(mn.northfield, date(2025, 2, 1))
    assert len(before.links) == 1


def test_custody_is_followed_from_jail_to_jail_and_never_in_a_circle(mn: Minnesota):
    police = make_agency(mn.northfield, Kind.POLICE, "Northfield Police")
    rice = make_agency(mn.rice, Kind.JAIL, "Rice County Jail")
    dakota = make_agency(mn.dakota, Kind.JAIL, "Dakota County Jail")
    for agency, jail in ((police, rice), (rice, dakota), (dakota, rice)):
        book(mn, agency, jail)
    mn.fact("detainers", "never", mn.northfield)
    mn.fact("detainers", "never", mn.rice)
    mn.fact("287g", "task-force", mn.dakota)
    [chain] = what_happens_to(mn.northfield, SUMMER)
    assert [link.place for link in chain.links] == [mn.northfield, rice, dakota]
    assert chain.verdict == Verdict.ENDS
    [own] = what_happens_to(mn.dakota, SUMMER)
    assert own.verdict == Verdict.NONE


def test_a_county_that_holds_in_its_own_jail_protects_to_its_door(mn: Minnesota):
    jail = make_agency(mn.rice, Kind.JAIL, "Rice County Jail")
    book(mn, make_agency(mn.rice), jail)
    mn.fact("detainers", "never", mn.rice)
    [chain] = what_happens_to(mn.rice, SUMMER)
    assert [link.place for link in chain.links] == [mn.rice, jail]
    assert chain.verdict == Verdict.HOLDS
    assert fates(SUMMER)[mn.rice.pk].verdict == Verdict.HOLDS


def test_a_jail_that_moves_people_on_is_a_station_and_arrests_nobody(mn: Minnesota):
    rice = make_agency(mn.rice, Kind.JAIL, "Rice County Jail")
    dakota = make_agency(mn.dakota, Kind.JAIL, "Dakota County Jail")
    book(mn, make_agency(mn.rice), rice)
    book(mn, rice, dakota)
    mn.fact("detainers", "never", mn.rice)
    [chain] = what_happens_to(mn.rice, SUMMER)
    assert [link.place for link in chain.links] == [mn.rice, rice, dakota]
    assert [link.place for link in fates(SUMMER)[mn.rice.pk].chain.links] == [
        mn.rice, rice, dakota,
    ]  # fmt: skip


def test_where_nothing_protected_nothing_ends(mn: Minnesota):
    book(mn, mn.northfield, make_agency(mn.rice, Kind.JAIL, "Rice County Jail"))
    mn.fact("detainers", "honored", mn.rice)
    [chain] = what_happens_to(mn.northfield, SUMMER)
    assert chain.verdict == Verdict.NONE
    assert fates(SUMMER)[mn.northfield.pk].ends_at is None


def test_stances_over_time_are_those_of_each_day(mn: Minnesota):
    ended = mn.fact("notification", "notifies")
    changing.end(ended, on=SUMMER - timedelta(days=30), actor=WORKER, now=mn.now)
    mn.fact("detainers", "judge", mn.dakota, starts_on=SUMMER)
    mn.fact("detainers", "judge", mn.northfield)  # a city is no county
    days = [SPRING - timedelta(days=1), SPRING, SUMMER - timedelta(days=1), SUMMER]
    found = list(stances_over_time(version("jail-door"), days, kind=Kind.COUNTY, state="MN"))
    assert found == [
        Counter(
            each.stance for each in judge_all(version("jail-door"), day, kind=Kind.COUNTY).values()
        )
        for day in days
    ]
    assert [dict(each) for each in found] == [{}, {Stance.HARMS: 1}, {}, {Stance.PROTECTS: 1}]


def test_custody_is_old_a_year_after_somebody_looked(mn: Minnesota):
    jail = make_agency(mn.rice, Kind.JAIL, "Rice County Jail")
    note = book(mn, mn.northfield, jail)
    assert not Custody.objects.old(SPRING + timedelta(days=365)).exists()
    assert Custody.objects.old(SPRING + timedelta(days=366)).get() == note
    verify_custody(note, actor=WORKER, now=mn.now)
    assert not Custody.objects.old(SPRING + timedelta(days=366)).exists()
    assert note.verified_on == timezone.localdate(mn.now)


def test_two_sources_about_custody_give_two_ways(mn: Minnesota):
    jails = [make_agency(place, Kind.JAIL, place.name) for place in (mn.rice, mn.dakota)]
    for jail in jails:
        book(mn, mn.northfield, jail)
    ways = what_happens_to(mn.northfield, SUMMER)
    assert {way.links[-1].place for way in ways} == set(jails)


def test_a_program_is_called_what_it_was_called_on_the_day(mn: Minnesota):
    program = Program.objects.with_words().get(key="secure-communities")
    with translation.override("en"):
        assert program.name_on(date(2012, 1, 1)) == "Secure Communities"
        assert program.name_on(date(2015, 1, 1)) == "Priority Enforcement Program"
        assert program.name == "Secure Communities"


WORDS = {"en": Words("Counties that never hold anybody for ICE.", "counties")}


def test_a_counted_claim_goes_stale_when_facts_change_and_keeps_its_figure(mn: Minnesota):
    first = mn.fact("detainers", "never")
    what = Counted("county", "MN", SUMMER, value=value("detainers", "never"))
    made = make_figure(what, WORDS, url="", actor=WORKER, now=mn.now)
    assert (made.claim.value, made.stale_since) == (1, None)
    mn.fact("detainers", "never", mn.dakota)
    made.refresh_from_db()
    assert (made.claim.value, made.count_now) == (1, 2)
    assert made.stale_since is not None
    changing.withdraw(first, why="A draft.", actor=WORKER, now=mn.now)
    assert ComputedClaim.objects.get().stale_since is None  # 1 again


def test_a_claim_brought_up_to_date_says_the_new_day_and_figure(mn: Minnesota):
    rubric = version("jail-door")
    what = Counted("county", "MN", SPRING, version=rubric, stance=Stance.PROTECTS)
    made = make_figure(what, WORDS, url="", actor=WORKER, now=mn.now)
    mn.fact("detainers", "never", starts_on=SUMMER)
    made.refresh_from_db()
    assert made.stale_since is None  # on its own day nothing changed
    bring_up_to_date(made, WORDS, as_of=SUMMER, why="A month on.", actor=WORKER, now=mn.now)
    assert (made.claim.value, made.claim.starts_on) == (1, SUMMER)


def test_every_factor_can_be_asked_of_somebody(mn: Minnesota):
    assert all(
        each.of_states or each.of_counties or each.of_cities for each in Factor.objects.all()
    )
