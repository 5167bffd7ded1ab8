"""Whom a call-in day calls."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.callins.kinds import CALLINS
from amparo.callins.models import CallIn, CallReport, CallTarget, ShownAct
from amparo.callins.operations.targets import (
    CannotCall,
    Whom,
    acts_to_choose,
    set_targets,
    show_acts,
)
from amparo.officials.models import Act, ActKind, Stance
from amparo.officials.operations import Told, save_act
from tests.callins.conftest import Day, heard
from tests.makers import make_official

pytestmark = pytest.mark.django_db


def names(day: Day) -> list[str]:
    return [target.name for target in day.targets]


def test_they_are_called_in_their_order_and_the_fallback_last(day: Day):
    assert names(day) == ["Pat Example", "County board", "Switchboard"]
    assert [target.is_fallback for target in day.targets] == [False, False, True]


def test_a_new_order_keeps_what_was_heard(day: Day):
    heard(day.targets[0], Stance.FOR)
    first, second, third = day.offices
    again = [Whom(second, counties=("27131",)), Whom(first, day.holder), Whom(third)]
    set_targets(day.callin, again, actor=WORKER)
    assert names(day) == ["County board", "Pat Example", "Switchboard"]
    assert day.targets[0].county_codes == {"27131"}
    assert not day.targets[2].is_fallback
    assert CallReport.objects.get().target == day.targets[1]


def test_one_who_was_called_stays_as_long_as_the_day(day: Day):
    heard(day.targets[0], Stance.FOR)
    with pytest.raises(CannotCall, match="called"):
        set_targets(day.callin, [Whom(day.offices[1])], actor=WORKER)
    assert len(day.targets) == 3, "nothing was changed"


@pytest.mark.parametrize("reason", ["twice", "fallbacks", "many"])
def test_a_list_that_makes_no_sense_is_refused(day: Day, reason: str):
    one, other = Whom(day.offices[0]), Whom(day.offices[1], is_fallback=True)
    lists = {
        "twice": [one, one],
        "fallbacks": [other, Whom(day.offices[2], is_fallback=True)],
        "many": [one] * 61,
    }
    with pytest.raises(CannotCall, match=reason):
        set_targets(day.callin, lists[reason], actor=WORKER)


def test_an_official_and_her_office_are_two_to_call(day: Day):
    office = day.offices[0]
    set_targets(day.callin, [Whom(office), Whom(office, day.holder)], actor=WORKER)
    assert names(day) == ["Sheriff", "Pat Example"]


def test_the_table_itself_refuses_an_office_twice(day: Day):
    with pytest.raises(IntegrityError), transaction.atomic():
        CallTarget.objects.create(callin=day.callin, office=day.offices[1], order=9)


def make_act(day: Day, *, official: object = None, office: int = 0) -> Act:
    act = Act(
        office=day.offices[office], official=official, kind=ActKind.VETO,
        done_on=timezone.localdate(), checked_on=timezone.localdate(),
    )  # fmt: skip
    return save_act(act, words={"en": Told("Vetoed it.")}, actor=WORKER)


def test_what_can_be_shown_is_what_those_whom_we_call_have_done(day: Day):
    hers, offices_own, boards = (
        make_act(day, official=day.holder),
        make_act(day),
        make_act(day, office=1),
    )
    before = make_official(timezone.now(), day.offices[0], "Who Was Before")
    make_act(day, official=before)
    assert set(acts_to_choose(day.callin)) == {hers, offices_own, boards}


def test_acts_that_are_shown_replace_those_before(day: Day):
    first, second = make_act(day), make_act(day, office=1)
    show_acts(day.callin, [first], actor=WORKER)
    show_acts(day.callin, [second], actor=WORKER)
    assert [shown.act for shown in day.callin.shown_acts.all()] == [second]


def test_a_takedown_leaves_nothing_of_a_call_in_day(day: Day):
    heard(day.targets[0], Stance.FOR)
    show_acts(day.callin, [make_act(day)], actor=WORKER)
    CALLINS.part().remove(day.campaign, timezone.now())
    for model in (CallIn, CallTarget, CallReport, ShownAct):
        assert not model.objects.exists()
    assert Act.objects.exists(), "what an office did is nobody's case"
