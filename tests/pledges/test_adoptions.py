"""Where a resolution passed."""

from uuid import uuid4

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.pledges.models import Adoption, Report
from amparo.pledges.operations.resolutions import (
    Decision,
    WasJudged,
    approve_report,
    change_adoption,
    forget_reports,
    note_report,
    record_adoption,
    refuse_report,
    remove_adoption,
)
from tests.pledges.makers import make_open_resolution

pytestmark = pytest.mark.django_db


def decision(now, resolution, **about):
    facts = {
        "body_kind": "caucus",
        "body_name": "Precinct 4",
        "town": "Northfield",
        "county": "27131",
        "decided_on": timezone.localdate(now),
        "outcome": "adopted",
        "text_hash": resolution.text("en").text_hash,
    }
    return Decision(**facts | about)


@pytest.fixture
def resolution(now):
    return make_open_resolution(now)


def test_what_an_organizer_knows_she_writes_down_herself(now, resolution):
    adoption = record_adoption(resolution, decision(now, resolution), actor=WORKER)
    change_adoption(adoption, decision(now, resolution, outcome="amended"), actor=WORKER)
    assert Adoption.objects.passed().get().outcome == "amended"
    assert Adoption.objects.get().has_passed


def test_what_was_not_adopted_is_not_counted_as_passed(now, resolution):
    record_adoption(resolution, decision(now, resolution, outcome="rejected"), actor=WORKER)
    assert not Adoption.objects.passed().exists()


def test_a_report_is_judged_once(now, resolution):
    note_report(resolution.pk, uuid4())
    report = Report.objects.get()
    approve_report(report, decision(now, resolution), actor=WORKER)
    with pytest.raises(WasJudged):
        approve_report(report, decision(now, resolution), actor=WORKER)
    with pytest.raises(WasJudged):
        refuse_report(report, actor=WORKER, reason="twice")
    assert Adoption.objects.count() == 1


def test_a_refused_report_counts_nothing(now, resolution):
    note_report(resolution.pk, uuid4())
    refuse_report(Report.objects.get(), actor=WORKER, reason="no such caucus")
    assert not Adoption.objects.exists()
    assert Report.objects.get().is_refused


def test_when_the_card_goes_what_the_body_decided_stays(now, resolution):
    card = uuid4()
    note_report(resolution.pk, card)
    approve_report(Report.objects.get(), decision(now, resolution), actor=WORKER)
    forget_reports([card])
    assert not Report.objects.exists()
    assert Adoption.objects.count() == 1


def test_what_was_taken_off_the_list_may_be_read_again(now, resolution):
    note_report(resolution.pk, uuid4())
    adoption = approve_report(Report.objects.get(), decision(now, resolution), actor=WORKER)
    remove_adoption(adoption, actor=WORKER)
    assert Report.objects.get().adoption is None
