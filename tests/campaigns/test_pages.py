"""Public pages of campaigns and partners, in both languages."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.models import Milestone
from amparo.campaigns.operations.campaigns import close_campaign
from amparo.campaigns.operations.parts import (
    MilestoneWords,
    add_target,
    cite,
    save_milestone,
    set_partner,
)
from amparo.lib.dates import DateWindow
from amparo.organizations.operations import set_membership
from tests.makers import (
    make_campaign,
    make_keys,
    make_office,
    make_official,
    make_open_petition,
    make_organization,
    make_source,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_answers_in_both_languages_even_when_there_is_nothing():
    assert "No campaign is open today." in page("/en/campaigns/")
    assert "Hoy no hay ninguna campaña abierta." in page("/es/campaigns/")


def test_the_list_shows_what_goes_on_and_what_has_ended():
    now = timezone.now()
    make_campaign(now)
    close_campaign(make_campaign(now, slug="older"), actor=WORKER, now=now)
    shown = page("/es/campaigns/")
    assert 'href="/es/campaigns/rice-county/"' in shown
    assert shown.index("Concluidas") < shown.index("/es/campaigns/older/")


def test_a_draft_is_nobodys_to_see():
    make_campaign(timezone.now(), slug="a-draft", kind="case")
    page("/en/campaigns/a-draft/", 404)


def test_a_campaign_says_its_aim_its_asks_whom_it_addresses_and_with_whom():
    now = timezone.now()
    make_keys(now)
    campaign = make_campaign(now)
    make_open_petition(now, campaign=campaign)
    add_target(campaign, make_official(now, make_office(now)), actor=WORKER)
    set_partner(
        campaign, make_organization("Parish", city="Faribault"), role="leading", actor=WORKER
    )
    set_partner(campaign, make_organization("Hidden", is_listed=False), role="member", actor=WORKER)
    cite(campaign, make_source(now), actor=WORKER)
    shown = page("/en/campaigns/rice-county/")
    for words in (
        "End the agreement with ICE.",
        "/en/petitions/end-the-agreement/",
        "Pat Example",
        "Sheriff of Rice County",
        'href="tel:+15075550110"',
        "Leading",
        "Parish",
        "Agreement of Rice County",
    ):
        assert words in shown
    assert "Hidden" not in shown
    assert "data-leave" not in shown


def test_milestones_stand_in_their_order_with_windows_in_words():
    campaign = make_campaign(timezone.now())
    for title, window in (
        ("Announced later", DateWindow()),
        ("The vote", DateWindow(None, date(2031, 7, 1))),
        ("The agreement", DateWindow(date(2020, 1, 1), date(2020, 1, 1))),
    ):
        words = {"en": MilestoneWords(title)}
        save_milestone(Milestone(campaign=campaign), window=window, words=words, actor=WORKER)
    shown = page("/en/campaigns/rice-county/")
    assert shown.index("The agreement</h3>") < shown.index("The vote</h3>")
    assert shown.index("The vote</h3>") < shown.index("Announced later</h3>")
    assert "sometime before July 1, 2031" in shown
    assert "to be announced" in shown


def test_a_page_without_its_twin_says_so_and_marks_the_language_of_its_words():
    now = timezone.now()
    from amparo.campaigns.operations.campaigns import Facts, begin_campaign, open_campaign
    from tests.makers import CAMPAIGN_WORDS

    today = timezone.localdate(now)
    facts = Facts("urgent", "campaign", today, today + timedelta(days=9))
    campaign = begin_campaign(facts, {"en": CAMPAIGN_WORDS["en"]}, actor=WORKER, now=now)
    open_campaign(campaign, actor=WORKER, now=now, promise_by=now + timedelta(hours=4))
    for language in ("en", "es"):
        shown = page(f"/{language}/campaigns/urgent/")
        assert "En español a más tardar" in shown
    assert '<h1 lang="en">No agreement with ICE</h1>' in page("/es/campaigns/urgent/")


def test_partners_stand_by_campaign_and_by_coalition_with_their_roles():
    now = timezone.now()
    us = make_organization("Our coalition", kind="coalition", is_us=True)
    wider = make_organization("Decriminalizing Coalition", kind="coalition")
    parish = make_organization("Parish", spanish="Parroquia")
    year = DateWindow(date(2018, 1, 1), date(2018, 12, 31))
    set_membership(member=us, coalition=wider, role="co-founder", since=year, actor=WORKER)
    set_membership(member=parish, coalition=wider, role="member", since=DateWindow(), actor=WORKER)
    set_partner(make_campaign(now), parish, role="supporting", actor=WORKER)
    shown = page("/en/partners/")
    assert "We are a co-founder: 2018." in shown
    assert shown.count("Parish") == 2
    assert "Parroquia" in page("/es/partners/")
    assert "Somos cofundadores: 2018." in page("/es/partners/")


def test_the_partners_page_is_whole_without_partners():
    assert "No partner is listed yet." in page("/en/partners/")
    assert "Todavía no hay" in page("/es/partners/")


def test_markup_in_an_organizers_words_is_shown_and_not_run():
    campaign = make_campaign(timezone.now())
    campaign.texts.update(title="<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>")
    shown = page("/en/campaigns/rice-county/")
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_public_pages_set_no_cookie():
    make_campaign(timezone.now())
    for path in ("/en/campaigns/", "/en/campaigns/rice-county/", "/en/partners/", "/en/take-down/"):
        assert not Client().get(path).cookies
