"""An ask opens, closes and wins, each time once, and never outside of its campaign."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.campaigns.actions import ActionState
from amparo.campaigns.operations.asks import (
    AddressIsPublic,
    AddressTaken,
    CannotDelete,
    change_ask,
    close_ask,
    declare_ask_won,
    delete_draft,
    open_ask,
)
from amparo.campaigns.operations.campaigns import close_campaign
from amparo.campaigns.operations.records import News, post_update
from amparo.campaigns.promises import CannotOpen
from amparo.campaigns.takedown import take_down
from amparo.petitions.models import Petition
from tests.makers import make_campaign, make_case, make_keys, make_petition

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now():
    now = timezone.now()
    make_keys(now)
    return now


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(CannotOpen) as refused:
        act(*args, **kwargs)
    return refused.value.reason


def test_an_ask_opens_with_its_languages_and_takes_names_from_then_on(now):
    petition = make_petition(now)
    assert not petition.is_open(now)
    open_ask(petition, actor=WORKER, now=now)
    assert petition.is_open(now)
    assert Entry.objects.filter(verb="petitions.open").count() == 1


def test_an_ask_without_a_language_needs_a_promise_which_the_log_keeps(now):
    petition = make_petition(now, languages="es")
    assert refusal(open_ask, petition, actor=WORKER, now=now) == "languages"
    by = now + timedelta(hours=2)
    open_ask(petition, actor=WORKER, now=now, promise_by=by)
    assert petition.has_open_promise
    assert Entry.objects.get(verb="petitions.open").detail["promised"] == ["en"]


def test_an_ask_does_not_open_in_a_campaign_that_has_ended(now):
    campaign = make_campaign(now)
    petition = make_petition(now, campaign=campaign)
    close_campaign(campaign, actor=WORKER, now=now)
    assert refusal(open_ask, petition, actor=WORKER, now=now) == "campaign"


def test_an_open_ask_takes_no_names_once_its_campaign_has_ended(now):
    campaign = make_campaign(now)
    petition = make_petition(now, campaign=campaign)
    open_ask(petition, actor=WORKER, now=now)
    close_campaign(campaign, actor=WORKER, now=now)
    assert not petition.is_open(now)
    assert petition.is_public(now)


def test_an_ask_of_a_case_ends_with_the_consent(now):
    case, _ = make_case(now, days=3)
    petition = make_petition(now, campaign=case)
    open_ask(petition, actor=WORKER, now=now)
    later = now + timedelta(days=4)
    assert petition.is_open(now)
    assert not petition.is_open(later)
    assert not petition.is_public(later)
    assert refusal(open_ask, petition, actor=WORKER, now=later) == "consent"


def test_an_ask_keeps_its_hours(now):
    opens, closes = now + timedelta(hours=1), now + timedelta(hours=2)
    petition = make_petition(now, opens_at=opens, closes_at=closes)
    open_ask(petition, actor=WORKER, now=now)
    assert not petition.is_open(now)
    assert petition.is_open(opens)
    assert not petition.is_open(closes)


def test_an_ask_is_opened_once_however_often_the_button_is_pressed(now):
    petition = make_petition(now)
    open_ask(petition, actor=WORKER, now=now)
    assert refusal(open_ask, petition, actor=WORKER, now=now) == "state"


def test_closing_tells_when_and_winning_may_follow(now):
    petition = make_petition(now)
    open_ask(petition, actor=WORKER, now=now)
    later = now + timedelta(days=1)
    close_ask(petition, actor=WORKER, now=later)
    assert (petition.state, petition.closes_at) == (ActionState.CLOSED, later)
    declare_ask_won(petition, actor=WORKER, now=later + timedelta(days=1))
    petition.refresh_from_db()
    assert (petition.state, petition.closes_at) == (ActionState.WON, later)


def test_an_ask_that_is_closed_before_it_began_keeps_its_hours(now):
    opens = now + timedelta(hours=1)
    petition = make_petition(now, opens_at=opens)
    open_ask(petition, actor=WORKER, now=now)
    close_ask(petition, actor=WORKER, now=now)
    petition.refresh_from_db()
    assert (petition.opens_at, petition.closes_at) == (opens, None)


def test_a_draft_is_neither_closed_nor_won(now):
    petition = make_petition(now)
    assert refusal(close_ask, petition, actor=WORKER, now=now) == "state"
    assert refusal(declare_ask_won, petition, actor=WORKER, now=now) == "state"


@pytest.mark.parametrize("end", [delete_draft, "takedown"])
def test_what_is_gone_leaves_no_updates(now, end):
    case, _consent = make_case(now)
    petition = make_petition(now, campaign=case)
    news = {"en": News("They see us", "On Tuesday.")}
    post_update(petition, news=news, posted_on=now.date(), actor=WORKER)

    if end == "takedown":
        take_down(case, actor=WORKER, now=now)
    else:
        delete_draft(petition, actor=WORKER)

    assert not Petition.objects.exists()
    assert not petition.updates.exists()


def test_two_asks_of_a_kind_have_two_addresses(now):
    campaign = make_campaign(now)
    make_petition(now, campaign=campaign)
    other = make_petition(now, campaign=campaign, slug="another")
    with pytest.raises(AddressTaken):
        make_petition(now, campaign=campaign)
    with pytest.raises(AddressTaken):
        change_ask(other, facts={"slug": "end-the-agreement"}, words={}, actor=WORKER, now=now)


def test_what_has_been_public_keeps_its_address_and_is_not_deleted(now):
    petition = make_petition(now)
    open_ask(petition, actor=WORKER, now=now)
    with pytest.raises(AddressIsPublic):
        change_ask(petition, facts={"slug": "other"}, words={}, actor=WORKER, now=now)
    with pytest.raises(CannotDelete):
        delete_draft(petition, actor=WORKER)
    assert Petition.objects.get().slug == "end-the-agreement"
