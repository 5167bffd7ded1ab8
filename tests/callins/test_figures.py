"""What is counted of calls, by whom it was heard, and what of it the public sees."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.callins.figures import (
    SCALE,
    Whose,
    days_of,
    followed,
    heard_lately,
    public_totals,
    stance_record,
    totals,
)
from amparo.callins.models import CallReport, Judgement, Outcome, Sureness
from amparo.callins.operations.judging import judge, remove_judgement, set_aside, take_back
from amparo.officials.models import Act, ActKind, Stance, Visit
from amparo.officials.operations import Told, save_act, save_visit
from tests.callins.conftest import Day, heard
from tests.makers import make_alma

pytestmark = pytest.mark.django_db


def test_each_target_has_its_outcomes_and_what_was_heard_there(day: Day):
    first, second, _fallback = day.targets
    heard(first, Stance.AGAINST, count=2)
    heard(first, "", outcome=Outcome.VOICEMAIL)
    heard(second, "", outcome=Outcome.NO_ANSWER, days_ago=1)
    heard(second, "", outcome=Outcome.SKIPPED)
    found = totals(day.callin)
    assert [(each.calls, each.heard, each.skipped) for each in found] == [
        (3, 2, 0),
        (1, 0, 1),
        (0, 0, 0),
    ]
    assert found[0].stances == ((Stance.AGAINST, 2),)
    yesterday = totals(day.callin, timezone.localdate() - timedelta(days=1))
    assert [each.calls for each in yesterday] == [0, 1, 0]


def test_days_are_told_one_after_the_other_without_what_was_skipped(day: Day):
    today = timezone.localdate()
    heard(day.targets[0], Stance.FOR, count=2)
    heard(day.targets[0], "", outcome=Outcome.NO_ANSWER, days_ago=3)
    heard(day.targets[0], "", outcome=Outcome.SKIPPED, days_ago=4)
    assert days_of(day.callin) == [(today - timedelta(days=3), 1, 0), (today, 2, 2)]


def test_the_public_sees_no_outcome_of_today(day: Day):
    today = timezone.localdate()
    heard(day.targets[0], Stance.FOR, count=4, days_ago=1)
    heard(day.targets[0], Stance.FOR, count=7)
    found = public_totals(day.callin, today)
    assert (found.calls, found.spoke) == (0, 4), "calls come with the batch of the tally"
    assert public_totals(day.callin, today + timedelta(days=1)).spoke == 11


def test_a_report_set_aside_is_counted_nowhere_and_can_be_taken_back(day: Day):
    heard(day.targets[0], Stance.FOR, days_ago=1)
    report, today = CallReport.objects.get(), timezone.localdate()
    assert set_aside(report, reason="a joke", today=today, actor=WORKER)
    assert not set_aside(report, reason="a joke", today=today, actor=WORKER)
    assert totals(day.callin)[0].calls == 0
    assert public_totals(day.callin, today).spoke == 0
    assert Entry.objects.get(verb="callins.set_aside").reason == "a joke"
    assert take_back(report, actor=WORKER)
    assert totals(day.callin)[0].calls == 1


def test_the_record_of_a_stance_runs_over_all_days_with_judgements_visits_and_acts(day: Day):
    today, alma = timezone.localdate(), make_alma(timezone.now())
    whose = Whose(day.offices[0], day.holder)
    heard(day.targets[0], Stance.AGAINST, count=3, days_ago=9)
    heard(day.targets[0], Stance.LEANING, count=2, days_ago=1)
    heard(day.targets[1], Stance.FOR, count=5)
    visit = Visit(
        office=whose.office, official=whose.official, visited_on=today - timedelta(days=5),
        about="The agreement", said="They will think.", stance=Stance.UNDECIDED,
    )  # fmt: skip
    save_visit(visit, went=[alma], actor=WORKER)
    judge(
        day.campaign, whose.office, whose.official, stance=Stance.LEANING,
        sureness=Sureness.LIKELY, why="Two callers and the visit", judged_by=alma, today=today,
    )  # fmt: skip
    act = Act(office=whose.office, kind=ActKind.LETTER, done_on=today, checked_on=today)
    save_act(act, words={"en": Told("Wrote")}, actor=WORKER)

    found = stance_record(day.campaign, whose)

    assert found.days == [today - timedelta(days=ago) for ago in (9, 5, 1, 0)]
    against, leaning = SCALE.index(Stance.AGAINST), SCALE.index(Stance.LEANING)
    assert found.counts == {(against, 0): 3, (leaning, 2): 2}
    assert [each.judged_by for each in found.judgements] == [alma]
    assert (found.visits, found.acts) == ([visit], [act])
    assert dict(found.lately)[Stance.LEANING] == 2
    assert dict(found.lately)[Stance.AGAINST] == 0, "that was more than a week before"


def test_all_who_were_called_are_followed_once(day: Day):
    assert [whose.name for whose in followed(day.campaign)] == [
        "County board", "Pat Example", "Switchboard",
    ]  # fmt: skip


def test_a_second_judgement_of_the_day_replaces_the_first_and_can_be_taken_back(day: Day):
    alma, today = make_alma(timezone.now()), timezone.localdate()
    for stance in (Stance.FOR, Stance.UNDECIDED):
        judge(
            day.campaign, day.offices[1], None, stance=stance, sureness=Sureness.GUESS, why="",
            judged_by=alma, today=today,
        )  # fmt: skip
    judgement = Judgement.objects.get()
    assert judgement.stance == Stance.UNDECIDED
    remove_judgement(judgement, actor=alma.actor)
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(
    ("answers", "stance", "sureness"),
    [
        ({}, "", "none"),
        ({Stance.FOR: 2}, Stance.FOR, "few"),
        ({Stance.FOR: 4, Stance.AGAINST: 1}, Stance.FOR, "agreed"),
        ({Stance.FOR: 3, Stance.AGAINST: 3}, Stance.AGAINST, "divided"),
    ],
)
def test_how_sure_we_are_is_how_many_heard_it_and_how_alike(answers, stance, sureness):
    found = heard_lately(answers.items())
    assert (found.stance, found.sureness) == (stance, sureness)


@given(st.dictionaries(st.sampled_from(list(Stance)), st.integers(0, 50)))
def test_the_answer_is_always_one_that_most_gave(answers: dict):
    found = heard_lately(answers.items())
    assert found.of == sum(answers.values())
    assert found.count == max([0, *answers.values()])
