"""A campaign from its draft to its end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import override

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.campaigns.models import Campaign, State
from amparo.campaigns.operations.campaigns import (
    AddressTaken,
    CannotChange,
    Facts,
    Words,
    begin_campaign,
    change_campaign,
    close_campaign,
    close_what_is_over,
    open_campaign,
    set_photo,
    write_words,
)
from amparo.campaigns.operations.parts import add_target, mark_reached, set_partner, take_out
from amparo.campaigns.promises import CannotOpen
from amparo.campaigns.templatetags.campaigns import promises_of
from tests.makers import (
    CAMPAIGN_WORDS,
    make_campaign,
    make_office,
    make_official,
    make_organization,
    make_picture,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def facts_of(campaign: Campaign, **other) -> Facts:
    known = {name: getattr(campaign, name) for name in Facts.__dataclass_fields__}
    return Facts(**{**known, **other})


def draft(now, languages="en es"):
    today = timezone.localdate(now)
    facts = Facts("rice-county", "campaign", today, today + timedelta(days=100))
    words = {code: CAMPAIGN_WORDS[code] for code in languages.split()}
    return begin_campaign(facts, words, actor=WORKER, now=now)


def test_a_campaign_knows_from_its_first_day_when_its_cards_are_shredded():
    campaign = draft(timezone.now())
    assert campaign.keyspace.shred_on == campaign.closes_on + timedelta(days=30)


def test_a_later_end_moves_the_shredding_along():
    campaign = draft(timezone.now())
    later = campaign.closes_on + timedelta(days=60)
    change_campaign(campaign, facts_of(campaign, closes_on=later), actor=WORKER)
    campaign.keyspace.refresh_from_db()
    assert campaign.keyspace.shred_on == later + timedelta(days=30)


def test_what_outlives_a_case_does_not_tell_its_address():
    now = timezone.now()
    today = timezone.localdate(now)
    facts = Facts("justice-for-omar-abdi", "case", today, today)
    campaign = begin_campaign(facts, {"en": Words("Justice for Omar Abdi")}, actor=WORKER, now=now)
    kept = campaign.keyspace.name + str(list(Entry.objects.values()))
    assert "omar" not in kept.casefold()


def test_two_campaigns_do_not_share_an_address():
    now = timezone.now()
    draft(now)
    with pytest.raises(AddressTaken):
        draft(now)


def test_an_open_campaign_keeps_its_address():
    campaign = make_campaign(timezone.now())
    with pytest.raises(CannotChange):
        change_campaign(campaign, facts_of(campaign, slug="another"), actor=WORKER)


def test_a_campaign_opens_when_every_language_has_its_words():
    now = timezone.now()
    campaign = draft(now, "en es")
    open_campaign(campaign, actor=WORKER, now=now)
    assert campaign.state == State.OPEN
    assert campaign.promised_by is None


def test_a_campaign_without_spanish_does_not_open_unless_it_is_promised():
    now = timezone.now()
    campaign = draft(now, "en")
    with pytest.raises(CannotOpen) as refused:
        open_campaign(campaign, actor=WORKER, now=now)
    assert refused.value.reason == "languages"
    assert not Campaign.objects.public(timezone.localdate(now)).exists()


def test_a_campaign_without_words_does_not_open_for_any_promise():
    now = timezone.now()
    today = timezone.localdate(now)
    campaign = begin_campaign(Facts("bare", "campaign", today, today), {}, actor=WORKER, now=now)
    with pytest.raises(CannotOpen) as refused:
        open_campaign(campaign, actor=WORKER, now=now, promise_by=now + timedelta(hours=3))
    assert refused.value.reason == "words"


def test_a_promise_that_is_over_already_is_none():
    now = timezone.now()
    with pytest.raises(CannotOpen) as refused:
        open_campaign(
            draft(now, "en"), actor=WORKER, now=now, promise_by=now - timedelta(minutes=1)
        )
    assert refused.value.reason == "promise"


def test_an_urgent_promise_is_logged_and_said_in_the_language_that_waits():
    now = timezone.now()
    campaign = draft(now, "en")
    open_campaign(campaign, actor=WORKER, now=now, promise_by=now + timedelta(hours=3))
    entry = Entry.objects.get(verb="campaigns.open")
    assert entry.detail["promised"] == ["es"]
    with override("en"):
        (promise,) = promises_of(campaign)
    assert promise.language == "es"
    assert promise.words.startswith("En español a más tardar el")


def test_a_promise_is_kept_by_writing_the_words():
    now = timezone.now()
    campaign = draft(now, "en")
    open_campaign(campaign, actor=WORKER, now=now, promise_by=now + timedelta(hours=3))
    later = now + timedelta(hours=1)
    write_words(campaign, {"es": CAMPAIGN_WORDS["es"]}, actor=WORKER, now=later)
    campaign.refresh_from_db()
    assert campaign.promise_kept_at == later
    assert promises_of(campaign) == []
    assert Entry.objects.get(verb="campaigns.keep_promise").detail == {"late": "no"}


def test_a_late_promise_says_so():
    now = timezone.now()
    campaign = draft(now - timedelta(hours=9), "en")
    open_campaign(
        campaign, actor=WORKER, now=now - timedelta(hours=8), promise_by=now - timedelta(hours=2)
    )
    assert campaign.is_promise_broken(now)
    (promise,) = promises_of(campaign)
    assert "demora" in promise.words or "retras" in promise.words


def test_words_that_did_not_change_are_not_younger_than_before():
    now = timezone.now()
    campaign = draft(now)
    assert write_words(campaign, CAMPAIGN_WORDS, actor=WORKER, now=now + timedelta(days=1)) == []
    assert set(campaign.texts.values_list("changed_at", flat=True)) == {now}


def test_a_campaign_closes_by_itself_after_its_last_day():
    now = timezone.now()
    campaign = draft(now)
    open_campaign(campaign, actor=WORKER, now=now)
    assert close_what_is_over(now) == 0
    assert close_what_is_over(now + timedelta(days=101)) == 1
    campaign.refresh_from_db()
    assert campaign.state == State.CLOSED
    assert not campaign.is_running(timezone.localdate(now))


def test_closing_early_brings_the_shredding_forward():
    now = timezone.now()
    campaign = make_campaign(now - timedelta(days=10))
    close_campaign(campaign, actor=WORKER, now=now)
    campaign.keyspace.refresh_from_db()
    assert campaign.keyspace.shred_on == timezone.localdate(now) + timedelta(days=30)


def test_a_campaign_is_closed_once():
    now = timezone.now()
    campaign = make_campaign(now)
    close_campaign(campaign, actor=WORKER, now=now)
    with pytest.raises(CannotOpen):
        close_campaign(campaign, actor=WORKER, now=now)
    assert Entry.objects.filter(verb="campaigns.close").count() == 1


def test_an_umbrella_stands_over_cases_only():
    now = timezone.now()
    umbrella = make_campaign(now, slug="all-of-them", kind="umbrella")
    campaign = make_campaign(now)
    with pytest.raises(IntegrityError):
        change_campaign(campaign, facts_of(campaign, parent=umbrella), actor=WORKER)


def test_a_target_is_named_once_and_knows_whom_to_call():
    now = timezone.now()
    campaign = make_campaign(now)
    official = make_official(now, make_office(now))
    target = add_target(campaign, official, actor=WORKER)
    assert add_target(campaign, official, actor=WORKER) == target
    assert (target.name, target.title) == ("Pat Example", "Sheriff of Rice County")
    assert target.phone == "+15075550110"
    take_out(target, actor=WORKER)
    assert not campaign.targets.exists()


def test_an_office_may_be_a_target_without_anybody_in_it():
    now = timezone.now()
    target = add_target(make_campaign(now), make_office(now), actor=WORKER)
    assert (target.name, target.title) == ("Rice County Sheriff", "")


def test_a_partner_has_one_role_in_a_campaign_and_may_have_another_in_the_next():
    now = timezone.now()
    parish = make_organization("Parish")
    first, second = make_campaign(now), make_campaign(now, slug="state-bill")
    set_partner(first, parish, role="supporting", actor=WORKER)
    set_partner(first, parish, role="leading", actor=WORKER)
    set_partner(second, parish, role="co-founder", actor=WORKER)
    assert first.partnerships.get().role == "leading"
    assert second.partnerships.get().role == "co-founder"


def test_a_photograph_that_is_replaced_leaves_the_disk(django_capture_on_commit_callbacks):
    campaign = make_campaign(timezone.now())
    set_photo(campaign, make_picture(), actor=WORKER)
    storage, old = campaign.photo.storage, campaign.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        set_photo(campaign, None, actor=WORKER)
    assert not storage.exists(old)


def test_a_milestone_may_be_a_window_or_to_be_announced():
    from datetime import date

    from amparo.campaigns.models import Milestone
    from amparo.campaigns.operations.parts import MilestoneWords, save_milestone
    from amparo.lib.dates import DateWindow

    campaign = make_campaign(timezone.now())
    words = {"en": MilestoneWords("A special session")}
    before = DateWindow(None, date(2011, 7, 1))
    milestone = save_milestone(
        Milestone(campaign=campaign), window=before, words=words, actor=WORKER
    )
    assert milestone.window.in_words("en") == "sometime before July 1, 2011"
    save_milestone(milestone, window=DateWindow(), words=words, actor=WORKER)
    assert milestone.window.in_words("es") == "fecha por anunciar"
    mark_reached(milestone, is_reached=True, actor=WORKER)
    assert campaign.milestones.get().is_reached
