"""What is cited in updates, deliveries and milestones is numbered with the notes of its page."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.models import Milestone
from amparo.campaigns.operations.parts import MilestoneWords, save_milestone
from amparo.campaigns.operations.records import (
    HandOver,
    News,
    post_update,
    record_delivery,
    remove_update,
)
from amparo.campaigns.standing import forget_all
from amparo.desk.asks.forms import AskWordsForm, NewsForm
from amparo.evidence.models import Citation
from amparo.lib.dates import DateWindow
from tests.evidence.makers import make_a_claim
from tests.makers import make_keys, make_open_petition, reboot

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    forget_all()
    reboot()
    now = timezone.now()
    make_keys(now)
    return now


def page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_update_and_a_delivery_cite_on_with_the_numbers_of_the_page(now: datetime) -> None:
    petition = make_open_petition(now)
    petition.texts.filter(language="en").update(body="It harms [claim:harm].")
    forget_all()
    for key in ("harm", "cost", "vote"):
        make_a_claim(now, key)
    told = {"en": HandOver("The clerk", "City Hall", note="It costs [claim:cost].")}
    record_delivery(
        petition, delivered_on=now.date(), name_count=9, hand_over=told, photo=None, actor=WORKER
    )
    news = {"en": News("They voted", "Seven to five [claim:vote], and it harms [claim:harm].")}
    post_update(petition, news=news, posted_on=now.date(), actor=WORKER)

    shown = page(f"/en/petitions/{petition.slug}/")

    assert "[claim:" not in shown
    assert re.findall(r'href="#note-(\d)"', shown) == ["1", "2", "3", "1"]
    assert shown.count('<li id="note-') == 3


def test_a_claim_knows_the_updates_that_cite_it(now: datetime) -> None:
    petition = make_open_petition(now)
    make_a_claim(now, "vote")
    news = {"es": News("Votaron", "Siete a cinco [claim:vote].")}
    update = post_update(petition, news=news, posted_on=now.date(), actor=WORKER)
    here = Citation.objects.of_place("petition", petition.pk)
    assert [each.language for each in here] == ["es"]
    remove_update(petition, update, actor=WORKER)
    assert not here.all().exists()


def test_a_milestone_cites_with_its_campaign(now: datetime) -> None:
    campaign = make_open_petition(now).campaign
    make_a_claim(now, "vote")
    save_milestone(
        Milestone(campaign=campaign),
        window=DateWindow(now.date(), now.date()),
        words={"en": MilestoneWords("The vote", "Seven to five [claim:vote].")},
        actor=WORKER,
    )
    shown = page(f"/en/campaigns/{campaign.slug}/")
    assert "[claim:" not in shown
    assert re.findall(r'href="#note-(\d)"', shown) == ["1"]
    assert Citation.objects.of_place("campaign", campaign.pk).exists()


def test_a_feed_tells_of_an_update_without_marks(now: datetime) -> None:
    petition = make_open_petition(now)
    make_a_claim(now, "vote")
    news = {"en": News("They voted", "Seven to five [claim:vote].")}
    post_update(petition, news=news, posted_on=now.date(), actor=WORKER)
    shown = page("/en/feeds/news.atom")
    assert "Seven to five." in shown


def test_a_mark_where_it_cannot_become_a_note_is_refused_and_stays_to_be_mended(
    now: datetime,
) -> None:
    make_a_claim(now, "vote")
    typed = {"en-title": "Seven to five [claim:vote]", "en-body": "As we said [claim:vote]."}
    form = NewsForm(typed, language="en")
    assert list(form.errors) == ["title"]
    assert "[claim:vote] cannot become a note here" in str(form.errors["title"])
    assert "Seven to five [claim:vote]" in str(form["title"])
    assert "title" in AskWordsForm(typed, language="en").errors
