"""What the search finds of campaigns and asks, and how fast a takedown reaches it."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.parts import set_partner
from amparo.campaigns.operations.records import News, post_update, remove_update
from amparo.campaigns.takedown import take_down
from amparo.web.models import SearchRow
from amparo.web.searchindex import find, keep_in_step
from tests.makers import make_case, make_open_petition, make_organization, make_petition

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def test_a_campaign_and_its_ask_are_found_by_their_words(now: datetime) -> None:
    petition = make_open_petition(now)
    text = petition.text("es")
    assert text is not None
    keep_in_step(now)

    found = find(text.title, "es", now)

    assert (text.title, f"/es/petitions/{petition.slug}/") in {(f.title, f.path) for f in found}
    assert "Campaña" in {each.kind for each in find(petition.campaign.title, "es", now)}


def test_a_takedown_takes_its_words_with_it_at_once(now: datetime) -> None:
    petition = make_open_petition(now)
    keep_in_step(now)
    assert SearchRow.objects.exists()

    take_down(petition.campaign, actor=WORKER, now=now)

    assert not SearchRow.objects.exists()
    assert find("agreement", "en", now) == []


def test_a_draft_is_not_found(now: datetime) -> None:
    petition = make_petition(now)
    keep_in_step(now)
    assert not SearchRow.objects.filter(source="asks").exists()
    assert petition.title not in {each.title for each in find(petition.title, "en", now)}


def test_what_became_of_an_ask_is_found_in_the_languages_in_which_it_is_told(
    now: datetime,
) -> None:
    petition = make_open_petition(now)
    news = {"es": News("La junta contestó", "El alguacil habló de un crisantemo.")}
    update = post_update(petition, news=news, posted_on=timezone.localdate(now), actor=WORKER)
    keep_in_step(now)

    (found,) = find("crisantemo", "es", now)
    assert (found.title, found.kind) == ("La junta contestó", "Qué pasó")
    assert found.path == f"/es/petitions/{petition.slug}/#updates-title"
    assert find("crisantemo", "en", now) == []
    remove_update(petition, update, actor=WORKER)
    assert find("crisantemo", "es", now) == []


def test_an_organization_is_found_where_the_page_of_partners_names_it(now: datetime) -> None:
    campaign = make_open_petition(now).campaign
    named = make_organization("River Cooperative", spanish="Cooperativa del Río", city="Faribault")
    unnamed = make_organization("River Chorus")
    set_partner(campaign, named, role="supporting", actor=WORKER)
    keep_in_step(now)
    [found] = [each for each in find("cooperativas", "es", now) if each.path == "/es/partners/"]
    assert (found.title, found.summary) == ("Cooperativa del Río", "Faribault")
    assert unnamed.name not in {each.title for each in find("river", "en", now)}


def test_a_partner_of_a_case_alone_is_not_found(now: datetime) -> None:
    case, _code = make_case(now)
    named = make_organization("River Cooperative")
    set_partner(case, named, role="supporting", actor=WORKER)
    keep_in_step(now)
    assert named.name not in {each.title for each in find("cooperative", "en", now)}
