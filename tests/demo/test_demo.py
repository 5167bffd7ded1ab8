"""The demo: a newcomer finds a living site in both languages, and the same at the next start."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from amparo.audit.operations import verify_chain
from amparo.campaigns.models import Campaign
from amparo.demo.filling import fill_if_empty
from amparo.demo.people import DemoPeople
from amparo.hosting.errors import CannotHost
from amparo.keyring.unlocking import opened, unlock
from amparo.mailouts.models import MailOut, State
from amparo.mailouts.operations.running import acted_count
from amparo.outbox.models import Waiting
from amparo.pages.models import CampaignStory, NewsPage
from amparo.pages.models.prose import ProsePage
from amparo.pages.parity import gaps
from amparo.petitions.models import Petition
from amparo.petitions.papers import packet_pdf
from amparo.supporters import figures, kinds
from amparo.supporters.models import Card
from amparo.supporters.unsealing import open_cards
from tests.demo.papers import day_sheets, kinds_of_paper, papers
from tests.filled import can_be_put_back, forget_demo, small_demo
from tests.heard import troubles
from tests.petitions.test_papers import PACKET

pytestmark = [
    pytest.mark.django_db(
        transaction=True, databases=["default", "keyring"], serialized_rollback=True
    ),
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WHOLE_IN_ONE_LANGUAGE = "visitas-en-domingo"  # the urgent petition, and the news of it


@pytest.fixture
def people(request: pytest.FixtureRequest) -> Iterator[DemoPeople]:
    if not can_be_put_back() and request.node.name != test_the_demo_looks_lived_in.__name__:
        pytest.skip("PostgreSQL fills it once")
    yield small_demo()
    forget_demo()


def test_a_second_start_finds_the_same_people_and_adds_nothing(people: DemoPeople) -> None:
    before = (Card.objects.count(), Page.objects.count(), Campaign.objects.count())

    again = fill_if_empty(small=True)

    assert again == people
    assert (Card.objects.count(), Page.objects.count(), Campaign.objects.count()) == before
    for login in people.logins:
        assert login.password in again.notice
        assert login.passphrase in again.notice


def test_every_page_answers_in_every_language(people: DemoPeople) -> None:
    visitor = Client()
    for language in settings.SITE_LANGUAGES:
        for address in _addresses(language):
            response = visitor.get(address)
            assert response.status_code == 200, address
            assert "{+" not in response.content.decode(), address


def test_only_the_urgent_words_wait_for_their_twin(people: DemoPeople) -> None:
    missing = {
        petition.slug: petition.missing_languages()
        for petition in Petition.objects.published()
        if petition.missing_languages()
    }
    assert missing == {WHOLE_IN_ONE_LANGUAGE: ["en"]}
    assert not [each for each in Campaign.objects.all() if each.missing_languages()]

    apart = [(gap.page.title, gap.language, gap.differing) for gap in gaps()]
    assert apart == [("Quitaron las visitas de los domingos", "en", ())]


def test_what_the_signers_told_opens_with_almas_passphrase_alone(
    people: DemoPeople, now: datetime
) -> None:
    alma = people.user("Alma")
    key = opened(unlock(alma.pk, people.logins[0].passphrase, now=now), alma.pk, now=now)
    assert key is not None

    cards = Card.objects.all()
    told = list(open_cards(cards, by=key, actor=alma.actor, reason="looking", shows_hidden=True))

    assert len(told) == cards.count() > 100
    named = [each for each in told if kinds.get(each.card.action_kind).needs_contact]
    assert len(named) > 100
    assert all(each.name and (each.email or each.phone) for each in named)
    assert all(each.phone[5:8] == "555" for each in told if each.phone)


def test_the_demo_looks_lived_in(people: DemoPeople, now: datetime) -> None:
    petition = Petition.objects.get(slug="end-the-contract")
    waiting = figures.waiting(petition.pk)

    assert figures.tally(petition.pk).paper_count == 477
    assert len(figures.weekly_counts(petition.pk)) > 5
    assert waiting.comments == 4
    assert Counter(each.language for each in figures.public_comments(petition.pk, limit=50))
    assert NewsPage.objects.live().count() == 23  # eight of them from the old site
    assert Petition.objects.get(slug="a-rule-at-the-front-desk").state == "won"
    assert Waiting.objects.to_send().count() < 30  # besides what waits for a date
    assert verify_chain().ok


def test_an_installation_that_is_not_the_demo_is_left_alone(people: DemoPeople) -> None:
    (Path(settings.DATA_DIR) / "demo.json").unlink()

    with pytest.raises(CannotHost):
        fill_if_empty(small=True)


@pytest.fixture
def now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def _addresses(language: str) -> Iterator[str]:
    with override(language):
        yield from (reverse(name) for name in ("campaigns:list", "campaigns:partners"))
        yield reverse("supporters:join")
        for campaign in Campaign.objects.all():
            yield reverse("campaigns:page", args=[campaign.slug])
        for petition in Petition.objects.published():
            yield reverse("petitions:petition", args=[petition.slug])
    for page in Page.objects.live().filter(locale__language_code=language).specific():
        if isinstance(page, ProsePage) and not isinstance(page, CampaignStory):
            yield page.url


def test_the_letter_that_went_shows_what_its_readers_did(people: DemoPeople) -> None:
    sent = MailOut.objects.get(state=State.SENT)
    assert sent.sent_count > 0
    assert acted_count(sent) > 0


def test_every_paper_can_be_heard(people: DemoPeople) -> None:
    unlinked = {"day sheets": day_sheets(), "packet": packet_pdf(PACKET)}
    found = {name: troubles(pdf, "en") for name, pdf in unlinked.items()}
    for language in settings.SITE_LANGUAGES:
        made = list(papers(language))
        assert {kind for kind, _address, _pdf in made} == kinds_of_paper()
        for _kind, address, pdf in made:
            leads = settings.SITE_LANGUAGES[0] if address.endswith("/both.pdf") else language
            found[address] = troubles(pdf, leads)
    assert {address: each for address, each in found.items() if each} == {}
