"""What becomes of facts: each change is kept with its reason, and every day can be told again."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.policies.models import Disagreement, Evidence, Fact, FactChange, Factor, State, What
from amparo.policies.operations import facts as changing
from amparo.policies.operations.disagreements import of_fact, settle
from amparo.policies.operations.starting import load_starting_list
from amparo.policies.standing import answers_by_government, counts_by_state, counts_on
from amparo.policies.wording import in_one_line, time_of
from tests.policies.conftest import SPRING, SUMMER, make_agency, value
from tests.policies.conftest import State as Minnesota


def on(day: date, factor: str) -> set[int]:
    """What all governments answer to a factor on a day."""
    found = answers_by_government(day, factors=[Factor.objects.get(key=factor).pk])
    return {answer for answers in found.values() for each in answers.values() for answer in each}


def test_the_starting_list_asks_in_both_languages_and_is_loaded_once(mn: Minnesota):
    assert load_starting_list() == 0
    for factor in Factor.objects.with_words():
        assert {text.language for text in factor.texts.all()} == {"en", "es"}
        assert factor.values.count() > 1, factor.key
        for answer in factor.values.all():
            assert {text.language for text in answer.texts.all()} == {"en", "es"}


def test_what_a_coalition_changed_stays_when_the_list_is_loaded_again(mn: Minnesota):
    Factor.objects.filter(key="cve").update(is_asked=False)
    Factor.objects.get(key="voting").texts.filter(language="en").update(name="Ballots")
    load_starting_list()
    assert not Factor.objects.get(key="cve").is_asked
    assert Factor.objects.get(key="voting").text("en").name == "Ballots"  # type: ignore[union-attr]


def test_a_fact_without_a_source_is_counted_nowhere_until_it_has_one(mn: Minnesota):
    fact = changing.add_fact(mn.said("detainers", "never"), [], actor=WORKER, now=mn.now)
    assert on(SUMMER, "detainers") == set()
    cited = changing.stand_on(fact, mn.source(), actor=WORKER, now=mn.now)
    assert on(SUMMER, "detainers") == {fact.value_id}
    changing.stand_off(cited, actor=WORKER, now=mn.now)
    assert on(SUMMER, "detainers") == set()


def test_a_policy_that_was_replaced_stays_true_for_its_time(mn: Minnesota):
    old = mn.fact("detainers", "honored")
    said = mn.said("detainers", "judge", starts_on=SUMMER)
    new = changing.supersede(old, said, [mn.source("Order 7")], actor=WORKER, now=mn.now)
    old.refresh_from_db()
    assert (old.state, old.superseded_by) == (State.SUPERSEDED, new)
    assert on(SUMMER - timedelta(days=1), "detainers") == {old.value_id}
    assert on(SUMMER, "detainers") == {new.value_id}
    assert on(SPRING - timedelta(days=1), "detainers") == set()
    assert not Disagreement.objects.filter(settled_on__isnull=True).exists()


def test_a_policy_cannot_be_replaced_by_one_that_began_before_it(mn: Minnesota):
    old = mn.fact("detainers", "honored")
    with pytest.raises(changing.CannotChange):
        changing.supersede(old, mn.said("detainers", "judge"), [], actor=WORKER, now=mn.now)
    assert Fact.objects.count() == 1


def test_an_agencys_fact_is_its_countys_on_the_map(mn: Minnesota):
    fact = mn.fact("287g", "jail", make_agency(mn.rice), evidence=Evidence.AGREEMENT)
    assert fact.government == mn.rice
    assert counts_on(SUMMER, fact.factor_id, kind="county") == {fact.value_id: 1}
    assert counts_by_state(SUMMER, fact.factor_id) == {"MN": {fact.value_id: 1}}


def test_two_models_of_one_sheriff_agree_and_no_agreement_beside_one_does_not(mn: Minnesota):
    sheriff = make_agency(mn.rice)
    jail = mn.fact("287g", "jail", sheriff)
    mn.fact("287g", "warrant", sheriff)
    assert not Disagreement.objects.exists()
    none = mn.fact("287g", "none", sheriff)
    assert {other for _found, other in of_fact(none)} == set(Fact.objects.exclude(pk=none.pk))
    assert jail in Fact.objects.contradicted()


def test_practice_beside_a_written_policy_is_a_finding_and_no_contradiction(mn: Minnesota):
    mn.fact("detainers", "never")
    mn.fact("detainers", "honored", evidence=Evidence.PRACTICE)
    assert not Disagreement.objects.exists()
    mn.fact("detainers", "honored", evidence=Evidence.ORDER)
    assert Disagreement.objects.count() == 1


def test_a_disagreement_ends_by_a_reason_or_when_one_of_the_two_goes(mn: Minnesota):
    mn.fact("detainers", "never")
    second = mn.fact("detainers", "honored")
    first = Disagreement.objects.get()
    assert settle(first, why="Two jails.", actor=WORKER, today=SUMMER)
    assert not settle(first, why="Again.", actor=WORKER, today=SUMMER)
    changing.verify(second, actor=WORKER, now=mn.now)
    assert not Disagreement.objects.filter(settled_on__isnull=True).exists()
    third = mn.fact("detainers", "limited")
    assert Disagreement.objects.filter(settled_on__isnull=True).count() == 2
    changing.withdraw(third, why="Another county's.", actor=WORKER, now=mn.now)
    assert not Disagreement.objects.filter(settled_on__isnull=True).exists()
    assert on(SUMMER, "detainers") == {value("detainers", "never").pk, second.value_id}


def test_what_was_withdrawn_is_counted_at_no_date_and_moves_no_more(mn: Minnesota):
    fact = mn.fact("detainers", "never")
    changing.withdraw(fact, why="It was a draft.", actor=WORKER, now=mn.now)
    assert on(SUMMER, "detainers") == set()
    with pytest.raises(changing.CannotChange):
        changing.verify(fact, actor=WORKER, now=mn.now)
    with pytest.raises(changing.CannotChange):
        changing.withdraw(fact, why="Again.", actor=WORKER, now=mn.now)


def test_a_disputed_fact_counts_and_shows_who_doubts_it(mn: Minnesota):
    fact = mn.fact("detainers", "never")
    against = mn.source("Letter of the sheriff")
    doubt = changing.StandsOn(against.source, is_against=True)
    changing.dispute(fact, stands_on=doubt, why="He says so.", actor=WORKER, now=mn.now)
    assert on(SUMMER, "detainers") == {fact.value_id}
    assert [each.is_against for each in fact.cited_sources.all()] == [False, True]
    changing.verify(fact, why="The manual was shown.", actor=WORKER, now=mn.now)
    fact.refresh_from_db()
    assert fact.state == State.STANDING


def test_every_change_has_a_line_with_who_when_why_and_what_was_said_before(mn: Minnesota):
    fact = mn.fact("detainers", "never")
    with translation.override("en"):
        before = in_one_line(fact)
        said = mn.said("detainers", "judge", notes={"en": "After 2024."})
        changing.change_fact(fact, said, why="Read too fast.", actor=WORKER, now=mn.now)
    line = FactChange.objects.first()
    assert line is not None
    assert (line.what, line.who, line.why) == (What.CHANGED, "worker", "Read too fast.")
    assert line.said_before == before
    assert before == "Detainers honored: never (written policy, since March 1, 2025)"
    assert Entry.objects.filter(verb="policies.change_fact", reason="Read too fast.").exists()


def test_what_nobody_has_verified_for_a_year_is_old(mn: Minnesota):
    fact = mn.fact("detainers", "never")
    today = fact.verified_on
    assert not Fact.objects.old(today + timedelta(days=365)).exists()
    assert Fact.objects.old(today + timedelta(days=366)).get() == fact


@pytest.mark.parametrize(
    ("more", "english", "spanish"),
    [
        ({}, "since March 1, 2025", "desde el 1 de marzo de 2025"),
        (
            {"is_start_known": False},
            "since March 1, 2025 at the latest",
            "a más tardar desde el 1 de marzo de 2025",
        ),
        (
            {"is_start_known": False, "not_yet_on": date(2025, 2, 1), "ends_on": SUMMER},
            "begun between February 1, 2025 and March 1, 2025, until July 1, 2025",
            (
                "comenzó entre el 1 de febrero de 2025 y el 1 de marzo de 2025, hasta el 1 de "
                "julio de 2025"
            ),
        ),
        (
            {"ends_on": date(2025, 7, 3), "gone_on": date(2025, 7, 18)},
            "since March 1, 2025, ended between July 3, 2025 and July 18, 2025",
            (
                "desde el 1 de marzo de 2025, terminó entre el 3 de julio de 2025 y el 18 de julio "
                "de 2025"
            ),
        ),
    ],
)
def test_a_time_is_said_as_exactly_as_it_is_known(
    mn: Minnesota, more: dict[str, object], english: str, spanish: str
):
    fact = mn.fact("detainers", "never", **more)
    with translation.override("en"):
        assert time_of(fact) == english
    with translation.override("es"):
        assert time_of(fact) == spanish
