"""The demo's claims, releases and briefs, without the rest of the demo."""

from collections import defaultdict
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from amparo.demo.evidence import fill_evidence, supersede_one
from amparo.demo.press import fill_press
from amparo.demo.words import Clock
from amparo.evidence.models import Citation, Claim, Disagreement
from amparo.pages.models import BriefPage, ReleasePage
from amparo.pages.parity import gaps
from amparo.web.models import Coalition
from tests.makers import make_alma, make_campaign, make_site
from tests.pages.releases import LINE

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def filled(now: datetime) -> None:
    make_site("Coalition of the Lakes")
    Coalition.objects.create(state="MN", hotline=LINE)
    Coalition.forget_kept()
    alma, campaign = make_alma(now), make_campaign(now)
    clock = Clock(now)
    fill_evidence(clock, actor=alma.actor)
    fill_press(clock, campaigns=defaultdict(lambda: campaign), alma=alma)
    supersede_one(clock, actor=alma.actor)


def test_one_release_is_out_and_one_waits_for_its_hour(filled: None, now: datetime) -> None:
    assert ReleasePage.objects.out(now).count() == 2
    assert ReleasePage.objects.count() == 4
    for page in ReleasePage.objects.out(now):
        told = Client().get(page.url).content.decode()
        assert "Maribel" in told
        assert 'href="#note-2"' in told


def test_three_briefs_stand_in_their_order_and_in_step(filled: None) -> None:
    for language in ("en", "es"):
        briefs = BriefPage.objects.live().filter(locale__language_code=language)
        assert [page.number for page in briefs.order_by("number")] == [1, 2, 3]
        for page in briefs:
            assert Client().get(page.url).status_code == 200
    assert not [(gap.page.title, gap.differing) for gap in gaps()]


def test_two_claims_disagree_and_a_brief_waits_for_somebody_to_look(filled: None) -> None:
    assert Disagreement.objects.count() == 1
    assert Claim.objects.filter(superseded_by__isnull=False).count() == 1
    waiting = Citation.objects.to_look_at().values_list("place_id", flat=True).distinct()
    assert len(waiting) == 2, "the brief in either language"
    for address in ("/en/evidence/", "/es/evidence/"):
        told = Client().get(address).content.decode()
        assert "73%" in told
        assert "$222,000,000" in told
